"""`dondoc users export-data` and `users erase`: a person's own data, as a file or gone for good."""

import json
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import open_archive
from knowledge.people.types import PersonLine
from knowledge.roles import Role
from tests.conftest import Program
from tests.knowledge.offices import joined, two_provinces

NAME = "Đặng Thị Hoàng Quyên"


@pytest.fixture
def person(dondoc: Program) -> PersonLine:
    with open_archive(Settings(home=dondoc.home)) as store:
        return joined(store, Role.OFFICER, two_provinces(store).justice, "5550123987", NAME)


def test_everything_kept_about_a_person_is_written_to_a_file(
    dondoc: Program, person: PersonLine, tmp_path: Path
) -> None:
    done = dondoc("users", "export-data", str(person.id), "-o", tmp_path / "toi.json")
    assert (done.returncode, NAME in done.stdout) == (0, True)
    assert json.loads((tmp_path / "toi.json").read_text("utf-8"))["person"]["account"] == "5550123987"


def test_a_file_that_can_not_be_written_is_told(dondoc: Program, person: PersonLine, tmp_path: Path) -> None:
    failed = dondoc("users", "export-data", str(person.id), "-o", tmp_path / "không" / "có.json")
    assert (failed.returncode, "Không ghi được tệp" in failed.stderr) == (1, True)


def test_nobody_is_erased_unless_somebody_says_so(dondoc: Program, person: PersonLine) -> None:
    refused = dondoc("users", "erase", str(person.id))
    assert (refused.returncode, "--yes" in refused.stderr) == (1, True)
    with open_archive(Settings(home=dondoc.home)) as store:
        assert store.people.get(person.id).name == NAME


def test_an_erased_person_is_in_no_file_of_the_home_any_more(dondoc: Program, person: PersonLine) -> None:
    handed_out = dondoc.home / "outgoing" / "2026-03-02" / "x" / f"du-lieu-ca-nhan-{person.id}.json"
    handed_out.parent.mkdir(parents=True)
    handed_out.write_text(NAME)
    done = dondoc("users", "erase", str(person.id), "--yes")
    assert (done.returncode, f"người đã xoá {person.id}" in done.stdout) == (0, True)
    files = [path for path in dondoc.home.rglob("*") if path.is_file()]
    assert not any(NAME.encode() in path.read_bytes() or b"5550123987" in path.read_bytes() for path in files)


def test_erasing_again_is_said_to_have_been_done_before(dondoc: Program, person: PersonLine) -> None:
    dondoc("users", "erase", str(person.id), "--yes")
    assert "từ trước" in dondoc("users", "erase", str(person.id), "--yes").stdout


@pytest.mark.parametrize("command", [("erase", "99", "--yes"), ("export-data", "99", "-o", "x.json")])
def test_nobody_of_that_number_is_one_sentence(dondoc: Program, command: tuple[str, ...]) -> None:
    failed = dondoc("users", *command)
    assert (failed.returncode, failed.stderr.count("\n")) == (1, 1)
    assert "99" in failed.stderr
