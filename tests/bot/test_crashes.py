"""Confirmed reports survive the death of the program: every acknowledged one is there, and none is there twice."""

import hashlib
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from knowledge.evidence_files import EvidenceFiles
from knowledge.store import open_store
from tests.bot.mortal import Json, Mortal, as_leader
from tests.bot.telegram_program import PLAN
from tests.talking import open_plans

# Every tenth yes is for three reports.
_YESES, _DEATHS, _TENTH = 500, 20, 10
_FILES, _FILE_DEATHS = 20, 8
_ISSUER = str(PLAN.document.issuer)
_SLOWEST = 0.05


@dataclass
class Officer:
    """Reports document after document, some of three tasks; notes what was acknowledged and what was left open."""

    home: Path
    random: random.Random
    program: Mortal = field(init=False)
    acknowledged: list[str] = field(default_factory=list)
    left_open: list[str] = field(default_factory=list)
    deaths: int = 0

    def __post_init__(self) -> None:
        self.program = Mortal(self.home)

    def report(self, number: int, dies: bool) -> None:
        """Say it, see the card, confirm; where the program dies, often confirm again, as people do, or leave it."""
        document = f"{number}/QĐ-UBND"
        said = as_leader(f"nv {'1' if _together(number) == 1 else '1, 2, 3'} xong, {document}", _ISSUER)
        dies_early = dies and self.random.random() < 0.2
        card = self.say(said, dies=dies_early) or self.say(said)
        assert card is not None
        confirmation = as_leader("", _ISSUER, choose="1", offer=card["offer"])
        answer = self.say(confirmation, dies=dies and not dies_early)
        if answer is None and self.random.random() < 0.7:
            answer = self.say(confirmation)
        if answer is None:
            self.left_open.append(document)
        elif answer["facts"]["intent"] == "confirmed":
            self.acknowledged.append(document)

    def say(self, message: Json, dies: bool = False) -> Json | None:
        """The answer; of a program that dies meanwhile only what it said before."""
        self.program.tell(message)
        if not dies:
            return self.program.answer()
        time.sleep(self.random.uniform(0, _SLOWEST))
        self.program.kill()
        self.deaths += 1
        said = self.program.answer(0)
        self.program = Mortal(self.home)
        return said


def test_of_five_hundred_confirmed_reports_each_is_there_once_with_those_of_its_yes_however_often_the_program_is_killed(
    tmp_path: Path,
) -> None:
    with open_plans(tmp_path, PLAN):
        pass
    seed = random.randrange(1_000_000)
    chance = random.Random(seed)
    deaths = set(chance.sample(range(_YESES), _DEATHS))
    officer = Officer(tmp_path, chance)
    for number in range(_YESES):
        officer.report(number + 1, dies=number in deaths)
    officer.program.kill()
    kept = recorded(tmp_path)
    told = f"seed {seed}: killed {officer.deaths} times, {len(officer.acknowledged)} acknowledged"
    assert officer.deaths == _DEATHS, told
    assert len(officer.acknowledged) + len(officer.left_open) == _YESES, told
    assert kept == {document: _together(int(document.split("/")[0])) for document in kept}, told
    assert set(officer.acknowledged) <= set(kept) <= {*officer.acknowledged, *officer.left_open}, told


def test_of_files_sent_while_the_program_is_killed_none_is_lost_and_none_is_left_over(tmp_path: Path) -> None:
    with open_plans(tmp_path, PLAN):
        pass
    seed = random.randrange(1_000_000)
    officer = Officer(tmp_path, chance := random.Random(seed))
    acknowledged, deaths = set[str](), set(chance.sample(range(_FILES), _FILE_DEATHS))
    for number in range(_FILES):
        path = tmp_path / f"anh-{number}.jpg"
        path.write_bytes(chance.randbytes(1_000_000))
        sent = as_leader("", _ISSUER, chat=str(number), file=str(path))
        if officer.say(sent, dies=number in deaths) is not None:
            acknowledged.add(path.name)
    officer.program.kill()
    files = EvidenceFiles(tmp_path / "evidence")
    with open_store(f"sqlite:///{tmp_path / 'dondoc.sqlite3'}") as store:
        store.evidence.sweep(files, datetime.now(UTC) - timedelta(hours=1))
        kept = store.evidence.get(range(_FILES + 1))
    assert acknowledged <= {line.name for line in kept}, f"seed {seed}"
    lying = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files.folder.glob("??/*")}
    assert lying == {line.sha256: line.sha256 for line in kept}, f"seed {seed}"


def _together(number: int) -> int:
    """How many reports one yes is for."""
    return 1 if number % _TENTH else 3


def recorded(home: Path) -> Counter[str]:
    """How often each document stands in a report."""
    with open_store(f"sqlite:///{home / 'dondoc.sqlite3'}") as store:
        reports = [store.progress.list_reports(task.key) for task in store.tasks.list_tasks()]
        return Counter(document for each in reports for report in each for document in report.evidence)
