"""What is answered where something is not allowed, or can't be done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from handlers.answer import Answer, text
from handlers.context import Context
from handlers.errors import NotRecordedError
from handlers.explain import explain
from handlers.reply import Facts, ReplyIntent
from knowledge.commands import ProgressCommand
from knowledge.errors import (
    AnswerRefusedError,
    DeniedError,
    EvidenceRefusedError,
    InvitationRefusedError,
    KnowledgeError,
    PersonNotFoundError,
    PersonRefusedError,
    ReportNotFoundError,
    StoreUnavailableError,
    UnitNotFoundError,
    UnitRefusedError,
)
from knowledge.perform import Recorded, perform

T = TypeVar("T")

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


def tried(context: Context, act: Callable[[Context], T]) -> T | Answer:
    """The answer, or why there is none; the talk stays where it was."""
    try:
        return act(context)
    except DeniedError as error:
        return _explained(context, error, ReplyIntent.DENIED)
    except _REFUSALS as error:
        return _explained(context, error, ReplyIntent.NONE)


def recorded(context: Context, command: ProgressCommand) -> Recorded:
    """Perform it; whatever goes wrong but a refusal, the sender has to know that nothing was recorded."""
    try:
        return perform(context.store, command, context.actor, context.now)
    except KnowledgeError:
        raise
    except Exception as error:
        raise NotRecordedError(str(error)) from error


@contextmanager
def or_not_recorded() -> Iterator[None]:
    """Whoever says anything while the database takes nothing has to know that it was not recorded."""
    try:
        yield
    except StoreUnavailableError as error:
        raise NotRecordedError(str(error)) from error


def _explained(context: Context, error: Exception, intent: ReplyIntent) -> Answer:
    return Answer((text(explain(error) or str(error)),), Facts(intent), context.focus)
