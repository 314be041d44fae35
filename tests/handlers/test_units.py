"""Talks about the directory of units: looked at by everybody, changed by administrators who confirm it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.settings import Settings
from bot.wiring import Parts, build
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.roles import Role
from knowledge.store import Store
from tests.knowledge.made_directory import BLOCK, CULTURE, HOME, JUSTICE, MEDIA, OFFICE, PROVINCE, made

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
Say = Callable[..., Reply]


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    with build(Settings(home=tmp_path)) as opened:
        made(opened.store)
        yield opened


@pytest.fixture
def store(parts: Parts) -> Store:
    return parts.store


@pytest.fixture
def say(parts: Parts) -> Say:
    def said(text: str, role: Role = Role.ADMIN, file: Path | None = None) -> Reply:
        sender = Sender(f"u-{role}", "Lan", role, None, PROVINCE)
        return parts.assistant.respond(Message(f"c-{role}", sender, NOW, text=text, file=file))

    return said


def words(reply: Reply) -> str:
    return "\n".join(block.text for block in reply.blocks)


def units_of(store: Store) -> list[str]:
    return [line.name for line in store.directory.list_units()]


def test_the_units_of_the_own_organisation_are_listed_without_those_that_are_no_more(say: Say) -> None:
    reply = say("/donvi", Role.OFFICER)
    assert reply.facts.intent is ReplyIntent.HELP
    assert JUSTICE in words(reply) and OFFICE in words(reply)
    assert MEDIA not in words(reply)


def test_a_long_list_goes_on_by_a_number(say: Say, store: Store) -> None:
    for number in range(20):
        say(f"/donvi thêm đơn vị Phòng số {number} trực thuộc {HOME}")
        say("1")
    first = say("/donvi")
    assert [option.label for option in first.options] == ["Xem tiếp"]
    assert words(say("1")).startswith(f"{PROVINCE}: 27 đơn vị, trang 2.")


def test_a_unit_is_pictured_with_its_place_names_groups_and_successions(say: Say) -> None:
    told = words(say("/donvi so tu phap", Role.VIEWER))
    assert f"Trực thuộc: {PROVINCE}." in told
    assert "Tên khác: Ngành Tư pháp tỉnh nhà." in told
    assert "Các sở, ban, ngành (theo tên)" in told
    assert f"{BLOCK} (do người quản trị ghi)" in told
    assert f"“{MEDIA}” nay là “Sở Khoa học và Công nghệ” (theo NQ 12)." in words(say(f"/donvi {MEDIA}"))


def test_a_name_unknown_brings_the_nearest_as_choices(say: Say) -> None:
    reply = say("/donvi Sở Tư pháp và Lao động nhà")
    assert reply.facts.intent is ReplyIntent.CLARIFY
    chosen = next(option.key for option in reply.options if option.label.startswith(JUSTICE))
    assert words(say(chosen)).startswith(JUSTICE)


def test_whoever_is_no_administrator_may_not_change_anything(say: Say, store: Store) -> None:
    before = units_of(store)
    for role in (Role.VIEWER, Role.OFFICER, Role.LEADER):
        assert say(f"/donvi gộp {HOME} vào {JUSTICE}", role).facts.intent is ReplyIntent.DENIED
        assert say("1", role).facts.intent is not ReplyIntent.CONFIRMED
    assert units_of(store) == before


@pytest.mark.parametrize("sentence", [f"/donvi gộp {HOME} vào {JUSTICE}", "gop so noi vu vao so tu phap nhé"])
def test_a_change_is_shown_first_and_done_when_it_is_confirmed(say: Say, store: Store, sentence: str) -> None:
    card = say(sentence)
    assert f"“{HOME}” và “{JUSTICE}” là một đơn vị" in words(card)
    assert [option.label for option in card.options] == ["Xác nhận", "Huỷ"]
    assert HOME in units_of(store)
    assert say("1").facts.intent is ReplyIntent.CONFIRMED
    assert HOME not in units_of(store)


def test_a_change_called_off_does_nothing(say: Say, store: Store) -> None:
    say(f"đổi tên {HOME} thành Sở Nội vụ và Dân tộc")
    assert say("2").facts.intent is ReplyIntent.CANCELLED
    assert HOME in units_of(store)


def test_a_change_is_undone_by_a_word(say: Say, store: Store) -> None:
    say(f"đổi tên {HOME} thành Sở Nội vụ và Dân tộc")
    say("xác nhận")
    assert HOME not in units_of(store)
    assert say("hoàn tác").facts.intent is ReplyIntent.UNDONE
    assert HOME in units_of(store)


def test_a_succession_puts_in_the_unit_that_is_new_and_can_be_undone(say: Say, store: Store) -> None:
    card = words(say(f"{HOME} nay là Sở Dân tộc và Tôn giáo từ ngày 1/7/2025 theo NQ 15/NQ-HĐND"))
    assert "Thêm “Sở Dân tộc và Tôn giáo” vào danh bạ" in card
    assert f"Từ ngày 01/07/2025, “{HOME}” nay là “Sở Dân tộc và Tôn giáo” (theo NQ 15/NQ-HĐND)." in card
    assert say("1").facts.intent is ReplyIntent.CONFIRMED
    assert len(store.directory.list_successions()) == 2
    assert say("0").facts.intent is ReplyIntent.UNDONE
    assert len(store.directory.list_successions()) == 1


def test_the_day_that_was_not_told_is_asked_for(say: Say) -> None:
    assert words(say(f"/donvi {HOME} nay là {JUSTICE}")).startswith("Từ ngày nào?")
    assert f"Từ ngày 01/07/2025, “{HOME}” nay là “{JUSTICE}”." in words(say("1/7/2025"))


def test_a_split_and_a_merger_are_told_as_such(say: Say) -> None:
    assert f"“{CULTURE}” tách thành “Sở Du lịch”, “Sở Thể thao”." in words(
        say(f"tách {CULTURE} thành Sở Du lịch, Sở Thể thao từ 1/1/2026")
    )
    assert f"“{HOME}”, “{CULTURE}” hợp nhất thành “{JUSTICE}”." in words(
        say(f"{HOME} và {CULTURE} hợp nhất thành {JUSTICE} từ 1/1/2026")
    )


def test_names_typed_without_accents_are_kept_as_they_are_printed(say: Say, store: Store) -> None:
    say(f"doi ten {HOME} thanh so y te")
    say("1")
    assert "Sở Y tế" in units_of(store)


def test_a_group_is_told_beside_what_was_said_before(say: Say) -> None:
    assert f"có “{JUSTICE}”, “{HOME}”, “{CULTURE}”" in words(say(f"nhóm “{BLOCK}” gồm {HOME}, {CULTURE}"))


def test_an_unclear_name_in_a_change_is_settled_by_a_number(say: Say) -> None:
    offered = say(f"/donvi gộp Sở Nội vụu vào {JUSTICE}")
    chosen = next(option.key for option in offered.options if option.label.startswith(HOME))
    assert f"“{HOME}” và “{JUSTICE}” là một đơn vị" in words(say(chosen))


def test_what_the_directory_refuses_is_said(say: Say) -> None:
    say(f"/donvi {PROVINCE} trực thuộc {JUSTICE}")
    assert say("1").facts.intent is ReplyIntent.NONE


def test_an_administrator_of_one_organisation_may_not_change_another(parts: Parts) -> None:
    sender = Sender("u", "Lan", Role.ADMIN, None, "UBND xã Hoà Bình")
    reply = parts.assistant.respond(Message("c", sender, NOW, text=f"/donvi đổi tên {HOME} thành Sở Khác"))
    assert reply.facts.intent is ReplyIntent.DENIED


def test_the_workbook_goes_out_and_comes_back_with_changes_to_confirm(say: Say, store: Store) -> None:
    (path,) = say("/donvi xuất").files
    assert words(say("", file=path)) == "Không có gì thay đổi so với danh bạ."
    book = load_workbook(path)
    book["Đơn vị"].append(["Phòng Tổng hợp", HOME])
    book.save(path)
    assert "Thêm “Phòng Tổng hợp” vào danh bạ" in words(say("", file=path))
    assert say("1").facts.intent is ReplyIntent.CONFIRMED
    assert "Phòng Tổng hợp" in units_of(store)


def test_the_mistakes_of_a_workbook_are_listed_and_nothing_is_done(say: Say) -> None:
    (path,) = say("/donvi xuất").files
    book = load_workbook(path)
    book["Đơn vị"].append(["Phòng Tổng hợp", "Sở Không Có"])
    book.save(path)
    reply = say("", file=path)
    assert "cột “Trực thuộc”: không có đơn vị “Sở Không Có” trong danh bạ" in words(reply)
    assert not reply.options
