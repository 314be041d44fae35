"""What the emulated server remembers: chats, messages sent by the bot, answered presses, failures ordered."""

import re
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

_COMMAND = re.compile(r"^/[a-z0-9_]+(?:@\w+)?", re.IGNORECASE)
_MENTION = re.compile(r"@\w+")
_LAST_PLAIN_GROUP = -999_999_999_999


class ApiError(Exception):
    """A refusal in the form of the Bot API."""

    def __init__(
        self, code: int, description: str, retry_after: int | None = None, migrated_to: int | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        parameters = {"retry_after": retry_after, "migrate_to_chat_id": migrated_to}
        self.parameters = {name: value for name, value in parameters.items() if value is not None}

    def body(self) -> Json:
        """The JSON of the refusal."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


@dataclass(frozen=True, slots=True)
class User:
    """A person who writes to the bot."""

    id: int
    name: str = "Nguyễn Văn An"

    def json(self) -> Json:
        """The user as the Bot API writes it."""
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "vi"}


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat by its id: negative ids are groups, those that begin with -100 and ten digits supergroups."""

    id: int

    def json(self) -> Json:
        """The chat as the Bot API writes it."""
        if self.id < 0:
            kind = "group" if self.id >= _LAST_PLAIN_GROUP else "supergroup"
            return {"id": self.id, "type": kind, "title": "Phòng Tổng hợp"}
        return {"id": self.id, "type": "private", "first_name": "An"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of the bot as a person sees it now; `buttons` are (label, data) in reading order."""

    chat: int
    id: int
    text: str
    entities: tuple[tuple[str, str], ...]
    buttons: tuple[tuple[str, str], ...]
    reply_to: int | None
    file: bytes | None


@dataclass(frozen=True, slots=True)
class Callback:
    """How the bot answered a press of a button."""

    id: str
    text: str
    alert: bool


@dataclass(slots=True)
class Failure:
    """An answer to give instead of serving, so many times; `chat` None means any chat."""

    method: str
    error: ApiError
    times: int
    chat: int | None = None

    def meets(self, method: str, chat: int | None) -> bool:
        """Whether this call is one to refuse."""
        return self.times > 0 and method == self.method and self.chat in (None, chat)


@dataclass(slots=True)
class Webhook:
    """Where updates go instead of getUpdates."""

    url: str = ""
    secret: str = ""


@dataclass(slots=True)
class Records:
    """All that the server keeps."""

    updates: list[Json] = field(default_factory=list)
    repeated: list[Json] = field(default_factory=list)
    messages: dict[tuple[int, int], Json] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    open_presses: set[str] = field(default_factory=set)
    started: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    migrated: dict[int, int] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    webhook: Webhook = field(default_factory=Webhook)

    def calls_of(self, method: str) -> list[Json]:
        """The parameters of each call of `method`, oldest first."""
        return [params for name, params in self.calls if name == method]

    def refusal(self, chat: int) -> ApiError | None:
        """Why nothing can be sent to this chat, if so."""
        if chat in self.blocked:
            return ApiError(403, "Forbidden: bot was blocked by the user")
        if chat > 0 and chat not in self.started:
            return ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        if chat in self.migrated:
            moved = "Bad Request: group chat was upgraded to a supergroup chat"
            return ApiError(400, moved, migrated_to=self.migrated[chat])
        return None


def entities_of(text: str) -> list[Json]:
    """The commands and mentions that a server finds in what a person writes."""
    found = [("bot_command", match) for match in _COMMAND.finditer(text)]
    found += [("mention", match) for match in _MENTION.finditer(text) if not text.startswith("/")]
    return [
        {"type": kind, "offset": len(text[: match.start()].encode("utf-16-le")) // 2, "length": len(match[0])}
        for kind, match in found
    ]


def seen(message: Json, records: Records) -> Sent:
    """A message of the bot as a person sees it."""
    text: str = message.get("text") or message.get("caption") or ""
    wide = text.encode("utf-16-le")
    runs = message.get("entities") or message.get("caption_entities") or []
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    file_ids = [
        part["file_id"] for part in (*message.get("photo", []), message.get("document"), message.get("video")) if part
    ]
    return Sent(
        chat=message["chat"]["id"],
        id=message["message_id"],
        text=text,
        entities=tuple(
            (run["type"], wide[2 * run["offset"] : 2 * (run["offset"] + run["length"])].decode("utf-16-le"))
            for run in runs
        ),
        buttons=tuple((button["text"], button["callback_data"]) for row in rows for button in row),
        reply_to=message.get("reply_to_message", {}).get("message_id"),
        file=records.files[file_ids[-1]] if file_ids else None,
    )
