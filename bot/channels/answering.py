"""The assistant as every channel sees it, with a reply to each message even when something is broken."""

import logging
from typing import Protocol

from handlers.explain import explain, unexpected
from handlers.files import Report, unheard
from handlers.message import Message
from handlers.reply import Block, BlockKind, Facts, Reply, ReplyIntent
from knowledge.notices import News

log = logging.getLogger(__name__)


class Answering(Protocol):
    """What a channel needs of the assistant."""

    def respond(self, message: Message, report: Report = unheard) -> Reply:
        """The reply to one message; `report` is told what is being done meanwhile, from the same thread."""
        ...

    def takes_files(self, message: Message) -> Reply | None:
        """None where a file of this sender would be read; else the reply that declines it before it is fetched."""
        ...

    def examples(self) -> tuple[str, ...]:
        """Questions that the plans in the store can answer."""
        ...


class Speaking(Answering, Protocol):
    """What a channel needs of the assistant that also brings people what they did not ask for."""

    def tell(self, news: News, message: Message) -> Reply | None:
        """What is told to who did not ask, as if they had sent this empty message; None if there is nothing to tell."""
        ...


def answer(assistant: Answering, message: Message, report: Report = unheard) -> Reply:
    """The assistant's reply, or an apology: one broken message must not silence a channel."""
    try:
        return assistant.respond(message, report)
    except Exception as error:
        return _failure(error, message)


def refusal_of_file(assistant: Answering, message: Message) -> Reply | None:
    """Why the file of this message is not to be fetched, None where it is."""
    try:
        return assistant.takes_files(message)
    except Exception as error:
        return _failure(error, message)


def _failure(error: Exception, message: Message) -> Reply:
    sentence = explain(error)
    if sentence is None:
        log.error("failed to answer a message of chat %s", message.chat, exc_info=error)
    return apology(sentence or unexpected())


def apology(sentence: str) -> Reply:
    """A reply that says only why there is no answer."""
    return Reply((Block(BlockKind.TEXT, sentence),), Facts(ReplyIntent.NONE))
