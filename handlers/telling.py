"""What was told: reports and changes of them, which one is meant, and what becomes of them."""

from dataclasses import replace
from typing import assert_never

from handlers.answer import Answer
from handlers.confirm import answer_card
from handlers.context import Context
from handlers.events import answer_event
from handlers.evidence import keep_links
from handlers.focus import Focus
from handlers.intents import Intent
from handlers.progress import answer_change, answer_report, answer_subject
from handlers.target_rules import answer_rule
from handlers.tells import AnswerCard, ChangePending, ChooseSubject, Tell, TellEvent, TellProgress, TellRule


def answer_tell(context: Context, intent: Tell, subject: Focus) -> Answer:
    """What was told, of what is talked of by `subject`, perhaps among others."""
    context = replace(context, focus=replace(subject, pending=context.focus.pending, editing=context.focus.editing))
    if isinstance(intent, TellProgress | ChangePending):
        keep_links(context, intent.links)
    match intent:
        case TellProgress():
            return answer_report(context, intent)
        case TellRule():
            return answer_rule(context, intent)
        case TellEvent():
            return answer_event(context, intent)
        case ChangePending():
            return answer_change(context, intent)
        case ChooseSubject():
            return answer_subject(context, intent)
        case AnswerCard():
            return answer_card(context, intent)
        case _:
            assert_never(intent)


def with_links(intent: Intent, links: tuple[str, ...]) -> Intent:
    """A report with the links that stood in it."""
    return replace(intent, links=links) if isinstance(intent, TellProgress | ChangePending) else intent
