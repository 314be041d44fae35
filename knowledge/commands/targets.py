"""What decides by which rule a target is reckoned, as data."""

from dataclasses import dataclass

from knowledge.types import TargetRule


@dataclass(frozen=True, slots=True)
class SetTargetRule:
    """Let a target be reckoned by a rule, said in these words, in place of the rule that held."""

    target_key: str
    rule: TargetRule
    said: str


@dataclass(frozen=True, slots=True)
class RetractTargetRule:
    """Take rules back by their numbers; they stay on record as taken back, and the ones before them hold again."""

    rules: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RestoreTargetRule:
    """Let rules that were taken back hold again, each as of when it was made."""

    rules: tuple[int, ...]


TargetCommand = SetTargetRule | RetractTargetRule | RestoreTargetRule
