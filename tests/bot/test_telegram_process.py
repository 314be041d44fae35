"""The whole program on Telegram: a child process, a real store, real HTTP, signals."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.intake import keep
from knowledge.deadlines.types import DateDeadline
from knowledge.importing.draft import AssignmentDraft, DocumentDraft, PlanDraft, SectionDraft, TaskDraft
from knowledge.roles import Role
from knowledge.store import open_store
from tests.bot.telegram_parrot import AN, BINH, GROUP
from tests.emulator import Emulator
from tests.knowledge.offices import add_unit, joined

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]

_PATIENCE = 60


def assigned(number: str, content: str, lead: str, due: date) -> TaskDraft:
    deadline = DateDeadline(due, before=False)
    work = AssignmentDraft((lead,), (), "Báo cáo", f"Ngày {due:%d/%m/%Y}", (deadline,))
    return TaskDraft(number, ("I",), content, (work,))


PLAN = PlanDraft(
    file="phuong-ben-da.docx",
    document=DocumentDraft("15/KH-UBND", "Kế hoạch chỉnh trang phường Bến Đá", "UBND phường Bến Đá", None, 2024, None),
    sections=(SectionDraft(("I",), "Hạ tầng"),),
    tasks=(
        assigned("1", "Sửa chữa vỉa hè tuyến đường Hoa Phượng", "Phòng Kinh tế", date(2024, 3, 15)),
        assigned("2", "Sửa chữa vỉa hè tuyến đường Bằng Lăng", "Phòng Văn hóa", date(2024, 4, 20)),
        assigned("3", "Lắp đặt đèn chiếu sáng công viên", "Công an phường", date(2024, 6, 30)),
    ),
    targets=(),
    inline_targets=(),
    prose_duties=(),
    prose=(),
    doubts=(),
)


@dataclass
class Program:
    """The program with a home of its own, where the plan is already stored."""

    home: Path
    emulator: Emulator

    async def start(self, token: str) -> asyncio.subprocess.Process:
        settings = {
            "DONDOC_HOME": str(self.home),
            "DONDOC_TELEGRAM_TOKEN": token,
            "DONDOC_TELEGRAM_API_URL": self.emulator.url,
            "DONDOC_LOG_LEVEL": "DEBUG",
        }
        command = (sys.executable, "-m", "bot", "telegram")
        return await asyncio.create_subprocess_exec(*command, env=os.environ | settings, stderr=asyncio.subprocess.PIPE)

    async def ended(self, process: asyncio.subprocess.Process) -> tuple[int | None, str]:
        _, errors = await asyncio.wait_for(process.communicate(), _PATIENCE)
        return process.returncode, errors.decode()

    @asynccontextmanager
    async def answering(self) -> AsyncIterator[None]:
        """The program answers until the block ends; then it must end cleanly on SIGTERM."""
        process = await self.start(self.emulator.token)
        ending = asyncio.create_task(self.ended(process))
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            status, errors = await ending
        assert status == 0, errors
        assert self.emulator.token not in errors
        assert "Traceback" not in errors


@pytest.fixture
async def program(tmp_path: Path, emulator: Emulator) -> Program:
    with open_store(f"sqlite:///{tmp_path / 'dondoc.sqlite3'}") as store:
        keep(store, PLAN, datetime(2024, 1, 5, tzinfo=UTC))
        office = add_unit(store, "UBND phường Bến Đá")
        for user in (AN, BINH):
            joined(store, Role.LEADER, office, f"telegram:{user.id}", user.name)
    return Program(tmp_path, emulator)


async def test_a_talk_from_question_to_pressed_button_goes_on_after_a_restart(
    program: Program, emulator: Emulator
) -> None:
    emulator.say(7, AN, "ai chủ trì lắp đặt đèn chiếu sáng công viên?")
    async with program.answering():
        answer = await emulator.next_message(7)
        emulator.say(GROUP, AN, "@dondoc_bot hạn sửa chữa vỉa hè")
        offer = await emulator.next_message(GROUP)
    assert "Công an phường" in answer.text
    assert any(kind == "italic" and text.startswith("Nguồn: ") for kind, text in answer.entities)
    meant = next(line for line in offer.text.splitlines() if "Bằng Lăng" in line)
    label, data = next(button for button in offer.buttons if button[0].startswith(meant.partition(".")[0]))

    emulator.press(offer, data, BINH)
    emulator.press(offer, data, AN)
    async with program.answering():
        assert (await emulator.next_answer()).alert
        chosen = await emulator.next_message(GROUP)
    assert "20/4/2024" in chosen.text or "20/04/2024" in chosen.text
    marked = emulator.message(GROUP, offer.id)
    assert (marked.buttons, label in marked.text) == ((), True)
    assert (emulator.unread(7), emulator.unread(GROUP)) == (0, 0)


async def test_every_command_of_the_menu_is_understood(program: Program, emulator: Emulator) -> None:
    async with program.answering():
        emulator.say(7, AN, "/nv 3")
        assert "đèn chiếu sáng" in (await emulator.next_message(7)).text
        emulator.say(7, AN, "/quahan")
        assert "Hoa Phượng" in (await emulator.next_message(7)).text
        emulator.say(7, AN, "/saphan")
        assert "đến hạn" in (await emulator.next_message(7)).text
        emulator.say(7, AN, "/kehoach")
        assert "Bến Đá" in (await emulator.next_message(7)).text
        emulator.say(7, AN, "/trogiup")
        assert "Ví dụ" in (await emulator.next_message(7)).text


async def test_a_wrong_token_is_one_sentence_and_a_failure(program: Program) -> None:
    status, errors = await program.ended(await program.start("1:wrong-token"))
    assert status == 1
    assert "DONDOC_TELEGRAM_TOKEN" in errors.splitlines()[-1]
    assert "Traceback" not in errors
    assert "1:wrong-token" not in errors


async def test_a_second_program_on_the_same_bot_takes_it_over(program: Program, emulator: Emulator) -> None:
    first = await program.start(emulator.token)
    emulator.say(7, AN, "trợ giúp")
    await emulator.next_message(7)
    async with program.answering():
        status, errors = await program.ended(first)
        emulator.say(7, AN, "trợ giúp")
        await emulator.next_message(7)
    assert status == 1
    assert "chương trình khác" in errors.splitlines()[-1]
