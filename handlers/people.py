"""/nguoidung: who has joined, looked at one by one; roles and units are changed, and rights are ended."""

from datetime import datetime
from typing import assert_never

from handlers.answer import Answer, Choice, heading, text
from handlers.context import Context
from handlers.inviting import MOST_OFFERED, ask, ensure_may_give, forgetting
from handlers.orders import Order, propose
from handlers.people_wording import place_words, role_offered, role_word, standing
from handlers.phrases import say
from handlers.reply import Facts, ReplyIntent
from handlers.understanding.people_said import Deed, PersonSaid, asks_for_all, asks_for_removed, read_person, read_role
from handlers.unit_offers import offer_units
from knowledge.commands import ChangePerson, ReadmitPerson, RemovePerson
from knowledge.directory.by_name import ByName
from knowledge.errors import AmbiguousUnitError, PersonNotFoundError, UnitNotFoundError
from knowledge.people.types import PersonLine
from knowledge.perform import ensure_allowed
from knowledge.roles import Role
from knowledge.units import same_unit
from knowledge.vietnamese.fold import fold

COMMAND = "/nguoidung"


def answer_people(context: Context, said: str) -> Answer:
    """Those who have joined, one of them, or what is to be done with one."""
    ensure_may_give(context, ChangePerson)
    asked = read_person(said)
    if asked is not None:
        return _answer_one(context, _person(context, asked.person), asked)
    said = "" if asks_for_all(said) else said
    found = _found(context, said)
    if len(found) == 1 and said:
        return _card(context, found[0])
    return _list(context, said, found)


def _answer_one(context: Context, person: PersonLine, asked: PersonSaid) -> Answer:
    match asked.deed:
        case None:
            return _card(context, person)
        case Deed.CHANGE_ROLE:
            return _change_role(context, person, read_role(asked.rest))
        case Deed.MOVE:
            return _move(context, person, asked.rest)
        case Deed.REMOVE:
            return _propose(context, person, RemovePerson(person.id), "remove", "was_removed", "readmitted")
        case Deed.READMIT:
            return _propose(context, person, ReadmitPerson(person.id), "readmit", "readmitted", "was_removed")
        case _:
            assert_never(asked.deed)


def _person(context: Context, number: int) -> PersonLine:
    people = context.store.people.list_people(context.sender.organisation, include_removed=True)
    person = next((person for person in people if person.id == number), None)
    if person is None:
        raise PersonNotFoundError(str(number))
    return person


def _found(context: Context, said: str) -> tuple[PersonLine, ...]:
    """Those whose name holds the words, or whose unit is called so; all where nothing is said."""
    if asks_for_removed(said):
        everybody = context.store.people.list_people(context.sender.organisation, include_removed=True)
        return tuple(person for person in everybody if person.removed_at is not None)
    people = context.store.people.list_people(context.sender.organisation)
    return tuple(person for person in people if fold(said) in fold(person.name) or _is_of(person, said))


def _is_of(person: PersonLine, said: str) -> bool:
    return any(name is not None and same_unit(name, said) for name in (person.unit, person.organisation))


def _list(context: Context, said: str, found: tuple[PersonLine, ...]) -> Answer:
    narrowed = say("people", "narrowed", words=said) if said else ""
    if not found:
        return Answer((heading(say("people", "none", narrowed=narrowed)),), Facts(ReplyIntent.NONE), context.focus)
    left = len(found) - MOST_OFFERED
    below = (text(say("people", "more", count=left)),) if left > 0 else ()
    offered = tuple(
        Choice(say("people", "item", name=person.name, **standing(person)), says=f"{COMMAND} #{person.id}")
        for person in found[:MOST_OFFERED]
    )
    return ask(context, say("people", "found", count=len(found), narrowed=narrowed), offered, below=below)


def _card(context: Context, person: PersonLine) -> Answer:
    """One person, and what can be done with them."""
    opening = say("people", "card", name=person.name, **standing(person))
    days = {"since": person.joined_at, "unreachable": person.unreachable_since, "removed": person.removed_at}
    below = tuple(text(say("people", name, day=_day(context, at))) for name, at in days.items() if at is not None)
    deeds = ("role", "move", "remove") if person.removed_at is None else ("readmit",)
    offered = tuple(_deed(person, deed) for deed in deeds)
    return ask(context, opening, offered, below=below)


def _deed(person: PersonLine, deed: str) -> Choice:
    return Choice(say("people", f"option_{deed}"), says=f"{COMMAND} #{person.id} {say('people', f'says_{deed}')}")


def _day(context: Context, at: datetime) -> str:
    return f"{at.astimezone(context.now.tzinfo):%d/%m/%Y}"


def _change_role(context: Context, person: PersonLine, role: Role | None) -> Answer:
    if role is not None:
        return _propose_change(context, person, ChangePerson(person.id, role), role, person.unit, person.organisation)
    again = f"{COMMAND} #{person.id} {say('people', 'says_role')}"
    others = (other for other in Role if other is not person.role)
    offered = tuple(Choice(role_offered(other), says=f"{again} {other}") for other in others)
    return ask(context, say("people", "which_role", name=person.name), offered, again)


def _move(context: Context, person: PersonLine, unit: str) -> Answer:
    again = f"{COMMAND} #{person.id} {say('people', 'says_move')}"
    if not unit:
        return ask(context, say("people", "which_unit", name=person.name), (), again)
    by_name = ByName(context.store.directory, context.sender.organisation)
    try:
        line = by_name.unit(unit)
    except (UnitNotFoundError, AmbiguousUnitError) as error:
        return offer_units(forgetting(context), error, lambda name: f"{again} {name}")
    organisation = context.store.directory.get_unit(line.organisation).name
    change = ChangePerson(person.id, unit=line.id)
    return _propose_change(context, person, change, person.role, line.name, organisation)


def _propose_change(
    context: Context, person: PersonLine, change: ChangePerson, role: Role, unit: str | None, organisation: str | None
) -> Answer:
    words = {
        "name": person.name,
        "before": say("people", "standing", **standing(person)),
        "after": say("people", "standing", role=role_word(role), place=place_words(unit, organisation)),
    }
    ensure_allowed(context.store, change, context.actor, context.now)
    order = Order(change, say("people", "changed", **words), say("people", "changed_back", **words))
    return propose(context, order, (heading(say("people", "change", **words)),))


def _propose(
    context: Context, person: PersonLine, command: RemovePerson | ReadmitPerson, question: str, done: str, undone: str
) -> Answer:
    ensure_allowed(context.store, command, context.actor, context.now)
    order = Order(command, say("people", done, name=person.name), say("people", undone, name=person.name))
    return propose(context, order, (heading(say("people", question, name=person.name, **standing(person))),))
