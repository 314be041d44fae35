"""Whatever is done to the directory can be undone, and leaves it whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.commands import (
    AddAlias,
    AddUnit,
    ArrangeAll,
    MergeUnits,
    NewSuccession,
    PartUnits,
    PlaceUnit,
    RemoveAlias,
    RenameUnit,
    RetractSuccessions,
    SetGroup,
    SucceedUnits,
    UnitCommand,
)
from knowledge.directory.types import UnitLine
from knowledge.errors import UnitNotFoundError, UnitRefusedError
from knowledge.perform import perform
from knowledge.store import Store, open_store
from knowledge.units import Level, organisation_key
from tests.knowledge.directory_plans import ADMIN, AT, imported, plan_of

PROVINCES = ("UBND tỉnh Thanh Hải", "UBND tỉnh Sơn Lâm")
NAMES = ("Sở Nội vụ", "Sở Tư pháp", "SNV", "Văn phòng UBND tỉnh", "UBND xã Lộc An", "Xã Lộc An", "Tổ Đề án 06")
ids = st.integers(1, 11)
several = st.lists(ids, min_size=1, max_size=2).map(tuple)
spelt = st.sampled_from((*NAMES, *PROVINCES))
days = st.sampled_from([date(2025, 3, 1), date(2025, 7, 1)])
levels = st.none() | st.sampled_from(Level)
steps = st.one_of(
    st.builds(RenameUnit, ids, spelt),
    st.builds(PlaceUnit, ids, st.none() | ids, levels),
    st.builds(AddAlias, ids, spelt),
    st.builds(RemoveAlias, ids, spelt),
    st.builds(MergeUnits, several, ids),
    st.builds(PartUnits, several),
    st.builds(
        SucceedUnits,
        st.lists(st.builds(NewSuccession, ids, st.none() | ids), min_size=1, max_size=2).map(tuple),
        days,
    ),
    st.builds(RetractSuccessions, st.lists(st.integers(1, 3), min_size=1, max_size=2).map(tuple)),
    st.builds(SetGroup, ids, st.just("Các sở, ban, ngành"), several, several),
)
commands: st.SearchStrategy[UnitCommand] = steps | st.builds(
    ArrangeAll, st.lists(steps, min_size=1, max_size=3).map(tuple)
)


@cache
def _filled() -> bytes:
    """Two provinces with units of the same names, and a commune with sections."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "dondoc.sqlite3"
        with open_store(f"sqlite:///{file}") as store:
            imported(
                store,
                plan_of("UBND xã Bình Sa", "Công chức Tư pháp - Hộ tịch", "Công an xã", file="a.txt"),
                plan_of(PROVINCES[0], "Sở Nội vụ", "Sở Tư pháp", "UBND xã Bình Sa", file="b.txt"),
                plan_of(PROVINCES[1], "Sở Nội vụ", "Sở Tư pháp", "UBND xã Lộc An", "Công an tỉnh", file="c.txt"),
            )
        return file.read_bytes()


@contextmanager
def filled() -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "dondoc.sqlite3"
        file.write_bytes(_filled())
        with open_store(f"sqlite:///{file}") as store:
            yield store


def told(store: Store) -> object:
    """All that the directory tells."""
    lines = store.directory.list_units()
    return lines, [store.directory.units_of(line.name) for line in lines if line.is_organisation]


def do(store: Store, command: UnitCommand) -> UnitCommand | None:
    try:
        return perform(store, command, ADMIN, AT).undo
    except (UnitRefusedError, UnitNotFoundError):
        return None


@settings(max_examples=40, deadline=None)
@given(st.lists(commands, min_size=1, max_size=8))
def test_undone_from_the_last_to_the_first_all_is_told_as_before(given_commands: list[UnitCommand]) -> None:
    with filled() as store:
        before = told(store)
        undos = [undo for command in given_commands if (undo := do(store, command)) is not None]
        for undo in reversed(undos):
            assert perform(store, undo, ADMIN, AT).changed
        assert told(store) == before


@settings(max_examples=40, deadline=None)
@given(st.lists(commands | st.builds(AddUnit, spelt, st.none() | ids, levels, st.booleans()), min_size=1, max_size=8))
def test_no_two_units_of_an_organisation_are_called_the_same_and_nothing_stands_under_itself(
    given_commands: list[UnitCommand],
) -> None:
    with filled() as store:
        for command in given_commands:
            do(store, command)
        _check_whole(store)


def _check_whole(store: Store) -> None:
    lines = store.directory.list_units()
    known = {line.id: line for line in lines}
    assert all(store.directory.get_unit(unit).id in known for unit in range(1, len(lines) + 1))
    for organisation in (line for line in lines if line.is_organisation):
        units = [line for line in lines if line.organisation == organisation.id]
        called = [name for line in units for name in {organisation_key(line.name), line.key}]
        assert len(called) == len(set(called))
    for line in lines:
        assert line.organisation == _organisation_above(known, line)


def _organisation_above(known: dict[int, UnitLine], line: UnitLine) -> int:
    while not line.is_organisation:
        assert line.parent is not None
        line = known[line.parent]
    return line.id
