"""The HTTP side and the control side of the emulated Bot API server."""

import asyncio
import json
import re
import time
from collections import defaultdict
from types import TracebackType
from typing import Any, Self

from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from tests.emulator.methods import Methods
from tests.emulator.state import ApiError, Callback, Chat, Failure, Json, Records, Sent, User, entities_of, seen

_PATIENCE = 60.0


class Emulator:
    """`async with Emulator() as emulator:` serves at `emulator.url` until the block ends."""

    def __init__(self, token: str = "4242:emulated-token") -> None:
        self.token = token
        self.url = ""
        self.records = Records()
        self.methods = Methods(self.records, self._on_sent, self._on_answer)
        self._sent: defaultdict[int, asyncio.Queue[Json]] = defaultdict(asyncio.Queue)
        self._answers: asyncio.Queue[Callback] = asyncio.Queue()
        self._polling: asyncio.Future[None] | None = None
        self._update_id = 1000

    async def __aenter__(self) -> Self:
        sockets = bind_sockets(0, "127.0.0.1")
        self.url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
        routes = [(r"/bot([^/]+)/(\w+)", _MethodHandler), (r"/file/bot([^/]+)/files/(.+)", _FileHandler)]
        self._server = HTTPServer(Application([(path, handler, {"emulator": self}) for path, handler in routes]))
        self._server.add_sockets(sockets)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_polling()
        self._server.stop()
        await self._server.close_all_connections()

    # What people do

    def say(self, chat: int, user: User, text: str, *, reply_to: int | None = None, **more: Any) -> int:
        """A person writes; the answer is the update's id. `more` is laid over the message ("date", …)."""
        return self.post(chat, user, text=text, entities=entities_of(text), reply_to=reply_to, **more)

    def post(self, chat: int, user: User, *, reply_to: int | None = None, **content: Any) -> int:
        """A person sends anything: sticker={…}, photo=[…], document={…}."""
        message = {
            "message_id": self.methods.next_id(),
            "date": int(time.time()),
            "chat": Chat(chat).json(),
            "from": user.json(),
            **content,
        }
        self.start(chat)
        if reply_to is not None:
            message["reply_to_message"] = self.records.messages[chat, reply_to]
        return self._enqueue({"message": message})

    def send_file(self, chat: int, user: User, name: str, content: bytes, caption: str = "", **more: Any) -> int:
        """A person sends a document; `more` is laid over what is told of it ("file_size", …)."""
        file_id = f"sent-{self.methods.next_id()}"
        self.records.files[file_id] = content
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(content), **more}
        entities = entities_of(caption)
        return self.post(chat, user, document=document, caption=caption, caption_entities=entities)

    def start(self, chat: int) -> None:
        """A person opens a chat with the bot, from when on it may write to them."""
        self.records.started.add(chat)

    def migrate(self, group: int, to: int, user: User) -> None:
        """A group becomes a supergroup: nothing reaches the old id any more, and both chats are told."""
        self.post(group, user, migrate_to_chat_id=to)
        self.records.migrated[group] = to
        self.post(to, user, migrate_from_chat_id=group)

    def edit(self, chat: int, user: User, text: str) -> int:
        """A person edits an earlier message."""
        now = int(time.time())
        message = {"message_id": self.methods.next_id(), "date": now, "edit_date": now, "text": text}
        return self._enqueue({"edited_message": message | {"chat": Chat(chat).json(), "from": user.json()}})

    def press(self, message: Sent, data: str, user: User) -> str:
        """A person presses a button under `message` as it stands now; the answer is the press's id."""
        press = f"press-{self.methods.next_id()}"
        self.records.open_presses.add(press)
        under = self.records.messages[message.chat, message.id]
        query = {"id": press, "from": user.json(), "message": under, "chat_instance": "1", "data": data}
        self._enqueue({"callback_query": query})
        return press

    def repeat(self, update: Json) -> None:
        """Deliver an update once more, and late, as a server does that lost the acknowledgement."""
        self.records.repeated.append(update)
        self._end_polling()

    def hold(self, name: str, content: bytes) -> None:
        """Keep a file that the bot may fetch with getFile."""
        self.records.files[name] = content

    # What people see

    async def next_message(self, chat: int) -> Sent:
        """The next message of the bot in this chat, in the order they came."""
        message = await asyncio.wait_for(self._sent[chat].get(), _PATIENCE)
        return self.message(chat, message["message_id"])

    def message(self, chat: int, message_id: int) -> Sent:
        """A message of the bot as it stands now."""
        return seen(self.records.messages[chat, message_id], self.records)

    async def next_answer(self) -> Callback:
        """The next answer to a press."""
        return await asyncio.wait_for(self._answers.get(), _PATIENCE)

    def unread(self, chat: int) -> int:
        """How many messages of the bot nobody has taken with `next_message`."""
        return self._sent[chat].qsize()

    # What goes wrong

    def fail_next(
        self,
        method: str,
        code: int,
        text: str,
        *,
        retry_after: int | None = None,
        times: int = 1,
        chat: int | None = None,
    ) -> None:
        """Refuse the next `times` calls of `method` (in `chat`)."""
        self.records.failures.append(Failure(method, ApiError(code, text, retry_after), times, chat))

    def block(self, chat: int) -> None:
        """The person has blocked the bot."""
        self.records.blocked.add(chat)

    def unblock(self, chat: int) -> None:
        """The person lets the bot write again."""
        self.records.blocked.discard(chat)

    # The server's own side

    async def call(self, token: str, method: str, params: Json) -> Any:
        """Serve one call of the Bot API."""
        if token != self.token:
            raise ApiError(401, "Unauthorized") if re.fullmatch(r"\d+:[\w-]+", token) else ApiError(404, "Not Found")
        self.records.calls.append((method, params))
        self._refuse(method, int(params["chat_id"]) if "chat_id" in params else None)
        if method == "getUpdates":
            return await self._get_updates(params)
        serve = getattr(self.methods, re.sub(r"(?=[A-Z])", "_", method).lower(), None)
        if serve is None or method.startswith("_"):
            raise ApiError(404, "Not Found")
        return serve(params)

    def _refuse(self, method: str, chat: int | None) -> None:
        for failure in self.records.failures:
            if failure.meets(method, chat):
                failure.times -= 1
                raise failure.error
        refusal = self.records.refusal(chat) if chat is not None else None
        if refusal is not None:
            raise refusal

    async def _get_updates(self, params: Json) -> list[Json]:
        if self.records.webhook.url:
            raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active")
        self._end_polling(ApiError(409, "Conflict: terminated by other getUpdates request"))
        offset = int(params.get("offset", 0))
        self.records.updates[:] = [update for update in self.records.updates if update["update_id"] >= offset]
        if not (self.records.updates or self.records.repeated) and float(params.get("timeout", 0)):
            self._polling = waiting = asyncio.get_running_loop().create_future()
            await asyncio.wait([waiting], timeout=float(params["timeout"]))
            if waiting.done():
                waiting.result()
        repeated, self.records.repeated = self.records.repeated, []
        return repeated + self.records.updates[: int(params.get("limit", 100))]

    def _end_polling(self, error: ApiError | None = None) -> None:
        waiting, self._polling = self._polling, None
        if waiting is None or waiting.done():
            return
        if error is None:
            waiting.set_result(None)
        else:
            waiting.set_exception(error)

    def _enqueue(self, content: Json) -> int:
        self._update_id += 1
        update = {"update_id": self._update_id, **content}
        if self.records.webhook.url:
            asyncio.get_running_loop().create_task(self._push(update))
        else:
            self.records.updates.append(update)
            self._end_polling()
        return self._update_id

    async def _push(self, update: Json) -> None:
        hook = self.records.webhook
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": hook.secret}
        await AsyncHTTPClient().fetch(hook.url, method="POST", headers=headers, body=json.dumps(update))

    def _on_sent(self, message: Json) -> None:
        self._sent[message["chat"]["id"]].put_nowait(message)

    def _on_answer(self, answer: Callback) -> None:
        self._answers.put_nowait(answer)


class _MethodHandler(RequestHandler):
    def initialize(self, emulator: Emulator) -> None:
        self._emulator = emulator

    async def post(self, token: str, method: str) -> None:
        try:
            result = await self._emulator.call(token, method, self._params())
        except ApiError as error:
            self.set_status(error.code)
            self.finish(error.body())
        else:
            self.finish({"ok": True, "result": result})

    get = post

    def _params(self) -> Json:
        if self.request.headers.get("Content-Type", "").startswith("application/json"):
            return dict(json.loads(self.request.body or b"{}"))
        params = {name: _value(name, self.get_argument(name, strip=False)) for name in self.request.arguments}
        files = {name: uploads[0]["body"] for name, uploads in self.request.files.items()}
        return {name: _attached(value, files) for name, value in params.items()} | files


class _FileHandler(RequestHandler):
    def initialize(self, emulator: Emulator) -> None:
        self._emulator = emulator

    async def get(self, token: str, name: str) -> None:
        if token != self._emulator.token or name not in self._emulator.records.files:
            self.set_status(404)
        else:
            self.finish(self._emulator.records.files[name])


_PLAIN = {"text", "caption", "callback_query_id", "url", "secret_token", "parse_mode", "file_id"}


def _value(name: str, written: str) -> Any:
    if name in _PLAIN:
        return written
    try:
        return json.loads(written)
    except ValueError:
        return written


def _attached(value: Any, files: dict[str, bytes]) -> Any:
    if isinstance(value, str) and value.startswith("attach://"):
        return files[value.removeprefix("attach://")]
    return value
