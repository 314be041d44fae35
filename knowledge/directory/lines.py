"""Reads the rows of the directory as lines; units merged into another are read as that one."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import ColumnElement, Connection, Select, or_, select
from sqlalchemy.orm import aliased

from knowledge.batches import batches
from knowledge.directory.types import SuccessionLine, UnitLine
from knowledge.errors import UnitNotFoundError
from knowledge.schema import SuccessionRow, UnitAliasRow, UnitRow
from knowledge.units import Level, organisation_key, proper_name, same_organisation, unit_key

Merges = Mapping[int, int]

_COLUMNS = (
    UnitRow.id,
    UnitRow.name,
    UnitRow.key,
    UnitRow.level,
    UnitRow.parent_id,
    UnitRow.organisation_id,
    UnitRow.is_organisation,
)
_LEVELS = (*Level, None)


def read_merges(connection: Connection) -> Merges:
    """For each unit that is but another name of one: that one (ids)."""
    merged = select(UnitRow.id, UnitRow.merged_into_id).where(UnitRow.merged_into_id.is_not(None))
    into = {unit: target for unit, target in connection.execute(merged).all() if target is not None}
    return {unit: _last(into, unit) for unit in into}


def _last(into: Merges, unit: int) -> int:
    while unit in into:
        unit = into[unit]
    return unit


def with_merged(merges: Merges, units: Iterable[int]) -> frozenset[int]:
    """These units and all that were merged into them (ids)."""
    kept = frozenset(units)
    return kept | {unit for unit, target in merges.items() if target in kept}


def read_lines(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[UnitLine, ...]:
    """The units that satisfy `conditions`, without those merged into another."""
    merges = read_merges(connection)
    query = select(*_COLUMNS).where(UnitRow.merged_into_id.is_(None), *conditions).order_by(UnitRow.id)
    return tuple(
        UnitLine(
            id=unit,
            name=name,
            key=key,
            level=level,
            parent=None if parent is None else merges.get(parent, parent),
            organisation=unit if organisation is None else merges.get(organisation, organisation),
            is_organisation=is_organisation,
        )
        for unit, name, key, level, parent, organisation, is_organisation in connection.execute(query).all()
    )


def read_by_id(connection: Connection, units: Collection[int]) -> tuple[UnitLine, ...]:
    """The units with these ids, each once."""
    merges = read_merges(connection)
    wanted = sorted({merges.get(unit, unit) for unit in units})
    return tuple(line for batch in batches(wanted) for line in read_lines(connection, UnitRow.id.in_(batch)))


def get_unit(connection: Connection, unit: int) -> UnitLine:
    """The unit with this id, or UnitNotFoundError."""
    found = read_by_id(connection, (unit,))
    if not found:
        raise UnitNotFoundError(str(unit))
    return found[0]


def get_units(connection: Connection, units: Collection[int]) -> Mapping[int, UnitLine]:
    """The units by these ids, one merged into another being that one; UnitNotFoundError where there is none."""
    merges = read_merges(connection)
    found = {line.id: line for line in read_by_id(connection, units)}
    for unit in units:
        if merges.get(unit, unit) not in found:
            raise UnitNotFoundError(str(unit))
    return {unit: found[merges.get(unit, unit)] for unit in units}


def upwards(connection: Connection, unit: UnitLine) -> Iterator[UnitLine]:
    """A unit and all above it, the nearest first."""
    line: UnitLine | None = unit
    while line is not None:
        yield line
        line = None if line.parent is None else get_unit(connection, line.parent)


def read_members(connection: Connection, organisations: Collection[int]) -> tuple[UnitLine, ...]:
    """The organisations (ids), their units, and the organisations that stand under any of these."""
    return read_lines(connection, members_of(read_merges(connection), organisations))


def members_of(merges: Merges, organisations: Iterable[int]) -> ColumnElement[bool]:
    """What holds of the rows of organisations (ids), of their units, and of the organisations under any of these."""
    own = with_merged(merges, organisations)
    other = aliased(UnitRow)
    inside = or_(other.id.in_(own), other.organisation_id.in_(own))
    under = UnitRow.is_organisation.is_(True) & UnitRow.parent_id.in_(select(other.id).where(inside))
    return or_(UnitRow.id.in_(own), UnitRow.organisation_id.in_(own), under)


def read_aliases(connection: Connection, units: Collection[int] | None = None) -> Mapping[int, tuple[str, ...]]:
    """The other names of these units (ids), of all if not given, with the names of what was merged into them."""
    merges = read_merges(connection)
    wanted = None if units is None else sorted(with_merged(merges, units))
    names: dict[int, set[str]] = {}
    for unit, name in _other_names(connection, wanted):
        names.setdefault(merges.get(unit, unit), set()).add(name)
    return {unit: tuple(sorted(own)) for unit, own in names.items()}


def _other_names(connection: Connection, units: Collection[int] | None) -> Iterable[tuple[int, str]]:
    merged = select(UnitRow.id, UnitRow.name).where(UnitRow.merged_into_id.is_not(None))
    aliases = select(UnitAliasRow.unit_id, UnitAliasRow.name)
    if units is None:
        return [*_pairs(connection, aliases), *_pairs(connection, merged)]
    wanted = frozenset(units)
    of_units = [aliases.where(UnitAliasRow.unit_id.in_(batch)) for batch in batches(sorted(wanted))]
    own = [pair for query in of_units for pair in _pairs(connection, query)]
    return [*own, *(pair for pair in _pairs(connection, merged) if pair[0] in wanted)]


def _pairs(connection: Connection, query: Select[int, str]) -> list[tuple[int, str]]:
    return [(unit, name) for unit, name in connection.execute(query).all()]


def read_successions(connection: Connection) -> tuple[SuccessionLine, ...]:
    """All successions that hold, the earliest first."""
    merges = read_merges(connection)
    columns = (SuccessionRow.id, SuccessionRow.former_id, SuccessionRow.successor_id)
    query = select(*columns, SuccessionRow.since, SuccessionRow.source).where(SuccessionRow.retracted_at.is_(None))
    return tuple(
        SuccessionLine(
            id=row,
            former=merges.get(former, former),
            successor=None if successor is None else merges.get(successor, successor),
            since=since,
            source=source,
        )
        for row, former, successor, since, source in connection.execute(
            query.order_by(SuccessionRow.since, SuccessionRow.id)
        ).all()
    )


def find_organisation(connection: Connection, name: str | None) -> UnitLine | None:
    """The organisation called so; a place named without its level means the one organisation that it fits."""
    if not name:
        return None
    return find_exact_organisation(connection, name) or _fitting(connection, name)


def find_exact_organisation(connection: Connection, name: str) -> UnitLine | None:
    """The organisation of this name, in full, or of this other name."""
    own = select(UnitRow.id).where(UnitRow.is_organisation, UnitRow.key == organisation_key(name))
    other = select(UnitRow.id).join(UnitAliasRow, UnitAliasRow.unit_id == UnitRow.id)
    other = other.where(UnitRow.is_organisation, UnitAliasRow.key == unit_key(name))
    found = read_by_id(connection, connection.scalars(own).all() or connection.scalars(other).all())
    return found[0] if found else None


def _fitting(connection: Connection, name: str) -> UnitLine | None:
    lines = read_lines(connection, UnitRow.is_organisation.is_(True))
    aliases = read_aliases(connection, [line.id for line in lines])
    fitting = tuple(
        line
        for line in lines
        if any(same_organisation(name, other) for other in (line.name, *aliases.get(line.id, ())))
    )
    return fitting[0] if len(fitting) == 1 else None


def keys_of(name: str) -> frozenset[str]:
    """The keys under which a unit called so may stand: as a unit, as an organisation, and as the head of its place."""
    place = organisation_key(name)
    keys = frozenset({unit_key(name), place})
    return keys if proper_name(place) == place else keys | {unit_key(f"UBND {place}")}


def in_tree_order(lines: Iterable[UnitLine], root: int | None = None) -> tuple[UnitLine, ...]:
    """Each unit before those under it, from `root` (id) down if given; side by side by level, then by name."""
    known = {line.id: line for line in lines}
    under: dict[int | None, list[UnitLine]] = {}
    for line in sorted(known.values(), key=lambda line: (_LEVELS.index(line.level), line.key, line.id), reverse=True):
        under.setdefault(line.parent if line.parent in known else None, []).append(line)
    waiting = list(under.get(None, ())) if root is None else [known[root]]
    ordered: list[UnitLine] = []
    while waiting:
        ordered.append(waiting.pop())
        waiting += under.get(ordered[-1].id, ())
    return tuple(ordered)
