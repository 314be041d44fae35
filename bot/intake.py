"""How documents come in by the command line: read, compared with what is stored, and kept."""

import getpass
import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.phrases import phrase
from handlers.explain import explain, unexpected
from knowledge.errors import KnowledgeError, UnreadableFileError
from knowledge.importing.draft import PlanDraft
from knowledge.roles import Role
from knowledge.types import PlanOutcome

if TYPE_CHECKING:
    from knowledge.commands import Actor
    from knowledge.importing.sandbox import Limits
    from knowledge.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """A file with its draft, or with the sentence that tells why there is none."""

    path: Path
    draft: PlanDraft | None
    problem: str = ""


def read_all(paths: Iterable[Path], max_bytes: int, limits: "Limits | None" = None) -> Iterator[Read]:
    """Read file after file; one that can't be read doesn't keep the others out, and is read whole or not at all."""
    for path in paths:
        try:
            reads = [Read(path, draft) for draft in _drafts(path, max_bytes, limits)]
        except KnowledgeError as error:
            yield Read(path, None, explain(error) or str(error))
        except Exception:
            log.exception("failed to read %s", path)
            yield Read(path, None, f"{path}: {unexpected()}")
        else:
            yield from reads


def distinct(reads: Iterable[Read]) -> Iterator[Read]:
    """Let the first file of each name through: another of that name would silently take its place."""
    seen: set[str] = set()
    for read in reads:
        if read.draft is None or read.draft.file not in seen:
            yield read
        else:
            yield Read(read.path, None, phrase("plans", "same_name", path=read.path, name=read.draft.file))
        if read.draft is not None:
            seen.add(read.draft.file)


def as_line(draft: PlanDraft) -> str:
    """A draft as one line of plan JSON."""
    from knowledge.importing.plan_json import to_json

    return json.dumps(to_json(draft), ensure_ascii=False)


def keep(store: "Store", draft: PlanDraft, at: datetime, replaces: str | None = None) -> PlanOutcome:
    """Store a draft, as a version of the plan named `replaces` if given; what that did to the store."""
    from knowledge.commands import ImportPlan
    from knowledge.perform import perform

    return perform(store, ImportPlan(draft, replaces), operator(), at).outcome


def keep_sample(store: "Store", at: datetime) -> str:
    """Store the sample plan of this year; the sentence that tells so."""
    from knowledge.samples import load_sample

    draft = load_sample(at.year)
    name = "sample_present" if keep(store, draft, at) is PlanOutcome.UNCHANGED else "sample_loaded"
    return phrase("plans", name, file=draft.file, tasks=len(draft.tasks), targets=len(draft.targets))


def login() -> str:
    """The name under which the operator is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "operator"


def operator() -> "Actor":
    """Whoever runs the command line on this machine may do everything."""
    from knowledge.commands import Actor

    return Actor(f"terminal:{login()}", login(), Role.ADMIN)


def _drafts(path: Path, max_bytes: int, limits: "Limits | None") -> Iterator[PlanDraft]:
    from knowledge.importing.read import read_plan

    if path.suffix.lower() == ".jsonl":
        yield from _exported(path, max_bytes)
    else:
        yield read_plan(path, max_bytes, limits)


def _exported(path: Path, max_bytes: int) -> Iterator[PlanDraft]:
    from knowledge.importing.plan_json import from_json
    from knowledge.importing.readers import check_file
    from knowledge.importing.readers.encoding import decode_file

    check_file(path, max_bytes)
    for number, line in enumerate(decode_file(path).splitlines(), 1):
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UnreadableFileError(path, "bad_json", f"{number}: {error}") from error
        yield from_json(fields, path)
