"""Facts of the decision that issues a plan: its number, date, issuer and signer."""

from collections.abc import Iterator

from handlers import wording
from handlers.answer import Answer, heading, silent, source, text
from handlers.context import Context
from handlers.focus import Focus
from handlers.intents import AskDocument, DocumentField
from handlers.phrases import say
from handlers.reply import Block, Facts, ReplyIntent
from knowledge.types import PlanLine


def answer_document(context: Context, ask: AskDocument) -> Answer:
    """The asked facts of each plan meant; a blank in the document is said to be one."""
    if not ask.scope.first:
        return silent("no_plans")
    plans = [context.plan(plan_id) for plan_id in ask.scope.first]
    plans = [plan for plan in plans if any(_value(plan, field) for field in ask.fields)] or plans
    blocks = tuple(block for plan in plans for block in _told(plan, ask.fields))
    return Answer(blocks, Facts(ReplyIntent.DOCUMENT), Focus(ReplyIntent.DOCUMENT.value, plans=ask.scope.first))


def _told(plan: PlanLine, fields: tuple[DocumentField, ...]) -> Iterator[Block]:
    for field in fields:
        yield heading(_sentence(plan, field))
    yield from (text(_sentence(plan, field)) for field in DocumentField if field not in fields and _value(plan, field))
    yield source(wording.plan_name(plan))


def _sentence(plan: PlanLine, field: DocumentField) -> str:
    value = _value(plan, field)
    if value is None:
        return say("document", f"{field.value}_none")
    return say("document", field.value, **{"date" if field is DocumentField.ISSUED else field.value: value})


def _value(plan: PlanLine, field: DocumentField) -> str | None:
    match field:
        case DocumentField.NUMBER:
            return plan.number
        case DocumentField.ISSUED:
            return wording.day(plan.issued) if plan.issued else None
        case DocumentField.ISSUER:
            return plan.issuer
        case DocumentField.SIGNER:
            return plan.signer
