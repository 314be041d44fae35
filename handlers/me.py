"""/toi: who the sender is here and what they may do, and everything kept about them as a file of their own."""

from collections.abc import Iterator

from handlers import wording
from handlers.answer import Answer, Choice, heading, text
from handlers.context import Context
from handlers.focus import Focus
from handlers.phrases import say
from handlers.reply import Block, Facts, ReplyIntent
from knowledge.people.personal import as_json, export_person
from knowledge.people.types import PersonLine
from knowledge.roles import Role
from knowledge.vietnamese.fold import fold

_DATA = "du lieu"


def file_stem(person: int) -> str:
    """The name, without its ending, of the file in which a person (id) gets their data."""
    return f"du-lieu-ca-nhan-{person}"


def answer_me(context: Context, said: str) -> Answer:
    """Who the sender is, or, where they ask for their data, all of it; for their eyes alone."""
    person = context.store.people.find(context.channel, context.sender.id)
    if _DATA not in fold(said):
        return _card(context, person)
    if person is None:
        return Answer((text(say("me", "no_data")),), Facts(ReplyIntent.NONE), context.focus)
    return _data(context, person)


def _card(context: Context, person: PersonLine | None) -> Answer:
    blocks = (heading(context.sender.name or say("me", "nameless")), *map(text, _lines(context, person)))
    if person is None:
        return Answer(blocks, Facts(ReplyIntent.HELP), context.focus)
    choices = (Choice(say("me", "option_data"), says="/toi dữ liệu của tôi"),)
    focus = Focus(ReplyIntent.CLARIFY.value, pending=context.focus.pending)
    return Answer(blocks, Facts(ReplyIntent.HELP), focus, choices)


def _lines(context: Context, person: PersonLine | None) -> Iterator[str]:
    sender = context.sender
    if sender.role is not None:
        yield say("me", "role", role=say("role", sender.role.value))
    if sender.role is Role.ADMIN and sender.organisation is None:
        yield say("me", "everywhere")
    else:
        yield say("me", "unit", unit=sender.unit or say("me", "unknown"))
        yield say("me", "organisation", organisation=sender.organisation or say("me", "unknown"))
    if person is not None:
        yield say("me", "since", day=wording.day(person.joined_at.astimezone(context.now.tzinfo).date()))
    if sender.role is not None:
        yield say("me_may", sender.role.value)


def _data(context: Context, person: PersonLine) -> Answer:
    path = context.files.outgoing.place(file_stem(person.id), ".json", context.today)
    path.write_text(as_json(export_person(context.store, person.id, context.now)), encoding="utf-8")
    blocks: tuple[Block, ...] = (heading(say("me", "data")), text(say("me", "erasing")))
    return Answer(blocks, Facts(ReplyIntent.HELP), context.focus, files=(path,))
