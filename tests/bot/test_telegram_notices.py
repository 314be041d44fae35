"""People are told on Telegram what they did not ask, once, through restarts and whoever is not there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import build
from knowledge.commands import ImportPlan, NewReport, ReportProgress
from knowledge.notices import News, NewsKind, put
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.store import Store
from knowledge.types import ProgressStatus
from tests.bot.telegram_parrot import AN, BINH, Parrot, archive, running
from tests.bot.telegram_program import PLAN
from tests.emulator import Emulator, Sent
from tests.knowledge.offices import OPERATOR, acting, add_unit, joined

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]

OFFICE, UNIT = "UBND phường Bến Đá", "Phòng Kinh tế"


def with_a_report(store: Store) -> None:
    """An leads the office in which Bình has reported on task 1."""
    ward = add_unit(store, OFFICE)
    joined(store, Role.LEADER, ward, "telegram:7", AN.name)
    officer = joined(store, Role.OFFICER, add_unit(store, UNIT, ward), "telegram:8", BINH.name)
    perform(store, ImportPlan(PLAN), OPERATOR, datetime(2024, 1, 5, tzinfo=UTC))
    task = next(line for line in store.tasks.list_tasks() if line.number == "1")
    report = NewReport(task.key, status=ProgressStatus.DONE)
    day_before = datetime.now(UTC) - timedelta(days=1)
    perform(store, ReportProgress((report,), UNIT, OFFICE, "8", "nv 1 xong"), acting(officer), day_before)


@asynccontextmanager
async def program(home: Path, emulator: Emulator) -> AsyncIterator[Store]:
    """The program with its own assistant, until it ends in order."""
    with build(Settings(home=home)) as parts:
        async with running(emulator, parts.assistant, parts.store):
            yield parts.store


def button(message: Sent, label: str) -> str:
    return next(data for text, data in message.buttons if label in text)


async def test_a_leader_asks_by_a_button_the_officer_is_told_and_replies_and_the_leader_is_told_through_a_restart(
    tmp_path: Path, emulator: Emulator
) -> None:
    with build(Settings(home=tmp_path)) as parts:
        with_a_report(parts.store)
    for chat in (7, 8):
        emulator.start(chat)
    async with program(tmp_path, emulator):
        emulator.say(7, AN, "báo cáo mới")
        shown = await emulator.next_message(7)
        emulator.press(shown, button(shown, "Trả lại"), AN)
        assert "Bạn muốn hỏi gì" in (await emulator.next_message(7)).text
        emulator.say(8, BINH, "nv 1 xong, 9/BC-UBND")
        card = await emulator.next_message(8)
        emulator.say(7, AN, "số liệu ở đâu ra?")
        assert "Tôi nhắn ngay cho Trần Thị Bình" in (await emulator.next_message(7)).text
        told = await emulator.next_message(8)
        assert all(words in told.text for words in (AN.name, "báo cáo số 1", "số liệu ở đâu ra?", "Hoa Phượng"))
    async with program(tmp_path, emulator) as store:
        emulator.say(8, BINH, "theo sổ theo dõi của phòng", reply_to=told.id)
        assert "Đã gửi câu trả lời" in (await emulator.next_message(8)).text
        heard = await emulator.next_message(7)
        assert all(words in heard.text for words in (BINH.name, "báo cáo số 1", "theo sổ theo dõi của phòng"))
        emulator.press(heard, button(heard, "Đã xem"), AN)
        assert "đã xem báo cáo số 1" in (await emulator.next_message(7)).text
        assert "đã xem báo cáo số 1 của bạn" in (await emulator.next_message(8)).text
        emulator.press(card, button(card, "Xác nhận"), BINH)
        assert "Đã ghi báo cáo số 2" in (await emulator.next_message(8)).text
        assert store.notices.take(Channel.TELEGRAM, datetime.now(UTC) + timedelta(days=1), 9) == ()
    assert (emulator.unread(7), emulator.unread(8)) == (0, 0)


def tell(store: Store, *accounts: str) -> None:
    with store.database.writing() as connection:
        for account in accounts:
            put(connection, [account], News(NewsKind.ANSWERED, 1, 1), datetime.now(UTC))


async def test_whoever_blocked_the_bot_is_noted_and_others_are_told(tmp_path: Path, emulator: Emulator) -> None:
    emulator.start(8)
    emulator.block(7)
    with archive(tmp_path) as store:
        joined(store, Role.ADMIN, None, "telegram:7")
        joined(store, Role.ADMIN, None, "telegram:8")
        tell(store, "telegram:7", "telegram:8")
        async with running(emulator, Parrot(), store):
            assert (await emulator.next_message(8)).text == "answered 1"
        people = {person.account: person.unreachable_since for person in store.people.list_people()}
        assert people["telegram:7"] is not None
        assert people["telegram:8"] is None
        assert store.notices.take(Channel.TELEGRAM, datetime.now(UTC) + timedelta(days=1), 9) == ()
