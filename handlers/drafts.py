"""Reports that were understood and wait for a yes: kept in the store under a token until they are confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from pydantic import TypeAdapter, ValidationError

from handlers.context import Context
from handlers.scope import PlanScope
from handlers.tells import ReportSaid
from knowledge.commands import NewReport, ReportProgress
from knowledge.evidence import MOST
from knowledge.pending import Pending
from knowledge.types import Period, ProgressStatus, ReportLine, TargetLine, TaskLine
from knowledge.units import same_unit

WAITS = timedelta(hours=12)
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Draft:
    """One report of one task or target (ids and keys), neither as long as it is not known which is meant.

    `time` is the period of a recurring task that it is of, and `asks_time` that it was asked for.
    """

    said: ReportSaid
    task_id: int | None = None
    target_id: int | None = None
    key: str = ""
    time: Period | None = None
    asks_time: bool = False

    @property
    def told(self) -> ReportSaid:
        """What is reported, a period only where it is one of the task's or of a figure."""
        return self.said if self.target_id is not None else replace(self.said, period=self.time)

    def of_task(self, task: TaskLine) -> "Draft":
        """As a report of the task; of a figure alone the work is under way."""
        status = self.said.status or (ProgressStatus.IN_PROGRESS if self.said.figure else None)
        return replace(self, said=replace(self.said, status=status), task_id=task.id, target_id=None, key=task.key)

    def of_target(self, target: TargetLine) -> "Draft":
        """As a reading of the target."""
        return replace(self, task_id=None, target_id=target.id, key=target.key)


@dataclass(frozen=True, slots=True)
class Drafts:
    """All that one message reports, with the evidence (ids) that comes with it."""

    drafts: tuple[Draft, ...]
    scope: PlanScope
    evidence: tuple[int, ...] = ()

    @property
    def open(self) -> Draft | None:
        """The first of which it is not known what it is of."""
        return next((draft for draft in self.drafts if not draft.key), None)

    def with_subject(self, subject: TaskLine | TargetLine) -> "Drafts":
        """With the subject of the first open draft settled."""
        place = next(place for place, draft in enumerate(self.drafts) if not draft.key)
        draft = self.drafts[place]
        settled = draft.of_task(subject) if isinstance(subject, TaskLine) else draft.of_target(subject)
        return replace(self, drafts=(*self.drafts[:place], settled, *self.drafts[place + 1 :]))

    def with_evidence(self, context: Context) -> "Drafts":
        """With what the sender sent in this talk and has not attached yet."""
        waiting = context.store.evidence.list_waiting(context.chat, context.sender.id, context.now - WAITS)
        ids = dict.fromkeys((*self.evidence, *(line.id for line in waiting)))
        return replace(self, evidence=tuple(ids)[:MOST])

    def command(self, context: Context, token: str) -> ReportProgress:
        """The command that records them all."""
        reports = tuple(_new_report(draft) for draft in self.drafts)
        words = " ".join(dict.fromkeys(draft.said.said for draft in self.drafts))
        unit, organisation = self.unit(context), context.sender.organisation
        return ReportProgress(reports, unit, organisation, context.chat, words, token, self.evidence)

    @property
    def asks_time(self) -> bool:
        """Whether it was asked which time of a task is meant."""
        return any(draft.asks_time for draft in self.drafts)

    def asking_time(self) -> "Drafts":
        """With the time of the first asked for."""
        first, *others = self.drafts
        return replace(self, drafts=(replace(first, time=None, asks_time=True), *others))

    def at_times(self, times: Sequence[Period | None]) -> "Drafts":
        """With the times that the reports are of."""
        timed = zip(self.drafts, times, strict=True)
        return replace(self, drafts=tuple(replace(draft, time=time, asks_time=False) for draft, time in timed))

    def unit(self, context: Context) -> str | None:
        """Whose report it is: the sender's own unit, unless the message begins with another."""
        own, told = context.sender.unit, next((draft.said.unit for draft in self.drafts if draft.said.unit), None)
        if own is None or told is None:
            return own or told
        return own if any(same_unit(name, told) for name in context.units.named_as(own, context.today)) else told


_DRAFTS = TypeAdapter(Drafts)


def keep(context: Context, token: str, drafts: Drafts) -> None:
    """Keep drafts under a token, in place of what was kept under it."""
    payload = _DRAFTS.dump_json(drafts).decode()
    pending = Pending(token, context.chat, context.sender.id, payload, context.now + WAITS)
    context.store.pendings.save(pending, context.now)


def find_drafts(context: Context, token: str) -> Drafts | None:
    """What waits under a token for this person in this chat, None once it was taken or its time is over."""
    pending = context.store.pendings.find(token, context.now) if token else None
    if pending is None or (pending.chat, pending.sender) != (context.chat, context.sender.id):
        return None
    try:
        return _DRAFTS.validate_json(pending.payload, extra="forbid")
    except ValidationError:
        return None  # kept by another version of the program


def changed(said: ReportSaid, change: ReportSaid) -> ReportSaid:
    """A report with the parts of a correction in place of its own."""
    change = _counted_alike(said, change)
    status = change.status or said.status
    percent = change.percent if change.percent is not None else said.percent
    if change.status is not None and change.percent is None and status is not said.status:
        percent = None
    completed_on = change.completed_on or (said.completed_on if status is ProgressStatus.DONE else None)
    told = replace(
        said,
        said=f"{said.said} / {change.said}",
        status=ProgressStatus.DONE if change.completed_on and change.status is None and said.status else status,
        percent=None if change.completed_on and change.status is None else percent,
        completed_on=completed_on,
        evidence=(*said.evidence, *change.evidence) if change.adds else change.evidence or said.evidence,
        figure=change.figure or said.figure,
        note=", ".join(filter(None, (said.note, change.note))) if change.adds else change.note or said.note,
        period=change.period or said.period,
        unit=change.unit or said.unit,
    )
    return _without(told, change.drops)


def _counted_alike(said: ReportSaid, change: ReportSaid) -> ReportSaid:
    """A correction that tells but a number counts what was counted before: "75 mới đúng"."""
    if change.figure is None or change.figure.unit or said.figure is None:
        return change
    figure = replace(said.figure, value=change.figure.value)
    if said.percent is None or not 0 <= figure.value <= _WHOLE:
        return replace(change, figure=figure)
    status = ProgressStatus.DONE if figure.value == _WHOLE else ProgressStatus.IN_PROGRESS
    return replace(change, figure=figure, percent=figure.value, status=status)


def _without(said: ReportSaid, parts: Sequence[str]) -> ReportSaid:
    kept = ReportSaid("")
    return replace(
        said,
        note=kept.note if "note" in parts else said.note,
        evidence=kept.evidence if "evidence" in parts else tuple(dict.fromkeys(said.evidence)),
        completed_on=kept.completed_on if "completed_on" in parts else said.completed_on,
        percent=kept.percent if "percent" in parts else said.percent,
    )


def as_said(report: ReportLine) -> ReportSaid:
    """What is on record, as it would be said again."""
    return ReportSaid(
        report.said,
        report.status,
        report.percent,
        report.completed_on,
        report.evidence,
        report.figure,
        report.note,
        report.period,
        unit=report.unit or None,
    )


def _new_report(draft: Draft) -> NewReport:
    said = draft.said
    if draft.target_id is not None:
        return NewReport(
            target_key=draft.key, note=said.note, evidence=said.evidence, figure=said.figure, period=said.period
        )
    return NewReport(
        task_key=draft.key,
        status=said.status,
        percent=said.percent,
        completed_on=said.completed_on,
        note=said.note,
        evidence=said.evidence,
        figure=said.figure if said.figure is not None and said.figure.unit != "%" else None,
        period=draft.time,
    )
