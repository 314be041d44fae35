"""The index kept true to the store."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.passages import PassageKind
from index.retriever import Retriever
from index.saved import path_of
from index.sync import Sync
from knowledge.commands import Actor, Command, ImportPlan, WithdrawPlan
from knowledge.perform import perform
from knowledge.roles import Role
from knowledge.store import Store, open_store
from tests.index.embedders import LetterEmbedder
from tests.knowledge.drafts import assignment, plan, task


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'dondoc.sqlite3'}") as opened:
        yield opened


class Office:
    """One process beside others on the same store."""

    def __init__(self, store: Store, folder: Path, encoder: str = "letters") -> None:
        self.embedder = LetterEmbedder(encoder)
        self.retriever = Retriever(self.embedder)
        self.sync = Sync(store, self.retriever, folder)

    def finds(self, query: str) -> list[str]:
        self.sync.refresh()
        return [
            hit.passage.text for hit in self.retriever.search(query, kinds=[PassageKind.TASK]) if hit.coverage > 0.5
        ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def office(store: Store, folder: Path) -> Office:
    return Office(store, folder)


def _do(store: Store, command: Command) -> None:
    perform(store, command, Actor("1", "Hoa", Role.ADMIN), datetime(2025, 2, 3, 8, tzinfo=UTC))


def _import(store: Store, *contents: str, file: str = "a.txt") -> None:
    tasks = [task(str(number), assignment(), content=content) for number, content in enumerate(contents, 1)]
    _do(store, ImportPlan(plan(*tasks, file=file)))


def test_an_imported_plan_is_found(store: Store, office: Office) -> None:
    _import(store, "Trồng cây xanh")
    assert office.finds("cây xanh") == ["Trồng cây xanh"]


def test_every_kind_of_passage_is_indexed(store: Store, office: Office) -> None:
    _import(store, "Trồng cây xanh")
    office.sync.refresh()
    hits = office.retriever.search("cây hồ sơ kinh phí yêu cầu", limit=50)
    assert {hit.passage.kind for hit in hits} == set(PassageKind)


def test_a_plan_imported_again_is_found_as_it_now_stands(store: Store, office: Office) -> None:
    _import(store, "Trồng cây xanh")
    office.finds("cây xanh")
    _import(store, "Đào giếng nước")
    assert (office.finds("cây xanh"), office.finds("giếng nước")) == ([], ["Đào giếng nước"])


def test_a_withdrawn_plan_is_no_longer_found(store: Store, office: Office) -> None:
    _import(store, "Trồng cây xanh")
    office.finds("cây xanh")
    _do(store, WithdrawPlan("a.txt"))
    assert office.finds("cây xanh") == []


def test_nothing_is_done_where_nothing_has_changed(store: Store, office: Office) -> None:
    _import(store, "Trồng cây xanh")
    assert [office.sync.refresh(), office.sync.refresh()] == [True, False]


def test_only_what_is_new_is_embedded(store: Store, office: Office) -> None:
    _import(store, "Trồng cây xanh")
    office.sync.refresh()
    before = office.embedder.passages_encoded
    _import(store, "Trồng cây xanh", "Đào giếng nước")
    office.sync.refresh()
    assert office.embedder.passages_encoded == before + 2


def test_the_notes_are_struck_out(store: Store, office: Office) -> None:
    _import(store, "Trồng cây xanh")
    office.sync.refresh()
    assert store.changes.pending(10) == ()


def test_a_second_process_learns_what_the_first_has_struck_out(store: Store, office: Office, folder: Path) -> None:
    other = Office(store, folder)
    other.sync.refresh()
    _import(store, "Trồng cây xanh")
    assert office.finds("cây xanh") == other.finds("cây xanh") == ["Trồng cây xanh"]


def test_a_new_start_embeds_nothing_that_was_saved(store: Store, office: Office, folder: Path) -> None:
    _import(store, "Trồng cây xanh")
    office.sync.refresh()
    restarted = Office(store, folder)
    assert restarted.finds("cây xanh") == ["Trồng cây xanh"]
    assert restarted.embedder.passages_encoded == 0


def test_a_lost_part_is_made_again_and_saved(store: Store, office: Office, folder: Path) -> None:
    _import(store, "Trồng cây xanh")
    office.sync.refresh()
    path_of(folder, 1).unlink()
    restarted = Office(store, folder)
    assert restarted.finds("cây xanh") == ["Trồng cây xanh"]
    assert path_of(folder, 1).is_file()


def test_the_part_of_a_plan_that_is_gone_is_removed(store: Store, office: Office, folder: Path) -> None:
    _import(store, "Trồng cây xanh")
    office.sync.refresh()
    _do(store, WithdrawPlan("a.txt"))
    office.sync.refresh()
    assert [*folder.iterdir()] == []


def test_a_plan_imported_again_while_nobody_looked_is_not_embedded_again(
    store: Store, office: Office, folder: Path
) -> None:
    _import(store, "Trồng cây xanh")
    office.sync.refresh()
    _import(store, "Trồng cây xanh", "Đào giếng nước")
    restarted = Office(store, folder)
    assert restarted.finds("giếng nước") == ["Đào giếng nước"]
    assert restarted.embedder.passages_encoded == 2


def test_a_part_of_another_database_is_made_again(tmp_path: Path, store: Store, office: Office, folder: Path) -> None:
    _import(store, "Trồng cây xanh")
    office.sync.refresh()
    with open_store(f"sqlite:///{tmp_path / 'other.sqlite3'}") as other:
        _import(other, "Đào giếng nước")
        assert Office(other, folder).finds("giếng nước") == ["Đào giếng nước"]


def test_a_damaged_part_is_made_again_and_the_log_tells(
    store: Store, office: Office, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _import(store, "Trồng cây xanh")
    office.sync.refresh()
    path_of(folder, 1).write_bytes(path_of(folder, 1).read_bytes()[:-9])
    restarted = Office(store, folder)
    assert restarted.finds("cây xanh") == ["Trồng cây xanh"]
    assert "damaged" in caplog.text


def test_a_folder_that_takes_no_files_keeps_nobody_from_an_answer(store: Store, folder: Path) -> None:
    folder.write_text("no folder")
    _import(store, "Trồng cây xanh")
    assert Office(store, folder).finds("cây xanh") == ["Trồng cây xanh"]


def test_parts_of_another_encoder_are_made_again(store: Store, office: Office, folder: Path) -> None:
    _import(store, "Trồng cây xanh")
    office.sync.refresh()
    changed = Office(store, folder, encoder="other letters")
    assert changed.finds("cây xanh") == ["Trồng cây xanh"]
    assert changed.embedder.passages_encoded > 0
