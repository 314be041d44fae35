"""The emulated Bot API server refuses what Telegram refuses, so that tests against it mean something."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from tests.emulator import Emulator, User
from tests.emulator.html import EntityError, parse

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]

AN = User(7)


class Client:
    """A bot that says what it is told to."""

    def __init__(self, emulator: Emulator, http: httpx.AsyncClient) -> None:
        self.emulator = emulator
        self.http = http

    async def call(self, method: str, token: str | None = None, **params: Any) -> dict[str, Any]:
        url = f"{self.emulator.url}/bot{token or self.emulator.token}/{method}"
        answer: dict[str, Any] = (await self.http.post(url, json=params, timeout=20)).json()
        return answer

    async def send(self, text: str, **params: Any) -> dict[str, Any]:
        return await self.call("sendMessage", chat_id=7, text=text, **params)


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with Emulator() as emulator, httpx.AsyncClient(verify=False) as http:
        emulator.start(7)
        emulator.start(8)
        yield Client(emulator, http)


def button(data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Chọn", "callback_data": data}]]}


@pytest.mark.parametrize(
    ("html", "text", "types"),
    [
        ("a <b>b</b>", "a b", ["bold"]),
        ("&lt;b&gt; &amp; &#39;", "<b> & '", []),
        ("<blockquote>x <i>y</i></blockquote>", "x y", ["italic", "blockquote"]),
        ("&nbsp; stays", "&nbsp; stays", []),
    ],
)
def test_html_is_read_as_telegram_reads_it(html: str, text: str, types: list[str]) -> None:
    read, entities = parse(html)
    assert (read, [entity.type for entity in entities]) == (text, types)


@pytest.mark.parametrize("html", ["<b>a", "a</b>", "<x>a</x>", "<b><i>a</b></i>", "1 < 2", "<a href=x>a</a>"])
def test_malformed_html_is_refused(html: str) -> None:
    with pytest.raises(EntityError):
        parse(html)


def test_runs_are_counted_in_utf_16_units() -> None:
    _, (run,) = parse("😀<b>ạ</b>")
    assert (run.offset, run.length) == (2, 1)


@pytest.mark.parametrize(
    ("text", "params", "reason"),
    [
        ("<b>a", {"parse_mode": "HTML"}, "can't parse entities"),
        ("a" * 4097, {}, "message is too long"),
        ("😀" * 2049, {}, "message is too long"),
        ("  ", {}, "message text is empty"),
        ("a", {"reply_markup": button("x" * 65)}, "BUTTON_DATA_INVALID"),
        ("a", {"reply_markup": button("")}, "BUTTON_DATA_INVALID"),
    ],
)
async def test_a_message_telegram_would_not_take_is_refused(
    client: Client, text: str, params: dict[str, Any], reason: str
) -> None:
    answer = await client.send(text, **params)
    assert answer["error_code"] == 400
    assert reason in answer["description"]


async def test_a_wrong_token_is_unauthorized_and_a_malformed_one_not_found(client: Client) -> None:
    assert (await client.call("getMe", token="1:other"))["error_code"] == 401
    assert (await client.call("getMe", token="nonsense"))["error_code"] == 404


async def test_an_unknown_method_is_not_found(client: Client) -> None:
    assert (await client.call("makeCoffee"))["error_code"] == 404


async def test_updates_are_kept_until_the_offset_confirms_them(client: Client) -> None:
    first = client.emulator.say(7, AN, "một")
    second = client.emulator.say(7, AN, "hai")
    got = (await client.call("getUpdates"))["result"]
    assert [update["update_id"] for update in got] == [first, second]
    assert [update["update_id"] for update in (await client.call("getUpdates", offset=second))["result"]] == [second]
    assert (await client.call("getUpdates", offset=second + 1))["result"] == []


async def test_a_long_poll_ends_when_somebody_writes(client: Client) -> None:
    polling = asyncio.create_task(client.call("getUpdates", timeout=15))
    while not client.emulator.records.calls:
        await asyncio.sleep(0)
    client.emulator.say(7, AN, "đây")
    assert (await polling)["result"][0]["message"]["text"] == "đây"


async def test_a_second_poller_ends_the_first_with_a_conflict(client: Client) -> None:
    first = asyncio.create_task(client.call("getUpdates", timeout=15))
    while not client.emulator.records.calls:
        await asyncio.sleep(0)
    assert (await client.call("getUpdates"))["ok"]
    assert (await first)["error_code"] == 409


async def test_an_edit_that_changes_nothing_is_refused(client: Client) -> None:
    sent = (await client.send("a", reply_markup=button("x:1")))["result"]["message_id"]
    same = {"chat_id": 7, "message_id": sent, "text": "a", "reply_markup": button("x:1")}
    assert "message is not modified" in (await client.call("editMessageText", **same))["description"]
    assert (await client.call("editMessageReplyMarkup", chat_id=7, message_id=sent))["ok"]
    assert client.emulator.message(7, sent).buttons == ()


async def test_a_press_is_answered_once(client: Client) -> None:
    await client.send("a", reply_markup=button("x:1"))
    press = client.emulator.press(await client.emulator.next_message(7), "x:1", AN)
    assert (await client.call("answerCallbackQuery", callback_query_id=press, text="ừ", show_alert=True))["ok"]
    assert (await client.emulator.next_answer()).text == "ừ"
    assert "query is too old" in (await client.call("answerCallbackQuery", callback_query_id=press))["description"]


async def test_failures_are_given_as_ordered_and_then_no_more(client: Client) -> None:
    client.emulator.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3, times=2)
    assert [(await client.send("a")).get("parameters") for _ in range(3)] == [{"retry_after": 3}] * 2 + [None]


async def test_a_failure_may_be_kept_to_one_chat(client: Client) -> None:
    client.emulator.fail_next("sendMessage", 500, "Internal Server Error", chat=8)
    assert (await client.send("a"))["ok"]
    assert (await client.call("sendMessage", chat_id=8, text="a"))["error_code"] == 500


async def test_a_person_who_blocked_the_bot_gets_nothing(client: Client) -> None:
    client.emulator.block(7)
    answer = await client.send("a")
    assert (answer["error_code"], answer["description"]) == (403, "Forbidden: bot was blocked by the user")


async def test_the_bot_may_not_write_first_to_a_person(client: Client) -> None:
    answer = await client.call("sendMessage", chat_id=9, text="chào")
    assert (answer["error_code"], "initiate" in answer["description"]) == (403, True)
    client.emulator.say(9, User(9), "/start")
    assert (await client.call("sendMessage", chat_id=9, text="chào"))["ok"]


async def test_a_group_that_became_a_supergroup_tells_its_new_id(client: Client) -> None:
    client.emulator.migrate(-5, -1001234567890, AN)
    answer = await client.call("sendMessage", chat_id=-5, text="chào")
    assert (answer["error_code"], answer["parameters"]) == (400, {"migrate_to_chat_id": -1001234567890})
    assert (await client.call("sendMessage", chat_id=-1001234567890, text="chào"))["ok"]


async def test_a_file_of_more_than_twenty_megabytes_can_not_be_fetched(client: Client) -> None:
    client.emulator.hold("large", b"x" * (20 * 1024 * 1024 + 1))
    assert "too big" in (await client.call("getFile", file_id="large"))["description"]


async def test_a_chat_may_have_a_menu_of_its_own(client: Client) -> None:
    scope = {"type": "chat", "chat_id": 7}
    await client.call("setMyCommands", commands=[{"command": "moi", "description": "Mời"}], scope=scope)
    assert set(client.emulator.records.commands) == {"chat 7"}
    await client.call("deleteMyCommands", scope=scope)
    assert client.emulator.records.commands == {}


async def test_a_file_is_fetched_by_its_path(client: Client) -> None:
    client.emulator.hold("plan", b"%PDF")
    path = (await client.call("getFile", file_id="plan"))["result"]["file_path"]
    got = await client.http.get(f"{client.emulator.url}/file/bot{client.emulator.token}/{path}")
    assert got.content == b"%PDF"


@pytest.mark.parametrize("method", ["sendDocument", "sendPhoto"])
async def test_an_uploaded_file_is_shown_with_its_caption(client: Client, method: str) -> None:
    url = f"{client.emulator.url}/bot{client.emulator.token}/{method}"
    field = method.removeprefix("send").lower()
    await client.http.post(url, data={"chat_id": "7", "caption": "Biểu đồ"}, files={field: ("a.png", b"PNG")})
    shown = await client.emulator.next_message(7)
    assert (shown.text, shown.file) == ("Biểu đồ", b"PNG")


class _Hook(RequestHandler):
    def initialize(self, got: "asyncio.Queue[tuple[str, Any]]") -> None:
        self._got = got

    async def post(self) -> None:
        secret = self.request.headers["X-Telegram-Bot-Api-Secret-Token"]
        self._got.put_nowait((secret, json.loads(self.request.body)))


async def test_with_a_webhook_updates_are_pushed_with_its_secret_and_polling_is_refused(client: Client) -> None:
    got: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
    hook, sockets = HTTPServer(Application([("/hook", _Hook, {"got": got})])), bind_sockets(0, "127.0.0.1")
    hook.add_sockets(sockets)
    url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}/hook"
    await client.call("setWebhook", url=url, secret_token="s3cret")
    client.emulator.say(7, AN, "đẩy")
    secret, update = await asyncio.wait_for(got.get(), 10)
    assert (secret, update["message"]["text"]) == ("s3cret", "đẩy")
    assert (await client.call("getUpdates"))["error_code"] == 409
    await client.call("deleteWebhook")
    assert (await client.call("getUpdates"))["ok"]
    hook.stop()
    await hook.close_all_connections()
