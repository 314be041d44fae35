"""What is told of progress, and taken back, as data."""

from dataclasses import dataclass
from datetime import date

from knowledge.types import Figure, Period, ProgressStatus


@dataclass(frozen=True, slots=True)
class NewReport:
    """What is reported of one task, or of one target: its reading for a period."""

    task_key: str | None = None
    target_key: str | None = None
    status: ProgressStatus | None = None
    percent: float | None = None
    completed_on: date | None = None
    note: str = ""
    evidence: tuple[str, ...] = ()
    figure: Figure | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class ReportProgress:
    """Record what a unit reports, all of it or nothing; `token` names the pending command that this confirms.

    `said` are the words it was said in; `attached` is the evidence (ids) that proves each of them. Confirmed again
    under the same token, it is recorded once.
    """

    reports: tuple[NewReport, ...]
    unit: str | None
    organisation: str | None
    chat: str
    said: str
    token: str | None = None
    attached: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RetractReport:
    """Take reports back by their numbers; they stay on record as taken back."""

    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """Let reports that were taken back hold again, each as of when it was made."""

    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AttachEvidence:
    """Let evidence (ids) that its sender sent prove a report."""

    report: int
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DetachEvidence:
    """Let evidence (ids) prove its report no more; it stays on record as taken back."""

    evidence: tuple[int, ...]


ProgressCommand = ReportProgress | RetractReport | RestoreReport | AttachEvidence | DetachEvidence
