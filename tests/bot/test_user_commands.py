"""`dondoc users`: the first administrator comes in by it, and people are shown, changed and removed."""

import asyncio
import re
from collections.abc import Iterator

import pytest

from bot.settings import Settings
from bot.wiring import open_archive
from knowledge.commands import Invite
from knowledge.people.tokens import digest_of, read_code
from knowledge.people.types import InvitationLine, PersonLine
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.store import Store
from tests.conftest import Program
from tests.emulator import Emulator
from tests.knowledge.offices import HEALTH, JUSTICE, NOW, OPERATOR, OTHER, PROVINCE, joined, two_provinces
from tests.knowledge.offices import join as join_by
from tests.knowledge.offices import stranger as nobody

pytest_plugins = ["tests.bot.telegram_fixtures"]


@pytest.fixture
def store(dondoc: Program) -> Iterator[Store]:
    with open_archive(Settings(home=dondoc.home)) as opened:
        two_provinces(opened)
        yield opened


@pytest.fixture
def lan(store: Store) -> PersonLine:
    [unit] = store.directory.find_units(JUSTICE, PROVINCE)
    return joined(store, Role.OFFICER, unit.id, "77001", "Nguyễn Thị Lan")


def made_by(store: Store, shown: str) -> InvitationLine:
    """The invitation whose code was printed."""
    code = read_code(re.findall(r"\w{4}-\w{4}-\w{4}", shown)[0])
    line = store.people.find_invitation(digest_of(code or ""), NOW)
    assert line is not None
    return line


def test_the_first_administrator_comes_from_the_command_line(dondoc: Program, store: Store) -> None:
    done = dondoc("users", "invite", "--role", "admin")
    line = made_by(store, done.stdout)
    assert (done.returncode, line.role, line.unit) == (0, Role.ADMIN, None)
    assert "/start " in done.stdout and "http" not in done.stdout


def test_somebody_is_invited_to_a_unit_for_some_days(dondoc: Program, store: Store) -> None:
    arguments = ("--unit", "so tu phap", "--organisation", PROVINCE, "--role", "leader", "--days", "30")
    line = made_by(store, dondoc("users", "invite", *arguments).stdout)
    assert (line.role, line.unit, line.organisation) == (Role.LEADER, JUSTICE, PROVINCE)
    assert (line.expires_at - line.made_at).days == 30


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("--role", "officer"), 1, "Cần nêu đơn vị"),
        (("--unit", JUSTICE), 1, OTHER),
        (("--unit", "Sở Tư", "--organisation", PROVINCE), 1, JUSTICE),
        (("--unit", "Viện Mây Trời"), 1, "dondoc units add"),
        (("--role", "vua"), 2, "officer"),
        (("--role", "admin", "--days", "91"), 2, "--days"),
    ],
)
def test_what_can_not_be_invited_is_told_and_nothing_is_made(
    dondoc: Program, store: Store, arguments: tuple[str, ...], status: int, told: str
) -> None:
    done = dondoc("users", "invite", *arguments)
    assert done.returncode == status and told in done.stderr
    assert store.people.list_invitations(NOW) == ()


def test_people_are_listed_with_roles_and_units(dondoc: Program, lan: PersonLine) -> None:
    shown = " ".join(dondoc("users", "list").stdout.split())
    assert "Nguyễn Thị Lan cán bộ Sở Tư pháp (UBND tỉnh Thanh Hải)" in shown and "77001" not in shown
    assert "Lan" not in dondoc("users", "list", "--organisation", OTHER).stdout


def test_a_person_is_changed_removed_and_readmitted(dondoc: Program, store: Store, lan: PersonLine) -> None:
    number = str(lan.id)
    changed = dondoc("users", "change", number, "--role", "leader", "--unit", HEALTH)
    assert (changed.returncode, "lãnh đạo, Sở Y tế" in changed.stdout) == (0, True)
    dondoc("users", "remove", number)
    assert store.people.find(Channel.TELEGRAM, "77001") is None
    assert "đã xoá" in dondoc("users", "list", "--all").stdout
    assert dondoc("users", "readmit", number).returncode == 0
    assert store.people.get(lan.id).role is Role.LEADER


@pytest.mark.parametrize("command", ["remove", "readmit", "change"])
def test_nobody_has_a_number_that_nobody_has(dondoc: Program, store: Store, command: str) -> None:
    done = dondoc("users", command, "99")
    assert (done.returncode, "99" in done.stderr) == (1, True)


def test_an_invitation_is_listed_revoked_and_no_longer_lets_in(dondoc: Program, store: Store) -> None:
    line = made_by(store, dondoc("users", "invite", "--role", "admin").stdout)
    assert "chưa dùng" in dondoc("users", "invitations").stdout
    assert dondoc("users", "revoke", str(line.id)).returncode == 0
    assert "đã thu hồi" in dondoc("users", "invitations").stdout


def test_a_used_invitation_is_not_revoked(dondoc: Program, store: Store) -> None:
    number = perform(store, Invite(Role.ADMIN, None, digest_of("A" * 12), NOW.replace(day=9)), OPERATOR, NOW).id
    perform(store, join_by("A" * 12, "5"), nobody("5"), NOW)
    done = dondoc("users", "revoke", str(number))
    assert (done.returncode, "đã có người dùng" in done.stderr) == (1, True)


@pytest.mark.anyio
async def test_the_link_leads_to_the_bot_that_answers(dondoc: Program, store: Store, emulator: Emulator) -> None:
    settings = {"telegram_token": emulator.token, "telegram_api_url": emulator.url}
    done = await asyncio.to_thread(lambda: dondoc("users", "invite", "--role", "admin", **settings))
    assert re.search(r"https://t\.me/\w+\?start=[0-9A-Z]{12}\n", done.stdout)


def test_where_telegram_is_out_of_reach_the_code_alone_is_shown(dondoc: Program, store: Store) -> None:
    settings = {"telegram_token": "1:a", "telegram_api_url": "http://127.0.0.1:9"}
    done = dondoc("users", "invite", "--role", "admin", **settings)
    assert (done.returncode, "https" in done.stdout) == (0, False)
    assert made_by(store, done.stdout).role is Role.ADMIN
