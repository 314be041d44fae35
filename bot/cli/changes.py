"""Differences between versions of a plan, and its history, for a person to read."""

from collections import Counter
from collections.abc import Sequence
from datetime import tzinfo

from rich.box import SIMPLE
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli.tables import console
from bot.phrases import phrase
from handlers.plan_wording import counts_of_texts, field_change, one_line, place_of, told_singly
from handlers.wording import shorten
from knowledge.differences import Change, Difference, Subject
from knowledge.types import PlanState, PlanVersion

SHOWN = 40
_LONGEST_FIELD = 160
_STYLES = {Change.ADDED: "green", Change.CHANGED: "yellow", Change.REMOVED: "red"}
_STATE_STYLES = {PlanState.IN_FORCE: "bold green", PlanState.REPLACED: "dim", PlanState.WITHDRAWN: "red"}


def show_differences(differences: Sequence[Difference]) -> None:
    """What is new, changed and gone, each with its place; headings and prose are only counted."""
    screen = console()
    told = told_singly(differences)
    for difference in told[:SHOWN]:
        _show(screen, difference)
    if len(told) > SHOWN:
        screen.print(f"  {phrase('review', 'more', count=len(told) - SHOWN)}")
    for line in counts_of_texts(differences):
        screen.print(f"  {line}")


def show_versions(versions: Sequence[PlanVersion], zone: tzinfo) -> None:
    """One row a version of any plan."""
    table = _table("file", "number", "imported", "state")
    for version in versions:
        plan = version.plan
        table.add_row(
            plan.file, plan.number or "", f"{plan.imported_at.astimezone(zone):%d/%m/%Y %H:%M}", _state(version, zone)
        )
    console().print(table)


def show_history(versions: Sequence[PlanVersion], changes: Sequence[Sequence[Difference]], zone: tzinfo) -> None:
    """One row a version of one plan, with what it changed of the one before."""
    table = _table("version", "file", "imported", "by", "state", "change")
    for number, (version, changed) in enumerate(zip(versions, changes, strict=True), 1):
        plan = version.plan
        at = f"{plan.imported_at.astimezone(zone):%d/%m/%Y %H:%M}"
        counted = _counts(changed) if number > 1 else ""
        table.add_row(str(number), plan.file, at, version.imported_by, _state(version, zone), counted)
    console().print(table)


def _table(*columns: str) -> Table:
    table = Table(box=SIMPLE)
    for name in columns:
        table.add_column(phrase("columns", name), overflow="fold", no_wrap=name in ("imported", "version"))
    return table


def _state(version: PlanVersion, zone: tzinfo) -> Text:
    state = phrase("states", version.state)
    if version.until is not None:
        state = phrase("states", "until", state=state, at=f"{version.until.astimezone(zone):%d/%m/%Y}")
    return Text(state, _STATE_STYLES[version.state])


def _counts(differences: Sequence[Difference]) -> str:
    counts = Counter(difference.change for difference in differences if difference.subject is Subject.TASK)
    return phrase("review", "counts", **{change.value: counts[change] for change in Change})


def _show(screen: Console, difference: Difference) -> None:
    head = Text(f"{phrase('review', difference.change)} {place_of(difference)}", _STYLES[difference.change])
    words = shorten(one_line(difference.text))
    screen.print(Padding(head.append(f"  {words}", "default"), (0, 0, 0, 2)))
    for change in difference.fields:
        screen.print(Padding(Text(field_change(change, _LONGEST_FIELD)), (0, 0, 0, 6)))
