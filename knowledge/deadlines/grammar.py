"""What a rule of the deadline grammar is: a pattern over kinds of tokens and the reading of what it matches."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.deadlines.calendar import PlanYear
from knowledge.deadlines.tokens import TokenLine
from knowledge.deadlines.types import Deadline

Reading = tuple[Deadline, ...] | None


@dataclass(frozen=True, slots=True)
class Rule:
    """`read` gives the deadlines of a match, or None where it makes no sense; `understood` is False where
    the stretch is recognised only to be left alone."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], TokenLine, PlanYear], Reading]
    understood: bool = True


def compile_rule(
    pattern: str, read: Callable[[re.Match[str], TokenLine, PlanYear], Reading], understood: bool = True
) -> Rule:
    """A rule from its pattern."""
    return Rule(re.compile(pattern), read, understood)


def clause_end(line: TokenLine, start: int) -> int:
    """Where the clause that begins at a token ends: a semicolon, a full stop, a new line, a list dash."""
    for index in range(start, len(line.tokens)):
        kind = line.tokens[index].kind
        if kind in {"SEMI", "NEWLINE"} or (kind == "STOP" and _ends_sentence(line, index)):
            return index
        if kind == "DASH" and index > start and _is_bullet(line, index):
            return index
    return len(line.tokens)


def _ends_sentence(line: TokenLine, index: int) -> bool:
    rest = line.text[line.tokens[index].end :].lstrip()
    return not rest or not rest[0].isalnum() or (rest[0].isupper() and line.text[line.tokens[index].end].isspace())


def _is_bullet(line: TokenLine, index: int) -> bool:
    before, after = line.tokens[index - 1], line.text[line.tokens[index].end :]
    return line.tokens[index].start > before.end and after.lstrip()[:1].isupper() and after[:1].isspace()
