"""Names in the directory: what may be one, and which units are called so already."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from knowledge.batches import batches
from knowledge.directory.lines import keys_of, members_of, read_aliases, read_by_id, read_merges
from knowledge.errors import UnitRefusedError
from knowledge.schema import UnitAliasRow, UnitRow
from knowledge.units import is_group, unit_key
from knowledge.vietnamese.fold import nfc

MOST_LETTERS = 200

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def tidy_name(name: str) -> str:
    """The name in NFC on one line, without letters that nobody sees."""
    seen = (letter for letter in nfc(name) if letter.isspace() or unicodedata.category(letter) not in _UNSEEN)
    return " ".join("".join(seen).split())


def checked_name(name: str) -> str:
    """The name tidied, or UnitRefusedError where no unit can be called so."""
    tidy = tidy_name(name)
    if not unit_key(tidy):
        raise UnitRefusedError("nameless", tidy)
    if len(tidy) > MOST_LETTERS:
        raise UnitRefusedError("long", f"{tidy[:60]}…")
    return tidy


def checked_unit_name(name: str) -> str:
    """The name tidied, or UnitRefusedError where no unit can be called so, or it means several."""
    tidy = checked_name(name)
    if is_group(tidy):
        raise UnitRefusedError("group", tidy)
    return tidy


def called(connection: Connection, names: Iterable[str], organisation: int) -> Mapping[str, tuple[int, ...]]:
    """For each name the units (ids) of the organisation (id), and the organisations under it, that are called so."""
    keys = {name: keys_of(name) for name in names}
    holders = _holders(connection, {key for each in keys.values() for key in each}, organisation)
    return {name: tuple(sorted({unit for key in each for unit in holders.get(key, ())})) for name, each in keys.items()}


def _holders(connection: Connection, keys: Collection[str], organisation: int) -> Mapping[str, list[int]]:
    merges = read_merges(connection)
    inside = members_of(merges, (organisation,))
    named = select(UnitRow.key, UnitRow.id).where(inside)
    known = select(UnitAliasRow.key, UnitAliasRow.unit_id).join(UnitRow, UnitRow.id == UnitAliasRow.unit_id)
    holders: dict[str, list[int]] = {}
    for batch in batches(sorted(keys)):
        for query, column in ((named, UnitRow.key), (known.where(inside), UnitAliasRow.key)):
            for key, unit in connection.execute(query.where(column.in_(batch))).all():
                holders.setdefault(key, []).append(merges.get(unit, unit))
    return holders


def refuse_taken(connection: Connection, names: Collection[str], organisation: int, own: Collection[int] = ()) -> None:
    """Raise UnitRefusedError where a unit of the organisation, but for `own` (ids), is called by one of the names."""
    for name, units in called(connection, names, organisation).items():
        if set(units) - set(own):
            raise UnitRefusedError("exists", name)


def all_names(connection: Connection, units: Collection[int]) -> set[str]:
    """All that these units (ids) are called."""
    aliases = read_aliases(connection, units)
    return {line.name for line in read_by_id(connection, units)} | {name for own in aliases.values() for name in own}
