"""A rule by which a target is reckoned: shown with what it comes to, and set once it is confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers import rule_wording, wording
from handlers.answer import Answer, heading, item, silent, source
from handlers.context import Context
from handlers.focus import NO_FOCUS
from handlers.holding import Reached, reached
from handlers.orders import Order, propose
from handlers.phrases import say
from handlers.readings import offer_targets
from handlers.reply import Facts, ReplyIntent
from handlers.subjects import find_subjects
from handlers.targets import target_name
from handlers.tells import PartSaid, ReportSaid, RuleForm, TellRule
from knowledge.commands import RetractTargetRule, SetTargetRule
from knowledge.perform import ensure_allowed
from knowledge.target_rules import RuleLine, builds_on_given, with_given
from knowledge.types import RuleChoice, RuleKind, RulePart, TargetLine, TargetRule

_DOWN = frozenset({RuleForm.MINUS, RuleForm.LESS})
_RELATIVE = frozenset({RuleForm.MORE, RuleForm.LESS})


def answer_rule(context: Context, tell: TellRule) -> Answer:
    """The card of the rule, or that no target is meant; nothing is set yet."""
    said = ReportSaid("", query=tell.query, target_number=tell.number, reading=True)
    subjects = find_subjects(replace(context, focus=NO_FOCUS), said, tell.scope)
    targets = [line for line in subjects.lines if isinstance(line, TargetLine)]
    if not targets:
        return silent("rule_no_target", context.focus, words=tell.query)
    if not subjects.sure:
        return offer_targets(context, targets)
    return _set(context, targets[0], tell) if tell.parts else _drop(context, targets[0])


def _set(context: Context, target: TargetLine, tell: TellRule) -> Answer:
    [known] = reached(context, (target,))
    rule, said = _told(known, tell)
    command = SetTargetRule(target.key, rule, said)
    ensure_allowed(context.store, command, context.actor, context.now)
    known = replace(known, rule=RuleLine(0, target.key, rule, said, context.actor.name, context.now))
    required = known.required(context.sender.unit or "")
    lines = [
        say("rules", "rule", rule=rule_wording.rule_words(rule, target)),
        say("rules", "required", required=rule_wording.required_words(required, target, known.year)),
        *rule_wording.missing_lines(required, target, known.year),
        say("rules", "plan", plan=wording.figure(target)),
    ]
    name = target_name(target)
    order = Order(command, say("rules", "done", name=name), say("rules", "undone", name=name))
    return _card(context, target, order, lines)


def rule_of(parts: Sequence[PartSaid], choice: RuleChoice, target: TargetLine) -> TargetRule:
    """The rule of a target that words come to."""
    return TargetRule(tuple(_part(part, target) for part in parts), choice)


def _told(known: Reached, tell: TellRule) -> tuple[TargetRule, str]:
    """The rule with the words for it; a figure given from above is filled into the rule that waits for it."""
    rule = rule_of(tell.parts, tell.choice, known.target)
    held, [first, *others] = known.rule, rule.parts
    given = first.kind is RuleKind.GIVEN and not others and first.amount is not None
    if not given or held is None or first.amount is None or not builds_on_given(held.rule):
        return rule, tell.said
    return with_given(held.rule, first.amount), say("rules", "filled", said=held.said, given=tell.said)


def _drop(context: Context, target: TargetLine) -> Answer:
    standing = context.store.target_rules.standing((target.key,))
    if not standing:
        return silent("rule_none", context.focus, name=target_name(target))
    command = RetractTargetRule(tuple(rule.id for rule in standing))
    ensure_allowed(context.store, command, context.actor, context.now)
    name = target_name(target)
    order = Order(command, say("rules", "dropped", name=name), say("rules", "undropped", name=name))
    return _card(context, target, order, (say("rules", "drop", said=standing[-1].said, plan=wording.figure(target)),))


def _card(context: Context, target: TargetLine, order: Order, lines: Iterable[str]) -> Answer:
    plan = context.plan(target.plan_id)
    where = target.where or say("source", "at_target", number=target.number)
    opening = heading(say("rules", "card", name=target_name(target)))
    blocks = (opening, *map(item, lines), source(wording.place_source(where, plan)))
    facts = Facts(ReplyIntent.CLARIFY, targets=(wording.target_ref(target),))
    return replace(propose(context, order, blocks), facts=facts)


def _part(said: PartSaid, target: TargetLine) -> RulePart:
    """What the words come to: "cộng 10%" adds points to a target that is itself told in per cents."""
    if said.form is RuleForm.GIVEN:
        return RulePart(RuleKind.GIVEN, said.amount)
    if said.amount is None:
        return RulePart(RuleKind.LAST_YEAR)
    relative = said.per_cent and (said.form in _RELATIVE or target.unit != "%")
    amount = -said.amount if said.form in _DOWN else said.amount
    return RulePart(RuleKind.PLUS_PERCENT if relative else RuleKind.PLUS_POINTS, amount)
