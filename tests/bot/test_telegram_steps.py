"""Reports by buttons on Telegram over real HTTP, from a question or from /baocao to what is on record."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import Parts, build
from knowledge.commands import ImportPlan
from knowledge.perform import perform
from knowledge.roles import Role
from knowledge.types import ProgressStatus
from tests.bot.telegram_parrot import AN, BINH, GROUP, running
from tests.emulator import Emulator, Sent, User
from tests.handlers.plans import part, plan, task
from tests.knowledge.offices import HEALTH, JUSTICE, NOW, OPERATOR, joined, two_provinces

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]

PLAN = plan(
    "cay-xanh.txt",
    task("1", "Trồng bàng hai bên đường", part((JUSTICE,))),
    *(task(str(number), f"Chăm sóc vườn hoa số {number}", part((HEALTH,))) for number in range(2, 9)),
)
QUICK = ["Báo đã xong", "Báo đang làm", "Báo vướng"]


@pytest.fixture
async def office(emulator: Emulator, tmp_path: Path) -> AsyncIterator[Parts]:
    """An is an officer of Sở Tư pháp and Bình of Sở Y tế; both have started the bot."""
    with build(Settings(home=tmp_path)) as parts:
        units = two_provinces(parts.store)
        perform(parts.store, ImportPlan(PLAN), OPERATOR, NOW)
        for user, unit in ((AN, units.justice), (BINH, units.health)):
            joined(parts.store, Role.OFFICER, unit, f"telegram:{user.id}", user.name)
            emulator.start(user.id)
        async with running(emulator, parts.assistant, parts.store):
            yield parts


async def said(emulator: Emulator, text: str, user: User = AN) -> Sent:
    emulator.say(user.id, user, text)
    return await emulator.next_message(user.id)


async def pressed(emulator: Emulator, shown: Sent, label: str, user: User = AN) -> Sent:
    emulator.press(shown, dict(shown.buttons)[label], user)
    return await emulator.next_message(user.id)


def labels(shown: Sent) -> list[str]:
    return [label for label, _ in shown.buttons]


async def test_under_an_answer_about_an_own_task_presses_alone_report_it_done(
    emulator: Emulator, office: Parts
) -> None:
    told = await said(emulator, "nv 1 là gì")
    assert labels(told) == QUICK
    asked = await pressed(emulator, told, "Báo đã xong")
    card = await pressed(emulator, asked, "1. Hôm nay")
    assert "đã hoàn thành" in card.text
    assert "Đã ghi" in (await pressed(emulator, card, "1. Xác nhận")).text
    keys = [line.key for line in office.store.tasks.get_tasks(range(1, 99)) if line.number == "1"]
    assert [report.status for report in office.store.progress.list_reports(*keys)] == [ProgressStatus.DONE]
    assert labels(await said(emulator, "hạn nv 1")) == []


async def test_a_number_typed_after_a_plain_answer_chooses_nothing_of_its_buttons(
    emulator: Emulator, office: Parts
) -> None:
    assert labels(await said(emulator, "hạn nv 1")) == QUICK
    assert "Xong ngày nào" not in (await said(emulator, "1")).text


async def test_nothing_is_offered_for_the_task_of_another_unit_or_in_a_group(emulator: Emulator, office: Parts) -> None:
    assert labels(await said(emulator, "nv 2 là gì")) == []
    emulator.say(GROUP, AN, "/nv 1")
    assert labels(await emulator.next_message(GROUP)) == []


async def test_what_is_to_be_reported_is_paged_by_short_buttons_beside_the_words_of_each_task(
    emulator: Emulator, office: Parts
) -> None:
    first = await said(emulator, "/baocao", BINH)
    assert labels(first) == ["1. NV 2", "2. NV 3", "3. NV 4", "4. NV 5", "5. NV 6", "6. Xem tiếp"]
    assert "Chăm sóc vườn hoa số 6" in first.text
    second = await pressed(emulator, first, "6. Xem tiếp", BINH)
    assert labels(second) == ["1. NV 7", "2. NV 8", "3. Trở lại"]
    assert labels(await pressed(emulator, second, "2. NV 8", BINH))[:2] == ["1. Đã xong", "2. Đang làm"]
