"""A rule by which a target is reckoned: shown with what it comes to, and set once it is confirmed."""

from dataclasses import replace

from handlers import reading_wording, wording
from handlers.answer import Answer, heading, item, silent, source
from handlers.context import Context
from handlers.focus import NO_FOCUS
from handlers.holding import reached
from handlers.intents import ReportSaid, RuleForm, TellRule
from handlers.orders import Order, propose
from handlers.phrases import say
from handlers.readings import offer_targets
from handlers.reply import Facts, ReplyIntent
from handlers.subjects import find_subjects
from handlers.targets import target_name
from knowledge.commands import RetractTargetRule, SetTargetRule
from knowledge.perform import ensure_allowed
from knowledge.target_rules import RuleLine
from knowledge.types import RuleKind, TargetLine, TargetRule

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
    return _drop(context, targets[0]) if tell.form is RuleForm.DROP else _set(context, targets[0], tell)


def _set(context: Context, target: TargetLine, tell: TellRule) -> Answer:
    rule = _rule(tell, target)
    command = SetTargetRule(target.key, rule, tell.said)
    ensure_allowed(context.store, command, context.actor, context.now)
    line = RuleLine(0, target.key, rule, tell.said, context.actor.name, context.now)
    [known] = reached(context, (target,))
    known = replace(known, rule=line)
    required = reading_wording.required_words(known.required(context.sender.unit or ""), target, known.year)
    lines = (
        say("rules", "rule", rule=reading_wording.rule_words(rule, target)),
        say("rules", "required", required=required),
        say("rules", "plan", plan=wording.figure(target)),
    )
    name = target_name(target)
    order = Order(command, say("rules", "done", name=name), say("rules", "undone", name=name))
    return _card(context, target, order, lines)


def _drop(context: Context, target: TargetLine) -> Answer:
    held = context.store.target_rules.holding((target.key,)).get(target.key)
    if held is None:
        return silent("rule_none", context.focus, name=target_name(target))
    command = RetractTargetRule((held.id,))
    ensure_allowed(context.store, command, context.actor, context.now)
    name = target_name(target)
    order = Order(command, say("rules", "dropped", name=name), say("rules", "undropped", name=name))
    return _card(context, target, order, (say("rules", "drop", said=held.said),))


def _card(context: Context, target: TargetLine, order: Order, lines: tuple[str, ...]) -> Answer:
    plan = context.plan(target.plan_id)
    where = target.where or say("source", "at_target", number=target.number)
    opening = heading(say("rules", "card", name=target_name(target)))
    blocks = (opening, *map(item, lines), source(wording.place_source(where, plan)))
    facts = Facts(ReplyIntent.CLARIFY, targets=(wording.target_ref(target),))
    return replace(propose(context, order, blocks), facts=facts)


def _rule(tell: TellRule, target: TargetLine) -> TargetRule:
    """What the words come to: "cộng 10%" adds points to a target that is itself told in per cents."""
    if tell.form is RuleForm.GIVEN:
        return TargetRule(RuleKind.GIVEN, tell.amount)
    if tell.form is RuleForm.LAST_YEAR:
        return TargetRule(RuleKind.LAST_YEAR)
    relative = tell.per_cent and (tell.form in _RELATIVE or target.unit != "%")
    amount = -tell.amount if tell.form in _DOWN else tell.amount
    return TargetRule(RuleKind.PLUS_PERCENT if relative else RuleKind.PLUS_POINTS, amount)
