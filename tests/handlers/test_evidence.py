"""Evidence in a talk: before, with and after the report, asked for once, handed back to whoever may see it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.answering import answer
from bot.rendering.plain import plain_text
from bot.settings import Settings
from bot.wiring import Parts, build
from handlers.files import HeldFile
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.commands import Actor, ImportPlan
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.samples import load_sample
from tests.talking import exchange

AT = datetime.fromisoformat("2026-05-13T09:00:00+07:00")
OFFICE = "UBND phường An Lạc Sơn"
LAN = Sender("lan", "Lan", Role.LEADER, unit="Trung tâm Phục vụ hành chính công", organisation=OFFICE)
HOA = Sender("hoa", "Hoa", Role.ADMIN, organisation=OFFICE)
VIEWER = Sender("xem", "Xem", Role.VIEWER, organisation=OFFICE)
STRANGER_OFFICE = Sender("xa", "Xa", Role.OFFICER, unit="Văn phòng", organisation="UBND xã Nơi Khác")
Says = Callable[..., Reply]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def parts(home: Path) -> Iterator[Parts]:
    with build(Settings(home=home)) as built:
        perform(built.store, ImportPlan(load_sample(2026)), Actor("test", "test", Role.ADMIN), AT)
        yield built


@pytest.fixture
def says(parts: Parts) -> Says:
    return lambda text="", **fields: answer(parts.assistant, replace(Message("c", LAN, AT, text=text), **fields))


@pytest.fixture
def sends(says: Says, tmp_path: Path) -> Says:
    """Sends a file of this name, whose content is its name unless told otherwise."""

    def send(name: str = "biên bản.pdf", text: str = "", content: bytes = b"", **fields: object) -> Reply:
        path = tmp_path / name
        path.write_bytes(content or name.encode())
        return says(text, file=path, **fields)

    return send


def proof(parts: Parts, number: int = 1) -> list[str]:
    return [line.name or line.link or "" for line in parts.store.evidence.of_reports([number]).get(number, ())]


def labels(reply: Reply) -> list[str]:
    return [option.label for option in reply.options]


# --- with the report, before it, after it


def test_a_file_under_which_a_report_is_written_is_recorded_with_it(parts: Parts, says: Says, sends: Says) -> None:
    shown = sends(text="nv 26 xong, biên bản kèm theo", content=b"x" * 217_000)
    assert (shown.facts.intent, shown.facts.attached) == (ReplyIntent.REPORT, ("biên bản.pdf",))
    assert "Minh chứng: biên bản.pdf (212 KB)" in plain_text(shown)
    assert proof(parts) == []
    done = says("1")
    assert (done.facts.reports, proof(parts)) == ((1,), ["biên bản.pdf"])
    assert "biên bản.pdf" in plain_text(done)


def test_a_file_sent_before_waits_for_its_report(parts: Parts, says: Says, sends: Says) -> None:
    asked = sends()
    assert ("Bạn báo cáo việc nào" in plain_text(asked), asked.facts.intent) == (True, ReplyIntent.CLARIFY)
    assert says("nv 26 xong rồi").facts.attached == ("biên bản.pdf",)
    says("1")
    assert proof(parts) == ["biên bản.pdf"]


def test_a_file_sent_before_waits_across_a_restart(parts: Parts, home: Path, sends: Says) -> None:
    sends()
    parts.store.close()
    with build(Settings(home=home)) as again:
        shown = again.assistant.respond(Message("c", LAN, AT, text="nv 26 xong rồi"))
        again.assistant.respond(Message("c", LAN, AT, choose="1", offer=shown.offer))
        assert proof(again) == ["biên bản.pdf"]


def test_a_file_that_waited_for_more_than_twelve_hours_joins_nothing(says: Says, sends: Says) -> None:
    sends()
    assert says("nv 26 xong rồi", at=AT + timedelta(hours=13)).facts.attached is None


def test_a_file_joins_the_card_that_waits(parts: Parts, says: Says, sends: Says) -> None:
    says("nv 26 xong rồi")
    shown = sends()
    assert (shown.facts.intent, labels(shown)[0]) == (ReplyIntent.REPORT, "Xác nhận")
    assert "biên bản.pdf" in plain_text(shown)
    says("xác nhận")
    assert proof(parts) == ["biên bản.pdf"]


def test_a_file_joins_the_report_of_which_the_task_was_asked(parts: Parts, says: Says, sends: Says) -> None:
    says("xong rồi")
    sends()
    assert says("nv 26").facts.attached == ("biên bản.pdf",)


def test_a_file_sent_after_is_offered_to_the_report_just_recorded(parts: Parts, says: Says, sends: Says) -> None:
    says("nv 26 xong rồi")
    says("1")
    offered = sends()
    assert labels(offered) == ["Đính kèm vào báo cáo số 1", "Báo cáo việc khác", "Bỏ"]
    assert proof(parts) == []
    done = says("1")
    assert (done.facts.intent, proof(parts)) == (ReplyIntent.CONFIRMED, ["biên bản.pdf"])
    assert (says("hoàn tác").facts.intent, proof(parts)) == (ReplyIntent.UNDONE, [])


def test_instead_it_may_prove_another_report(parts: Parts, says: Says, sends: Says) -> None:
    says("nv 26 xong rồi")
    says("1")
    sends()
    assert "Bạn báo cáo việc nào" in plain_text(says("2"))
    says("nv 25 xong rồi")
    says("1")
    assert (proof(parts, 1), proof(parts, 2)) == ([], ["biên bản.pdf"])


def test_or_it_is_dropped(parts: Parts, says: Says, sends: Says) -> None:
    says("nv 26 xong rồi")
    says("1")
    sends()
    assert "biên bản.pdf" in plain_text(says("3"))
    assert says("nv 25 xong rồi").facts.attached is None


def test_what_is_dropped_leaves_the_card_too(says: Says, sends: Says) -> None:
    says("nv 26 xong rồi")
    sends()
    shown = says("bỏ tệp")
    assert (shown.facts.intent, shown.facts.attached) == (ReplyIntent.REPORT, None)


def test_a_report_that_is_called_off_takes_its_file_along(says: Says, sends: Says) -> None:
    sends(text="nv 26 xong rồi")
    says("huỷ")
    assert says("nv 25 xong rồi").facts.attached is None


def test_several_files_are_one_set(parts: Parts, says: Says, sends: Says) -> None:
    says("nv 26 xong rồi")
    says("1")
    for name in ("a.jpg", "b.jpg"):
        sends(name)
    offered = sends("c.jpg")
    assert all(name in plain_text(offered) for name in ("a.jpg", "b.jpg", "c.jpg"))
    says("đính kèm vào báo cáo số 1")
    assert proof(parts) == ["a.jpg", "b.jpg", "c.jpg"]


def test_the_same_photo_twice_is_attached_once(parts: Parts, says: Says, sends: Says) -> None:
    sends("a.jpg", content=b"x")
    sends("b.jpg", content=b"x")
    says("nv 26 xong rồi")
    says("1")
    assert proof(parts) == ["a.jpg"]


def test_a_file_whose_message_is_heard_again_is_not_sent_again(parts: Parts, says: Says, sends: Says) -> None:
    says("nv 26 xong rồi")
    says("1")
    sends(number="7")
    says("1")
    again = sends(number="7")
    assert ("từ trước" in plain_text(again), again.facts.reports, again.options) == (True, (1,), ())
    assert says("nv 25 xong rồi").facts.attached is None
    assert labels(sends(number="8"))[0] == "Xác nhận"


def test_a_late_yes_of_one_card_and_another_both_keep_what_they_showed(parts: Parts, says: Says, sends: Says) -> None:
    first = sends(text="nv 26 xong rồi")
    second = says("nv 25 xong rồi")
    for shown in (second, first):
        says(choose="1", offer=shown.offer)
    assert (proof(parts, 1), proof(parts, 2)) == (["biên bản.pdf"], ["biên bản.pdf"])


# --- as a reply to what was said of a report


@pytest.fixture
def recorded(says: Says) -> list[str]:
    """What was said when reports 1 and 2 were recorded."""
    said = []
    for report in ("nv 26 xong rồi", "nv 25 xong rồi"):
        says(report)
        said.append(plain_text(says("1")))
    return said


def test_a_file_that_replies_to_a_report_is_offered_for_it(
    parts: Parts, says: Says, sends: Says, recorded: list[str]
) -> None:
    says("nv 9 đang làm 40%")
    offered = sends(replying_to=recorded[0])
    assert labels(offered)[0] == "Đính kèm vào báo cáo số 1"
    says("1")
    assert (proof(parts, 1), proof(parts, 2)) == (["biên bản.pdf"], [])


def test_a_link_among_words_that_replies_to_a_line_of_a_history_is_offered_for_its_report(
    says: Says, recorded: list[str]
) -> None:
    history = plain_text(says("ai báo gì nv 26"))
    offered = says("đây ạ https://vidu.vn/a", replying_to=history)
    assert (labels(offered)[0], offered.facts.attached) == ("Đính kèm vào báo cáo số 1", ("https://vidu.vn/a",))


def test_a_reply_to_a_message_that_tells_of_several_reports_offers_each(sends: Says, recorded: list[str]) -> None:
    assert labels(sends(replying_to="\n".join(recorded)))[:2] == [
        "Đính kèm vào báo cáo số 1",
        "Đính kèm vào báo cáo số 2",
    ]


def test_a_reply_to_a_document_of_that_number_is_no_reply_to_a_report(sends: Says, recorded: list[str]) -> None:
    assert labels(sends(replying_to="Văn bản: Báo cáo số 1/BC-UBND"))[0] == "Đính kèm vào báo cáo số 2"


def test_whoever_does_not_see_the_report_replied_to_is_offered_nothing(sends: Says, recorded: list[str]) -> None:
    assert labels(sends(sender=STRANGER_OFFICE, chat="xa", replying_to=recorded[0])) == []


def test_undoing_as_a_reply_takes_back_the_report_replied_to(says: Says, recorded: list[str]) -> None:
    assert says("hoàn tác", replying_to=recorded[0]).facts.reports == (1,)


def test_undoing_as_a_reply_to_the_report_of_another_takes_back_nothing_of_ones_own(
    says: Says, recorded: list[str]
) -> None:
    says("nv 9 xong", sender=HOA, chat="h")
    others = plain_text(says("1", sender=HOA, chat="h"))
    assert says("hoàn tác", replying_to=others).facts.intent is not ReplyIntent.UNDONE


def test_what_a_leader_said_to_a_report_is_undone_by_a_reply_to_it_while_the_talk_is_of_it(
    parts: Parts, says: Says, recorded: list[str]
) -> None:
    said = plain_text(says("đã xem báo cáo 1", sender=HOA, chat="h"))
    assert says("hoàn tác", sender=HOA, chat="h", replying_to=said).facts.intent is ReplyIntent.UNDONE
    said = plain_text(says("đã xem báo cáo 1", sender=HOA, chat="h"))
    says("đã xem báo cáo 2", sender=HOA, chat="h")
    assert "Không có báo cáo nào" in plain_text(says("hoàn tác", sender=HOA, chat="h", replying_to=said))


# --- links


def test_a_link_in_a_report_proves_it_and_is_no_part_of_what_is_understood(parts: Parts, says: Says) -> None:
    shown = says("nv 26 xong hôm qua, xem https://vidu.gov.vn/tin/58-70%?a=1.")
    assert shown.facts.attached == ("https://vidu.gov.vn/tin/58-70%?a=1",)
    assert (shown.facts.status, shown.facts.percent) == ("done", None)
    says("1")
    assert proof(parts) == ["https://vidu.gov.vn/tin/58-70%?a=1"]


def test_a_link_alone_waits_as_a_file_does(parts: Parts, says: Says) -> None:
    assert "https://vidu.vn/a" in plain_text(says("https://vidu.vn/a"))
    assert says("nv 26 xong rồi").facts.attached == ("https://vidu.vn/a",)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "ftp://vidu.vn/a"])
def test_no_other_address_is_a_link(says: Says, address: str) -> None:
    assert says(f"nv 26 xong rồi {address}").facts.attached is None


# --- limits and hostile files


def test_a_file_that_is_too_large_is_told_with_the_limit(parts: Parts, sends: Says) -> None:
    refused = sends(content=b"x" * ((20 << 20) + 1))
    assert (refused.facts.intent, "20 MB" in plain_text(refused)) == (ReplyIntent.NONE, True)


def test_more_files_than_a_report_takes_are_told(sends: Says) -> None:
    for place in range(10):
        sends(f"{place}.jpg")
    assert "nhiều nhất 10" in plain_text(sends("10.jpg"))


@pytest.mark.parametrize("name", ["..", "a\u202egpj.exe", "x" * 200 + ".jpg", "a\nb.jpg"])
def test_a_hostile_name_is_only_a_cleaned_word(parts: Parts, home: Path, says: Says, sends: Says, name: str) -> None:
    sends(f"{name}.jpg", text="nv 26 xong rồi")
    says("1")
    [kept] = proof(parts)
    assert kept.isprintable()
    assert len(kept) <= 160
    assert [path.name for path in home.parent.rglob("*") if path.name == kept] == []


def test_a_viewer_is_declined_and_a_stranger_told_how_to_join(parts: Parts, sends: Says) -> None:
    assert sends(sender=VIEWER).facts.intent is ReplyIntent.DENIED
    declined = parts.assistant.takes_files(Message("c", replace(LAN, role=None), AT))
    assert declined is not None
    assert declined.facts.intent is ReplyIntent.DENIED


def test_an_officer_of_another_organisation_attaches_nothing(parts: Parts, says: Says, sends: Says) -> None:
    says("nv 26 xong rồi")
    says("1")
    sends(sender=STRANGER_OFFICE, chat="xa")
    refused = says("đính kèm vào báo cáo 1", sender=STRANGER_OFFICE, chat="xa")
    assert (refused.facts.intent, proof(parts)) == (ReplyIntent.DENIED, [])


# --- files that stay with their channel

FILM = HeldFile("video:v", "hien-truong.mp4", 35 << 20)


def test_a_file_that_stays_with_its_channel_is_said_to_and_elsewhere_it_is_not_handed_back(
    parts: Parts, says: Says
) -> None:
    shown = says("nv 26 xong rồi", held=FILM)
    says("1")
    handed = says("minh chứng báo cáo 1", channel=Channel.TERMINAL)
    assert ("giữ ở chương trình khác" in plain_text(shown), handed.held, handed.files) == (True, (), ())
    assert "chỉ gửi lại được khi bạn hỏi ở" in plain_text(handed)
    assert says("minh chứng báo cáo 1").held == (FILM,)


def test_an_administrators_document_that_can_not_be_fetched_is_told_how_a_plan_comes_in(says: Says) -> None:
    told = plain_text(says(held=HeldFile("document:d", "ke-hoach.docx", 35 << 20), sender=HOA))
    assert ("nạp" in told, "chưa kiểm tra nội dung" in told) == (True, True)


# --- administrators


def test_a_photo_of_an_administrator_is_evidence(sends: Says) -> None:
    assert "Bạn báo cáo việc nào" in plain_text(sends("hien-truong.jpg", sender=HOA))


def test_a_document_of_an_administrator_under_which_a_report_is_written_is_evidence(sends: Says) -> None:
    assert sends("bien-ban.txt", text="nv 26 xong rồi", sender=HOA).facts.attached == ("bien-ban.txt",)


# --- handed back


def test_evidence_is_handed_back_as_it_was_sent(says: Says, sends: Says) -> None:
    sends(text="nv 26 xong rồi https://vidu.vn/a", content=b"noi dung")
    says("1")
    for asked in ("minh chứng nv 26", "gửi lại biên bản báo cáo 1", "Cho xem minh chứng của báo cáo số 1?"):
        handed = says(asked)
        assert ("https://vidu.vn/a" in plain_text(handed), handed.facts.reports) == (True, (1,))
        assert [(file.name, file.read_bytes()) for file in handed.files] == [("biên bản.pdf", b"noi dung")]


def test_the_history_names_it(says: Says, sends: Says) -> None:
    sends(text="nv 26 xong rồi")
    says("1")
    assert "biên bản.pdf" in plain_text(says("ai báo gì nv 26"))


def test_whoever_does_not_see_the_report_is_handed_nothing(says: Says, sends: Says) -> None:
    sends(text="nv 26 xong rồi")
    says("1")
    refused = says("minh chứng báo cáo 1", sender=STRANGER_OFFICE, chat="xa")
    assert (refused.facts.intent, refused.files) == (ReplyIntent.DENIED, ())


def test_a_file_that_was_lost_is_said_to_be(parts: Parts, home: Path, says: Says, sends: Says) -> None:
    sends(text="nv 26 xong rồi")
    says("1")
    for path in (home / "evidence").glob("??/*"):
        path.unlink()
    handed = says("minh chứng báo cáo 1")
    assert ("không còn trên máy chủ" in plain_text(handed), handed.files) == (True, ())


def test_the_json_lines_channel_takes_a_path_and_hands_back_one(parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "anh.jpg"
    path.write_bytes(b"anh")
    who = {"id": "lan", "role": "leader", "unit": LAN.unit, "organisation": OFFICE}
    said = ({"file": str(path), "text": "nv 26 xong rồi"}, {"choose": "1"}, {"text": "minh chứng báo cáo 1"})
    *_, handed = exchange(parts.assistant, [{"chat": "c", "from": who, **each} for each in said])
    assert [Path(file).read_bytes() for file in handed["files"]] == [b"anh"]
