"""What the talk is about and what was offered in it, kept for the next message, or for the same one heard again."""

import logging
from dataclasses import replace

from handlers.answer import Answer
from handlers.context import Context
from handlers.focus import LIFETIME
from handlers.offers import CARD_LIFETIME, dump_choices, new_token, option_keys, token_of
from handlers.reply import Option, Reply, ReplyIntent, load_reply
from knowledge.conversations import Offer
from knowledge.errors import StoreUnavailableError

log = logging.getLogger(__name__)

# What was done, and has to be told.
_DONE = frozenset({ReplyIntent.CONFIRMED, ReplyIntent.UNDONE})


def given(context: Context) -> Reply | None:
    """What this message was answered with, where it was heard before: perhaps nobody was told."""
    known = context.message and context.focus.heard == token_of(context.message)
    return load_reply(context.focus.reply) if known else None


def remembered(context: Context, answer: Answer) -> Reply:
    """The reply; what was done, or leaves nothing to choose, is told even where the talk can't be kept."""
    try:
        return _kept(context, answer)
    except StoreUnavailableError as error:
        if any(choice.typed for choice in answer.choices) and answer.facts.intent not in _DONE:
            raise
        log.error("the talk of chat %s could not be kept: %s", context.chat, error)
        return offered(context, replace(answer, choices=()))


def offered(context: Context, answer: Answer, *, unasked: bool = False) -> Reply:
    """The reply, with what it offers kept until its time is over."""
    token = new_token() if answer.choices else None
    if token is not None:
        until = context.now + (CARD_LIFETIME if unasked or answer.choices[0].pending else LIFETIME)
        offer = Offer(token, context.chat, context.sender.id, dump_choices(answer.choices), until, unasked)
        context.store.conversations.save_offer(offer, context.now)
    keyed = zip(option_keys(answer.choices), answer.choices, strict=True)
    options = tuple(Option(key, choice.label, choice.brief, choice.typed) for key, choice in keyed)
    return Reply(answer.blocks, answer.facts, options, token, answer.files, answer.personal, answer.held)


def _kept(context: Context, answer: Answer) -> Reply:
    """The reply; what the talk is about is kept last."""
    reply = offered(context, answer)
    # A question in between leaves the report that was shown waiting.
    pending = answer.focus.pending or context.focus.pending
    focus = replace(answer.focus, pending=pending, heard="", reply="")
    asks = bool(reply.options or focus.awaits) and not (reply.files or reply.held)
    if context.message and asks:
        focus = replace(focus, heard=token_of(context.message), reply=reply.dump())
    until = context.now + LIFETIME
    context.store.conversations.save_focus(context.chat, context.sender.id, focus.dump(), until)
    return reply
