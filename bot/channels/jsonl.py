"""The JSON Lines channel: one message a line in, exactly one reply a line out, in order."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO

from bot.channels.answering import Answering, answer, apology
from bot.errors import MalformedMessageError
from bot.rendering.plain import plain_text
from bot.text import clean
from handlers.explain import explain
from handlers.message import Message, Sender
from handlers.reply import Facts, Reply
from knowledge.roles import Role

Clock = Callable[[], datetime]


def run_pipe(assistant: Answering, lines: Iterable[bytes], out: BinaryIO, now: Clock) -> None:
    """Answer every line, flushing each reply before the next line is read."""
    for line in lines:
        out.write(_reply_line(assistant, line, now()))
        out.flush()


def _reply_line(assistant: Answering, line: bytes, at: datetime) -> bytes:
    try:
        message = read_message(line, at)
    except MalformedMessageError as error:
        return write_reply(error.chat, apology(explain(error) or error.reason))
    return write_reply(message.chat, answer(assistant, message))


def read_message(line: bytes, at: datetime) -> Message:
    """The message a line holds, said `at` that time unless it names its own."""
    fields = _object(line)
    chat = _text(fields.get("chat"))
    if not chat:
        raise MalformedMessageError("chat")
    sender = _sender(fields.get("from"), chat)
    text, choose, file = (_text(fields.get(name)) for name in ("text", "choose", "file"))
    if text is None and choose is None and file is None:
        raise MalformedMessageError("content", chat)
    return Message(
        chat=chat,
        sender=sender,
        at=_moment(fields["at"], at, chat) if fields.get("at") is not None else at,
        text=text or "",
        choose=choose,
        offer=_text(fields.get("offer")),
        file=Path(file) if file else None,
        replying_to=_text(fields.get("replying_to")) or "",
    )


def write_reply(chat: str, reply: Reply) -> bytes:
    """The line that holds a reply, its newline included."""
    fields: dict[str, Any] = {
        "chat": chat,
        "text": plain_text(reply),
        "options": [{"key": option.key, "label": option.label} for option in reply.options],
        "files": [str(path) for path in reply.files],
        "facts": _facts(reply.facts),
    }
    if reply.offer is not None:
        fields["offer"] = reply.offer
    return (as_json(fields) + "\n").encode("utf-8", "replace")


def as_json(fields: object) -> str:
    """JSON on one line, with Vietnamese left readable."""
    return json.dumps(fields, ensure_ascii=False, default=_plain_value)


def _object(line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise MalformedMessageError("json") from None
    if not isinstance(fields, dict):
        raise MalformedMessageError("json")
    return fields


def _text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return clean(str(value))


def _sender(value: object, chat: str) -> Sender:
    fields = value if isinstance(value, dict) else {}
    identity = _text(fields.get("id"))
    if not identity:
        raise MalformedMessageError("from", chat)
    name, unit, organisation = (_text(fields.get(name)) for name in ("name", "unit", "organisation"))
    return Sender(identity, name or "", _role(fields.get("role"), chat), unit or None, organisation or None)


def _role(value: object, chat: str) -> Role:
    try:
        return Role(str(value or Role.OFFICER))
    except ValueError:
        raise MalformedMessageError("role", chat) from None


def _moment(value: object, default: datetime, chat: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
        # Days begin and end in the office's time zone, wherever the sender's clock stands.
        return moment.astimezone(default.tzinfo) if moment.tzinfo else moment.replace(tzinfo=default.tzinfo)
    except (ValueError, OverflowError):
        raise MalformedMessageError("at", chat) from None


def _facts(facts: Facts) -> dict[str, Any]:
    return asdict(facts, dict_factory=lambda pairs: {name: value for name, value in pairs if value is not None})


def _plain_value(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
