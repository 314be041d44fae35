"""Answers, lists and reports before and after units were reorganised, put into groups, or called otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels.answering import Answering
from bot.rendering.plain import plain_text
from bot.settings import Settings
from bot.wiring import Parts, build
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.commands import (
    Actor,
    AddAlias,
    ImportPlan,
    NamedSuccession,
    Reorganise,
    RestoreSuccessions,
    RetractSuccessions,
    SetGroup,
    UnitCommand,
)
from knowledge.importing.draft import Comparator, DutyDraft, TargetDraft
from knowledge.perform import Arranged, perform
from knowledge.roles import Role
from knowledge.vietnamese.fold import fold
from tests.conversations.test_talks import assert_as_written
from tests.handlers.plans import part, plan, task

HERE = Path(__file__).parent
HAI, PHUOC = "UBND tỉnh Thanh Hải", "UBND tỉnh An Phước"
PRESS, SCIENCE, HOME = "Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ", "Sở Nội vụ"
ALL = "Các Sở, ban, ngành"
JUNE = date(2025, 6, 30)
PROVINCE = replace(
    plan(
        "tinh.txt",
        task("1", "Vận hành trục liên thông văn bản điện tử", part((PRESS,), (HOME,), due=JUNE)),
        task("2", "Công khai danh mục thủ tục nội bộ", part((ALL,))),
        task("3", "Ban hành quy chế quản lý sáng kiến", part((SCIENCE,))),
        task("4", "Tập huấn công chức một cửa", part((HOME,), (PRESS,))),
        task("5", "Bố trí trụ sở tiếp dân mới", part(("UBND huyện Bình Lâm",))),
        title="Ban hành Kế hoạch cải cách hành chính năm 2025",
        issuer=HAI,
        year=2025,
    ),
    targets=(TargetDraft("1", "Tỷ lệ phủ sóng 5G", "%", Comparator.AT_LEAST, 60, 2025, (PRESS,)),),
    prose_duties=(DutyDraft("III.1", (PRESS,), "Theo dõi đường dây nóng ngoài giờ hành chính", "", ()),),
)
PLANS = (
    PROVINCE,
    plan(
        "tinh-moi.txt",
        task("7", "Đo tốc độ mạng di động ở miền núi", part((SCIENCE,))),
        title="Ban hành Kế hoạch hạ tầng số năm 2025",
        issuer=PHUOC,
        year=2025,
    ),
)
ADMIN = Actor("1", "Quản trị", Role.ADMIN)
TALKS: list[dict[str, Any]] = yaml.safe_load((HERE / "reorganised.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    with build(Settings(home=tmp_path)) as built:
        for draft in PLANS:
            perform(built.store, ImportPlan(draft), ADMIN, datetime(2025, 1, 6, tzinfo=UTC))
        yield built


def arrange(parts: Parts, command: UnitCommand) -> Arranged:
    return perform(parts.store, command, ADMIN, datetime(2025, 1, 7, tzinfo=UTC))


def reorganise(parts: Parts, given: Sequence[dict[str, Any]]) -> Arranged:
    named = (
        NamedSuccession(
            each["former"], each.get("former_of", HAI), each["successor"], each.get("successor_of", HAI), each["since"]
        )
        for each in given
    )
    return arrange(parts, Reorganise("Sắp xếp", tuple(named)))


def unit_id(parts: Parts, name: str, organisation: str = HAI) -> int:
    return parts.store.directory.find_units(name, organisation)[0].id


def ask(assistant: Answering, text: str, unit: str = SCIENCE, on: str = "2025-04-10", **who: Any) -> Reply:
    sender = Sender("lan", "Lan", unit=unit, organisation=who.pop("organisation", HAI))
    return assistant.respond(Message("c", sender, datetime.fromisoformat(f"{on}T09:00:00+07:00"), text=text))


def tasks_of(reply: Reply) -> list[str]:
    return [task.number for task in reply.facts.tasks]


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk["talk"])
def test_a_talk_goes_as_written(parts: Parts, talk: dict[str, Any]) -> None:
    reorganise(parts, talk["given"])
    for place, turn in enumerate(talk["turns"], 1):
        who = talk | turn
        on, organisation = str(who["at"]), who.get("organisation", HAI)
        reply = ask(parts.assistant, turn["say"], who["unit"], on, organisation=organisation)
        assert_as_written(reply, turn, f"turn {place}: {turn['say']}")
        for words in turn.get("never", ()):
            assert fold(words) not in fold(plain_text(reply)), plain_text(reply)


def test_taking_the_succession_back_brings_all_back_and_restoring_it_too(parts: Parts) -> None:
    given = [{"former": PRESS, "successor": SCIENCE, "since": date(2025, 3, 1)}]
    made = reorganise(parts, given)
    assert tasks_of(ask(parts.assistant, "việc của tôi")) == ["1", "2", "3"]
    assert isinstance(made.undo, RetractSuccessions)
    undone = arrange(parts, made.undo)
    assert tasks_of(ask(parts.assistant, "việc của tôi")) == ["2", "3"]
    assert "nay là" not in plain_text(ask(parts.assistant, "nv 1 ai chủ trì"))
    assert isinstance(undone.undo, RestoreSuccessions)
    arrange(parts, undone.undo)
    assert tasks_of(ask(parts.assistant, "việc của tôi")) == ["1", "2", "3"]


def test_a_unit_taken_out_of_a_group_no_longer_has_its_tasks_nor_may_report_on_them(parts: Parts) -> None:
    organisation = parts.store.directory.units_of(HAI).organisation
    assert organisation is not None
    arrange(parts, SetGroup(organisation.id, ALL, others=(unit_id(parts, SCIENCE),)))
    assert tasks_of(ask(parts.assistant, "việc của tôi")) == ["3"]
    assert tasks_of(ask(parts.assistant, "việc của tôi", HOME)) == ["2", "4"]
    assert ask(parts.assistant, "nv 2 xong rồi").facts.intent is ReplyIntent.DENIED
    assert ask(parts.assistant, "nv 2 xong rồi", HOME).facts.intent is ReplyIntent.REPORT


def test_a_unit_put_into_a_group_has_its_tasks_and_is_told_why(parts: Parts) -> None:
    organisation = parts.store.directory.units_of(HAI).organisation
    assert organisation is not None
    district = "UBND huyện Bình Lâm"
    arrange(parts, SetGroup(organisation.id, ALL, members=(unit_id(parts, district),)))
    reply = ask(parts.assistant, "việc của tôi", district)
    assert tasks_of(reply) == ["2", "5"]
    assert f"thuộc về: {ALL}" in plain_text(reply)


@pytest.mark.parametrize("called", ["nhà mạng", "pcsk", "Sở ta", "vụ số"])
def test_a_unit_is_asked_for_by_what_the_office_calls_it(parts: Parts, called: str) -> None:
    arrange(parts, AddAlias(unit_id(parts, SCIENCE), called))
    assert tasks_of(ask(parts.assistant, f"việc của {called}", HOME)) == ["2", "3"]
    assert tasks_of(ask(parts.assistant, "việc của tôi", called)) == ["2", "3"]
