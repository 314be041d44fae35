"""Plans sent into the chat: read, shown, put in force once by whoever sent them, and taken out again."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.rendering.plain import plain_text
from bot.rendering.telegram_html import render, units
from bot.settings import Settings
from bot.wiring import Parts, build
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.commands import Actor, ImportPlan, WithdrawPlan
from knowledge.importing.draft import Doubt, PlanDraft
from knowledge.importing.plan_json import to_json
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from tests.handlers.plans import part, plan, task
from tests.knowledge.hostile_files import LAUGHS, big_word_plan, rewritten
from tests.knowledge.importing_samples import HEALTH_PLAN, word_plan
from tests.knowledge.pdf_documents import Sheet, needs_font

AT = datetime(2026, 5, 14, 2, tzinfo=UTC)
OFFICE = "UBND xã Mỹ Lâm"
HOA = Sender("hoa", "Hoa", Role.ADMIN, organisation=OFFICE)
LAN = Sender("lan", "Lan", Role.OFFICER, "Văn phòng", OFFICE)
TASKS = (
    task("1", "Sửa chữa nhà văn hoá thôn Đông", part(("Phòng Văn hoá",))),
    task("2", "Nạo vét kênh tưới cánh đồng Chùa", part(("Phòng Kinh tế",))),
    task("3", "Kiểm kê giếng nước cổ", part(("Văn phòng",))),
)
PLAN = plan("my-lam.txt", *TASKS, title="Kế hoạch phát triển nông thôn năm 2026", issuer=OFFICE, number="12/KH-UBND")
REVISED = replace(PLAN, tasks=(replace(TASKS[0], assignments=(part(("Hội Nông dân",)),)), *TASKS[1:]))


class Desk:
    """A store in a home of its own, and an administrator who writes to the assistant in front of it."""

    def __init__(self, home: Path, parts: Parts) -> None:
        self.home = home
        self.parts = parts

    def says(self, text: str = "", sender: Sender = HOA, **fields: object) -> Reply:
        message = replace(Message("c", sender, AT, text), **fields)  # type: ignore[arg-type]  # fields of a message
        return self.parts.assistant.respond(message)

    def sends(self, draft: PlanDraft, name: str = "gui.json", sender: Sender = HOA) -> Reply:
        return self.says(file=self.written(draft, name), sender=sender)

    def written(self, draft: PlanDraft, name: str = "gui.json") -> Path:
        path = self.home / name
        path.write_text(json.dumps(to_json(draft), ensure_ascii=False), encoding="utf-8")
        return path

    def imports(self, draft: PlanDraft) -> None:
        """Another administrator puts a plan in force by the command line."""
        perform(self.parts.store, ImportPlan(draft), Actor("khac", "Khác", Role.ADMIN), AT)

    @property
    def plans(self) -> list[str]:
        return [line.file for line in self.parts.store.plans.list_plans()]

    def leads(self, file: str = PLAN.file) -> tuple[str, ...]:
        return self.parts.store.plans.export(file).tasks[0].assignments[0].lead


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with build(Settings(home=tmp_path)) as parts:
        yield Desk(tmp_path, parts)


def labels(reply: Reply) -> list[str]:
    return [option.label for option in reply.options]


# --- what is shown, and by whom it may be sent


def test_a_plan_is_shown_and_nothing_is_stored_before_the_yes(desk: Desk) -> None:
    shown = desk.sends(PLAN)
    told = plain_text(shown)
    assert all(words in told for words in ("12/KH-UBND", OFFICE, "3 nhiệm vụ", "1 đề mục", "3 đơn vị"))
    assert (shown.facts.intent, shown.facts.count, labels(shown)) == (
        ReplyIntent.CLARIFY,
        3,
        ["Nạp", "Sửa bằng Excel", "Bỏ"],
    )
    assert desk.plans == []


@pytest.mark.parametrize("role", [Role.VIEWER, None])
def test_a_file_of_whoever_may_neither_report_nor_import_is_declined_unread(desk: Desk, role: Role | None) -> None:
    sender, missing = replace(LAN, role=role), desk.home / "khong-co.docx"
    declined = desk.says(sender=sender, file=missing)
    assert declined.facts.intent is ReplyIntent.DENIED
    assert "khong-co" not in plain_text(declined)
    assert desk.parts.assistant.takes_files(Message("c", sender, AT)) == declined


def test_a_file_of_an_administrator_is_taken_before_it_is_fetched(desk: Desk) -> None:
    assert desk.parts.assistant.takes_files(Message("c", HOA, AT)) is None


def test_on_a_channel_that_does_not_vouch_a_claimed_role_opens_nothing(desk: Desk) -> None:
    message = Message("c", HOA, AT, file=desk.written(PLAN), channel=Channel.TELEGRAM)
    declined = desk.parts.assistant.takes_files(message)
    assert declined is not None
    assert desk.parts.assistant.respond(message) == declined


def test_whoever_waits_is_told_what_is_being_done(desk: Desk) -> None:
    told: list[str] = []
    desk.parts.assistant.respond(Message("c", HOA, AT, file=desk.written(PLAN)), told.append)
    assert ["đang đọc" in told[0], "đang so" in told[1], len(told)] == [True, True, 2]


# --- the yes


def test_after_the_yes_everybody_is_answered_from_the_new_plan_at_once(desk: Desk) -> None:
    desk.sends(PLAN)
    done = desk.says("1")
    assert (done.facts.intent, done.facts.count, desk.plans) == (ReplyIntent.CONFIRMED, 3, [PLAN.file])
    asked = desk.says("ai chủ trì nạo vét kênh tưới cánh đồng Chùa", sender=LAN, chat="khac")
    assert (asked.facts.intent, [task.number for task in asked.facts.tasks]) == (ReplyIntent.LEAD, ["2"])


@pytest.mark.parametrize("said", ["nạp", "Đồng ý", "xác nhận"])
def test_the_yes_may_be_typed(desk: Desk, said: str) -> None:
    desk.sends(PLAN)
    assert desk.says(said).facts.intent is ReplyIntent.CONFIRMED


def test_the_import_is_in_the_audit_trail_under_its_senders_name(desk: Desk) -> None:
    desk.sends(PLAN)
    desk.says("1")
    [version] = desk.parts.store.versions.history(PLAN.file)
    assert version.imported_by == HOA.name


def test_a_restart_between_summary_and_yes_loses_nothing(tmp_path: Path) -> None:
    with build(Settings(home=tmp_path)) as parts:
        shown = Desk(tmp_path, parts).sends(PLAN)
    (tmp_path / "gui.json").unlink()
    with build(Settings(home=tmp_path)) as parts:
        desk = Desk(tmp_path, parts)
        assert desk.says(choose="1", offer=shown.offer).facts.intent is ReplyIntent.CONFIRMED
        assert desk.parts.store.plans.export(PLAN.file) == PLAN


def test_a_second_yes_does_nothing_more(desk: Desk) -> None:
    shown = desk.sends(PLAN)
    first, second = (desk.says(choose="1", offer=shown.offer) for _ in range(2))
    assert (first.facts.intent, "đã làm xong" in plain_text(second)) == (ReplyIntent.CONFIRMED, True)
    assert len(desk.parts.store.versions.list_versions()) == 1


def test_two_yeses_at_once_import_once(desk: Desk) -> None:
    shown = desk.sends(PLAN)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: desk.says(choose="1", offer=shown.offer), range(4)))
    assert len(desk.parts.store.versions.list_versions()) == 1


def test_the_yes_of_another_person_is_refused(desk: Desk) -> None:
    shown = desk.sends(PLAN)
    other = replace(HOA, id="binh")
    assert desk.says(choose="1", offer=shown.offer, sender=other).facts.intent is ReplyIntent.DENIED
    assert desk.plans == []


def test_a_yes_after_the_time_is_over_changes_nothing(desk: Desk) -> None:
    shown = desk.sends(PLAN)
    late = desk.says(choose="1", offer=shown.offer, at=AT + timedelta(hours=13))
    assert ("không còn chờ" in plain_text(late), desk.plans) == (True, [])


def test_whoever_is_no_administrator_any_more_by_the_time_of_the_yes_is_refused(desk: Desk) -> None:
    desk.imports(PLAN)
    shown = desk.sends(replace(REVISED, file="ban-moi.txt"))
    demoted = replace(HOA, role=Role.OFFICER)
    refused = desk.says(choose="1", offer=shown.offer, sender=demoted)
    assert (refused.facts.intent, "Chỉ người quản trị" in plain_text(refused)) == (ReplyIntent.DENIED, True)
    assert desk.plans == [PLAN.file]


def test_a_plan_that_is_dropped_is_forgotten(desk: Desk) -> None:
    shown = desk.sends(PLAN)
    assert desk.says("bỏ").facts.intent is ReplyIntent.CANCELLED
    assert "không còn chờ" in plain_text(desk.says(choose="1", offer=shown.offer))
    assert desk.plans == []


def test_of_two_files_each_button_means_its_own(desk: Desk) -> None:
    first = desk.sends(PLAN)
    desk.sends(replace(PLAN, file="hai.txt", tasks=TASKS[:1]), "hai.json")
    desk.says(choose="1", offer=first.offer)
    assert desk.plans == [PLAN.file]


# --- versions


def test_a_new_version_is_told_in_words_and_takes_the_place_of_the_old(desk: Desk) -> None:
    desk.imports(PLAN)
    shown = desk.sends(REVISED)
    assert "chủ trì: Phòng Văn hoá → Hội Nông dân" in plain_text(shown)
    assert labels(shown)[0] == "Thay bản đang lưu"
    desk.says("1")
    assert desk.leads() == ("Hội Nông dân",)


def test_an_unchanged_file_is_said_to_be_so_and_offers_nothing(desk: Desk) -> None:
    desk.imports(PLAN)
    shown = desk.sends(PLAN)
    assert (shown.options, "không có gì thay đổi" in plain_text(shown)) == ((), True)


@pytest.mark.parametrize(("key", "left"), [("1", ["ban-moi.txt"]), ("2", [PLAN.file, "ban-moi.txt"])])
def test_what_looks_like_a_stored_plan_replaces_it_or_stands_apart(desk: Desk, key: str, left: list[str]) -> None:
    desk.imports(PLAN)
    shown = desk.sends(replace(REVISED, file="ban-moi.txt"))
    assert labels(shown)[:2] == ["Thay bản đang lưu", "Nạp thành kế hoạch riêng"]
    desk.says(key)
    assert desk.plans == left


def test_another_plan_under_the_name_of_a_stored_one_is_warned_of(desk: Desk) -> None:
    desk.imports(PLAN)
    other = replace(PLAN, tasks=(task("1", "Tổ chức đua thuyền trên sông", part(("Đoàn xã",))),))
    assert "một kế hoạch khác" in plain_text(desk.sends(other))


def test_what_changed_between_summary_and_yes_is_said_and_compared_again(desk: Desk) -> None:
    desk.imports(PLAN)
    shown = desk.sends(REVISED)
    desk.imports(replace(PLAN, tasks=TASKS[:2]))
    again = desk.says(choose="1", offer=shown.offer)
    assert (again.facts.intent, "đã thay đổi" in plain_text(again)) == (ReplyIntent.CLARIFY, True)
    assert "không còn chờ" in plain_text(desk.says(choose="1", offer=shown.offer))
    assert desk.leads() == ("Phòng Văn hoá",)
    desk.says(choose="1", offer=again.offer)
    assert desk.leads() == ("Hội Nông dân",)


def test_a_plan_that_came_meanwhile_is_not_doubled(desk: Desk) -> None:
    shown = desk.sends(replace(REVISED, file="ban-moi.txt"))
    desk.imports(PLAN)
    again = desk.says(choose="1", offer=shown.offer)
    assert labels(again)[:2] == ["Thay bản đang lưu", "Nạp thành kế hoạch riêng"]
    assert desk.plans == [PLAN.file]


def test_a_plan_that_was_withdrawn_meanwhile_is_offered_as_new(desk: Desk) -> None:
    desk.imports(PLAN)
    shown = desk.sends(REVISED)
    perform(desk.parts.store, WithdrawPlan(PLAN.file), Actor("khac", "Khác", Role.ADMIN), AT)
    assert labels(desk.says(choose="1", offer=shown.offer))[0] == "Nạp"


def test_another_organisations_plan_is_neither_shown_nor_replaced(desk: Desk) -> None:
    desk.imports(replace(PLAN, document=replace(PLAN.document, issuer="UBND tỉnh Thanh Hải")))
    refused = desk.sends(REVISED)
    assert (refused.facts.intent, refused.options) == (ReplyIntent.DENIED, ())
    assert "Phòng Văn hoá" not in plain_text(refused)
    assert desk.leads() == ("Phòng Văn hoá",)


# --- taken back


def test_a_plan_that_was_new_is_withdrawn_by_the_undo(desk: Desk) -> None:
    desk.sends(PLAN)
    desk.says("1")
    assert (desk.says("hoàn tác").facts.intent, desk.plans) == (ReplyIntent.UNDONE, [])


def test_the_version_before_is_restored_by_the_undo_once(desk: Desk) -> None:
    desk.imports(PLAN)
    desk.sends(replace(REVISED, file="ban-moi.txt"))
    done = desk.says("1")
    undone, again = (desk.says(choose="0", offer=done.offer) for _ in range(2))
    assert (undone.facts.intent, again.facts.intent) == (ReplyIntent.UNDONE, ReplyIntent.NONE)
    assert desk.plans == [PLAN.file]


# --- doubts, and the workbook to correct


def test_doubts_are_told_with_their_place_and_come_with_a_workbook_that_is_taken_back(desk: Desk) -> None:
    shown = desk.sends(replace(PLAN, doubts=(Doubt("bảng 1, hàng 2", "Không ghi thời hạn."),)))
    assert "bảng 1, hàng 2: Không ghi thời hạn." in plain_text(shown)
    [sheet] = shown.files
    assert sheet.is_relative_to(desk.home / "outgoing")
    book = load_workbook(sheet)
    book["Nhiệm vụ"]["F2"] = "Hội Nông dân"
    book.save(sheet)
    desk.says(file=sheet)
    desk.says("1")
    assert desk.leads() == ("Hội Nông dân",)


def test_a_plan_without_doubts_is_handed_over_for_correction_when_asked_for(desk: Desk) -> None:
    shown = desk.sends(PLAN)
    handed = desk.says("sửa")
    assert [file.name for file in handed.files] == ["my-lam-sua.xlsx"]
    assert desk.says(choose="1", offer=shown.offer).facts.intent is ReplyIntent.CONFIRMED


def test_three_hundred_doubts_and_changes_stay_one_message(desk: Desk) -> None:
    tasks = [task(str(n), f"Rà soát quy trình nội bộ số {n} " * 9, part(("Phòng Nội vụ",) * 9)) for n in range(300)]
    changed = [replace(each, assignments=(part(("Văn phòng",) * 9, ("Phòng Tư pháp",) * 9),)) for each in tasks]
    desk.imports(plan("dai.txt", *tasks, issuer=OFFICE))
    doubts = tuple(Doubt(f"bảng {n}, hàng {n}", f"Chưa hiểu thời hạn “{'quý tới ' * 40}”.") for n in range(300))
    shown = desk.sends(replace(plan("dai.txt", *changed, issuer=OFFICE), doubts=doubts))
    [message] = render(shown)
    assert units(message) <= 4096
    assert ("290 điều nữa" in message, "294 thay đổi nữa" in message) == (True, True)


def test_files_handed_over_are_cleared_away_after_days(desk: Desk) -> None:
    doubtful = replace(PLAN, doubts=(Doubt("bảng 1", "Không rõ."),))
    [old] = desk.sends(doubtful).files
    path = desk.written(doubtful)
    [new] = desk.says(file=path, at=AT + timedelta(days=5)).files
    assert (old.exists(), new.exists()) == (False, True)


# --- files of every kind


def test_a_word_document_is_read_apart_and_taken_in(desk: Desk) -> None:
    shown = desk.says(file=word_plan(desk.home / "truong.docx"))
    assert shown.facts.count == 2
    desk.says("1")
    assert desk.plans == ["truong.docx"]


def test_a_text_is_taken_in(desk: Desk) -> None:
    path = desk.home / "y-te.txt"
    path.write_text(HEALTH_PLAN, encoding="utf-8")
    assert desk.says(file=path).facts.intent is ReplyIntent.CLARIFY


@needs_font
def test_a_pdf_without_a_plan_is_said_to_be_none_and_may_prove_a_report(desk: Desk) -> None:
    sheet = Sheet(desk.home / "thu.pdf")
    sheet.text(72, 100, "Kính mời các đồng chí dự liên hoan cuối năm.")
    sheet.canvas.save()
    refused = desk.says(file=desk.home / "thu.pdf")
    assert "không có nội dung của một kế hoạch" in plain_text(refused)
    assert (refused.facts.intent, refused.facts.attached) == (ReplyIntent.CLARIFY, ("thu.pdf",))


def _cut(path: Path) -> Path:
    path.write_bytes(word_plan(path).read_bytes()[:3000])
    return path


def _program(path: Path) -> Path:
    path.write_bytes(b"MZ\x90\x00\x03\x00\x00\x00")
    return path


def _locked(path: Path) -> Path:
    data = bytearray(word_plan(path).read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    return path


def _bomb(path: Path) -> Path:
    return rewritten(word_plan(path), {}, {"word/media/a.bin": bytes(20 * 1024 * 1024)})


def _laughing(path: Path) -> Path:
    return rewritten(word_plan(path), {"word/document.xml": lambda data: LAUGHS.encode() + data}, {})


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (_cut, "bị hỏng"),
        (_program, "là một chương trình"),
        (_locked, "mật khẩu"),
        (_bomb, "bom nén"),
        (_laughing, "phá hoại"),
        (lambda path: path, "Không tìm thấy"),
        (lambda path: path.parent, "thư mục"),
    ],
    ids=["cut", "program", "locked", "bomb", "laughs", "missing", "folder"],
)
def test_a_bad_file_gets_one_sentence_without_where_it_lies(desk: Desk, made: Callable[[Path], Path], why: str) -> None:
    refused = desk.says(file=made(desk.home / "xau.docx"))
    told = plain_text(refused)
    assert (why in told, "\n" in told, str(desk.home) in told) == (True, False, False)
    assert (refused.options, desk.plans) == ((), [])


def test_a_file_over_the_size_that_is_set_is_declined_and_no_setting_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lon.txt"
    path.write_text("nhiệm vụ " * 200_000, encoding="utf-8")
    with build(Settings(home=tmp_path, max_file_mb=1)) as parts:
        told = plain_text(Desk(tmp_path, parts).says(file=path))
    assert ("quá lớn" in told, "DONDOC" in told) == (True, False)


def test_a_file_that_takes_longer_than_is_set_is_declined_and_no_setting_is_named(tmp_path: Path) -> None:
    path = big_word_plan(tmp_path / "lon.docx", 8_000)
    with build(Settings(home=tmp_path, import_seconds=1)) as parts:
        told = plain_text(Desk(tmp_path, parts).says(file=path))
    assert ("chưa xong" in told, "DONDOC" in told) == (True, False)


def test_a_plan_too_long_to_wait_for_a_yes_is_declined(desk: Desk) -> None:
    endless = replace(PLAN, tasks=(replace(TASKS[0], content="dài " * 1_100_000),))
    assert "dài quá" in plain_text(desk.sends(endless))


def test_a_file_of_several_plans_is_declined(desk: Desk) -> None:
    path = desk.written(PLAN, "tat-ca.jsonl")
    assert "mỗi kế hoạch một tệp" in plain_text(desk.says(file=path))


def test_a_file_says_nothing_to_the_talk_it_comes_into_where_it_is_refused(desk: Desk) -> None:
    desk.imports(PLAN)
    desk.says("ai chủ trì nạo vét kênh tưới")
    desk.says(file=desk.home / "khong-co.docx")
    assert [task.number for task in desk.says("thế còn hạn?").facts.tasks] == ["2"]


def test_how_a_plan_is_sent_is_told_to_administrators_alone(desk: Desk) -> None:
    assert "gửi tệp" in plain_text(desk.says("/nap"))
    assert "/nap ĐƯỜNG_DẪN" in plain_text(desk.says("/nap", channel=Channel.TERMINAL))
    assert desk.says("/nap", sender=LAN).facts.intent is ReplyIntent.DENIED
