"""Describes one unit with all that is known of it, and successions in words."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, func, select

from knowledge.directory.filing import printed_in
from knowledge.directory.lines import (
    get_unit,
    get_units,
    read_aliases,
    read_members,
    read_merges,
    read_successions,
    with_merged,
)
from knowledge.directory.types import GroupPlace, SuccessionDetails, SuccessionLine, UnitDetails, UnitLine
from knowledge.filtering import in_force
from knowledge.schema import (
    AssignmentRow,
    AssignmentUnitRow,
    PersonRow,
    PlanOrganisationRow,
    PlanRow,
    TaskRow,
    UnitGroupMemberRow,
    UnitNameRow,
)
from knowledge.types import AssignmentRole
from knowledge.units import group_name, groups_of, same_unit


def describe_unit(connection: Connection, unit: int) -> UnitDetails:
    """All that is known of a unit (id)."""
    line = get_unit(connection, unit)
    organisation = get_unit(connection, line.organisation)
    aliases = read_aliases(connection, (line.id,)).get(line.id, ())
    successions = read_successions(connection)
    tasks = _tasks(connection, line, (line.name, *aliases))
    return UnitDetails(
        line=line,
        organisation=organisation.name,
        aliases=aliases,
        groups=_groups(connection, line, organisation.name),
        before=_in_words(connection, [each for each in successions if each.successor == line.id]),
        after=_in_words(connection, [each for each in successions if each.former == line.id]),
        people=_people(connection, line),
        leads=tasks.get(AssignmentRole.LEAD, 0),
        coordinates=tasks.get(AssignmentRole.COORDINATE, 0),
    )


def list_successions(connection: Connection, organisation: int | None) -> tuple[SuccessionDetails, ...]:
    """The successions of an organisation (id) and its units, of all if not given, the earliest first."""
    successions = read_successions(connection)
    if organisation is not None:
        own = {line.id for line in read_members(connection, (get_unit(connection, organisation).id,))}
        successions = tuple(each for each in successions if each.former in own or each.successor in own)
    return _in_words(connection, successions)


def _in_words(connection: Connection, successions: Collection[SuccessionLine]) -> tuple[SuccessionDetails, ...]:
    ends = {end for each in successions for end in (each.former, each.successor) if end is not None}
    lines = get_units(connection, ends)
    organisations = get_units(connection, {line.organisation for line in lines.values()})

    def of(unit: int) -> str:
        return organisations[lines[unit].organisation].name

    return tuple(
        SuccessionDetails(
            line=each,
            former=lines[each.former].name,
            former_of=of(each.former),
            successor=None if each.successor is None else lines[each.successor].name,
            successor_of=None if each.successor is None else of(each.successor),
        )
        for each in successions
    )


def _groups(connection: Connection, unit: UnitLine, organisation: str) -> tuple[GroupPlace, ...]:
    named = {key: group_name(key) for key in groups_of(unit.name, organisation)}
    columns = (UnitGroupMemberRow.group_key, UnitGroupMemberRow.group_name, UnitGroupMemberRow.is_member)
    of_unit = UnitGroupMemberRow.unit_id.in_(with_merged(read_merges(connection), (unit.id,)))
    rows = connection.execute(select(*columns).where(of_unit).order_by(UnitGroupMemberRow.id)).all()
    said = {key: is_member for key, _, is_member in rows}
    names = named | {key: name for key, name, _ in rows if key not in named}
    return tuple(GroupPlace(name, key in named, said.get(key)) for key, name in names.items())


def _people(connection: Connection, unit: UnitLine) -> int:
    own = PersonRow.unit_id.in_(with_merged(read_merges(connection), (unit.id,)))
    return connection.scalar(select(func.count(PersonRow.id)).where(own, PersonRow.removed_at.is_(None))) or 0


def _tasks(connection: Connection, unit: UnitLine, names: Iterable[str]) -> dict[AssignmentRole, int]:
    """How many tasks in force give work to the unit, by one of its names, in plans of where it belongs."""
    plans = _plans(connection, unit)
    printed = {name for _, name in printed_in(connection, plans)}
    own = {name for name in printed if any(same_unit(name, other) for other in names)}
    counted = select(AssignmentUnitRow.role, func.count(AssignmentRow.task_id.distinct())).join(AssignmentRow)
    counted = counted.join(TaskRow).join(UnitNameRow, UnitNameRow.id == AssignmentUnitRow.unit_name_id)
    counted = counted.where(TaskRow.plan_id.in_(plans), UnitNameRow.printed.in_(own))
    return dict(connection.execute(counted.group_by(AssignmentUnitRow.role)).all())


def _plans(connection: Connection, unit: UnitLine) -> list[int]:
    """The plans in force (ids) of the unit's organisation, and for one that stands under another of that too."""
    organisations = {unit.organisation}
    if unit.is_organisation and unit.parent is not None:
        organisations.add(get_unit(connection, unit.parent).organisation)
    own = PlanOrganisationRow.organisation_id.in_(with_merged(read_merges(connection), organisations))
    plans = select(PlanRow.id).join(PlanOrganisationRow, PlanOrganisationRow.plan_id == PlanRow.id)
    return list(connection.scalars(plans.where(own, *in_force())))
