"""Plans and drafts as tables that a person can check at a glance."""

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bot.phrases import phrase
from knowledge.importing.draft import DocumentDraft, Doubt, PlanDraft
from knowledge.types import PlanLine

SHOWN_DOUBTS = 20
WIDEST_PLACE = 40
PIPE_WIDTH = 160


def show_plans(plans: Sequence[PlanLine]) -> None:
    """One row a plan in force."""
    table = Table(box=SIMPLE)
    table.add_column(phrase("columns", "file"), overflow="fold")
    table.add_column(phrase("columns", "number"))
    for name in ("year", "tasks", "targets", "doubts"):
        table.add_column(phrase("columns", name), justify="right")
    for plan in plans:
        figures = (plan.plan_year or "", plan.task_count, plan.target_count, plan.doubt_count)
        table.add_row(plan.file, plan.number or "", *map(str, figures))
    console().print(table)


def show_draft(draft: PlanDraft) -> None:
    """What was understood of a document, with its first doubts spelled out."""
    table = Table(title=draft.file, title_justify="left", title_style="bold cyan", box=SIMPLE, show_header=False)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name, value in (*_document(draft.document), *_counts(draft)):
        table.add_row(phrase("draft", name), value)
    screen = console()
    screen.print(table)
    if draft.doubts:
        screen.print(_doubts(draft.doubts))
    if len(draft.doubts) > SHOWN_DOUBTS:
        screen.print(phrase("draft", "more_doubts", count=len(draft.doubts) - SHOWN_DOUBTS))


def _document(document: DocumentDraft) -> Iterable[tuple[str, str]]:
    issued = f"{document.issued:%d/%m/%Y}" if document.issued else None
    year = str(document.plan_year) if document.plan_year else None
    unknown = phrase("draft", "unknown")
    yield "document", document.number or unknown
    yield "title", document.title or unknown
    yield "issuer", document.issuer or unknown
    yield "issued", issued or unknown
    yield "signer", document.signer or unknown
    yield "plan_year", year or unknown


def _counts(draft: PlanDraft) -> Iterable[tuple[str, str]]:
    yield "tasks", str(len(draft.tasks))
    yield "assignments", str(sum(len(task.assignments) for task in draft.tasks))
    yield "targets", str(len(draft.targets))
    yield "inline_targets", str(len(draft.inline_targets))
    yield "prose_duties", str(len(draft.prose_duties))
    yield "doubts", str(len(draft.doubts))


def _doubts(doubts: Sequence[Doubt]) -> Table:
    table = Table(title=phrase("draft", "doubts"), title_justify="left", title_style="bold yellow", box=SIMPLE)
    table.add_column(phrase("columns", "where"), style="yellow", max_width=WIDEST_PLACE)
    table.add_column(phrase("columns", "what"), overflow="fold")
    for doubt in doubts[:SHOWN_DOUBTS]:
        table.add_row(doubt.where, doubt.what)
    return table


def console() -> Console:
    """Where a person reads, or a pipe."""
    # What a document says is text, never rich's markup; a pipe has no width of its own.
    console = Console(markup=False, highlight=False, emoji=False)
    return console if console.is_terminal else Console(markup=False, highlight=False, emoji=False, width=PIPE_WIDTH)
