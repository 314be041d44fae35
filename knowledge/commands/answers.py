"""What is said to reports, and taken back, as data."""

from dataclasses import dataclass

from knowledge.types import AnswerKind


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """Say as a leader that a report was seen, send it back with the question `text`, or ask for what proves it."""

    report: int
    kind: AnswerKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class ReplyToAnswer:
    """Answer, for the unit that made a report, what was asked about it."""

    report: int
    text: str


@dataclass(frozen=True, slots=True)
class RetractAnswer:
    """Take back what leaders said to reports, by its numbers; it stays on record as taken back."""

    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RestoreAnswer:
    """Let what leaders said, and took back, hold again."""

    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RetractReply:
    """Take back what units replied, by its numbers; it stays on record as taken back."""

    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RestoreReply:
    """Let what units replied, and took back, hold again."""

    answers: tuple[int, ...]


AnswerCommand = AnswerReport | ReplyToAnswer | RetractAnswer | RestoreAnswer | RetractReply | RestoreReply
