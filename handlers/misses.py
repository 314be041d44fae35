"""Which questions were asked in vain, noted so that the office learns which words it lacks."""

import logging

from handlers.answer import Answer, Choice
from handlers.context import Context
from handlers.intents import AskFact, AskTarget, Intent, NotUnderstood, Question, Unmatched
from handlers.reply import ReplyIntent
from handlers.scope import PlanScope
from handlers.tells import TellProgress
from handlers.understanding.following import query_of
from knowledge.conversations import Offer
from knowledge.errors import StoreUnavailableError
from knowledge.misses import Miss
from knowledge.types import MissKind

log = logging.getLogger(__name__)

_KINDS = {ReplyIntent.NONE: MissKind.NOT_FOUND, ReplyIntent.CLARIFY: MissKind.ASKED_BACK}
# What else is not understood is nothing that words could be added for.
_UNMATCHED = {
    Unmatched.NOTHING_ASKED: MissKind.NOT_UNDERSTOOD,
    Unmatched.NEGATION: MissKind.NOT_UNDERSTOOD,
    Unmatched.NO_YEAR: MissKind.NOT_FOUND,
}


def note_miss(context: Context, said: str, intent: Intent, answer: Answer) -> None:
    """Note what was said where it was not answered."""
    miss = _miss(context, said, intent, answer.facts.intent)
    if miss is not None:
        _record(context, miss)


def note_choice(context: Context, offer: Offer, choice: Choice) -> None:
    """Note what was chosen for the words asked just before."""
    said = query_of(context.focus)
    latest = context.store.conversations.latest_offer(context.chat, context.sender.id, context.now)
    # A button pressed late is of a question asked before the one that is remembered.
    asked_just_now = context.focus.intent == ReplyIntent.CLARIFY and latest is not None and latest.token == offer.token
    if not said or not asked_just_now or choice.pending:
        return
    if choice.task_id is not None:
        for task in context.store.tasks.get_tasks((choice.task_id,)):
            _record(context, Miss(MissKind.CHOSEN, said, (task.plan_id,), task.key, task.content))
    elif choice.target_id is not None:
        for target in context.store.targets.get_targets((choice.target_id,)):
            _record(context, Miss(MissKind.CHOSEN, said, (target.plan_id,), target.key, target.name))


def _miss(context: Context, said: str, intent: Intent, answered: ReplyIntent) -> Miss | None:
    if isinstance(intent, NotUnderstood):
        return Miss(_UNMATCHED[intent.reason], said) if intent.reason in _UNMATCHED else None
    if answered not in _KINDS or not isinstance(intent, Question | TellProgress):
        return None
    if isinstance(intent, TellProgress):
        # The rest of a report is nobody's business here.
        said = "; ".join(report.query for report in intent.reports if report.query)
    elif isinstance(intent, AskFact | AskTarget) and answered is ReplyIntent.CLARIFY and not intent.query:
        return None  # asked by a number that several have
    return Miss(_KINDS[answered], said, _plans(context, intent.scope))


def _plans(context: Context, scope: PlanScope) -> tuple[int, ...]:
    """The plans looked in, none where all were."""
    looked = tuple(dict.fromkeys(plan for tier in scope.tiers for plan in tier))
    return looked if len(looked) < len(context.catalogue.plans) else ()


def _record(context: Context, miss: Miss) -> None:
    try:
        context.store.misses.record(miss, context.today, context.sender.name)
    except StoreUnavailableError as error:
        # The answer stands without it.
        log.warning("a miss could not be recorded: %s", error)
