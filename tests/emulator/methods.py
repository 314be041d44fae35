"""The methods of the Bot API that a bot of ours calls, with Telegram's checks and refusals."""

import time
from collections.abc import Callable
from itertools import count
from typing import Any

from tests.emulator.html import Entity, EntityError, parse, units
from tests.emulator.state import ApiError, Callback, Chat, Json, Records, Webhook

BOT: Json = {"id": 4242, "is_bot": True, "first_name": "Đôn Đốc", "username": "dondoc_bot"}
_LONGEST_TEXT, _LONGEST_CAPTION, _LONGEST_DATA = 4096, 1024, 64
_LARGEST_FILE = 20 * 1024 * 1024


class Methods:
    """Each public method answers the Bot API method of its name (sendMessage is `send_message`), or raises ApiError."""

    def __init__(
        self, records: Records, on_sent: Callable[[Json], None], on_answer: Callable[[Callback], None]
    ) -> None:
        self._records = records
        self._on_sent = on_sent
        self._on_answer = on_answer
        self._ids = count(1)

    def next_id(self) -> int:
        """A number not used before, for messages of people and of the bot alike."""
        return next(self._ids)

    def get_me(self, _: Json) -> Any:
        return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    def send_message(self, params: Json) -> Any:
        return self._keep(params, self._formatted(params, "text", _LONGEST_TEXT))

    def send_chat_action(self, _: Json) -> Any:
        return True

    def send_photo(self, params: Json) -> Any:
        file_id = self._store(params, "photo")
        photo = [{"file_id": file_id, "file_unique_id": file_id, "width": 1, "height": 1}]
        return self._keep(params, {"photo": photo, **self._caption(params)})

    def send_document(self, params: Json) -> Any:
        file_id = self._store(params, "document")
        document = {"file_id": file_id, "file_unique_id": file_id}
        return self._keep(params, {"document": document, **self._caption(params)})

    def send_video(self, params: Json) -> Any:
        file_id = self._store(params, "video")
        return self._keep(params, {"video": {"file_id": file_id, "file_unique_id": file_id}, **self._caption(params)})

    def edit_message_text(self, params: Json) -> Any:
        return self._change(params, self._formatted(params, "text", _LONGEST_TEXT))

    def edit_message_reply_markup(self, params: Json) -> Any:
        return self._change(params, {})

    def answer_callback_query(self, params: Json) -> Any:
        if params["callback_query_id"] not in self._records.open_presses:
            raise ApiError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if units(params.get("text", "")) > 200:
            raise ApiError(400, "Bad Request: MESSAGE_TOO_LONG")
        self._records.open_presses.discard(params["callback_query_id"])
        answer = Callback(params["callback_query_id"], params.get("text", ""), bool(params.get("show_alert")))
        self._on_answer(answer)
        return True

    def set_my_commands(self, params: Json) -> Any:
        self._records.commands[self._scope(params)] = params["commands"]
        return True

    def delete_my_commands(self, params: Json) -> Any:
        self._records.commands.pop(self._scope(params), None)
        return True

    def get_file(self, params: Json) -> Any:
        file_id = params["file_id"]
        if file_id not in self._records.files:
            raise ApiError(400, "Bad Request: invalid file_id")
        size = len(self._records.files[file_id])
        if size > _LARGEST_FILE:
            raise ApiError(400, "Bad Request: file is too big")
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": f"files/{file_id}"}

    def set_webhook(self, params: Json) -> Any:
        self._records.webhook = Webhook(params.get("url", ""), params.get("secret_token", ""))
        return True

    def delete_webhook(self, params: Json) -> Any:
        self._records.webhook = Webhook()
        if params.get("drop_pending_updates"):
            self._records.updates.clear()
        return True

    def get_webhook_info(self, _: Json) -> Any:
        waiting = len(self._records.updates)
        return {"url": self._records.webhook.url, "has_custom_certificate": False, "pending_update_count": waiting}

    def _scope(self, params: Json) -> str:
        """The menu that is meant: "all_private_chats", or "chat 7"."""
        scope = params.get("scope", {"type": "default"})
        if "chat_id" in scope and scope["chat_id"] not in self._records.started:
            raise ApiError(400, "Bad Request: chat not found")
        return " ".join(str(scope[name]) for name in ("type", "chat_id") if name in scope)

    def _formatted(self, params: Json, field: str, longest: int) -> Json:
        text: str = params.get(field, "").strip()
        runs: tuple[Entity, ...] = ()
        if params.get("parse_mode") == "HTML":
            try:
                text, runs = parse(params.get(field, ""))
            except EntityError as error:
                raise ApiError(400, f"Bad Request: can't parse entities: {error}") from error
        if not text and field == "text":
            raise ApiError(400, "Bad Request: message text is empty")
        if units(text) > longest:
            raise ApiError(400, "Bad Request: message is too long")
        entities = [{"type": run.type, "offset": run.offset, "length": run.length} for run in runs]
        return {field: text, "entities" if field == "text" else "caption_entities": entities}

    def _caption(self, params: Json) -> Json:
        return self._formatted(params, "caption", _LONGEST_CAPTION) if "caption" in params else {}

    def _store(self, params: Json, field: str) -> str:
        content = params[field]
        if content in self._records.files:
            return str(content)
        if not isinstance(content, bytes):
            raise ApiError(400, "Bad Request: wrong remote file identifier specified")
        file_id = f"{field}-{self.next_id()}"
        self._records.files[file_id] = content
        return file_id

    def _keep(self, params: Json, content: Json) -> Json:
        chat = int(params["chat_id"])
        message: Json = {"message_id": self.next_id(), "date": int(time.time()), "from": BOT, **content}
        message["chat"] = Chat(chat).json()
        if "reply_parameters" in params:
            message["reply_to_message"] = {**message, "message_id": params["reply_parameters"]["message_id"]}
        message |= _markup(params)
        self._records.messages[chat, message["message_id"]] = message
        self._on_sent(message)
        return message

    def _change(self, params: Json, content: Json) -> Json:
        key = int(params["chat_id"]), int(params["message_id"])
        if key not in self._records.messages:
            raise ApiError(400, "Bad Request: message to edit not found")
        old = self._records.messages[key]
        new = {name: value for name, value in old.items() if name != "reply_markup"} | content | _markup(params)
        if new == old:
            raise ApiError(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message",
            )
        self._records.messages[key] = new
        return new


def _markup(params: Json) -> Json:
    rows = params.get("reply_markup", {}).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if not 1 <= len(button.get("callback_data", "").encode()) <= _LONGEST_DATA:
            raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
        if not button["text"].strip():
            raise ApiError(400, "Bad Request: can't parse inline keyboard button: Text buttons must have a text")
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}
