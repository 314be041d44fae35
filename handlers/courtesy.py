"""Greetings, thanks, and what one may ask and do here."""

from collections.abc import Iterator

from handlers.answer import Answer, heading, item
from handlers.context import Context
from handlers.intents import Courtesy
from handlers.phrases import say
from handlers.reply import Block, Facts, ReplyIntent
from handlers.slash import slash_commands


def answer_courtesy(context: Context, courtesy: Courtesy) -> Answer:
    """Thanks or a greeting leave the talk where it was; only what is called off is forgotten."""
    blocks = [heading(say("courtesy", courtesy.value))]
    if courtesy is Courtesy.CANCEL:
        return Answer(tuple(blocks), Facts(ReplyIntent.CANCELLED))
    if courtesy in (Courtesy.GREETING, Courtesy.HELP):
        blocks += map(item, context.examples)
    if courtesy is Courtesy.HELP:
        blocks += _commands(context)
    return Answer(tuple(blocks), Facts(ReplyIntent.HELP), context.focus)


def _commands(context: Context) -> Iterator[Block]:
    """The commands that stand in the menus of people of this role."""
    yield heading(say("courtesy", "commands"))
    for command in slash_commands():
        if command.scopes and context.sender.role in command.roles:
            yield item(f"/{command.name}: {command.description}")
