"""Reading a deadline cell: a left-to-right grammar that says nothing rather than something wrong."""

from dataclasses import dataclass
from datetime import date

from knowledge.deadlines import rules_of_dates, rules_of_events, rules_of_rhythm
from knowledge.deadlines.calendar import PlanYear
from knowledge.deadlines.grammar import Rule, clause_end
from knowledge.deadlines.tokens import TokenLine, tokenise
from knowledge.deadlines.types import Deadline

_RULES: tuple[Rule, ...] = (
    *rules_of_rhythm.RULES,
    rules_of_events.COUNTED,
    *rules_of_dates.RULES,
    rules_of_events.ADHOC,
    rules_of_events.CONTINUOUS,
    rules_of_events.EXTERNAL,
    rules_of_events.UNCOUNTED,
)
_TO_CLAUSE_END = {rules_of_events.COUNTED, rules_of_events.UNCOUNTED}
_SILENT = {
    "FILLER", "COMMA", "SEMI", "STOP", "COLON", "OPEN", "CLOSE", "SLASH", "DASH", "NEWLINE", "AND", "OF", "IN",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ParsedDeadlines:
    """The deadlines of a text in order, and the words that say nothing the grammar knows."""

    deadlines: tuple[Deadline, ...]
    unread: str


@dataclass(frozen=True, slots=True)
class Clause:
    """The deadlines that one stretch of a text gives."""

    start: int
    end: int
    deadlines: tuple[Deadline, ...]


def parse_deadlines(text: str, plan_year: int | None, issued: date | None = None) -> ParsedDeadlines:
    """The deadlines a cell gives; a day or period without a year is one of the plan's year."""
    line = tokenise(text)
    clauses, unread = _read(line, PlanYear(plan_year or (issued.year if issued else None)))
    found = dict.fromkeys(deadline for clause in clauses for deadline in clause.deadlines)
    return ParsedDeadlines(tuple(found), " ".join(unread))


def deadline_clauses(text: str, plan_year: int | None) -> tuple[Clause, ...]:
    """The stretches of a text (NFC) that give deadlines, with their places."""
    line = tokenise(text)
    return tuple(clause for clause in _read(line, PlanYear(plan_year))[0] if clause.deadlines)


def _read(line: TokenLine, years: PlanYear) -> tuple[list[Clause], list[str]]:
    clauses: list[Clause] = []
    unread: list[str] = []
    index = offset = 0
    while index < len(line.tokens):
        end, deadlines = _first_reading(line, offset, years)
        if end > index:
            clauses.append(Clause(line.tokens[index].start, line.tokens[end - 1].end, deadlines or ()))
            if not deadlines:
                unread.append(line.words(index, end))
        else:
            end = index + 1
            if line.tokens[index].kind not in _SILENT:
                unread.append(line.words(index, end))
        offset += sum(len(token.kind) + 1 for token in line.tokens[index:end])
        index = end
    return clauses, unread


def _first_reading(line: TokenLine, offset: int, years: PlanYear) -> tuple[int, tuple[Deadline, ...] | None]:
    start = line.offsets[offset]
    for rule in _RULES:
        match = rule.pattern.match(line.kinds, offset)
        if match is None:
            continue
        deadlines = rule.read(match, line, years)
        if deadlines is not None:
            return _end_of(rule, match.end(), line), deadlines
        if _is_time(line, start, line.offsets[match.end()]):
            return line.offsets[match.end()], None
    return start, None


def _is_time(line: TokenLine, start: int, end: int) -> bool:
    """Whether a stretch that a rule declined names a time, so that no other rule may read a part of it."""
    kinds = {token.kind for token in line.tokens[start:end]}
    return bool(kinds & {"DATE", "DAYMONTH", "MONTHYEAR", "NUMBER", "YEARNUM", "ROMAN"})


def _end_of(rule: Rule, end: int, line: TokenLine) -> int:
    index = line.offsets[end]
    if rule in _TO_CLAUSE_END:
        return clause_end(line, index)
    if rule is rules_of_events.EXTERNAL:
        return rules_of_events.external_end(line, index)
    if rule is rules_of_events.ADHOC:
        return rules_of_events.adhoc_end(line, index)
    return index
