"""A person looks at what was read of a plan before it is kept: accepts it, corrects it in a workbook, or skips it."""

import shlex
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.asking import Verdict, verdict
from bot.errors import UnwritableFileError
from bot.phrases import phrase
from knowledge.importing.draft import PlanDraft
from knowledge.types import PlanOutcome

if TYPE_CHECKING:
    from knowledge.importing.session import ImportComparison
    from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line."""

    unasked: bool
    replaces: str | None = None
    apart: bool = False
    correct: Path | None = None


def review(store: "Store", path: Path, draft: PlanDraft, wishes: Wishes, at: datetime) -> None:
    """Show a draft, read from `path`, and what it would change; keep it if it is accepted."""
    from bot.cli.tables import show_draft
    from knowledge.importing.session import compare

    comparison = compare(store, draft, wishes.replaces, wishes.apart)
    if comparison.outcome is PlanOutcome.UNCHANGED:
        click.echo(phrase("plans", "unchanged", file=draft.file))
        return
    show_draft(draft)
    _show_changes(draft, comparison, wishes)
    match Verdict.ACCEPT if wishes.unasked else verdict(_question(draft, comparison)):
        case Verdict.ACCEPT:
            _keep(store, draft, comparison, at)
        case Verdict.CORRECT:
            _write_out(draft, wishes.correct or _beside(path, draft))
        case Verdict.SKIP:
            click.echo(phrase("plans", "skipped", file=draft.file))


def write_workbook(draft: PlanDraft, path: Path) -> None:
    """Write a plan as a workbook, or raise UnwritableFileError."""
    from knowledge.importing.correction.plan_xlsx import write_xlsx

    try:
        write_xlsx(draft, path)
    except OSError as error:
        raise UnwritableFileError(path) from error


def _show_changes(draft: PlanDraft, comparison: "ImportComparison", wishes: Wishes) -> None:
    from bot.cli.changes import show_differences
    from handlers.plan_wording import change_counts, version_of_what

    version = version_of_what(draft, comparison)
    if version is None:
        return
    if not wishes.replaces:
        click.echo(version)
    if comparison.replaces and not wishes.replaces:
        click.echo(phrase("plans", "or_apart"))
    for line in change_counts(comparison):
        click.echo(line)
    show_differences(comparison.differences)


def _question(draft: PlanDraft, comparison: "ImportComparison") -> str:
    if comparison.current is None:
        return phrase("plans", "review", file=draft.file)
    return phrase("plans", "review_replaced", replaces=comparison.current.file)


def _keep(store: "Store", draft: PlanDraft, comparison: "ImportComparison", at: datetime) -> None:
    from bot.intake import keep

    click.echo(phrase("plans", keep(store, draft, at, comparison.replaces), file=draft.file))


def _write_out(draft: PlanDraft, path: Path) -> None:
    write_workbook(draft, path)
    click.echo(phrase("plans", "to_correct", path=path, quoted=shlex.quote(str(path))))


def _beside(path: Path, draft: PlanDraft) -> Path:
    """A name beside the document that is still free: what stands there may have been corrected already."""
    stem = f"{Path(draft.file).stem}-sua"
    names = (path.with_name(f"{stem}{'' if number == 1 else f'-{number}'}.xlsx") for number in count(1))
    return next(name for name in names if not name.exists())
