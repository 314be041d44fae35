"""Reads a whole part of the directory at one moment, for whoever lists it or writes it out."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from knowledge.directory.finding import list_units
from knowledge.directory.lines import read_aliases, read_by_id, read_merges, read_successions
from knowledge.directory.types import SuccessionLine, UnitLine
from knowledge.schema import PersonRow, UnitGroupMemberRow, UnitRow


@dataclass(frozen=True, slots=True)
class MergedUnit:
    """A unit (id) that is but another name of the unit `into` (id)."""

    id: int
    name: str
    into: int


@dataclass(frozen=True, slots=True)
class GroupMember:
    """What was said of a unit (id): that it is in a group of an organisation (id), or that it is not."""

    id: int
    organisation: int
    group: str
    unit: int
    is_member: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """An organisation and all under it, or every unit there is.

    `others` are the units outside that the successions name, and their organisations; `people` counts by unit (id).
    """

    units: tuple[UnitLine, ...]
    others: tuple[UnitLine, ...]
    aliases: Mapping[int, tuple[str, ...]]
    merged: tuple[MergedUnit, ...]
    successions: tuple[SuccessionLine, ...]
    members: tuple[GroupMember, ...]
    people: Mapping[int, int]


def read_whole(connection: Connection, organisation: int | None) -> Whole:
    """What stands under an organisation (id), or everything."""
    units = list_units(connection, organisation)
    known = frozenset(unit.id for unit in units)
    successions = tuple(each for each in read_successions(connection) if known & {each.former, each.successor})
    return Whole(
        units=units,
        others=_others(connection, known, successions),
        aliases=read_aliases(connection, None if organisation is None else known),
        merged=tuple(unit for unit in list_merged(connection) if unit.into in known),
        successions=successions,
        members=_members(connection, known),
        people=_people(connection),
    )


def list_merged(connection: Connection) -> tuple[MergedUnit, ...]:
    """The units that are but other names of one."""
    merges = read_merges(connection)
    names = select(UnitRow.id, UnitRow.name).where(UnitRow.merged_into_id.is_not(None)).order_by(UnitRow.id)
    return tuple(MergedUnit(unit, name, merges[unit]) for unit, name in connection.execute(names).all())


def _others(
    connection: Connection, known: Collection[int], successions: Collection[SuccessionLine]
) -> tuple[UnitLine, ...]:
    named = {end for each in successions for end in (each.former, each.successor) if end is not None}
    outside = read_by_id(connection, named - set(known))
    organisations = {line.organisation for line in outside} - set(known) - {line.id for line in outside}
    return (*outside, *read_by_id(connection, organisations))


def _members(connection: Connection, known: Collection[int]) -> tuple[GroupMember, ...]:
    merges = read_merges(connection)
    said = (UnitGroupMemberRow.group_name, UnitGroupMemberRow.unit_id, UnitGroupMemberRow.is_member)
    query = select(UnitGroupMemberRow.id, UnitGroupMemberRow.organisation_id, *said).order_by(UnitGroupMemberRow.id)
    found = (
        GroupMember(row, merges.get(organisation, organisation), group, merges.get(unit, unit), is_member)
        for row, organisation, group, unit, is_member in connection.execute(query).all()
    )
    return tuple(member for member in found if member.organisation in known)


def _people(connection: Connection) -> Mapping[int, int]:
    merges = read_merges(connection)
    there = (PersonRow.removed_at.is_(None), PersonRow.unit_id.is_not(None))
    counted = select(PersonRow.unit_id, func.count()).where(*there).group_by(PersonRow.unit_id)
    people: Counter[int] = Counter()
    for unit, count in connection.execute(counted).all():
        if unit is not None:
            people[merges.get(unit, unit)] += count
    return people
