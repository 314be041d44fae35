"""Plans sent to the bot on Telegram: the channel over real HTTP, the assistant over a real store."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import Parts, build
from knowledge.commands import Actor, ImportPlan
from knowledge.importing.draft import Doubt, PlanDraft
from knowledge.importing.plan_json import to_json
from knowledge.perform import perform
from knowledge.roles import Role
from tests.bot.telegram_parrot import AN, BINH, running
from tests.emulator import Emulator
from tests.handlers.plans import part, plan, task
from tests.knowledge.offices import joined, two_provinces

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]

PLAN = replace(
    plan("cay-xanh.txt", task("1", "Trồng bàng hai bên đường", part(("Phòng Văn hoá",)))),
    doubts=(Doubt("bảng 1, hàng 2", "Không ghi thời hạn."),),
)


@asynccontextmanager
async def office(emulator: Emulator, home: Path) -> AsyncIterator[Parts]:
    """The channel with the assistant, An an administrator of everything."""
    with build(Settings(home=home)) as parts:
        joined(parts.store, Role.ADMIN, None, f"telegram:{AN.id}", AN.name)
        async with running(emulator, parts.assistant, parts.store):
            yield parts


def content(draft: PlanDraft) -> bytes:
    return json.dumps(to_json(draft), ensure_ascii=False).encode()


async def test_an_administrators_plan_is_shown_in_the_message_of_its_progress_and_put_in_force_by_a_button(
    emulator: Emulator, tmp_path: Path
) -> None:
    async with office(emulator, tmp_path) as parts:
        emulator.send_file(AN.id, AN, "cay-xanh.json", content(PLAN))
        status = await emulator.next_message(AN.id)
        sheet = await emulator.next_message(AN.id)
        shown = emulator.message(AN.id, status.id)
        assert ("bảng 1, hàng 2" in shown.text, shown.buttons[0][0]) == (True, "1. Nạp")
        assert sheet.file is not None
        assert parts.store.plans.list_plans() == ()
        emulator.press(shown, shown.buttons[0][1], AN)
        done = await emulator.next_message(AN.id)
    assert "Đã nạp" in done.text
    assert [line.file for line in parts.store.plans.list_plans()] == ["cay-xanh.txt"]


async def test_an_album_is_asked_about_once_and_proves_one_report(emulator: Emulator, tmp_path: Path) -> None:
    async with office(emulator, tmp_path) as parts:
        perform(parts.store, ImportPlan(PLAN), Actor("x", "x", Role.ADMIN), datetime.now(UTC))
        for name in ("a", "b", "c"):
            emulator.hold(name, name.encode())
            size = {"file_id": name, "file_unique_id": name, "width": 9, "height": 9, "file_size": 1}
            emulator.post(AN.id, AN, photo=[size], media_group_id="album")
        asked = await emulator.next_message(AN.id)
        emulator.say(AN.id, AN, "nv 1 xong rồi")
        card = await emulator.next_message(AN.id)
        assert emulator.message(AN.id, asked.id).text.count(".jpg") == 3
        emulator.press(card, card.buttons[0][1], AN)
        await emulator.next_message(AN.id)
        assert len(parts.store.evidence.of_reports([1])[1]) == 3


async def test_a_voice_message_proves_a_report(emulator: Emulator, tmp_path: Path) -> None:
    async with office(emulator, tmp_path) as parts:
        perform(parts.store, ImportPlan(PLAN), Actor("x", "x", Role.ADMIN), datetime.now(UTC))
        emulator.hold("v", b"voice")
        emulator.post(AN.id, AN, voice={"file_id": "v", "file_unique_id": "v", "duration": 3, "file_size": 5})
        await emulator.next_message(AN.id)
        emulator.say(AN.id, AN, "nv 1 xong rồi")
        card = await emulator.next_message(AN.id)
    assert ".ogg" in card.text


async def test_another_persons_press_puts_nothing_in_force(emulator: Emulator, tmp_path: Path) -> None:
    async with office(emulator, tmp_path) as parts:
        joined(parts.store, Role.ADMIN, None, f"telegram:{BINH.id}", BINH.name)
        emulator.send_file(AN.id, AN, "cay-xanh.json", content(PLAN))
        status = await emulator.next_message(AN.id)
        await emulator.next_message(AN.id)
        shown = emulator.message(AN.id, status.id)
        emulator.press(shown, shown.buttons[0][1], BINH)
        told = await emulator.next_answer()
    assert "người khác" in (told.text or "")
    assert parts.store.plans.list_plans() == ()


async def test_a_strangers_file_is_not_fetched_and_teaches_nothing_but_how_to_join(
    emulator: Emulator, tmp_path: Path
) -> None:
    async with office(emulator, tmp_path):
        emulator.send_file(BINH.id, BINH, "cay-xanh.json", content(PLAN))
        told = await emulator.next_message(BINH.id)
    assert "được mời" in told.text
    assert emulator.records.calls_of("getFile") == []


async def test_a_viewers_file_is_not_fetched(emulator: Emulator, tmp_path: Path) -> None:
    async with office(emulator, tmp_path) as parts:
        units = two_provinces(parts.store)
        joined(parts.store, Role.VIEWER, units.justice, f"telegram:{BINH.id}", BINH.name)
        emulator.send_file(BINH.id, BINH, "cay-xanh.json", content(PLAN))
        told = await emulator.next_message(BINH.id)
    assert "chỉ được xem" in told.text
    assert emulator.records.calls_of("getFile") == []
