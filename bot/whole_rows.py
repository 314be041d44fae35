"""How many rows of task tables are whole after import: ours beside a plain reading of the same tables."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.import_score import CHECKOUT, Fields, Pair, letters, made_documents
from knowledge.importing.plan_json import to_json
from knowledge.importing.read import read_plan

PLAIN = {"docx": "python-docx", "pdf": "pdfplumber"}
_TOLD = ("product", "deadline_text")


@dataclass(frozen=True, slots=True)
class WholeRows:
    """Rows whole of the rows there are, by us and by the plain reader of the format."""

    form: str
    plain_reader: str
    rows: int
    ours: int
    plain: int


def whole_rows(first: int, last: int) -> Iterator[WholeRows]:
    """Count over the made documents of some seeds."""
    with TemporaryDirectory() as folder:
        for form, reader in PLAIN.items():
            yield _count(form, reader, made_documents(Path(folder), form, first, last))


def _count(form: str, reader: str, held: Sequence[Pair]) -> WholeRows:
    wanted = [[_texts(task) for task in json.loads(pair.gold.read_text(encoding="utf-8"))["tasks"]] for pair in held]
    ours = [{_texts(task) for task in to_json(read_plan(pair.document))["tasks"]} for pair in held]
    plain = [[{letters(cell) for cell in row} for row in rows] for rows in _plainly([pair.document for pair in held])]
    return WholeRows(
        form,
        reader,
        rows=sum(map(len, wanted)),
        ours=sum(texts in got for tasks, got in zip(wanted, ours, strict=True) for texts in tasks),
        plain=sum(
            any(texts <= row for row in got) for tasks, got in zip(wanted, plain, strict=True) for texts in tasks
        ),
    )


def _texts(task: Fields) -> frozenset[str]:
    """What a task's first row says, each cell in letters alone."""
    assignment = task["assignments"][0]
    return frozenset(filter(None, map(letters, (task["content"], *(assignment[name] for name in _TOLD)))))


def _plainly(files: Sequence[Path]) -> list[list[list[str]]]:
    command = [sys.executable, "-m", "tests.documents.plain", *map(str, files)]
    done = subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    return [json.loads(line) for line in done.stdout.splitlines()]
