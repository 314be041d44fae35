"""Documents are read in a process of their own: what becomes of one that hangs, dies or leaves others behind."""

import time
from pathlib import Path

import pytest

from knowledge.errors import UnreadableFileError
from knowledge.importing.read import read_plan, understand
from knowledge.importing.sandbox import Limits, ReadingFaultError, read_apart
from tests.knowledge.hostile_files import big_word_plan
from tests.knowledge.importing_samples import HEALTH_PLAN, numbered_word_plan, word_plan

_BAD = "tests.knowledge.bad_worker"


def _refusal(path: Path, limits: Limits, worker: str = _BAD) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read_apart(path, 10_000_000, limits, worker)
    return caught.value


def _named(tmp_path: Path, stem: str) -> Path:
    path = tmp_path / f"{stem}.docx"
    path.touch()
    return path


def _is_gone(process: int) -> bool:
    """Whether a killed process has ended; it may take the system a moment."""
    for _ in range(100):
        status = Path(f"/proc/{process}/stat")
        if not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("plan", [word_plan, numbered_word_plan])
def test_a_plan_read_apart_is_the_plan_read_here(tmp_path: Path, plan) -> None:  # type: ignore[no-untyped-def]
    path = plan(tmp_path / "ke-hoach.docx")
    assert read_plan(path) == understand(path)


def test_a_long_text_is_read_apart_as_well(tmp_path: Path) -> None:
    path = tmp_path / "dai.txt"
    path.write_text(HEALTH_PLAN + "\n" * 70_000, encoding="utf-8")
    assert read_plan(path) == understand(path)


def test_a_process_that_hangs_is_stopped_with_what_it_started(tmp_path: Path) -> None:
    path = _named(tmp_path, "treo")
    assert _refusal(path, Limits(seconds=1)).reason == "too_slow"
    assert _is_gone(int(path.read_text(encoding="ascii")))


def test_what_a_process_leaves_behind_is_stopped(tmp_path: Path) -> None:
    path = _named(tmp_path, "bo-lai")
    assert _refusal(path, Limits()).reason == "no_plan"
    assert _is_gone(int(path.read_text(encoding="ascii")))


@pytest.mark.parametrize(
    ("signal", "reason"),
    [("SIGSEGV", "damaged"), ("SIGXCPU", "too_slow"), ("SIGKILL", "too_heavy"), ("SIGABRT", "too_heavy")],
)
def test_a_process_that_dies_has_a_reason(tmp_path: Path, signal: str, reason: str) -> None:
    assert _refusal(_named(tmp_path, signal), Limits()).reason == reason


def test_the_token_of_the_bot_is_not_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_TELEGRAM_TOKEN", "123:secret")
    assert _refusal(_named(tmp_path, "bi-mat"), Limits()).detail == ""


def test_a_fault_of_the_program_is_not_put_on_the_file(tmp_path: Path) -> None:
    with pytest.raises(ReadingFaultError, match="ZeroDivisionError"):
        read_apart(_named(tmp_path, "loi"), 10_000_000, Limits(), _BAD)


def test_a_document_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = big_word_plan(tmp_path / "lon.docx", 6_000)
    with pytest.raises(UnreadableFileError) as caught:
        read_plan(path, limits=Limits(seconds=1))
    assert caught.value.reason == "too_slow"


def test_a_document_that_takes_too_much_memory_is_given_up(tmp_path: Path) -> None:
    path = big_word_plan(tmp_path / "lon.docx", 20_000)
    with pytest.raises(UnreadableFileError) as caught:
        read_plan(path, limits=Limits(megabytes=64))
    assert caught.value.reason == "too_heavy"


def test_nothing_is_left_in_the_folder_of_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tam"))
    (tmp_path / "tam").mkdir()
    read_plan(word_plan(tmp_path / "ke-hoach.docx"))
    assert not list((tmp_path / "tam").iterdir())
