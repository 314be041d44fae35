"""What can be done to the plans in force, as data."""

from dataclasses import dataclass

from knowledge.importing.draft import PlanDraft


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Put a plan in force, in place of the one with the same file name or, if given, of the one named `replaces`.

    With `over` only where that version of it, or with 0 none at all, is still in force.
    """

    draft: PlanDraft
    replaces: str | None = None
    over: int | None = None


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


PlanCommand = ImportPlan | WithdrawPlan | RestorePlan
