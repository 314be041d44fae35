"""Plans and drafts as tables that a person can check at a glance."""

from collections.abc import Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bot.phrases import phrase
from handlers.plan_wording import counted, document_facts
from knowledge.importing.draft import Doubt, PlanDraft
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
    for name, value in (*document_facts(draft.document), *counted(draft)):
        table.add_row(name, str(value))
    screen = console()
    screen.print(table)
    if draft.doubts:
        screen.print(_doubts(draft.doubts))
    if len(draft.doubts) > SHOWN_DOUBTS:
        screen.print(phrase("review", "more_doubts", count=len(draft.doubts) - SHOWN_DOUBTS))


def _doubts(doubts: Sequence[Doubt]) -> Table:
    table = Table(title=phrase("review", "doubts"), title_justify="left", title_style="bold yellow", box=SIMPLE)
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
