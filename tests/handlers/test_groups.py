"""Groups: what is for one person goes on in their private talk, and a group may stand for a unit."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.rendering.plain import plain_text
from bot.settings import Settings
from bot.wiring import Parts, build
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.commands import ImportPlan, RemovePerson
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.samples import load_sample
from tests.knowledge.offices import OPERATOR, joined

AT = datetime.fromisoformat("2026-05-13T09:00:00+07:00")
GROUP = "-100"
CENTRE, ECONOMY = "Trung tâm Phục vụ hành chính công", "Phòng Kinh tế, Hạ tầng và Đô thị"
LAN, MINH, ADMIN, STRANGER = "telegram:7", "telegram:8", "telegram:9", "telegram:66"
Says = Callable[..., Reply]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lan is an officer of the centre, Minh of another office; there is one administrator."""
    home = tmp_path_factory.mktemp("home")
    with build(Settings(home=home)) as parts:
        perform(parts.store, ImportPlan(load_sample(2026)), OPERATOR, AT)
        for account, name, unit in ((LAN, "Lan", CENTRE), (MINH, "Minh", ECONOMY)):
            joined(parts.store, Role.OFFICER, parts.store.directory.find_units(unit)[0].id, account, name)
        joined(parts.store, Role.ADMIN, None, ADMIN, "Quản trị")
        parts.assistant.examples()
    return home


@pytest.fixture
def parts(home: Path, tmp_path: Path) -> Iterator[Parts]:
    shutil.copytree(home, tmp_path / "home")
    with build(Settings(home=tmp_path / "home")) as parts:
        yield parts


@pytest.fixture
def says(parts: Parts) -> Says:
    """Lan says something in the group, unless told otherwise."""

    def say(text: str = "", *, who: str = LAN, alone: bool = False, **fields: str) -> Reply:
        private = who.removeprefix("telegram:")
        chat, aside = (private, None) if alone else (GROUP, private)
        sender = Sender(who, "Tên trên mạng", role=None)
        return parts.assistant.respond(
            Message(chat, sender, AT, text, channel=Channel.TELEGRAM, aside=aside, **fields)  # type: ignore[arg-type]
        )

    return say


def test_a_question_in_a_group_is_answered_before_all(says: Says) -> None:
    reply = says("nv 9 mục A.II ai chủ trì")
    assert (reply.personal, reply.facts.intent) == (False, ReplyIntent.LEAD)


def test_a_report_in_a_group_is_shown_to_its_sender_alone_and_confirmed_in_their_private_chat(says: Says) -> None:
    card = says("nv 9 mục A.II đang làm 60%")
    assert (card.personal, card.facts.intent, card.facts.percent) == (True, ReplyIntent.REPORT, 60)
    assert says(choose="1", offer=card.offer).facts.intent is ReplyIntent.DENIED
    confirmed = says("1", alone=True)
    assert (confirmed.facts.intent, len(confirmed.facts.reports or ())) == (ReplyIntent.CONFIRMED, 1)


def test_a_card_may_be_confirmed_and_taken_back_by_words_in_the_group(says: Says) -> None:
    says("nv 9 mục A.II đang làm 60%")
    done = says("xác nhận")
    assert (done.personal, done.facts.intent) == (True, ReplyIntent.CONFIRMED)
    undone = says("hoàn tác")
    assert (undone.personal, undone.facts.intent) == (True, ReplyIntent.UNDONE)


def test_a_report_of_what_the_group_talks_of_is_understood(says: Says) -> None:
    asked = says("nv 9 mục A.II ai chủ trì")
    card = says("đang làm 60%")
    assert (card.personal, card.facts.intent, card.facts.tasks) == (True, ReplyIntent.REPORT, asked.facts.tasks)


def test_a_question_in_the_group_leaves_the_card_waiting_in_the_private_chat(says: Says) -> None:
    says("nv 9 mục A.II đang làm 60%")
    says("nv 25 hạn khi nào")
    assert says("xác nhận", alone=True).facts.intent is ReplyIntent.CONFIRMED


def test_who_i_am_is_told_to_me_alone(says: Says) -> None:
    assert says("/toi").personal


def test_the_history_of_a_task_names_units_in_a_group_and_people_to_one_alone(says: Says) -> None:
    says("nv 9 mục A.II đang làm 60%", alone=True)
    says("1", alone=True)
    before_all = plain_text(says("ai báo gì nv 9 mục A.II"))
    assert ("Lan" in before_all, CENTRE in before_all) == (False, True)
    assert "Lan" in plain_text(says("ai báo gì nv 9 mục A.II", alone=True))


def test_a_stranger_in_a_group_learns_only_how_to_join(says: Says) -> None:
    for text in ("nv 9 ai chủ trì", "/toi", "/gannhom " + CENTRE):
        assert says(text, who=STRANGER).facts.intent is ReplyIntent.DENIED


def test_the_choice_of_somebody_removed_answers_nothing(says: Says, parts: Parts) -> None:
    offer = says("việc rà soát thì hạn bao giờ")
    person = parts.store.people.find(Channel.TELEGRAM, LAN)
    assert person is not None
    assert offer.options
    perform(parts.store, RemovePerson(person.id), OPERATOR, AT)
    refused = says(choose="1", offer=offer.offer)
    assert (refused.facts.intent, refused.facts.tasks) == (ReplyIntent.NONE, ())


# a group that stands for a unit


def test_in_a_group_bound_to_a_unit_ours_is_that_units_and_the_answer_says_so(says: Says) -> None:
    bound = says(f"/gannhom {CENTRE}", who=ADMIN)
    assert (bound.personal, CENTRE in plain_text(bound)) == (False, True)
    in_group, alone = says("bên mình có việc gì", who=MINH), says("bên mình có việc gì", who=MINH, alone=True)
    assert f"Theo đơn vị của nhóm: {CENTRE}" in plain_text(in_group)
    assert "đơn vị của nhóm" not in plain_text(alone)
    assert in_group.facts.tasks != alone.facts.tasks
    assert in_group.facts.tasks == says("bên mình có việc gì", alone=True).facts.tasks


def test_a_report_in_a_bound_group_is_of_the_senders_own_unit(says: Says) -> None:
    says(f"/gannhom {CENTRE}", who=ADMIN)
    says("nv 9 mục A.II đang làm 60%", who=MINH)
    says("1", who=MINH, alone=True)
    told = plain_text(says("ai báo gì nv 9 mục A.II", who=MINH, alone=True))
    assert (ECONOMY in told, CENTRE in told.split("Báo cáo")[0]) == (True, False)


def test_only_an_administrator_binds_a_group(says: Says, parts: Parts) -> None:
    assert says(f"/gannhom {CENTRE}").facts.intent is ReplyIntent.DENIED
    assert parts.store.people.unit_of_chat(Channel.TELEGRAM, GROUP) is None


def test_a_group_is_unbound_again(says: Says) -> None:
    says(f"/gannhom {CENTRE}", who=ADMIN)
    assert CENTRE in plain_text(says("/gonhom", who=ADMIN))
    assert "chưa gắn" in plain_text(says("/gonhom", who=ADMIN))
    assert "đơn vị của nhóm" not in plain_text(says("bên mình có việc gì"))


def test_a_group_is_bound_only_from_within_it_and_to_a_unit_that_is_there(says: Says) -> None:
    assert "trong một nhóm" in plain_text(says(f"/gannhom {CENTRE}", who=ADMIN, alone=True))
    assert "tên đơn vị" in plain_text(says("/gannhom", who=ADMIN))
    assert says("/gannhom Zzz", who=ADMIN).facts.intent is ReplyIntent.NONE


def test_where_the_name_of_a_unit_is_not_quite_clear_the_near_ones_are_offered(says: Says, parts: Parts) -> None:
    offer = says("/gannhom Trung tâm Phục vụ", who=ADMIN)
    assert CENTRE in offer.options[0].label
    says(choose="1", offer=offer.offer, who=ADMIN)
    unit = parts.store.people.unit_of_chat(Channel.TELEGRAM, GROUP)
    assert unit is not None
    assert unit.name == CENTRE
