"""Rules by which the figure of a target follows from others: put on record, taken back, and reckoned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Connection, insert, select, update

from knowledge.applied import Applied, Facts
from knowledge.commands import Actor, RestoreTargetRule, RetractTargetRule, SetTargetRule, TargetCommand
from knowledge.comparing import in_measure
from knowledge.errors import SubjectGoneError
from knowledge.filtering import in_force
from knowledge.places import Place, places_of
from knowledge.readings import Reading, Series, whole_year
from knowledge.schema import PlanRow, TargetRow, TargetRuleRow
from knowledge.schema.database import Database
from knowledge.types import RuleChoice, RuleKind, RulePart, TargetLine, TargetRule
from knowledge.units import unit_key


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule with its number, the words it was said in, who made it and when."""

    id: int
    target_key: str
    rule: TargetRule
    said: str
    actor_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What one part of a rule comes to, None as long as the figure it builds on is not known.

    That is what is given, or the result of last year: `base`, as `reading` tells it.
    """

    part: RulePart
    value: float | None
    base: float | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Required:
    """What is required of a target: the plan's own figure where no `rule` holds.

    By a rule it is None as long as a figure is not known that it needs, or where it leaves open which of its `parts`
    holds.
    """

    value: float | None
    rule: RuleLine | None = None
    parts: tuple[Reckoned, ...] = ()

    @property
    def leaves_open(self) -> bool:
        """Whether the rule tells several ways to reckon and not which of them holds."""
        return self.rule is not None and len(self.parts) > 1 and self.rule.rule.choice is RuleChoice.OPEN


@dataclass(frozen=True, slots=True)
class Ruled:
    """The rules that a command is about, whether it changed anything, and the command that would undo it."""

    rules: tuple[int, ...]
    changed: bool
    undo: TargetCommand | None


class TargetRules:
    """The part of the store that knows by which rules targets are reckoned."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def holding(self, target_keys: Sequence[str]) -> Mapping[str, RuleLine]:
        """The rule that holds of each of these targets that have one: the newest not taken back."""
        return {line.target_key: line for line in self.standing(target_keys)}

    def standing(self, target_keys: Sequence[str]) -> tuple[RuleLine, ...]:
        """The rules of these targets that are not taken back, the oldest first."""
        wanted = (TargetRuleRow.target_key.in_(target_keys), TargetRuleRow.retracted_at.is_(None))
        with self._database.reading() as connection:
            return read_rules(connection, *wanted)


def read_rules(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[RuleLine, ...]:
    """The rules that satisfy `conditions`, the oldest first."""
    rows = connection.execute(select(TargetRuleRow).where(*conditions).order_by(TargetRuleRow.id)).all()
    return tuple(
        RuleLine(row.id, row.target_key, _from_json(row.rule), row.said, row.actor_name, row.at) for row in rows
    )


def required_of(target: TargetLine, rule: RuleLine | None, series: Series, unit: str, year: int) -> Required:
    """What a unit has to reach in a year; last year's result is its own, or the only one there is."""
    if rule is None:
        return Required(target.value)
    reading = _last_year(series, unit, year)
    base = None if reading is None else in_measure(reading.figure, target.unit)
    parts = tuple(_reckoned(part, base, reading) for part in rule.rule.parts)
    return Required(_chosen(rule.rule.choice, [part.value for part in parts]), rule, parts)


def builds_on_given(rule: TargetRule) -> bool:
    """Whether a figure given from above is a part of the rule beside others, or is still to be told."""
    given = [part for part in rule.parts if part.kind is RuleKind.GIVEN]
    return bool(given) and (len(rule.parts) > 1 or given[0].amount is None)


def with_given(rule: TargetRule, amount: float) -> TargetRule:
    """The rule with the figure given from above that it builds on, as it was told since."""
    parts = (replace(part, amount=amount) if part.kind is RuleKind.GIVEN else part for part in rule.parts)
    return replace(rule, parts=tuple(parts))


def rule_claims(command: TargetCommand) -> tuple[str, ...]:
    """What no other command may touch at the same time."""
    if isinstance(command, SetTargetRule):
        return (f"rules {command.target_key}",)
    return tuple(f"rule {number}" for number in command.rules)


def rule(connection: Connection, command: TargetCommand, actor: Actor, at: datetime) -> Applied[Ruled]:
    """Apply a command about the rules of targets."""
    rules: tuple[int, ...]
    undo: TargetCommand
    match command:
        case SetTargetRule():
            rules = (_set(connection, command, actor, at),)
            undo = RetractTargetRule(rules)
        case RetractTargetRule(numbers):
            rules = _mark(connection, numbers, at)
            undo = RestoreTargetRule(rules)
        case RestoreTargetRule(numbers):
            rules = _mark(connection, numbers, None)
            undo = RetractTargetRule(rules)
        case _:
            assert_never(command)
    lines = read_rules(connection, TargetRuleRow.id.in_(rules))
    facts = {"rules": [_told(connection, line) for line in lines]}
    place = next(iter(places_of(connection, command)), Place())
    ruled = Ruled(rules, bool(rules), undo if rules else None)
    return Applied(ruled, bool(rules), after=facts, organisation=place.organisation or actor.organisation)


def _last_year(series: Series, unit: str, year: int) -> Reading | None:
    results = [reading for reading in series if reading.period == whole_year(year - 1)]
    own = next((reading for reading in results if unit_key(reading.unit) == unit_key(unit)), None)
    return own or (results[0] if len(results) == 1 else None)


def _chosen(choice: RuleChoice, values: Sequence[float | None]) -> float | None:
    """The value that holds of these, None where one is not known, or which one is left open."""
    known = {value for value in values if value is not None}
    if None in values:
        return None
    match choice:
        case RuleChoice.HIGHEST:
            return max(known)
        case RuleChoice.LOWEST:
            return min(known)
        case RuleChoice.OPEN:
            return next(iter(known)) if len(known) == 1 else None
        case _:
            assert_never(choice)


def _reckoned(part: RulePart, base: float | None, reading: Reading | None) -> Reckoned:
    if part.kind is RuleKind.GIVEN:
        return Reckoned(part, part.amount)
    value = None if base is None else round(_built(part.kind, part.amount or 0.0, base), 6)
    return Reckoned(part, value, base, reading)


def _built(kind: RuleKind, amount: float, base: float) -> float:
    match kind:
        case RuleKind.GIVEN:
            return amount
        case RuleKind.PLUS_POINTS:
            return base + amount
        case RuleKind.PLUS_PERCENT:
            return base * (100 + amount) / 100
        case RuleKind.LAST_YEAR:
            return base
        case _:
            assert_never(kind)


def _set(connection: Connection, command: SetTargetRule, actor: Actor, at: datetime) -> int:
    of_key = select(TargetRow.id).join(PlanRow).where(*in_force(), TargetRow.key == command.target_key)
    if connection.scalar(of_key.limit(1)) is None:
        raise SubjectGoneError(command.target_key)
    values = {
        "target_key": command.target_key,
        "rule": _to_json(command.rule),
        "said": command.said,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "at": at,
    }
    return connection.scalars(insert(TargetRuleRow).values(values).returning(TargetRuleRow.id)).one()


def _mark(connection: Connection, numbers: tuple[int, ...], at: datetime | None) -> tuple[int, ...]:
    """Those of the rules that are now taken back (`at`), or hold again, and were not before."""
    other = TargetRuleRow.retracted_at.is_not(None) if at is None else TargetRuleRow.retracted_at.is_(None)
    marked = update(TargetRuleRow).where(TargetRuleRow.id.in_(numbers), other).values(retracted_at=at)
    return tuple(sorted(connection.scalars(marked.returning(TargetRuleRow.id))))


def _told(connection: Connection, line: RuleLine) -> Facts:
    """The rule and its target, for the trail."""
    row = connection.execute(
        select(PlanRow.file, TargetRow.number, TargetRow.name)
        .join(TargetRow, TargetRow.plan_id == PlanRow.id)
        .where(TargetRow.key == line.target_key)
        .order_by(PlanRow.id.desc())
        .limit(1)
    ).first()
    place = {} if row is None else {"plan": row.file, "target": row.number, "content": row.name}
    rule = line.rule
    choice = {"choice": rule.choice.value} if len(rule.parts) > 1 else {}
    parts = {"kind": [part.kind.value for part in rule.parts], "amount": [part.amount for part in rule.parts]}
    return {"rule": line.id, **parts, **choice, **place}


def _to_json(rule: TargetRule) -> Facts:
    parts = [{"kind": part.kind.value, "amount": part.amount} for part in rule.parts]
    return {"parts": parts, "choice": rule.choice.value}


def _from_json(rule: Mapping[str, Any]) -> TargetRule:
    """A rule as it is kept; one of a single part was once kept without the list."""
    parts = tuple(RulePart(RuleKind(part["kind"]), part["amount"]) for part in rule.get("parts", [rule]))
    return TargetRule(parts, RuleChoice(rule.get("choice", RuleChoice.OPEN)))
