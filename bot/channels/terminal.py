"""The terminal: a talk line by line, typed at a prompt or read from a pipe."""

import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TextIO

from bot.channels.answering import Answering, answer
from bot.phrases import phrase
from bot.rendering.plain import numbered, plain_text
from bot.text import clean
from handlers.message import Message, Sender
from handlers.reply import Reply
from knowledge.roles import Channel
from knowledge.vietnamese.fold import fold

CHAT = "terminal"
# A person at the machine sends a file by its path.
_SENDS = re.compile(r"/n[aạ]p\s+(?P<path>.+)", re.IGNORECASE)
FAREWELLS = frozenset({"/thoat", "/exit", "/quit", "thoat", "exit", "quit"})


def greeting(examples: tuple[str, ...]) -> str:
    """What is said first: how to ask, and how to leave."""
    lines = [phrase("terminal", "greeting")]
    if examples:
        lines += [phrase("terminal", "examples"), *(f"  – {example}" for example in examples)]
    return "\n".join(lines)


def run_terminal(
    assistant: Answering, sender: Sender, lines: Iterator[str], out: TextIO, now: Callable[[], datetime]
) -> None:
    """Greet, then answer each line until the talk ends."""
    _say(out, greeting(assistant.examples()))
    last: Reply | None = None
    for line in lines:
        said = clean(line).strip()
        if fold(said) in FAREWELLS:
            break
        if said:
            last = answer(assistant, _message(said, sender, now(), last), partial(_say, out))
            _say(out, _rendered(last))
    _say(out, phrase("terminal", "farewell"))


def typed_lines() -> Iterator[str]:
    """Lines typed at a prompt, with the keys of readline where it is there; Ctrl-D ends them."""
    _edit_with_readline()
    while True:
        try:
            yield input(phrase("terminal", "prompt"))
        except EOFError:
            sys.stdout.write("\n")
            return


def _message(said: str, sender: Sender, at: datetime, last: Reply | None) -> Message:
    if last is not None and any(option.key == said for option in last.options):
        return Message(CHAT, sender, at, choose=said, offer=last.offer, channel=Channel.TERMINAL)
    sent = _SENDS.fullmatch(said)
    if sent is not None:
        return Message(CHAT, sender, at, file=_path(sent["path"]), channel=Channel.TERMINAL)
    return Message(CHAT, sender, at, text=said, channel=Channel.TERMINAL)


def _path(typed: str) -> Path:
    """The path a person typed, or dragged in, which puts it in quotes."""
    if typed[0] == typed[-1] and typed[0] in "'\"":
        typed = typed[1:-1]
    return Path(typed).expanduser()


def _rendered(reply: Reply) -> str:
    parts = [
        plain_text(reply),
        numbered(reply.options),
        "\n".join(phrase("terminal", "file", path=path) for path in reply.files),
    ]
    return "\n".join(part for part in parts if part)


def _say(out: TextIO, text: str) -> None:
    out.write(f"{text}\n\n")
    out.flush()


def _edit_with_readline() -> None:
    try:
        import readline
    except ImportError:
        return
    readline.set_auto_history(True)
