"""What can be done to the archive, as data: whoever confirms, undoes or records it needs no more than this."""

from dataclasses import dataclass

from knowledge.importing.draft import PlanDraft


@dataclass(frozen=True, slots=True)
class Actor:
    """Who gives a command."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Put a plan in force, in place of the one that has the same file name."""

    draft: PlanDraft


@dataclass(frozen=True, slots=True)
class WithdrawPlan:
    """Take a plan out of force, but only `version` of it if given; what was reported on it stays."""

    file: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """Put an earlier version of a plan in force again, in place of version `over`, or of none."""

    file: str
    version: int
    over: int | None = None


Command = ImportPlan | WithdrawPlan | RestorePlan
