"""How somebody joins; who has not joined is told nothing else."""

from handlers.answer import Answer, heading, item
from handlers.context import Context
from handlers.phrases import say
from handlers.reply import Facts, ReplyIntent


def answer_start(context: Context, said: str) -> Answer:
    """A greeting for somebody who has joined."""
    return Answer((heading(say("courtesy", "greeting")), *map(item, context.examples)), Facts(ReplyIntent.HELP))


def answer_stranger(context: Context, said: str) -> Answer:
    """How to join, and nothing else."""
    return Answer((heading(say("joining", "how")),), Facts(ReplyIntent.DENIED))
