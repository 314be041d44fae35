"""The whole program on Telegram in a process of its own, and a plan for it to keep."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings
from knowledge.deadlines.types import DateDeadline
from knowledge.importing.draft import AssignmentDraft, DocumentDraft, PlanDraft, SectionDraft, TaskDraft
from knowledge.store import open_store
from tests.bot.mortal import FORKS, opened
from tests.emulator import Emulator

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

    @property
    def database(self) -> Path:
        return self.home / "dondoc.sqlite3"

    def reports(self) -> list[tuple[str, ...]]:
        """The documents named in each report that is recorded, in the order they came."""
        with open_store(f"sqlite:///{self.database}") as store:
            lines = [line for task in store.tasks.list_tasks() for line in store.progress.list_reports(task.key)]
            return [line.evidence for line in sorted(lines, key=lambda line: line.id)]

    async def start(self, token: str, **more: str) -> asyncio.subprocess.Process:
        settings = {
            "DONDOC_HOME": str(self.home),
            "DONDOC_TELEGRAM_TOKEN": token,
            "DONDOC_TELEGRAM_API_URL": self.emulator.url,
            "DONDOC_LOG_LEVEL": "DEBUG",
            **more,
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

    @asynccontextmanager
    async def mortal(self, database: str | None = None) -> AsyncIterator[int]:
        """A process (its number) that answers as the program does until the block ends; then it is killed."""
        token = SecretStr(self.emulator.token)
        settings = Settings(
            home=self.home, database_url=database, telegram_token=token, telegram_api_url=self.emulator.url
        )
        process = FORKS.Process(target=_answer, args=(settings,), daemon=True)
        process.start()
        try:
            yield process.pid or 0
        finally:
            process.kill()
            process.join()


def _answer(settings: Settings) -> None:
    from tests.bot.mortal_parts import telegram

    with opened(settings) as parts:
        telegram.run(parts.assistant, parts.store, settings)
