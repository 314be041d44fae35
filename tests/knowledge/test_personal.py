"""A person gets everything kept about them, and can be blotted out for good while what they reported stays."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from knowledge.commands import (
    Actor,
    AnswerReport,
    ChangePerson,
    ErasePerson,
    ImportPlan,
    Invite,
    NewEvent,
    NewReport,
    RemovePerson,
    ReportEvent,
    ReportProgress,
    RestoreReport,
    RetractReport,
    SetTargetRule,
)
from knowledge.conversations import Offer
from knowledge.deadlines.types import RelativeDeadline
from knowledge.errors import DeniedError, PersonNotFoundError, PersonRefusedError
from knowledge.inbox import Arrival
from knowledge.pending import Pending
from knowledge.people.personal import PersonalData, as_json, export_person
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.schema import Record
from knowledge.store import Store
from knowledge.types import AnswerKind, ProgressStatus, ReportLine, RuleKind, RulePart, TargetRule
from tests.knowledge.drafts import assignment, plan, task
from tests.knowledge.offices import NOW, OPERATOR, acting, joined, two_provinces

ACCOUNT, NAME, EARLIER = "5550123987", "Đặng Thị Hoàng Quyên", "Quyên Văn Thư"
UNIT, PROVINCE = "Sở Tư pháp", "UBND tỉnh Thanh Hải"
SAID = f"em {NAME} đây (0905 123 456), nv 1 đạt 60%, chi 1.200.000 đồng"


class Office:
    """A province in which one person has left traces everywhere."""

    def __init__(self, store: Store) -> None:
        self.store = store
        units = two_provinces(store)
        joined(store, Role.ADMIN, None, "1", "Quản trị")
        draft = plan(task("1", assignment(RelativeDeadline(3, True, "after", "ký"), lead=(UNIT,))))
        self.do(ImportPlan(replace(draft, document=replace(draft.document, issuer=PROVINCE))), OPERATOR)
        earlier = joined(store, Role.OFFICER, units.justice, ACCOUNT, EARLIER)
        self.do(RemovePerson(earlier.id), OPERATOR)
        self.person = joined(store, Role.ADMIN, units.province, ACCOUNT, NAME)
        self.me = acting(self.person)
        self.do(Invite(Role.VIEWER, units.justice, "digest", NOW + timedelta(days=2)), self.me)
        self.reports = (self.report(self.me, SAID), self.report(Actor("2", "Minh", Role.ADMIN), "nv 1 vướng"))
        self.do(RetractReport(self.reports[:1]), self.me)
        self.do(RestoreReport(self.reports[:1]), self.me)
        [target] = (line for line in self.store.targets.list_targets() if line.number)
        self.do(SetTargetRule(target.key, TargetRule((RulePart(RuleKind.GIVEN, 97.0),)), f"{NAME} giao 97%"), self.me)
        self.do(AnswerReport(self.reports[1], AnswerKind.RETURNED, f"gọi {NAME} nhé"), self.me)
        self.do(AnswerReport(self.reports[0], AnswerKind.ACKNOWLEDGED), OPERATOR)
        [part] = (line.assignment_key for line in self.store.events.list_waiting())
        signed = NewEvent(part, "ký", NOW.date(), NOW.date())
        self.do(ReportEvent((signed,), UNIT, f"{NAME} ký"), self.me)
        self.do(ChangePerson(self.person.id, Role.LEADER, units.justice), OPERATOR)
        self.talk()

    def do(self, command: Any, actor: Actor) -> Any:
        return perform(self.store, command, actor, NOW)

    def report(self, actor: Actor, said: str) -> int:
        [line] = self.store.tasks.list_tasks()
        report = NewReport(
            line.key, status=ProgressStatus.IN_PROGRESS, percent=60, note=f"{actor.name} đang làm", evidence=("5/BC",)
        )
        return int(self.do(ReportProgress((report,), UNIT, PROVINCE, actor.id, said), actor).reports[0])

    def talk(self) -> None:
        until = NOW + timedelta(hours=1)
        self.store.conversations.save_focus(ACCOUNT, ACCOUNT, '{"intent": "lead"}', until)
        self.store.conversations.save_offer(Offer("offered", ACCOUNT, ACCOUNT, "[]", until), NOW)
        self.store.pendings.save(Pending("waits", "group", ACCOUNT, f'"{NAME}"', until), NOW)
        self.store.people.note_wrong_code(Channel.TELEGRAM, ACCOUNT, NOW)
        own, told = Arrival("1", ACCOUNT, '{"text": "hạn nv 1"}'), Arrival("2", "1", f'{{"text": "/xoa {NAME}"}}')
        self.store.inbox.keep(Channel.TELEGRAM, (own, told), NOW)

    def export(self) -> PersonalData:
        return export_person(self.store, self.person.id, NOW)

    def erase(self) -> bool:
        return bool(self.do(ErasePerson(self.person.id), OPERATOR).changed)

    def reports_of(self) -> dict[int, ReportLine]:
        return {line.id: line for line in self.store.progress.get_reports(self.reports)}

    def everything(self) -> str:
        """All that the tables hold, as text."""
        with self.store.database.reading() as connection:
            tables = Record.metadata.tables.values()
            return "\n".join(str(row) for table in tables for row in connection.execute(select(table)).all())


@pytest.fixture
def office(store: Store) -> Iterator[Office]:
    yield Office(store)


def test_the_export_holds_everything_kept_about_the_person(office: Office) -> None:
    data = office.export()
    assert (data.person.name, data.person.account, data.person.role) == (NAME, ACCOUNT, Role.LEADER)
    assert [len(data.joined_by), len(data.invitations), len(data.wrong_codes)] == [2, 1, 1]
    assert [report.said for report in data.reports] == [SAID]
    assert [rule.said for rule in data.rules] == [f"{NAME} giao 97%"]
    assert [answer.text for answer in data.answers] == [f"gọi {NAME} nhé"]
    assert ['"kind": "answered"' in each.payload for each in data.untold] == [True]
    assert [event.said for event in data.events] == [f"{NAME} ký"]
    assert [each.report for each in (*data.retracted, *data.restored)] == [office.reports[0]] * 2
    assert [kept.payload for kept in (*data.talks, *data.offers, *data.pending)] == [
        '{"intent": "lead"}', "[]", f'"{NAME}"'
    ]  # fmt: skip
    assert [message.payload for message in data.unanswered] == ['{"text": "hạn nv 1"}']


def test_the_export_holds_what_the_person_did_and_what_was_done_to_them(office: Office) -> None:
    told = [entry.command for entry in reversed(office.export().audit)]
    assert told == [
        "Join", "RemovePerson", "Join", "Invite", "ReportProgress", "RetractReport", "RestoreReport", "SetTargetRule",
        "AnswerReport", "ReportEvent", "ChangePerson",
    ]  # fmt: skip


def test_the_export_holds_nothing_of_others(office: Office) -> None:
    assert "Minh" not in as_json(office.export())
    assert all(report.reporter_id == ACCOUNT for report in office.export().reports)


def test_the_export_is_json_that_programs_read(office: Office) -> None:
    read = json.loads(as_json(office.export()))
    assert (read["format"], read["person"]["name"], read["reports"][0]["percent"]) == ("dondoc-person/1", NAME, 60.0)


def test_of_somebody_who_never_joined_there_is_nothing(office: Office) -> None:
    with pytest.raises(PersonNotFoundError):
        export_person(office.store, 99, NOW)


def test_after_erasing_no_table_holds_a_name_or_the_account(office: Office) -> None:
    before = office.everything()
    assert all(trace in before for trace in (NAME, EARLIER, ACCOUNT))
    assert office.erase()
    after = office.everything()
    assert not any(trace in after for trace in (NAME, EARLIER, ACCOUNT, "0905 123 456"))


def test_after_erasing_no_byte_of_them_is_left_in_the_files(office: Office, tmp_path: Path) -> None:
    traces = [text.encode() for text in (NAME, EARLIER, ACCOUNT)]
    traces += [json.dumps(name)[1:-1].encode() for name in (NAME, EARLIER)]
    office.store.database.close()
    kept = b"".join(path.read_bytes() for path in files_in(tmp_path))
    assert all(trace in kept for trace in traces[:3])
    office.erase()
    kept = b"".join(path.read_bytes() for path in files_in(tmp_path))
    assert not any(trace in kept for trace in traces)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_they_reported_stays_and_is_told_apart_from_what_others_did(office: Office) -> None:
    before = office.reports_of()
    office.erase()
    own, other = (office.reports_of()[number] for number in office.reports)
    assert (own.reporter_name, own.reporter_id) == (f"người đã xoá {office.person.id}", f"erased-{office.person.id}")
    assert (own.status, own.percent, own.evidence, own.at) == (ProgressStatus.IN_PROGRESS, 60.0, ("5/BC",), NOW)
    assert own.note == "[tên] đang làm"
    assert other == before[office.reports[1]]


def test_of_the_words_of_a_report_only_what_tells_of_people_goes(office: Office) -> None:
    office.erase()
    assert office.reports_of()[office.reports[0]].said == "em [tên] đây ([số]), nv 1 đạt 60%, chi 1.200.000 đồng"


def test_two_who_were_erased_are_told_apart(office: Office) -> None:
    other = joined(office.store, Role.OFFICER, office.person.unit_id, "77", NAME)
    office.erase()
    office.do(ErasePerson(other.id), OPERATOR)
    names = {entry.actor_name for entry in office.store.audit.list_entries() if entry.command == "Join"}
    assert {f"người đã xoá {office.person.id}", f"người đã xoá {other.id}"} <= names


def test_somebody_of_the_same_name_keeps_it(office: Office) -> None:
    other = joined(office.store, Role.OFFICER, office.person.unit_id, "77", NAME)
    office.erase()
    assert office.store.people.get(other.id).name == NAME


def test_the_entry_of_the_erasing_names_nobody(office: Office) -> None:
    office.erase()
    [entry] = office.store.audit.list_entries(limit=1)
    facts = {"person": office.person.id}
    assert (entry.command, entry.actor_name, entry.before, entry.after) == ("ErasePerson", OPERATOR.name, facts, facts)
    assert (entry.organisation, entry.unit) == (PROVINCE, None)


def test_the_trail_still_tells_what_was_done(office: Office) -> None:
    before = [(entry.id, entry.at, entry.command, entry.unit) for entry in office.store.audit.list_entries()]
    office.erase()
    after = [(entry.id, entry.at, entry.command, entry.unit) for entry in office.store.audit.list_entries()]
    assert after[1:] == before


def test_an_erased_person_is_nobody_any_more_and_may_come_in_anew_as_another(office: Office) -> None:
    office.erase()
    assert office.store.people.find(Channel.TELEGRAM, ACCOUNT) is None
    with pytest.raises(PersonNotFoundError):
        office.store.people.get(office.person.id)
    again = joined(office.store, Role.OFFICER, office.person.unit_id, ACCOUNT, NAME)
    assert again.id != office.person.id


def test_nobody_comes_in_by_what_an_erased_person_gave_out(office: Office) -> None:
    office.erase()
    [line] = [line for line in office.store.people.list_invitations(NOW) if line.inviter.startswith("người đã xoá")]
    assert line.state.value == "revoked"


def test_erasing_twice_changes_nothing_more(office: Office) -> None:
    office.erase()
    known = office.store.audit.list_entries()
    assert not office.erase()
    assert office.store.audit.list_entries() == known


def test_erasing_has_no_way_back(office: Office) -> None:
    assert office.do(ErasePerson(office.person.id), OPERATOR).undo is None


def test_nobody_erases_themselves(office: Office) -> None:
    with pytest.raises(DeniedError, match="self"):
        office.do(ErasePerson(1), acting(office.store.people.get(1)))


def test_the_last_administrator_stays(store: Store) -> None:
    last = joined(store, Role.ADMIN, None, "1", "Quản trị")
    with pytest.raises(PersonRefusedError):
        perform(store, ErasePerson(last.id), OPERATOR, NOW)


def test_an_erasing_that_fails_leaves_everything_as_it_was(office: Office) -> None:
    before = office.everything()
    with office.store.database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER stuck BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'stuck'); END"
        )
    with pytest.raises(Exception, match="stuck"):
        office.erase()
    assert office.everything() == before
