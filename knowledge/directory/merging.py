"""Corrects units entered more than once: the others become but other names of one; and parts them again."""

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, select, update

from knowledge.commands import ArrangeAll, MergeUnits, PartUnits
from knowledge.directory.arranged import Done, organisation_name, unchanged
from knowledge.directory.lines import get_unit, get_units, read_by_id, read_lines, read_merges, upwards
from knowledge.directory.names import all_names, called, refuse_taken
from knowledge.directory.putting import subtree
from knowledge.directory.types import UnitLine
from knowledge.errors import UnitRefusedError
from knowledge.schema import UnitRow


def merge_units(connection: Connection, command: MergeUnits) -> Done:
    """Let units be but other names of one; of an organisation, the units that both have are merged as well."""
    into, merges = get_unit(connection, command.into), read_merges(connection)
    lines = get_units(connection, command.units)
    for unit in command.units:
        if unit in merges and lines[unit].id != into.id:
            raise UnitRefusedError("merged", lines[unit].name)
    new = [lines[unit] for unit in dict.fromkeys(command.units) if unit not in merges]
    merged = [row for line in new for row in _merge(connection, line, command.into, into)]
    if not merged:
        return unchanged(*command.units)
    names = [line.name for line in new]
    facts = {"units": names, "into": into.name}
    organisation = organisation_name(connection, into)
    return Done(tuple(merged), True, PartUnits(tuple(merged)), {"units": names}, facts, organisation, into.name)


def _merge(connection: Connection, unit: UnitLine, row: int, into: UnitLine) -> list[int]:
    """Merge a unit into the row (id) of another; all rows (ids) that were merged."""
    _check(connection, unit, into)
    pairs = {unit.id: row} | (dict(_shared(connection, unit, into)) if unit.is_organisation else {})
    refuse_taken(connection, all_names(connection, (unit.id,)), into.organisation, own=(unit.id, into.id, *pairs))
    for merged, target in pairs.items():
        connection.execute(update(UnitRow).where(UnitRow.id == merged).values(merged_into_id=target))
    return list(pairs)


def _check(connection: Connection, unit: UnitLine, into: UnitLine) -> None:
    if unit.id == into.id:
        raise UnitRefusedError("itself", unit.name)
    if unit in upwards(connection, into):
        raise UnitRefusedError("circle", unit.name)
    if unit.is_organisation:
        if not into.is_organisation:
            raise UnitRefusedError("organisation", unit.name)
    elif unit.organisation != into.organisation and not _stands_beside(connection, unit, into):
        raise UnitRefusedError("elsewhere", unit.name)


def _stands_beside(connection: Connection, unit: UnitLine, into: UnitLine) -> bool:
    """Whether a unit without others under it was entered beside the organisation that it is."""
    above = None if into.parent is None else get_unit(connection, into.parent)
    return above is not None and above.organisation == unit.organisation and not subtree(connection, unit.id)


def _shared(connection: Connection, organisation: UnitLine, into: UnitLine) -> Iterator[tuple[int, int]]:
    """The units (ids) of an organisation with those of another that are called the same."""
    of_organisation = (UnitRow.organisation_id == organisation.id) | (UnitRow.parent_id == organisation.id)
    for line in read_lines(connection, of_organisation):
        found = called(connection, all_names(connection, (line.id,)), into.id)
        others = {other for units in found.values() for other in units} - {line.id}
        if len(others) > 1 or (others and line.is_organisation):
            raise UnitRefusedError("exists", line.name)
        yield from ((line.id, other) for other in others)


def part_units(connection: Connection, command: PartUnits) -> Done:
    """Let units that were merged stand by themselves again."""
    merged = UnitRow.id.in_(command.units) & UnitRow.merged_into_id.is_not(None)
    rows = connection.execute(select(UnitRow.id, UnitRow.merged_into_id).where(merged)).all()
    into = {unit: target for unit, target in rows if target is not None}
    get_units(connection, command.units)
    if not into:
        return unchanged(*command.units)
    connection.execute(update(UnitRow).where(UnitRow.id.in_(into)).values(merged_into_id=None))
    lines = read_by_id(connection, into)
    for line in lines:
        _refuse_doubled(connection, line)
    targets = read_by_id(connection, set(into.values()))
    names = [line.name for line in lines]
    before = {"units": names, "into": [line.name for line in targets]}
    organisation = organisation_name(connection, lines[0])
    return Done(tuple(into), True, _merging(lines, into), before, {"units": names}, organisation, lines[0].name)


def _refuse_doubled(connection: Connection, unit: UnitLine) -> None:
    """Raise UnitRefusedError where a unit that stands by itself again has a name that others have by now."""
    refuse_taken(connection, all_names(connection, (unit.id,)), unit.organisation, own=(unit.id,))
    same = (UnitRow.is_organisation.is_(True), UnitRow.key == unit.key, UnitRow.id != unit.id)
    if unit.is_organisation and read_lines(connection, *same):
        raise UnitRefusedError("exists", unit.name)


def _merging(lines: Collection[UnitLine], into: Mapping[int, int]) -> ArrangeAll | MergeUnits:
    """The command that merges units again, organisations before their units."""
    ordered = sorted(lines, key=lambda line: (not line.is_organisation, line.id))
    targets: dict[int, list[int]] = {}
    for line in ordered:
        targets.setdefault(into[line.id], []).append(line.id)
    steps = tuple(MergeUnits(tuple(units), target) for target, units in targets.items())
    return steps[0] if len(steps) == 1 else ArrangeAll(steps)
