"""Invented plans in every format are read as they were made."""

import shutil
from pathlib import Path

import pytest

from bot.import_score import Pair, score_pairs
from knowledge.importing.readers import READERS
from tests.documents.__main__ import write

SEEDS = {"txt": range(6), "docx": range(3), "xlsx": range(3), "pdf": range(3), "scan": range(1)}
LEAST = {"scan": 0.92}


def formats() -> list[object]:
    suffixes = {"scan": ".pdf"}
    missing = {form for form in SEEDS if suffixes.get(form, f".{form}") not in READERS}
    marks = {form: [pytest.mark.skipif(form in missing, reason=f"no reader takes {form} yet")] for form in SEEDS}
    marks["scan"].append(pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed"))
    return [pytest.param(form, id=form, marks=marks[form]) for form in SEEDS]


@pytest.mark.parametrize("form", formats())
def test_a_made_document_is_read_as_it_was_made(form: str, tmp_path: Path) -> None:
    held = score_pairs(Pair(*write(tmp_path, seed, form)) for seed in SEEDS[form])
    low = {name: rate for name, rate in held.rates().items() if rate < LEAST.get(form, 0.97)}
    assert not low, held.differences[:20]


def test_a_seed_makes_the_same_document_each_time(tmp_path: Path) -> None:
    first, second = (write(tmp_path / name, 5, "txt")[0].read_bytes() for name in ("a", "b"))
    assert first == second
