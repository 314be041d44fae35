"""Files the issuers of plans, and the units that plans name, in the directory."""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import CompoundSelect, Connection, Select, insert, select, union

from knowledge.batches import batches
from knowledge.directory.gathering import read_group_members
from knowledge.directory.lines import get_unit
from knowledge.directory.names import MOST_LETTERS
from knowledge.directory.putting import note_revision, put_organisation, put_units
from knowledge.importing.unit_cells import is_known_unit, is_person
from knowledge.schema import (
    AssignmentRow,
    AssignmentUnitRow,
    DutyLeadRow,
    DutyRow,
    PlanOrganisationRow,
    PlanRow,
    TargetOwnerRow,
    TargetRow,
    TaskRow,
    UnitNameRow,
)
from knowledge.schema.database import Database, claim
from knowledge.units import can_stand_under, is_group, is_known, unit_key
from knowledge.vietnamese.fold import fold

_NAMES = Path(__file__).with_name("filing.toml")

_NamesIn = Callable[[Collection[int]], CompoundSelect[int, str] | Select[int, str]]
_UNFILED = select(PlanRow.id, PlanRow.imported_at).where(PlanRow.id.not_in(select(PlanOrganisationRow.plan_id)))


def file_earlier_plans(database: Database) -> None:
    """File what was imported before there was a directory; costs one small query where nothing is to be done."""
    with database.reading() as connection:
        if connection.execute(_UNFILED.limit(1)).first() is None:
            return
    with database.writing() as connection:
        claim(connection, "directory")
        plans = connection.execute(_UNFILED.order_by(PlanRow.id)).all()
        if plans:
            file_plans(connection, [plan for plan, _ in plans], max(at for _, at in plans))


def file_plans(connection: Connection, plans: Collection[int], at: datetime) -> None:
    """File plans (ids): their issuers as organisations, and under each the units that its plans name.

    Of a plan that tells no issuer nothing is filed.
    """
    claim(connection, "directory")
    issued = _issuers(connection, plans)
    placed = {issuer: put_organisation(connection, issuer) for issuer in sorted(set(issued.values()))}
    filed = {plan: placed[issuer][0] for plan, issuer in issued.items()}
    rows = [{"plan_id": plan, "organisation_id": filed.get(plan)} for plan in plans]
    connection.execute(insert(PlanOrganisationRow), rows)
    changed = [_file_units(connection, filed), *(new for _, new in placed.values())]
    if any(changed):
        note_revision(connection, at)


def _issuers(connection: Connection, plans: Collection[int]) -> Mapping[int, str]:
    """The issuers of plans (ids), of those that tell one."""
    query = select(PlanRow.id, PlanRow.issuer)
    rows = (connection.execute(query.where(PlanRow.id.in_(batch))).all() for batch in batches(sorted(plans)))
    told = {plan: issuer or "" for batch in rows for plan, issuer in batch}
    return {plan: issuer for plan, issuer in told.items() if unit_key(issuer) and len(issuer) <= MOST_LETTERS}


def _file_units(connection: Connection, filed: Mapping[int, int]) -> bool:
    """Put what each plan (id) names under its organisation (id), and tell whether anything was new."""
    names: dict[int, set[str]] = {}
    # In prose it is less sure who is meant: there only a unit of a kind that is known counts.
    led = ((plan, printed) for plan, printed in _read(connection, filed, _led_in) if is_known(printed))
    for plan, printed in (*printed_in(connection, filed), *led):
        names.setdefault(filed[plan], set()).add(printed)
    changed = [_file_names(connection, names[organisation], organisation) for organisation in sorted(names)]
    return any(changed)


def _file_names(connection: Connection, printed: Collection[str], organisation: int) -> bool:
    line = get_unit(connection, organisation)
    groups = {group for group, _ in read_group_members(connection, (organisation,))}
    units = {name for name in printed if _is_unit(name) and unit_key(name) not in groups}
    _, changed = put_units(connection, units, line, lambda name: can_stand_under(name, line.name))
    return changed


def printed_in(connection: Connection, plans: Collection[int]) -> list[tuple[int, str]]:
    """All names that the tables of these plans (ids) print of who leads, helps or answers, each with the plan."""
    return _read(connection, plans, _named_in)


def _read(connection: Connection, plans: Collection[int], names_in: _NamesIn) -> list[tuple[int, str]]:
    return [
        (plan, printed)
        for batch in batches(sorted(plans))
        for plan, printed in connection.execute(names_in(batch)).all()
    ]


def _led_in(plans: Collection[int]) -> Select[int, str]:
    led = select(DutyRow.plan_id, UnitNameRow.printed).join(DutyLeadRow, DutyLeadRow.duty_id == DutyRow.id)
    led = led.join(UnitNameRow, UnitNameRow.id == DutyLeadRow.unit_name_id)
    return led.where(DutyRow.plan_id.in_(plans)).distinct()


def _named_in(plans: Collection[int]) -> CompoundSelect[int, str]:
    assigned = select(TaskRow.plan_id, UnitNameRow.printed).join(AssignmentRow, AssignmentRow.task_id == TaskRow.id)
    assigned = assigned.join(AssignmentUnitRow, AssignmentUnitRow.assignment_id == AssignmentRow.id)
    assigned = assigned.join(UnitNameRow, UnitNameRow.id == AssignmentUnitRow.unit_name_id)
    owned = select(TargetRow.plan_id, UnitNameRow.printed).join(
        TargetOwnerRow, TargetOwnerRow.target_id == TargetRow.id
    )
    owned = owned.join(UnitNameRow, UnitNameRow.id == TargetOwnerRow.unit_name_id)
    return union(
        assigned.where(TaskRow.plan_id.in_(plans)),
        owned.where(TargetRow.plan_id.in_(plans)),
    )


def _is_unit(name: str) -> bool:
    """Whether what a plan prints for a unit is one unit, and not several, a person or something else."""
    if is_group(name) or is_person(name) or len(name) > MOST_LETTERS or _begins("several").match(fold(name)):
        return False
    return is_known(name) or (is_known_unit(name) and not _is_vague(name))


def _is_vague(name: str) -> bool:
    """Whether a name tells of no unit in particular: "Đơn vị được giao", "Đoàn"."""
    return " " not in name or _begins("heads").match(fold(name)) is not None


@cache
def _begins(words: str) -> re.Pattern[str]:
    heads = tomllib.loads(_NAMES.read_text("utf-8"))["vague"][words]
    return re.compile(rf"(?:{'|'.join(map(fold, heads))})\b(?! ?[-–])")
