"""An office's own files are read anew when they change, without a restart."""

import logging
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from bot.channels.answering import Answering
from bot.rereading import RereadingAssistant, read_words
from bot.settings import Settings
from bot.wiring import Parts, build, files, open_archive
from handlers.message import Message, Sender
from index.embedder import Vectors
from knowledge.commands import Actor, ImportPlan
from knowledge.perform import perform
from knowledge.roles import Role
from knowledge.samples import load_sample
from knowledge.types import MissKind
from tests.index.embedders import LetterEmbedder

AT = datetime(2026, 5, 14, 2, tzinfo=UTC)
_CHATS = count()
QUESTION = "gõ kẻng ai chủ trì"
SYNONYM = '[synonyms]\n"gõ kẻng" = "hệ thống truyền thanh thông minh"\n'


def write(home: Path, name: str, text: str) -> None:
    path = home / "vocabulary" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def ask(assistant: Answering, text: str) -> tuple[str, list[str]]:
    """What is answered in a talk of its own."""
    facts = assistant.respond(Message(str(next(_CHATS)), Sender("1", role=Role.LEADER), AT, text)).facts
    return facts.intent, [task.number for task in facts.tasks]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def office(home: Path) -> Iterator[Parts]:
    """An assistant for which a second goes by between any two looks at the clock."""
    seconds = count(0.0)
    with build(Settings(home=home), lambda: float(next(seconds))) as parts:
        perform(parts.store, ImportPlan(load_sample(2026)), Actor("test", "test", Role.ADMIN), AT)
        yield parts


@pytest.fixture
def parts(office: Parts, home: Path) -> Parts:
    """The assistant as it is where the office has no files of its own."""
    shutil.rmtree(home / "vocabulary", ignore_errors=True)
    ask(office.assistant, "nv 1")
    office.store.misses.clear(date.max)
    return office


def test_a_question_asked_in_vain_is_answered_once_the_office_has_added_a_synonym(parts: Parts, home: Path) -> None:
    assert ask(parts.assistant, QUESTION) == ("none", [])
    assert [(line.kind, line.said) for line in parts.store.misses.list_misses()] == [(MissKind.NOT_FOUND, QUESTION)]
    write(home, "synonyms", SYNONYM)
    assert ask(parts.assistant, QUESTION) == ("lead", ["20"])
    assert ask(parts.assistant, "go keng ai chu tri") == ("lead", ["20"])


@pytest.mark.parametrize(
    ("name", "text", "asked", "answered"),
    [
        ("abbreviations", '[office]\n"GK" = "truyền thanh thông minh"\n', "GK ai chủ trì", ("lead", ["20"])),
        (
            "samples",
            '[[samples]]\nsaid = "tới lượt ai"\nmeans = "nv 20 ai chủ trì"\n',
            "Toi luot ai?",
            ("lead", ["20"]),
        ),
        ("cues", '[cues]\nlead = ["đứa mô ôm"]\n', "nv 20 đứa mô ôm", ("lead", ["20"])),
        ("progress", '[progress]\ndone = ["ngon lành cành đào"]\n', "nv 20 ngon lành cành đào", ("report", ["20"])),
        ("question_words", 'words = ["hen"]\n', "nv 20 ai chủ trì hen", ("lead", ["20"])),
    ],
)
def test_each_file_is_read_when_it_appears(
    parts: Parts, home: Path, name: str, text: str, asked: str, answered: tuple[str, list[str]]
) -> None:
    write(home, name, text)
    assert ask(parts.assistant, asked) == answered


def test_words_are_forgotten_when_their_file_disappears(parts: Parts, home: Path) -> None:
    write(home, "synonyms", SYNONYM)
    assert ask(parts.assistant, QUESTION) == ("lead", ["20"])
    (home / "vocabulary" / "synonyms.toml").unlink()
    assert ask(parts.assistant, QUESTION) == ("none", [])


def test_a_file_that_can_not_be_read_keeps_the_old_words_and_is_told_once(
    parts: Parts, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(home, "synonyms", SYNONYM)
    ask(parts.assistant, QUESTION)
    write(home, "synonyms", '[synonyms]\n"gõ kẻng" = \n')
    with caplog.at_level(logging.WARNING):
        assert [ask(parts.assistant, QUESTION) for _ in range(3)] == [("lead", ["20"])] * 3
    (told,) = caplog.records
    assert "synonyms.toml" in told.getMessage()
    assert "dòng 2" in told.getMessage()


def test_a_file_put_right_is_read_again(parts: Parts, home: Path) -> None:
    write(home, "synonyms", "[synonyms")
    ask(parts.assistant, QUESTION)
    write(home, "synonyms", SYNONYM)
    assert ask(parts.assistant, QUESTION) == ("lead", ["20"])


def test_the_files_are_looked_at_once_a_second(tmp_path: Path) -> None:
    now = 0.0
    with build(Settings(home=tmp_path), lambda: now) as parts:
        perform(parts.store, ImportPlan(load_sample(2026)), Actor("test", "test", Role.ADMIN), AT)
        write(tmp_path, "synonyms", SYNONYM)
        now = 0.9
        assert ask(parts.assistant, QUESTION) == ("none", [])
        now = 1.0
        assert ask(parts.assistant, QUESTION) == ("lead", ["20"])


class HeldEmbedder(LetterEmbedder):
    """Keeps whoever indexes waiting while its gate is shut."""

    def __init__(self) -> None:
        super().__init__()
        self.gate, self.waiting = Event(), Event()
        self.gate.set()

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.waiting.set()
        assert self.gate.wait(30)
        return super().encode_passages(texts)


def test_others_are_answered_with_the_old_words_while_the_new_ones_are_put_together(tmp_path: Path) -> None:
    embedder, seconds = HeldEmbedder(), count(0.0)
    settings = Settings(home=tmp_path)
    with open_archive(settings) as store, ThreadPoolExecutor() as pool:
        perform(store, ImportPlan(load_sample(2026)), Actor("test", "test", Role.ADMIN), AT)
        words = read_words(tmp_path)
        assistant = RereadingAssistant(store, embedder, words, tmp_path, files(settings), lambda: float(next(seconds)))
        ask(assistant, "nv 20")
        embedder.waiting.clear()
        embedder.gate.clear()
        write(tmp_path, "abbreviations", '[office]\n"GK" = "truyền thanh thông minh"\n')
        first = pool.submit(ask, assistant, "GK ai chủ trì")
        assert embedder.waiting.wait(30)
        assert ask(assistant, "nv 20 ai chủ trì") == ("lead", ["20"])
        assert ask(assistant, "GK ai chủ trì") != ("lead", ["20"])
        embedder.gate.set()
        assert first.result() == ("lead", ["20"])
        assert ask(assistant, "GK ai chủ trì") == ("lead", ["20"])


def test_every_answer_is_by_the_old_words_or_by_the_new_ones_while_files_change_under_many_talks(
    parts: Parts, home: Path
) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = []
        for turn in range(4):
            write(home, "synonyms", SYNONYM if turn % 2 == 0 else "[synonyms]\n")
            answers += list(pool.map(lambda _: ask(parts.assistant, QUESTION), range(8)))
    assert {intent for intent, _ in answers} == {"lead", "none"}
    assert {tuple(numbers) for intent, numbers in answers if intent == "lead"} == {("20",)}
