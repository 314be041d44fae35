"""What proves reports, sent on Telegram: the channel over real HTTP, the assistant over a real store."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.settings import Settings
from bot.wiring import Parts, build
from knowledge.commands import ImportPlan
from knowledge.perform import perform
from knowledge.roles import Role
from knowledge.schema import InboxRow
from knowledge.store import Store
from tests.bot.telegram_parrot import AN, running
from tests.emulator import Emulator, Sent
from tests.emulator.state import Json
from tests.handlers.plans import part, plan, task
from tests.knowledge.offices import JUSTICE, NOW, OPERATOR, joined, two_provinces

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]

PLAN = plan("cay-xanh.txt", task("1", "Trồng bàng hai bên đường", part((JUSTICE,))))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Parts]:
    """An is an officer of the unit that leads the one task."""
    with build(Settings(home=tmp_path)) as parts:
        justice = two_provinces(parts.store).justice
        perform(parts.store, ImportPlan(PLAN), OPERATOR, NOW)
        joined(parts.store, Role.OFFICER, justice, f"telegram:{AN.id}", AN.name)
        yield parts


def unnoted(store: Store, sent: Json) -> None:
    """The program died when it had answered this update and not noted it yet."""
    values = {"answered_at": None, "sender": f"telegram:{AN.id}", "payload": json.dumps(sent)}
    with store.database.writing() as connection:
        connection.execute(update(InboxRow).where(InboxRow.number == str(sent["update_id"])).values(values))


async def test_a_report_under_a_file_that_is_heard_again_after_a_kill_is_recorded_once_with_its_file_once(
    emulator: Emulator, office: Parts
) -> None:
    emulator.send_file(AN.id, AN, "anh.jpg", b"x", "nv 1 xong rồi")
    [sent] = emulator.records.updates
    cards: list[Sent] = []
    for _ in range(2):
        async with running(emulator, office.assistant, office.store):
            cards.append(await emulator.next_message(AN.id))
        unnoted(office.store, sent)
    async with running(emulator, office.assistant, office.store):
        cards.append(await emulator.next_message(AN.id))
        for card in cards:
            shown = emulator.message(AN.id, card.id)
            emulator.press(shown, shown.buttons[0][1], AN)
            await emulator.next_message(AN.id)
    [line] = office.store.tasks.list_tasks()
    [report] = office.store.progress.list_reports(line.key)
    assert [each.name for each in office.store.evidence.of_reports([report.id])[report.id]] == ["anh.jpg"]
    assert office.store.evidence.list_waiting(str(AN.id), f"telegram:{AN.id}", NOW) == ()


async def test_a_film_too_large_to_fetch_proves_a_report_from_where_it_is_and_is_sent_again_from_there(
    emulator: Emulator, office: Parts
) -> None:
    emulator.hold("v", b"film")
    film = {"file_id": "v", "file_unique_id": "v", "width": 9, "height": 9, "duration": 9, "file_size": 35 << 20}
    async with running(emulator, office.assistant, office.store):
        emulator.post(AN.id, AN, video=film, caption="nv 1 xong rồi")
        card = await emulator.next_message(AN.id)
        emulator.say(AN.id, AN, "xác nhận")
        assert "35 MB, giữ ở Telegram" in (await emulator.next_message(AN.id)).text
        emulator.say(AN.id, AN, "minh chứng báo cáo 1")
        await emulator.next_message(AN.id)
        assert (await emulator.next_message(AN.id)).file == b"film"
    assert "chưa kiểm tra nội dung" in emulator.message(AN.id, card.id).text
    assert (emulator.records.calls_of("getFile"), len(emulator.records.calls_of("sendVideo"))) == ([], 1)


async def test_a_film_that_telegram_no_longer_holds_is_said_to_be_gone(emulator: Emulator, office: Parts) -> None:
    async with running(emulator, office.assistant, office.store):
        emulator.post(
            AN.id,
            AN,
            document={"file_id": "d", "file_unique_id": "d", "file_size": 35 << 20, "file_name": "a.zip"},
            caption="nv 1 xong rồi",
        )
        await emulator.next_message(AN.id)
        for said in ("xác nhận", "minh chứng báo cáo 1"):
            emulator.say(AN.id, AN, said)
            await emulator.next_message(AN.id)
        assert "không còn gửi lại được tệp “a.zip”" in (await emulator.next_message(AN.id)).text
