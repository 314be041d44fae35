"""Assistants written by hand, for channels that must not care who answers."""

from dataclasses import dataclass, field

from handlers.files import Report, unheard
from handlers.message import Message
from handlers.reply import Block, BlockKind, Facts, Option, Reply, ReplyIntent


def reply(text: str, *options: str, offer: str | None = None) -> Reply:
    numbered = tuple(Option(str(number), label) for number, label in enumerate(options, 1))
    return Reply((Block(BlockKind.TEXT, text),), Facts(ReplyIntent.HELP), numbered, offer)


@dataclass
class Scripted:
    """Answers from a list and remembers what it was asked; an exception in the list is raised."""

    script: list[Reply | Exception] = field(default_factory=list)
    heard: list[Message] = field(default_factory=list)

    def respond(self, message: Message, report: Report = unheard) -> Reply:
        self.heard.append(message)
        answer = self.script.pop(0) if self.script else reply(f"nghe: {message.text}")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def takes_files(self, message: Message) -> Reply | None:
        return None

    def examples(self) -> tuple[str, ...]:
        return ("Ai chủ trì nhiệm vụ 1?",)
