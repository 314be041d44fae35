"""Differences between versions of a plan, and its history, for a person to read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import tzinfo

from rich.box import SIMPLE
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli.tables import console
from bot.phrases import phrase
from knowledge.differences import Change, Difference, FieldChange, Subject
from knowledge.types import PlanState, PlanVersion

SHOWN = 40
SHOWN_WORDS = 24
_STYLES = {Change.ADDED: "green", Change.CHANGED: "yellow", Change.REMOVED: "red"}
_STATE_STYLES = {PlanState.IN_FORCE: "bold green", PlanState.REPLACED: "dim", PlanState.WITHDRAWN: "red"}
_TEXTS = (Subject.SECTION, Subject.PROSE)


def show_differences(differences: Sequence[Difference]) -> None:
    """What is new, changed and gone, each with its place; headings and prose are only counted."""
    screen = console()
    told = [difference for difference in differences if difference.subject not in _TEXTS]
    for difference in told[:SHOWN]:
        _show(screen, difference)
    if len(told) > SHOWN:
        screen.print(f"  {phrase('changes', 'more', count=len(told) - SHOWN)}")
    for subject in _TEXTS:
        counts = Counter(difference.change for difference in differences if difference.subject is subject)
        if counts:
            numbers = {"added": counts[Change.ADDED], "removed": counts[Change.REMOVED]}
            screen.print(f"  {phrase('changes', 'texts', subject=phrase('subjects', subject), **numbers)}")


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
    return phrase("changes", "counts", **{change.value: counts[change] for change in Change})


def _show(screen: Console, difference: Difference) -> None:
    mark = phrase("changes", difference.change)
    place = phrase("changes", "line", subject=phrase("subjects", difference.subject), place=difference.place)
    head = Text(f"{mark} {place.strip()}", _STYLES[difference.change])
    screen.print(Padding(head.append(f"  {_short(difference.text)}", "default"), (0, 0, 0, 2)))
    for line in _fields(difference.fields):
        screen.print(Padding(line, (0, 0, 0, 6)))


def _fields(changes: Sequence[FieldChange]) -> Iterator[Text]:
    for change in changes:
        name = "field" if change.part is None else "field_of_part"
        nothing = phrase("changes", "nothing")
        old, new = _short(change.old) or nothing, _short(change.new) or nothing
        yield Text(phrase("changes", name, field=phrase("fields", change.field), part=change.part, old=old, new=new))


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= SHOWN_WORDS else f"{' '.join(words[:SHOWN_WORDS])}…"
