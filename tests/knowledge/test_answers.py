"""What leaders say to reports, what settles a question, and who is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from knowledge.answers import ReportFilter
from knowledge.commands import (
    Actor,
    AnswerReport,
    AttachEvidence,
    Command,
    ImportPlan,
    NewReport,
    ReplyToAnswer,
    ReportProgress,
    RestoreAnswer,
    RetractAnswer,
    RetractReport,
)
from knowledge.errors import AnswerRefusedError, DeniedError, ReportNotFoundError
from knowledge.evidence import NewEvidence
from knowledge.notices import NewsKind
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.store import Store
from knowledge.types import AnswerKind, EvidenceKind, Period, ProgressStatus
from knowledge.units import unit_key
from tests.knowledge.drafts import assignment, plan, task
from tests.knowledge.offices import HEALTH, JUSTICE, NOW, OTHER, PROVINCE, acting, joined, two_provinces

MINUTE = timedelta(minutes=1)
WHY = "số liệu ở đâu ra?"


class Office:
    """A province where an officer has reported on the one task, and a leader answers."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, NOW
        units = two_provinces(store)
        joined(store, Role.ADMIN, None, "telegram:1", "Quản trị")
        self.lan = acting(joined(store, Role.OFFICER, units.justice, "telegram:7", "Lan"))
        self.hung = acting(joined(store, Role.LEADER, units.province, "telegram:8", "Hùng"))
        draft = plan(task("1", assignment(lead=(JUSTICE,))), task("2", assignment(lead=(HEALTH,))))
        whole = replace(draft, document=replace(draft.document, issuer=PROVINCE))
        perform(store, ImportPlan(whole), Actor("1", "Quản trị", Role.ADMIN), NOW)
        self.first = self.report()

    def do(self, command: Command, actor: Actor) -> bool:
        """Perform it a minute after what was done before; whether it changed anything."""
        self.now += MINUTE
        done: Any = perform(self.store, command, actor, self.now)
        return bool(done.changed)

    def report(self, actor: Actor | None = None, unit: str = JUSTICE, period: Period | None = None) -> int:
        line = next(line for line in self.store.tasks.list_tasks() if unit in line.assignments[0].lead)
        told = NewReport(line.key, status=ProgressStatus.DONE, period=period)
        self.do(ReportProgress((told,), unit, PROVINCE, "c", "xong"), actor or self.lan)
        return max(report.id for report in self.store.progress.list_reports(line.key))

    def ask(self, kind: AnswerKind = AnswerKind.RETURNED) -> bool:
        return self.do(AnswerReport(self.first, kind, WHY if kind is AnswerKind.RETURNED else ""), self.hung)

    def waiting(self) -> list[int]:
        """The reports about which a question waits."""
        return [line.report for line in self.store.answers.list_questions(ReportFilter())]

    def told(self) -> list[tuple[str, NewsKind]]:
        """Who is told what by now; nothing of it is told again."""
        taken = self.store.notices.take(Channel.TELEGRAM, self.now, 100)
        for notice in taken:
            self.store.notices.mark_sent(notice.id, self.now)
        return [(notice.account, notice.news.kind) for notice in taken]

    def send(self) -> None:
        new = NewEvidence(EvidenceKind.LINK, "", Channel.TELEGRAM, "7", self.lan.id, link="https://a.vn/1")
        self.do(AttachEvidence(self.first, (self.store.evidence.keep(new, self.now + MINUTE),)), self.lan)


@pytest.fixture
def office(store: Store) -> Iterator[Office]:
    yield Office(store)


def test_the_reporter_is_told_what_a_leader_says_and_the_leader_of_the_reply(office: Office) -> None:
    office.ask()
    assert (office.told(), office.waiting()) == ([("telegram:7", NewsKind.ANSWERED)], [office.first])
    office.do(ReplyToAnswer(office.first, "theo phần mềm"), office.lan)
    assert (office.told(), office.waiting()) == ([("telegram:8", NewsKind.REPLIED)], [])
    [asked, replied] = office.store.answers.of_reports([office.first])[office.first]
    assert [(line.kind, line.text, line.actor_name) for line in (asked, replied)] == [
        (AnswerKind.RETURNED, WHY, "Hùng"),
        (AnswerKind.REPLIED, "theo phần mềm", "Lan"),
    ]


def test_what_is_said_twice_is_said_and_told_once(office: Office) -> None:
    assert [office.ask(), office.ask()] == [True, False]
    assert len(office.told()) == 1


def test_a_new_report_of_the_same_unit_answers_the_question_and_its_undoing_opens_it_again(office: Office) -> None:
    office.ask()
    office.told()
    office.report(office.hung, HEALTH)
    assert (office.waiting(), office.told()) == ([office.first], [])
    anew = office.report()
    assert (office.waiting(), office.told()) == ([], [("telegram:8", NewsKind.REPORTED)])
    office.do(RetractReport((anew,)), office.lan)
    assert office.waiting() == [office.first]


def test_evidence_sent_since_answers_the_question(office: Office) -> None:
    office.ask(AnswerKind.EVIDENCE_ASKED)
    office.told()
    office.send()
    assert (office.waiting(), office.told()) == ([], [("telegram:8", NewsKind.PROVEN)])


def test_a_report_of_another_time_answers_nothing(office: Office) -> None:
    january, february = (Period(date(2026, m, 1), date(2026, m, 28)) for m in (1, 2))
    office.first = office.report(period=january)
    office.ask()
    office.report(period=february)
    assert office.waiting() == [office.first]


def test_a_question_about_a_report_that_was_taken_back_waits_no_longer(office: Office) -> None:
    office.ask()
    office.do(RetractReport((office.first,)), office.lan)
    assert office.waiting() == []
    with pytest.raises(AnswerRefusedError, match="retracted"):
        office.ask(AnswerKind.ACKNOWLEDGED)


def test_what_is_taken_back_before_anybody_was_told_is_never_told(office: Office) -> None:
    office.ask()
    office.do(RetractAnswer((1,)), office.hung)
    assert (office.told(), office.waiting()) == ([], [])


def test_whoever_was_told_is_told_that_it_was_taken_back_and_that_it_holds_again(office: Office) -> None:
    office.ask()
    office.told()
    office.do(RetractAnswer((1,)), office.hung)
    assert office.told() == [("telegram:7", NewsKind.TAKEN_BACK)]
    office.do(RestoreAnswer((1,)), office.hung)
    assert (office.told(), office.waiting()) == ([("telegram:7", NewsKind.ANSWERED)], [office.first])


def test_nobody_is_told_of_what_they_did_themselves_or_where_no_channel_reaches_them(office: Office) -> None:
    office.first = office.report(office.hung)
    office.ask(AnswerKind.ACKNOWLEDGED)
    office.first = office.report(Actor("x", "Người gõ ở máy chủ", Role.ADMIN))
    office.ask(AnswerKind.ACKNOWLEDGED)
    assert office.told() == []


def test_an_officer_neither_acknowledges_nor_takes_back_what_a_leader_said(office: Office) -> None:
    office.ask()
    for command in (AnswerReport(office.first, AnswerKind.ACKNOWLEDGED), RetractAnswer((1,))):
        with pytest.raises(DeniedError, match="role"):
            office.do(command, office.lan)


def test_a_leader_of_another_organisation_answers_nothing(office: Office) -> None:
    stranger = Actor("9", "Lạ", Role.LEADER, OTHER, OTHER)
    with pytest.raises(DeniedError, match="organisation"):
        office.do(AnswerReport(office.first, AnswerKind.ACKNOWLEDGED), stranger)
    assert office.store.answers.list_reports(ReportFilter((OTHER,)), 9) == ()


def test_what_was_not_asked_can_not_be_replied_to_and_what_is_not_there_not_answered(office: Office) -> None:
    with pytest.raises(AnswerRefusedError, match="not_asked"):
        office.do(ReplyToAnswer(office.first, "vì mưa"), office.lan)
    with pytest.raises(ReportNotFoundError):
        office.do(AnswerReport(99, AnswerKind.ACKNOWLEDGED), office.hung)


def test_reports_are_listed_by_whose_affair_they_are_by_unit_by_day_and_by_whether_a_leader_saw_them(
    office: Office,
) -> None:
    health = office.report(office.hung, HEALTH)
    office.ask(AnswerKind.ACKNOWLEDGED)

    def found(**wanted: object) -> list[int]:
        asked = ReportFilter(**wanted)  # type: ignore[arg-type]
        lines = office.store.answers.list_reports(asked, 9)
        assert len(lines) == office.store.answers.count_reports(asked)
        return [line.id for line in lines]

    assert found(organisations=(PROVINCE,)) == [health, office.first]
    assert found(organisations=(PROVINCE,), unseen=True) == [health]
    assert found(units=(unit_key(JUSTICE),)) == found(reporter="telegram:7") == [office.first]
    assert found(since=office.now) == []
