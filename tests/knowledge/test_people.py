"""Who comes in and by what, what they are then, and how it ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from knowledge.commands import (
    Actor,
    BindChat,
    ChangePerson,
    Invite,
    MarkReach,
    MoveChat,
    PeopleCommand,
    ReadmitPerson,
    RemovePerson,
    RevokeInvitation,
    UnbindChat,
)
from knowledge.conversations import Offer
from knowledge.errors import DeniedError, InvitationRefusedError, PersonNotFoundError, PersonRefusedError
from knowledge.pending import Pending
from knowledge.people.names import NAMELESS
from knowledge.people.tokens import digest_of, find_code, new_code, read_code, shown
from knowledge.people.types import InvitationState
from knowledge.perform import Admitted, perform
from knowledge.roles import Channel, Role
from knowledge.schema import AuditRow, InvitationRow, UnitRow
from knowledge.store import Store
from tests.knowledge.offices import (
    HEALTH,
    JUSTICE,
    NOW,
    OPERATOR,
    PROVINCE,
    WEEK,
    Units,
    acting,
    invited,
    join,
    joined,
    stranger,
    two_provinces,
)


@pytest.fixture
def units(store: Store) -> Units:
    return two_provinces(store)


def do(store: Store, command: PeopleCommand, actor: Actor = OPERATOR) -> Admitted:
    return perform(store, command, actor, NOW)


def trail(store: Store) -> list[tuple[str, dict[str, object], dict[str, object]]]:
    with store.database.reading() as connection:
        columns = (AuditRow.command, AuditRow.before, AuditRow.facts)
        return [(row[0], row[1], row[2]) for row in connection.execute(select(*columns).order_by(AuditRow.id))]


def state(store: Store, code: str) -> InvitationState:
    line = store.people.find_invitation(digest_of(code), NOW)
    assert line is not None
    return line.state


# codes


@pytest.mark.parametrize("typed", ["K7QM-3XPT-9A20", "k7qm3xpt9a20", " k7qm 3xpt 9a2o", "K7QM–3XPT–9A2O"])
def test_a_code_is_read_in_any_case_with_or_without_hyphens(typed: str) -> None:
    assert read_code(typed) == "K7QM3XPT9A20"


def test_letters_that_look_like_digits_are_those_digits() -> None:
    assert read_code("OoIi-Ll22-3344") == "001111223344"


@pytest.mark.parametrize("typed", ["", "K7QM-3XPT", "K7QM-3XPT-9A2B-1", "K7QM-3XPT-9A2U", "chào anh chị"])
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


@pytest.mark.parametrize("said", ["baocaotiendo", "giao viec than", "hạn nv 34", "12", "QĐ 58/QĐ-UBND"])
def test_words_are_not_taken_for_a_code(said: str) -> None:
    assert find_code(said) is None


def test_a_new_code_is_shown_so_that_it_is_read_again() -> None:
    for code in (new_code() for _ in range(100)):
        assert read_code(shown(code)) == find_code(shown(code).lower()) == code


# invitations


def test_an_invitation_lets_one_person_in_as_it_says(store: Store, units: Units) -> None:
    person = joined(store, Role.OFFICER, units.justice, "7", "Lan")
    assert (person.name, person.role, person.unit, person.organisation) == ("Lan", Role.OFFICER, JUSTICE, PROVINCE)
    assert store.people.find(Channel.TELEGRAM, "7") == person


def test_nothing_of_the_code_is_kept_but_its_digest(store: Store, units: Units) -> None:
    code = invited(store, Role.OFFICER, units.justice)
    with store.database.reading() as connection:
        rows = [*connection.execute(select(InvitationRow.__table__)), *connection.execute(select(AuditRow.__table__))]
    assert code not in str(rows) and digest_of(code) not in str(trail(store))


def test_a_guessed_code_lets_nobody_in(store: Store, units: Units) -> None:
    invited(store, Role.OFFICER, units.justice)
    with pytest.raises(InvitationRefusedError, match="unknown"):
        do(store, join(new_code(), "7"), stranger("7"))
    assert store.people.list_people() == ()


def test_a_used_code_lets_nobody_else_in(store: Store, units: Units) -> None:
    code = invited(store, Role.OFFICER, units.justice)
    do(store, join(code, "7"), stranger("7"))
    with pytest.raises(InvitationRefusedError, match="used"):
        do(store, join(code, "8"), stranger("8"))
    assert [person.account for person in store.people.list_people()] == ["7"]


def test_joining_again_by_the_same_code_changes_nothing(store: Store, units: Units) -> None:
    code = invited(store, Role.OFFICER, units.justice)
    first = do(store, join(code, "7"), stranger("7"))
    before = trail(store)
    again = do(store, join(code, "7", "Tên khác"), stranger("7"))
    assert (again.id, again.changed, trail(store)) == (first.id, False, before)


def test_an_expired_code_lets_nobody_in(store: Store, units: Units) -> None:
    code = invited(store, Role.OFFICER, units.justice)
    with pytest.raises(InvitationRefusedError, match="expired"):
        perform(store, join(code, "7"), stranger("7"), NOW + WEEK)
    perform(store, join(code, "7"), stranger("7"), NOW + WEEK - timedelta(seconds=1))


def test_a_revoked_code_lets_nobody_in(store: Store, units: Units) -> None:
    code = invited(store, Role.OFFICER, units.justice)
    line = store.people.find_invitation(digest_of(code), NOW)
    assert line is not None and do(store, RevokeInvitation(line.id)).changed
    with pytest.raises(InvitationRefusedError, match="revoked"):
        do(store, join(code, "7"), stranger("7"))
    assert not do(store, RevokeInvitation(line.id)).changed


def test_a_used_invitation_can_not_be_revoked(store: Store, units: Units) -> None:
    person = joined(store, Role.OFFICER, units.justice, "7")
    line = next(line for line in store.people.list_invitations(NOW) if line.person == person.id)
    with pytest.raises(InvitationRefusedError, match="taken"):
        do(store, RevokeInvitation(line.id))


def test_an_invitation_that_never_was_can_not_be_revoked(store: Store) -> None:
    with pytest.raises(InvitationRefusedError, match="missing"):
        do(store, RevokeInvitation(99))


def test_of_many_who_come_at_once_by_one_code_one_gets_in(store: Store, units: Units) -> None:
    code = invited(store, Role.OFFICER, units.justice)

    def tries(account: str) -> str:
        try:
            do(store, join(code, account), stranger(account))
        except InvitationRefusedError as error:
            return error.reason
        return "in"

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(tries, map(str, range(16))))
    assert sorted(told) == ["in", *["used"] * 15]
    assert len(store.people.list_people()) == 1


def test_one_account_that_comes_many_times_at_once_is_one_person(store: Store, units: Units) -> None:
    code = invited(store, Role.OFFICER, units.justice)
    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(lambda _: do(store, join(code, "7"), stranger("7")), range(16)))
    assert sum(admitted.changed for admitted in told) == 1 and len(store.people.list_people()) == 1


@pytest.mark.parametrize("days", [0, 0.5, 91])
def test_an_invitation_is_for_one_to_ninety_days(store: Store, units: Units, days: float) -> None:
    with pytest.raises(PersonRefusedError, match="days"):
        do(store, Invite(Role.OFFICER, units.justice, "d", NOW + timedelta(days=days)))


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.LEADER])
def test_nobody_but_an_administrator_is_invited_to_everything(store: Store, role: Role) -> None:
    with pytest.raises(PersonRefusedError, match="no_unit"):
        do(store, Invite(role, None, "d", NOW + WEEK))


def test_the_invitations_are_listed_with_what_became_of_them(store: Store, units: Units) -> None:
    codes = [invited(store, Role.OFFICER, units.justice) for _ in range(3)]
    do(store, join(codes[0], "7"), stranger("7"))
    do(store, RevokeInvitation(store.people.list_invitations(NOW)[1].id))
    assert [line.state.value for line in store.people.list_invitations(NOW)] == ["open", "revoked", "used"]
    assert store.people.list_invitations(NOW + WEEK)[0].state is InvitationState.EXPIRED
    assert store.people.list_invitations(NOW, "UBND tỉnh Lạc Sơn") == ()


# people


def test_who_joins_again_is_given_the_new_role_and_unit_and_the_trail_tells_both(store: Store, units: Units) -> None:
    person = joined(store, Role.OFFICER, units.justice, "7")
    again = joined(store, Role.LEADER, units.province, "7")
    assert (again.id, again.role, again.unit) == (person.id, Role.LEADER, PROVINCE)
    command, before, after = trail(store)[-1]
    assert (command, before["role"], before["unit"]) == ("Join", "officer", JUSTICE)
    assert (after["role"], after["unit"], after["organisation"]) == ("leader", PROVINCE, PROVINCE)


def test_removing_ends_the_rights_at_once_and_readmitting_gives_them_back(store: Store, units: Units) -> None:
    person = joined(store, Role.OFFICER, units.justice, "7")
    undo = do(store, RemovePerson(person.id)).undo
    assert store.people.find(Channel.TELEGRAM, "7") is None and undo == ReadmitPerson(person.id)
    do(store, undo)
    assert store.people.find(Channel.TELEGRAM, "7") == person


def test_who_was_removed_does_not_come_back_by_the_code_once_used(store: Store, units: Units) -> None:
    code = invited(store, Role.OFFICER, units.justice)
    number = do(store, join(code, "7"), stranger("7")).id
    do(store, RemovePerson(number))
    with pytest.raises(InvitationRefusedError, match="used"):
        do(store, join(code, "7"), stranger("7"))


def test_who_was_removed_comes_back_by_a_new_invitation(store: Store, units: Units) -> None:
    person = joined(store, Role.OFFICER, units.justice, "7")
    do(store, RemovePerson(person.id))
    assert joined(store, Role.VIEWER, units.health, "7").id == person.id
    assert trail(store)[-1][1]["removed"] is True


def test_with_a_person_go_what_waits_for_them_and_what_they_talked_of(store: Store, units: Units) -> None:
    person = joined(store, Role.OFFICER, units.justice, "7")
    store.pendings.save(Pending("p", "c", "7", "{}", NOW + WEEK), NOW)
    store.conversations.save_offer(Offer("o", "c", "7", "[]", NOW + WEEK), NOW)
    store.conversations.save_focus("c", "7", "{}", NOW + WEEK)
    do(store, RemovePerson(person.id))
    assert store.pendings.find("p", NOW) is None and store.conversations.find_offer("o", NOW) is None
    assert store.conversations.find_focus("c", "7", NOW) is None


def test_the_rights_of_who_was_removed_end_even_for_what_is_under_way(store: Store, units: Units) -> None:
    """Whoever still acts as the administrator that the account was a moment ago is not one any more."""
    person = joined(store, Role.ADMIN, units.province, "7")
    do(store, RemovePerson(person.id))
    with pytest.raises(DeniedError, match="stranger"):
        do(store, Invite(Role.ADMIN, units.province, "d", NOW + WEEK), acting(person))


@pytest.mark.parametrize("ends", [RemovePerson, lambda person: ChangePerson(person, Role.OFFICER)])
def test_nobody_comes_in_by_what_a_former_administrator_gave_out(store: Store, units: Units, ends: object) -> None:
    person = joined(store, Role.ADMIN, units.province, "7")
    code = invited(store, Role.ADMIN, units.province, acting(person))
    assert callable(ends)
    do(store, ends(person.id))
    assert state(store, code) is InvitationState.REVOKED


def test_a_change_of_role_and_unit_is_told_and_undone(store: Store, units: Units) -> None:
    person = joined(store, Role.OFFICER, units.justice, "7")
    undo = do(store, ChangePerson(person.id, Role.LEADER, units.health)).undo
    changed = store.people.get(person.id)
    assert (changed.role, changed.unit) == (Role.LEADER, HEALTH)
    assert [facts["unit"] for facts in trail(store)[-1][1:]] == [JUSTICE, HEALTH]
    assert undo is not None and do(store, undo).changed
    assert store.people.get(person.id) == person


def test_a_change_to_what_somebody_is_already_writes_nothing(store: Store, units: Units) -> None:
    person = joined(store, Role.OFFICER, units.justice, "7")
    before = trail(store)
    assert not do(store, ChangePerson(person.id, Role.OFFICER, units.justice)).changed and trail(store) == before


def test_the_last_administrator_of_everything_stays_one(store: Store, units: Units) -> None:
    last = joined(store, Role.ADMIN, None, "7")
    for command in (RemovePerson(last.id), ChangePerson(last.id, Role.OFFICER, units.justice)):
        with pytest.raises(PersonRefusedError, match="last_admin"):
            do(store, command)
    code = invited(store, Role.OFFICER, units.justice)
    with pytest.raises(PersonRefusedError, match="last_admin"):
        do(store, join(code, "7"), stranger("7"))
    assert state(store, code) is InvitationState.OPEN


def test_one_of_two_administrators_of_everything_may_go_and_the_undo_restores_it(store: Store, units: Units) -> None:
    joined(store, Role.ADMIN, None, "7")
    second = joined(store, Role.ADMIN, None, "8")
    undo = do(store, ChangePerson(second.id, Role.OFFICER, units.justice)).undo
    assert undo is not None
    do(store, undo)
    assert store.people.get(second.id) == second


def test_who_administers_everything_is_no_officer_of_everything(store: Store) -> None:
    joined(store, Role.ADMIN, None, "7")
    second = joined(store, Role.ADMIN, None, "8")
    with pytest.raises(PersonRefusedError, match="no_unit"):
        do(store, ChangePerson(second.id, Role.OFFICER))


@pytest.mark.parametrize("kind", [RemovePerson, ReadmitPerson, ChangePerson])
def test_nobody_has_an_id_that_nobody_has(store: Store, kind: type[RemovePerson]) -> None:
    with pytest.raises(PersonNotFoundError):
        do(store, kind(99))


def test_a_unit_merged_into_another_is_that_other(store: Store, units: Units) -> None:
    person = joined(store, Role.OFFICER, units.justice, "7")
    with store.database.writing() as connection:
        merged = update(UnitRow).where(UnitRow.id == units.justice).values(merged_into_id=units.health)
        connection.execute(merged)
    now = store.people.get(person.id)
    assert (now.unit_id, now.unit, now.organisation) == (units.health, HEALTH, PROVINCE)


def test_people_are_listed_by_organisation(store: Store, units: Units) -> None:
    for account, unit in (("1", units.justice), ("2", units.other_justice), ("3", None)):
        joined(store, Role.ADMIN, unit, account)
    do(store, RemovePerson(store.people.list_people(PROVINCE)[0].id))
    assert [person.account for person in store.people.list_people()] == ["3", "2"]
    assert store.people.list_people(PROVINCE) == ()
    assert [person.account for person in store.people.list_people(PROVINCE, include_removed=True)] == ["1"]


# names


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("  Nguyễn\n\tThị  Lan ", "Nguyễn Thị Lan"),
        ("Nguye\u0302\u0303n Lan", "Nguyễn Lan"),
        ("\u202eLan\u202c\u2066", "Lan"),
        ("La\u200bn\u200d\ufeff\x00\x1b[31m", "Lan[31m"),
        ("<b>Lan</b> & “1. Xác nhận”", "<b>Lan</b> & “1. Xác nhận”"),
        ("\u200b\u200e\u3164 \u2800", NAMELESS),
        ("", NAMELESS),
        ("\u0301\u0301", NAMELESS),
        ("x" * 4_000, "x" * 64),
    ],
)
def test_a_name_is_kept_as_it_can_be_shown(store: Store, units: Units, name: str, kept: str) -> None:
    assert joined(store, Role.OFFICER, units.justice, "7", name).name == kept


# wrong codes


def test_the_sixth_wrong_code_within_an_hour_is_not_looked_at(store: Store) -> None:
    for minute in range(5):
        assert not store.people.must_wait(Channel.TELEGRAM, "7", NOW)
        store.people.note_wrong_code(Channel.TELEGRAM, "7", NOW + timedelta(minutes=minute))
    assert store.people.must_wait(Channel.TELEGRAM, "7", NOW + timedelta(minutes=5))
    assert not store.people.must_wait(Channel.TELEGRAM, "8", NOW + timedelta(minutes=5))
    assert not store.people.must_wait(Channel.TELEGRAM, "7", NOW + timedelta(hours=1))


# chats and reach


def test_a_group_chat_stands_for_a_unit_until_it_is_let_go(store: Store, units: Units) -> None:
    assert do(store, BindChat(Channel.TELEGRAM, "-1", units.justice)).undo == UnbindChat(Channel.TELEGRAM, "-1")
    undo = do(store, BindChat(Channel.TELEGRAM, "-1", units.health)).undo
    bound = store.people.unit_of_chat(Channel.TELEGRAM, "-1")
    assert bound is not None and bound.name == HEALTH and undo == BindChat(Channel.TELEGRAM, "-1", units.justice)
    do(store, UnbindChat(Channel.TELEGRAM, "-1"))
    assert store.people.unit_of_chat(Channel.TELEGRAM, "-1") is None


def test_a_chat_that_moves_takes_its_unit_and_its_talks_along(store: Store, units: Units) -> None:
    do(store, BindChat(Channel.TELEGRAM, "-1", units.justice))
    store.conversations.save_focus("-1", "7", "old", NOW + WEEK)
    store.conversations.save_focus("-1", "8", "old", NOW + WEEK)
    store.conversations.save_focus("-100", "8", "new", NOW + WEEK)
    store.conversations.save_offer(Offer("o", "-1", "7", "[]", NOW + WEEK), NOW)
    assert do(store, MoveChat(Channel.TELEGRAM, "-1", "-100")).changed
    bound = store.people.unit_of_chat(Channel.TELEGRAM, "-100")
    assert bound is not None and bound.name == JUSTICE
    assert [store.conversations.find_focus("-100", sender, NOW) for sender in "78"] == ["old", "new"]
    offer = store.conversations.find_offer("o", NOW)
    assert offer is not None and offer.chat == "-100"
    assert not do(store, MoveChat(Channel.TELEGRAM, "-1", "-100")).changed


def test_since_when_nobody_is_reached_is_kept_until_somebody_is(store: Store, units: Units) -> None:
    person = joined(store, Role.OFFICER, units.justice, "7")
    do(store, MarkReach(person.id, reachable=False))
    perform(store, MarkReach(person.id, reachable=False), OPERATOR, NOW + WEEK)
    assert store.people.get(person.id).unreachable_since == NOW
    do(store, MarkReach(person.id, reachable=True))
    assert store.people.get(person.id) == person
