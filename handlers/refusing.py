"""What is answered where something is not allowed, or can't be done."""

from collections.abc import Callable

from handlers.answer import Answer, text
from handlers.context import Context
from handlers.explain import explain
from handlers.reply import Facts, ReplyIntent
from knowledge.errors import (
    AnswerRefusedError,
    DeniedError,
    EvidenceRefusedError,
    InvitationRefusedError,
    PersonNotFoundError,
    PersonRefusedError,
    ReportNotFoundError,
    UnitNotFoundError,
    UnitRefusedError,
)

# What can't be done as things stand by now.
_REFUSALS = (
    AnswerRefusedError,
    EvidenceRefusedError,
    InvitationRefusedError,
    PersonNotFoundError,
    PersonRefusedError,
    ReportNotFoundError,
    UnitNotFoundError,
    UnitRefusedError,
)


def tried(context: Context, act: Callable[[Context], Answer]) -> Answer:
    """The answer, or why there is none; the talk stays where it was."""
    try:
        return act(context)
    except DeniedError as error:
        return _explained(context, error, ReplyIntent.DENIED)
    except _REFUSALS as error:
        return _explained(context, error, ReplyIntent.NONE)


def _explained(context: Context, error: Exception, intent: ReplyIntent) -> Answer:
    return Answer((text(explain(error) or str(error)),), Facts(intent), context.focus)
