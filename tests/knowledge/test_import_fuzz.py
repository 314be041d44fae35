"""Thousands of mutants of real documents: each gives a draft or one clean refusal, in time and within memory."""

import json
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from reportlab.pdfgen.canvas import Canvas

from handlers.explain import explain
from knowledge.errors import UnreadableFileError
from knowledge.importing.parse import parse_plan
from knowledge.importing.plan_json import from_json, to_json
from knowledge.importing.read import understand
from knowledge.importing.readers import READERS
from knowledge.importing.readers.text import parse_text
from tests.knowledge.hostile_files import workbook_plan
from tests.knowledge.importing_samples import HEALTH_PLAN, WARD_PLAN, numbered_word_plan, word_plan
from tests.knowledge.mutants import mutate

_SECONDS = 10
_MEMORY = 1024 * 1024 * 1024


class _TooSlowError(BaseException):
    """No library may take this for a fault of the file."""


def _text_plan(path: Path) -> Path:
    path.write_text(HEALTH_PLAN, encoding="utf-8")
    return path


def _ward_plan(path: Path) -> Path:
    path.write_text(WARD_PLAN, encoding="utf-8")
    return path


def _json_plan(path: Path) -> Path:
    draft = parse_plan(parse_text(WARD_PLAN), "ke-hoach.txt")
    path.write_text(json.dumps(to_json(draft), ensure_ascii=False), encoding="utf-8")
    return path


def _pdf_plan(path: Path) -> Path:
    """A page with a heading and a ruled table, its text not packed so that mutants can reach it."""
    canvas = Canvas(str(path), pageCompression=0)
    canvas.drawString(90, 780, "KE HOACH chuyen doi so nam 2026")
    lefts = (60, 100, 260, 380, 480, 560)
    rows = [("STT", "Nhiem vu", "Don vi chu tri", "San pham", "Thoi han")]
    rows += [(str(number), f"Ra soat thu tuc {number}", "So Noi vu", "Bao cao", "Quy II") for number in range(1, 5)]
    for line, row in enumerate(rows):
        for left, text in zip(lefts, row, strict=False):
            canvas.drawString(left + 4, 740 - 24 * line, text)
    canvas.grid(lefts, [756 - 24 * line for line in range(len(rows) + 1)])
    canvas.save()
    return path


_PLANS: dict[str, tuple[str, Callable[[Path], Path], int]] = {
    "docx": (".docx", word_plan, 500),
    "docx-lists": (".docx", numbered_word_plan, 300),
    "xlsx": (".xlsx", workbook_plan, 500),
    "pdf": (".pdf", _pdf_plan, 300),
    "txt": (".txt", _text_plan, 200),
    "txt-ward": (".txt", _ward_plan, 200),
    "json": (".json", _json_plan, 400),
}
_BATCH = 50
_BATCHES = [(kind, start) for kind, (_, _, count) in _PLANS.items() for start in range(0, count, _BATCH)]


@contextmanager
def _watched() -> Iterator[None]:
    """Stops what takes too long, and lets no more memory be taken than an import may have."""

    def stop(*_: object) -> None:
        raise _TooSlowError

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    before = signal.signal(signal.SIGALRM, stop)
    resource.setrlimit(resource.RLIMIT_AS, (held + _MEMORY, hard))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _read(path: Path) -> None:
    signal.setitimer(signal.ITIMER_REAL, _SECONDS)
    try:
        draft = understand(path)
    except UnreadableFileError as error:
        assert (explain(error) or "").endswith(".")
        assert error.reason != "too_heavy"
    else:
        assert from_json(json.loads(json.dumps(to_json(draft))), path) == draft


@pytest.mark.parametrize("kind", [kind for kind, (suffix, _, _) in _PLANS.items() if suffix in {*READERS, ".json"}])
def test_the_document_that_is_mutated_holds_tasks(tmp_path: Path, kind: str) -> None:
    suffix, plan, _ = _PLANS[kind]
    assert understand(plan(tmp_path / f"ke-hoach{suffix}")).tasks


@pytest.mark.parametrize(("kind", "start"), _BATCHES)
def test_a_mutant_gives_a_draft_or_a_clean_refusal(tmp_path: Path, kind: str, start: int) -> None:
    suffix, plan, _ = _PLANS[kind]
    whole = plan(tmp_path / f"ke-hoach{suffix}").read_bytes()
    path = tmp_path / f"dot-bien{suffix}"
    with _watched():
        for seed in range(start, start + _BATCH):
            path.write_bytes(mutate(Random(f"{kind} {seed}"), whole))
            try:
                _read(path)
            except BaseException as error:
                error.add_note(f"mutant {seed} of {kind}, kept in {path}")
                raise
