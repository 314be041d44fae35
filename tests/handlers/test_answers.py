"""Talks about reports on record: a leader looks, answers and takes it back, the officer replies in the same thread."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from bot.channels.answering import answer
from bot.rendering.plain import plain_text
from bot.settings import Settings
from bot.wiring import Parts, build
from handlers.answer_words import AnswerAct, read_answer_words
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.answers import ReportFilter
from knowledge.commands import Actor, ImportPlan, NewReport, ReportProgress
from knowledge.directory.by_name import ByName
from knowledge.notices import News, NewsKind
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.samples import load_sample
from knowledge.types import ProgressStatus
from tests.knowledge.offices import joined

AT = datetime.fromisoformat("2026-05-13T09:00:00+07:00")
OFFICE, UNIT, OTHER = "UBND phường An Lạc Sơn", "Trung tâm Phục vụ hành chính công", "Công an phường"
LAN = Sender("telegram:7", "Lan", Role.OFFICER, UNIT, OFFICE)
MINH = Sender("minh", "Minh", Role.OFFICER, OTHER, OFFICE)
HUNG = Sender("hung", "Hùng", Role.LEADER, None, OFFICE)
Says = Callable[..., Reply]


class Talk:
    """Everybody's talk with one assistant, a minute from message to message."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.now = parts, AT

    def __call__(self, sender: Sender, text: str = "", **fields: object) -> Reply:
        self.now += timedelta(minutes=1)
        message = Message(f"chat {sender.id}", sender, self.now, text=text)
        return answer(self.parts.assistant, replace(message, **fields))  # type: ignore[arg-type]

    def in_reply(self, sender: Sender, to: Reply, text: str) -> Reply:
        return self(sender, text, replying_to=plain_text(to))

    def told(self, kind: NewsKind, number: int = 1) -> Reply | None:
        """What Lan, whom the store knows on Telegram, is told."""
        message = Message("chat telegram:7", Sender("telegram:7", role=None), self.now, channel=Channel.TELEGRAM)
        return self.parts.assistant.tell(News(kind, number, 1), message)

    def waiting(self) -> list[int]:
        return [line.report for line in self.parts.store.answers.list_questions(ReportFilter())]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which Lan has reported on task 25: report 1."""
    home = tmp_path_factory.mktemp("answers")
    with build(Settings(home=home)) as parts:
        perform(parts.store, ImportPlan(load_sample(2026)), Actor("test", "test", Role.ADMIN), AT)
        unit = ByName(parts.store.directory, OFFICE).unit(UNIT)
        joined(parts.store, Role.OFFICER, unit.id, LAN.id, LAN.name)
        report(parts, "25", LAN)
        parts.assistant.examples()
    return home


def report(parts: Parts, number: str, sender: Sender) -> None:
    task = next(line for line in parts.store.tasks.list_tasks() if line.number == number)
    told = NewReport(task.key, status=ProgressStatus.IN_PROGRESS, percent=60.0)
    actor = Actor(sender.id, sender.name, sender.role, sender.unit, sender.organisation, Channel.JSONL)
    perform(parts.store, ReportProgress((told,), sender.unit, OFFICE, sender.id, "60%"), actor, AT)


@pytest.fixture
def says(home: Path, tmp_path: Path) -> Iterator[Talk]:
    copytree(home, tmp_path / "home")
    with build(Settings(home=tmp_path / "home")) as parts:
        yield Talk(parts)


def labels(reply: Reply) -> list[str]:
    return [option.label for option in reply.options]


@pytest.mark.parametrize(
    ("said", "act", "report", "words"),
    [
        ("bc 12 xem rồi", AnswerAct.SEEN, 12, ""),
        ("Đã xem báo cáo số 12.", AnswerAct.SEEN, 12, ""),
        ("tra lai bc 12 vi sao cham", AnswerAct.RETURN, 12, "vi sao cham"),
        ("Trả lại báo cáo 12: số liệu ở đâu ra?", AnswerAct.RETURN, 12, "số liệu ở đâu ra?"),
        ("báo cáo 12 cần minh chứng", AnswerAct.PROVE, 12, ""),
        ("bc12 gui minh chung di", AnswerAct.PROVE, 12, ""),
        ("gửi minh chứng đi", AnswerAct.PROVE, None, ""),
        ("trả lời bc 12: theo sổ của phòng", AnswerAct.REPLY, 12, "theo sổ của phòng"),
        ("xem báo cáo 12", AnswerAct.SHOW, 12, ""),
        ("báo cáo hôm nay của Sở Tư pháp", AnswerAct.OF_DAYS, None, "hôm nay của Sở Tư pháp"),
        ("báo cáo nào chưa xem trang 2", AnswerAct.NEW, None, ""),
        ("bao cao nao cua toi bi tra lai", AnswerAct.QUESTIONS, None, ""),
    ],
)
def test_a_sentence_about_reports_is_understood_with_and_without_accents(
    said: str, act: AnswerAct, report: int | None, words: str
) -> None:
    asked = read_answer_words(said)
    assert asked is not None
    assert (asked.act, asked.report, asked.words) == (act, report, words)


@pytest.mark.parametrize(
    "said",
    [
        "báo cáo quý 1 nv 12 xong",
        "bc 12 xong",
        "báo cáo 12 tháng đã xem xét",
        "trả lại báo cáo 6 tháng đầu năm",
        "báo cáo 12/BC-UBND đã xem",
        "báo cáo tuần này xong rồi",
        "trả lại hồ sơ cho dân được 50%",
        "nv 12 có báo cáo chưa",
    ],
)
def test_what_reports_or_asks_of_tasks_is_no_sentence_about_reports(said: str) -> None:
    assert read_answer_words(said) is None


def test_a_leader_sees_the_new_report_acknowledges_it_by_a_number_and_takes_that_back(says: Talk) -> None:
    shown = says(HUNG, "báo cáo mới")
    assert (shown.facts.reports, labels(shown)) == ((1,), ["Đã xem", "Trả lại, hỏi thêm", "Yêu cầu minh chứng"])
    assert "Nhiệm vụ 25" in plain_text(shown)
    assert says(HUNG, "1").facts.intent is ReplyIntent.CONFIRMED
    assert "Không có báo cáo nào chưa xem" in plain_text(says(HUNG, "báo cáo nào chưa xem"))
    says(HUNG, "đã xem bc 1")
    assert says(HUNG, "xem bc 1").facts.reports == (1,)


def test_what_a_leader_said_is_undone_by_a_word(says: Talk) -> None:
    says(HUNG, "bc 1 xem rồi")
    assert says(HUNG, "hoàn tác").facts.intent is ReplyIntent.UNDONE
    assert says(HUNG, "báo cáo mới").facts.reports == (1,)


def test_a_report_is_sent_back_step_by_step_and_the_officer_replies_to_what_is_told(says: Talk) -> None:
    says(HUNG, "xem báo cáo 1")
    assert "hỏi gì" in plain_text(says(HUNG, choose="2"))
    returned = says(HUNG, "Số liệu ở đâu ra?")
    assert "Tôi nhắn ngay cho Lan" in plain_text(returned)
    told = says.told(NewsKind.ANSWERED)
    assert told is not None
    assert all(words in plain_text(told) for words in ("Hùng", "báo cáo số 1", "“Số liệu ở đâu ra?”", "Nhiệm vụ 25"))
    assert says.in_reply(LAN, told, "theo sổ của phòng").facts.intent is ReplyIntent.CONFIRMED
    assert says.waiting() == []
    history = plain_text(says(HUNG, "ai báo gì nv 25"))
    assert all(words in history for words in ("trả lại, hỏi “Số liệu ở đâu ra?”", "trả lời “theo sổ của phòng”"))


def test_a_notice_takes_no_place_from_the_card_that_waits(says: Talk) -> None:
    says(LAN, "nv 25 xong rồi")
    says(HUNG, "trả lại bc 1: vì sao chậm?")
    told = says.told(NewsKind.ANSWERED)
    assert told is not None
    assert says(LAN, "1").facts.reports == (2,)
    assert "trả lời gì" in plain_text(says(LAN, choose=told.options[0].key, offer=told.offer))


def test_a_correction_in_reply_is_a_new_report_which_answers_the_question(says: Talk) -> None:
    says(HUNG, "trả lại bc 1: xem lại con số")
    told = says.told(NewsKind.ANSWERED)
    assert told is not None
    assert says.in_reply(LAN, told, "70% thôi").facts.percent == 70.0
    assert says.waiting() == [1]
    assert says(LAN, "1").facts.reports == (2,)
    assert says.waiting() == []


def test_a_reply_that_may_be_a_report_is_asked_about(says: Talk) -> None:
    says(HUNG, "trả lại bc 1: vì sao chậm?")
    told = says.told(NewsKind.ANSWERED)
    assert told is not None
    asked = says.in_reply(LAN, told, "do thiếu máy, tuần sau xong ạ")
    assert labels(asked) == ["Gửi làm câu trả lời", "Đây là báo cáo mới"]
    says(LAN, "1")
    assert says.waiting() == []


def test_a_reply_that_asks_of_the_task_or_to_a_message_without_the_question_is_answered_as_ever(says: Talk) -> None:
    before = says(LAN, "ai báo gì nv 25")
    says(HUNG, "trả lại bc 1: vì sao chậm?")
    assert says.in_reply(LAN, says(LAN, "xem bc 1"), "hạn khi nào").facts.intent is ReplyIntent.DEADLINE
    assert says.in_reply(LAN, before, "việc này ai chủ trì").facts.intent is ReplyIntent.LEAD
    assert says.waiting() == [1]


def test_evidence_that_was_asked_for_is_offered_to_the_report_and_answers(says: Talk, tmp_path: Path) -> None:
    says(HUNG, "báo cáo 1 cần minh chứng")
    assert says.waiting() == [1]
    (tmp_path / "bien-ban.pdf").write_bytes(b"%PDF")
    offered = says(LAN, file=tmp_path / "bien-ban.pdf")
    assert labels(offered)[0] == "Đính kèm vào báo cáo số 1"
    says(LAN, "1")
    assert says.waiting() == []
    assert "bien-ban.pdf" in plain_text(says.told(NewsKind.PROVEN) or offered)


def test_an_officer_lists_what_waits_for_an_answer_and_another_unit_does_not(says: Talk) -> None:
    says(HUNG, "trả lại bc 1: vì sao chậm?")
    listed = says(LAN, "báo cáo nào của tôi bị trả lại")
    assert (listed.facts.reports, labels(listed)) == ((1,), ["Trả lời"])
    assert says(MINH, "/bitralai").facts.reports == ()
    assert says(MINH, "trả lời bc 1: vì mưa").facts.intent is ReplyIntent.DENIED
    assert says(LAN, "/traloi 1 vì thiếu máy").facts.intent is ReplyIntent.CONFIRMED
    assert says(LAN, "có gì mới không").facts.reports == ()


def test_an_officer_does_not_answer_as_a_leader_does(says: Talk) -> None:
    for said in ("đã xem bc 1", "trả lại bc 1: vì sao?", "yêu cầu minh chứng bc 1"):
        assert says(LAN, said).facts.intent is ReplyIntent.DENIED
    assert says.waiting() == []


def test_what_was_taken_back_is_not_told_any_more(says: Talk) -> None:
    says(HUNG, "trả lại bc 1: vì sao chậm?")
    says(HUNG, "hoàn tác")
    assert says.told(NewsKind.ANSWERED) is None
    assert "đã rút lại" in plain_text(says.told(NewsKind.TAKEN_BACK) or says(LAN, "?"))


def test_reports_are_listed_by_day_and_unit_page_by_page(says: Talk) -> None:
    for _ in range(6):
        report(says.parts, "25", LAN)
    listed = says(HUNG, "báo cáo hôm nay của trung tâm phục vụ hành chính công")
    assert (listed.facts.count, listed.facts.reports) == (7, (7, 6, 5, 4, 3))
    assert says(HUNG, "6").facts.reports == (2, 1)
    assert says(HUNG, "báo cáo hôm nay của Công an phường").facts.count == 0
    assert says(HUNG, "báo cáo hôm qua").facts.count == 0
