"""What can be done to the archive, as data: whoever confirms, undoes or records it needs no more than this."""

from dataclasses import dataclass
from datetime import date

from knowledge.importing.draft import PlanDraft
from knowledge.types import Figure, Period, ProgressStatus


@dataclass(frozen=True, slots=True)
class Actor:
    """Who gives a command."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Put a plan in force, in place of the one with the same file name or, if given, of the one named `replaces`."""

    draft: PlanDraft
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class WithdrawPlan:
    """Take a plan out of force, but only `version` of it if given; what was reported on it stays."""

    file: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """Put an earlier version of a plan in force again, in place of version `over`, or of none.

    `over_file` is the name under which that version came, where it had another.
    """

    file: str
    version: int
    over: int | None = None
    over_file: str | None = None


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

    `said` are the words it was said in. Confirmed again under the same token, it is recorded once.
    """

    reports: tuple[NewReport, ...]
    unit: str | None
    organisation: str | None
    chat: str
    said: str
    token: str | None = None


@dataclass(frozen=True, slots=True)
class RetractReport:
    """Take reports back by their numbers; they stay on record as taken back."""

    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """Let reports that were taken back hold again, each as of when it was made."""

    reports: tuple[int, ...]


PlanCommand = ImportPlan | WithdrawPlan | RestorePlan
ProgressCommand = ReportProgress | RetractReport | RestoreReport
Command = PlanCommand | ProgressCommand
