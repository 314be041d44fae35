"""Rules by which the figure of a target follows from others: put on record, taken back, and reckoned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Connection, insert, select, update

from knowledge.applied import Applied, Facts
from knowledge.commands import Actor, RestoreTargetRule, RetractTargetRule, SetTargetRule, TargetCommand
from knowledge.comparing import in_measure
from knowledge.errors import SubjectGoneError
from knowledge.filtering import in_force
from knowledge.readings import Reading, Series, whole_year
from knowledge.schema import PlanRow, TargetRow, TargetRuleRow
from knowledge.schema.database import Database
from knowledge.types import RuleKind, TargetLine, TargetRule
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
class Required:
    """What is required of a target: the plan's own figure where no `rule` holds.

    By a rule that builds on the result of last year (`base`, as `reading` tells it) it is None as long as that is
    not known.
    """

    value: float | None
    rule: RuleLine | None = None
    base: float | None = None
    reading: Reading | None = None


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
        wanted = (TargetRuleRow.target_key.in_(target_keys), TargetRuleRow.retracted_at.is_(None))
        with self._database.reading() as connection:
            return {line.target_key: line for line in read_rules(connection, *wanted)}


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
    if rule.rule.kind is RuleKind.GIVEN:
        return Required(rule.rule.amount, rule)
    reading = _last_year(series, unit, year)
    base = None if reading is None else in_measure(reading.figure, target.unit)
    return Required(None if base is None else round(_reckoned(rule.rule, base), 6), rule, base, reading)


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
    return Applied(Ruled(rules, bool(rules), undo if rules else None), bool(rules), after=facts)


def _last_year(series: Series, unit: str, year: int) -> Reading | None:
    results = [reading for reading in series if reading.period == whole_year(year - 1)]
    own = next((reading for reading in results if unit_key(reading.unit) == unit_key(unit)), None)
    return own or (results[0] if len(results) == 1 else None)


def _reckoned(rule: TargetRule, base: float) -> float:
    match rule.kind:
        case RuleKind.GIVEN:
            return rule.amount
        case RuleKind.PLUS_POINTS:
            return base + rule.amount
        case RuleKind.PLUS_PERCENT:
            return base * (100 + rule.amount) / 100
        case RuleKind.LAST_YEAR:
            return base
        case _:
            assert_never(rule.kind)


def _set(connection: Connection, command: SetTargetRule, actor: Actor, at: datetime) -> int:
    of_key = select(TargetRow.id).join(PlanRow).where(*in_force(), TargetRow.key == command.target_key)
    if connection.scalar(of_key.limit(1)) is None:
        raise SubjectGoneError(command.target_key)
    values = {
        "target_key": command.target_key,
        "rule": {"kind": command.rule.kind.value, "amount": command.rule.amount},
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
    return {"rule": line.id, "kind": line.rule.kind.value, "amount": line.rule.amount, **place}


def _from_json(rule: Mapping[str, Any]) -> TargetRule:
    return TargetRule(RuleKind(rule["kind"]), float(rule["amount"]))
