"""Whose work a person may report on, and how they are told that they may not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.channels.answering import Answering
from bot.rendering.plain import plain_text
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.roles import Role
from knowledge.samples import load_sample
from tests.handlers.plans import part, plan, task
from tests.talking import open_plans

AT = datetime.fromisoformat("2026-05-13T09:00:00+07:00")
CENTRE, OFFICE = "Trung tâm Phục vụ hành chính công", "Văn phòng HĐND và UBND"
OFFICER = Sender("lan", "Lan", Role.OFFICER, CENTRE, "UBND phường An Lạc Sơn")


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Answering]:
    with open_plans(tmp_path, load_sample(2026)) as opened:
        yield opened


def say(assistant: Answering, sender: Sender, *texts: str) -> Reply:
    return [assistant.respond(Message(sender.id, sender, AT, text=text)) for text in texts][-1]


def test_an_officer_reports_what_is_given_to_the_own_unit(assistant: Answering) -> None:
    reply = say(assistant, OFFICER, "nv 25 xong hôm qua", "xác nhận")
    assert reply.facts.intent is ReplyIntent.CONFIRMED


def test_an_officer_is_told_at_once_whose_task_it_is_and_nothing_waits(assistant: Answering) -> None:
    reply = say(assistant, OFFICER, "nv 2 xong hôm qua")
    assert (reply.facts.intent, reply.options) == (ReplyIntent.DENIED, ())
    assert "chưa có gì được ghi" in plain_text(reply)
    assert say(assistant, OFFICER, "xác nhận").facts.intent is not ReplyIntent.CONFIRMED


def test_an_officer_does_not_report_in_the_name_of_another_unit(assistant: Answering) -> None:
    assert say(assistant, OFFICER, f"{OFFICE} xong nv 25 rồi").facts.intent is ReplyIntent.DENIED


def test_an_officer_of_another_organisation_reports_nothing_here(assistant: Answering) -> None:
    stranger = replace(OFFICER, organisation="UBND phường Vĩnh Hoà", unit="Phòng Nội vụ")
    assert say(assistant, stranger, "nv 25 phường An Lạc Sơn xong").facts.intent is ReplyIntent.DENIED


def test_a_viewer_reports_nothing_and_may_ask(assistant: Answering) -> None:
    viewer = replace(OFFICER, role=Role.VIEWER)
    assert say(assistant, viewer, "nv 25 xong hôm qua").facts.intent is ReplyIntent.DENIED
    assert say(assistant, viewer, "nv 25 ai chủ trì").facts.intent is ReplyIntent.LEAD


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMIN])
def test_leaders_and_administrators_report_for_every_unit_of_the_organisation(assistant: Answering, role: Role) -> None:
    assert say(assistant, replace(OFFICER, role=role), "nv 2 xong", "xác nhận").facts.intent is ReplyIntent.CONFIRMED


def test_a_leader_reports_in_the_name_of_the_unit_the_message_begins_with(assistant: Answering) -> None:
    leader = replace(OFFICER, role=Role.LEADER)
    assert OFFICE in plain_text(say(assistant, leader, f"{OFFICE} xong nv 2", "xác nhận", "ai báo gì nv 2"))


def test_an_officer_of_no_known_unit_reports_nothing(assistant: Answering) -> None:
    assert say(assistant, replace(OFFICER, unit=None), "nv 25 xong").facts.intent is ReplyIntent.DENIED


def test_what_was_reported_is_shown_to_the_own_organisation_and_to_whom_the_task_is_given(
    tmp_path: Path,
) -> None:
    mine = plan("tinh.txt", task("1", "Số hóa hồ sơ đất đai.", part(("Sở Tư pháp", "UBND phường Mây Trắng"))))
    with open_plans(tmp_path, mine) as assistant:
        officer = Sender("a", "An", Role.OFFICER, "Sở Tư pháp", "UBND tỉnh Thanh Hải")
        say(assistant, officer, "nv 1 xong hôm qua", "xác nhận")
        within = replace(officer, id="b", unit="Văn phòng", organisation="UBND phường Mây Trắng")
        outside = replace(officer, id="c", organisation="UBND tỉnh Vĩnh Thành")
        told = [say(assistant, sender, "nv 1 tỉnh Thanh Hải xong chưa") for sender in (officer, within, outside)]
        assert [reply.facts.status for reply in told] == ["in_progress", "in_progress", None]
        assert "cơ quan khác" in plain_text(told[2])
        assert say(assistant, outside, "ai báo gì nv 1 tỉnh Thanh Hải").facts.intent is ReplyIntent.DENIED
