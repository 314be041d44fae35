"""/toi tells people who they are here and what they may do, and hands them their own data."""

import json
from collections.abc import Iterator

import pytest

from bot.settings import Settings
from bot.wiring import Parts, build
from handlers.me import file_stem
from handlers.message import Message, Sender
from handlers.outgoing import Outgoing
from handlers.phrases import say
from handlers.reply import Reply, ReplyIntent
from knowledge.people.types import PersonLine
from knowledge.roles import Channel, Role
from tests.knowledge.offices import NOW, joined, two_provinces


class Office:
    """A store with one officer, Lan, and how she is answered."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.lan: PersonLine = joined(parts.store, Role.OFFICER, two_provinces(parts.store).justice, "41", "Lan Anh")

    def ask(
        self, text: str, sender: str = "41", channel: Channel = Channel.TELEGRAM, aside: str | None = None
    ) -> Reply:
        who = Sender(sender, "Lan Anh")
        return self.parts.assistant.respond(Message("chat", who, NOW, text, channel=channel, aside=aside))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with build(Settings(home=tmp_path_factory.mktemp("home"))) as parts:
        yield Office(parts)


def lines(reply: Reply) -> list[str]:
    return [block.text for block in reply.blocks]


def test_it_says_name_role_unit_organisation_since_when_and_what_one_may_do(office: Office) -> None:
    assert lines(office.ask("/toi")) == [
        "Lan Anh",
        "Vai trò: cán bộ",
        "Đơn vị: Sở Tư pháp",
        "Cơ quan: UBND tỉnh Thanh Hải",
        "Tham gia từ: 02/03/2026",
        "Bạn được hỏi về các kế hoạch và báo cáo tiến độ việc của đơn vị mình.",
    ]


def test_who_administers_everything_is_told_so(office: Office) -> None:
    joined(office.parts.store, Role.ADMIN, None, "1", "Quản trị")
    assert lines(office.ask("/toi", sender="1"))[1:3] == ["Vai trò: quản trị", "Phạm vi: mọi cơ quan"]


@pytest.mark.parametrize("role", Role)
def test_every_role_is_told_what_it_may_do(role: Role) -> None:
    assert say("me_may", role.value).startswith("Bạn được")


def test_their_data_is_a_choice_by_number_and_a_file_of_json(office: Office) -> None:
    assert [option.label for option in office.ask("/toi").options] == ["Dữ liệu của tôi"]
    [path] = office.ask("1").files
    data = json.loads(path.read_text("utf-8"))
    assert path.name == f"{file_stem(office.lan.id)}.json"
    assert (data["person"]["name"], data["audit"][0]["command"]) == ("Lan Anh", "Join")


def test_it_is_for_their_eyes_alone(office: Office) -> None:
    assert office.ask("/toi", aside="41").personal
    assert office.ask("/toi dữ liệu của tôi", aside="41").personal
    assert not office.ask("chào bạn", aside="41").personal


def test_a_stranger_learns_only_how_to_join(office: Office) -> None:
    reply = office.ask("/toi dữ liệu", sender="999")
    assert (reply.facts.intent, reply.files) == (ReplyIntent.DENIED, ())


def test_where_the_channel_vouches_nothing_is_kept_and_it_says_so(office: Office) -> None:
    assert "không lưu hồ sơ nào" in lines(office.ask("/toi dữ liệu", channel=Channel.TERMINAL))[0]
    assert office.ask("/toi", channel=Channel.TERMINAL).options == ()


def test_files_of_somebody_erased_are_taken_back(office: Office) -> None:
    [path] = office.ask("/toi dữ liệu").files
    path.with_name("khac.json").write_text("{}")
    Outgoing(path.parents[2]).take_back(file_stem(office.lan.id))
    assert [file.name for file in path.parent.iterdir()] == ["khac.json"]
