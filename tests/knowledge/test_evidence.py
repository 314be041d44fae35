"""Evidence: kept by its content, waiting for its report, attached once, taken back without being forgotten."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from knowledge.commands import Actor, AttachEvidence, DetachEvidence, ErasePerson, ImportPlan, NewReport, ReportProgress
from knowledge.errors import DeniedError, EvidenceRefusedError
from knowledge.evidence import MOST, EvidenceLine, NewEvidence
from knowledge.evidence_files import EvidenceFiles
from knowledge.people.personal import export_person
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.schema import EvidenceRow
from knowledge.store import Store, open_store
from knowledge.types import EvidenceKind
from tests.knowledge.drafts import assignment, plan, task
from tests.knowledge.offices import NOW, OPERATOR, joined, two_provinces

UNIT, PROVINCE = "Sở Tư pháp", "UBND tỉnh Thanh Hải"
LAN = Actor("lan", "Lan", Role.OFFICER, UNIT, PROVINCE)
HOURS = timedelta(hours=12)
BEGUN = NOW.replace(hour=0)
Sends = Callable[..., int]


@pytest.fixture
def files(tmp_path: Path) -> EvidenceFiles:
    return EvidenceFiles(tmp_path / "evidence")


@pytest.fixture
def office(store: Store) -> Store:
    two_provinces(store)
    draft = plan(task("1", assignment(lead=(UNIT,))))
    issued = replace(draft, document=replace(draft.document, issuer=PROVINCE))
    perform(store, ImportPlan(issued), OPERATOR, NOW)
    return store


@pytest.fixture
def sends(office: Store, files: EvidenceFiles, tmp_path: Path) -> Sends:
    """Lan sends a file; its number."""

    def send(content: bytes = b"x", sender: str = LAN.id, at: datetime = NOW) -> int:
        path = tmp_path / "anh.jpg"
        path.write_bytes(content)
        new = NewEvidence(EvidenceKind.PHOTO, path.name, Channel.JSONL, "c", sender)
        return office.evidence.keep_file(files, path, new, at, BEGUN)

    return send


def report(store: Store, *evidence: int, actor: Actor = LAN) -> int:
    [line] = store.tasks.list_tasks()
    said = NewReport(line.key, percent=50.0)
    command = ReportProgress((said,), UNIT, PROVINCE, "c", "được 50%", attached=evidence)
    return perform(store, command, actor, NOW).reports[0]


def waiting(store: Store) -> tuple[EvidenceLine, ...]:
    return store.evidence.list_waiting("c", LAN.id, NOW - HOURS)


def proof(store: Store, number: int) -> list[int]:
    return [line.id for line in store.evidence.of_reports([number]).get(number, ())]


def contents(files: EvidenceFiles) -> list[str]:
    return sorted(path.name for path in files.folder.rglob("*") if path.is_file())


def test_a_file_lies_under_its_checksum_and_waits(office: Store, files: EvidenceFiles, sends: Sends) -> None:
    number = sends(b"bien ban")
    [line] = waiting(office)
    checksum = hashlib.sha256(b"bien ban").hexdigest()
    assert (line.id, line.sha256, line.size, line.report) == (number, checksum, 8, None)
    assert files.place(checksum).read_bytes() == b"bien ban"
    assert contents(files) == [checksum]


def test_the_same_photo_sent_twice_waits_once_and_is_stored_once(
    office: Store, files: EvidenceFiles, sends: Sends
) -> None:
    assert sends(b"x") == sends(b"x")
    assert (len(waiting(office)), len(contents(files))) == (1, 1)


def test_what_another_person_sent_before_is_stored_once_and_waits_for_each(files: EvidenceFiles, sends: Sends) -> None:
    assert sends(b"x") != sends(b"x", sender="minh")
    assert len(contents(files)) == 1


def test_what_is_sent_is_recorded_with_the_report_in_one_transaction(office: Store, sends: Sends) -> None:
    first, second = sends(b"1"), sends(b"2")
    number = report(office, first, second)
    assert (proof(office, number), waiting(office)) == ([first, second], ())


def test_a_report_whose_evidence_is_gone_is_not_recorded(office: Store, sends: Sends) -> None:
    number = sends()
    office.evidence.drop([number], NOW)
    with pytest.raises(EvidenceRefusedError):
        report(office, number)
    [line] = office.tasks.list_tasks()
    assert office.progress.list_reports(line.key) == ()


def test_several_reports_of_one_message_are_each_proven(office: Store, sends: Sends) -> None:
    [line] = office.tasks.list_tasks()
    said = (NewReport(line.key, percent=50.0), NewReport(line.key, percent=60.0))
    command = ReportProgress(said, UNIT, PROVINCE, "c", "…", attached=(sends(),))
    numbers = perform(office, command, LAN, NOW).reports
    assert [len(proof(office, number)) for number in numbers] == [1, 1]


def test_evidence_is_attached_afterwards_taken_back_and_attached_again(office: Store, sends: Sends) -> None:
    number = report(office)
    attached = perform(office, AttachEvidence(number, (sends(),)), LAN, NOW)
    assert len(proof(office, number)) == 1
    assert attached.undo is not None
    detached = perform(office, attached.undo, LAN, NOW)
    assert proof(office, number) == []
    assert detached.undo is not None
    perform(office, detached.undo, LAN, NOW)
    assert len(proof(office, number)) == 1
    with office.database.reading() as connection:
        rows = connection.execute(select(EvidenceRow.retracted_at).order_by(EvidenceRow.id)).scalars().all()
    assert [at is None for at in rows] == [False, True]


def test_the_same_photo_is_attached_to_a_report_once(office: Store, sends: Sends) -> None:
    number = report(office, sends())
    assert not perform(office, AttachEvidence(number, (sends(),)), LAN, NOW).changed
    assert len(proof(office, number)) == 1


def test_a_report_takes_so_many_pieces_and_no_more(office: Store, sends: Sends) -> None:
    number = report(office, *(sends(bytes([each])) for each in range(MOST)))
    with pytest.raises(EvidenceRefusedError, match="too_many"):
        perform(office, AttachEvidence(number, (sends(b"more"),)), LAN, NOW)
    assert len(proof(office, number)) == MOST


def test_another_units_officer_attaches_nothing_and_takes_nothing_away(office: Store, sends: Sends) -> None:
    other = Actor("minh", "Minh", Role.OFFICER, "Sở Y tế", PROVINCE)
    mine = sends()
    number = report(office, mine)
    with pytest.raises(DeniedError):
        perform(office, AttachEvidence(number, (sends(b"y", sender="minh"),)), other, NOW)
    with pytest.raises(DeniedError):
        perform(office, DetachEvidence((mine,)), other, NOW)
    assert proof(office, number) == [mine]


def test_what_another_person_sent_can_not_be_taken_for_ones_own_report(office: Store, sends: Sends) -> None:
    with pytest.raises(EvidenceRefusedError, match="gone"):
        report(office, sends(sender="minh"))


def test_what_is_attached_and_taken_back_is_told_in_the_audit_trail(office: Store, sends: Sends) -> None:
    number = report(office, sends(b"1"))
    perform(office, AttachEvidence(number, (sends(b"2"),)), LAN, NOW)
    newest, before, *_ = office.audit.list_entries()
    assert [newest.command, newest.after["evidence"], newest.unit] == ["AttachEvidence", ["anh.jpg"], UNIT]
    assert before.after["evidence"] == ["anh.jpg"]


# --- limits


@pytest.mark.parametrize(("content", "reason"), [(b"", "empty"), (b"x" * 11, "too_large")])
def test_what_is_empty_or_too_large_is_refused_and_leaves_nothing(
    office: Store, files: EvidenceFiles, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    small = replace(files, largest=10)
    with pytest.raises(EvidenceRefusedError, match=reason):
        office.evidence.keep_file(
            small, path, NewEvidence(EvidenceKind.DOCUMENT, "a", Channel.JSONL, "c", "lan"), NOW, NOW
        )
    assert (contents(files), waiting(office)) == ([], ())


@pytest.mark.parametrize("name", ["khong-co.pdf", "."])
def test_what_is_no_file_is_refused(office: Store, files: EvidenceFiles, tmp_path: Path, name: str) -> None:
    new = NewEvidence(EvidenceKind.DOCUMENT, "a", Channel.JSONL, "c", "lan")
    with pytest.raises(EvidenceRefusedError, match="missing"):
        office.evidence.keep_file(files, tmp_path / name, new, NOW, NOW)


def test_a_person_sends_so_much_a_day_and_goes_on_the_next(office: Store, files: EvidenceFiles, tmp_path: Path) -> None:
    narrow, path = replace(files, a_day=10), tmp_path / "a.pdf"

    def send(content: bytes, day: datetime) -> None:
        path.write_bytes(content)
        new = NewEvidence(EvidenceKind.DOCUMENT, "a", Channel.JSONL, "c", "lan")
        office.evidence.keep_file(narrow, path, new, day, day.replace(hour=0))

    send(b"x" * 6, NOW)
    with pytest.raises(EvidenceRefusedError, match="too_much"):
        send(b"y" * 5, NOW)
    send(b"y" * 5, NOW + timedelta(days=1))
    assert len(contents(files)) == 2


# --- files


@settings(max_examples=100)
@given(st.text(max_size=80) | st.from_regex(r"[0-9a-f./]{60,70}", fullmatch=True))
def test_no_checksum_leads_out_of_the_folder(checksum: str) -> None:
    files = EvidenceFiles(Path("home/evidence"))
    try:
        place = files.place(checksum)
    except ValueError:
        return
    assert place.parts == ("home", "evidence", checksum[:2], checksum)


def test_a_file_without_a_row_and_a_copy_that_was_broken_off_are_swept(
    office: Store, files: EvidenceFiles, sends: Sends, tmp_path: Path
) -> None:
    report(office, sends(b"proof"))
    path = tmp_path / "stray"
    path.write_bytes(b"stray")
    with files.stage(path) as staged:
        staged.settle()  # as if the program was killed before its row was written
    (files.folder / "new-broken").write_bytes(b"half")
    assert len(contents(files)) == 3
    assert office.evidence.sweep(files, datetime.now(NOW.tzinfo) + timedelta(minutes=1)) == 2
    assert contents(files) == [hashlib.sha256(b"proof").hexdigest()]


def test_what_waited_in_vain_is_swept_with_its_file_and_what_still_waits_stays(
    office: Store, files: EvidenceFiles, sends: Sends
) -> None:
    sends(b"old", at=NOW - timedelta(days=3))
    kept = sends(b"new")
    office.evidence.sweep(files, NOW - timedelta(days=2))
    assert ([line.id for line in waiting(office)], len(contents(files))) == ([kept], 1)


def test_what_waits_outlives_a_restart(url: str, office: Store, sends: Sends) -> None:
    number = sends()
    office.close()
    with open_store(url) as store:
        assert proof(store, report(store, number)) == [number]


# --- people


def test_a_person_gets_what_they_sent_and_is_blotted_out_of_it(
    office: Store, files: EvidenceFiles, sends: Sends
) -> None:
    [unit] = [line.id for line in office.directory.list_units() if (line.name, line.parent) == (UNIT, 1)][:1]
    joined(office, Role.ADMIN, None, "1", "Quản trị")
    person = joined(office, Role.OFFICER, unit, "lan", "Trần Ngọc Lan")
    report(office, sends(b"proof"))
    sends(b"waits")
    assert len(export_person(office, person.id, NOW).evidence) == 2
    perform(office, ErasePerson(person.id), OPERATOR, NOW)
    with office.database.reading() as connection:
        rows = connection.execute(select(EvidenceRow.sender, EvidenceRow.report_id)).all()
    assert [tuple(row) for row in rows] == [(f"erased-{person.id}", 1)]
