"""How somebody joins; who has not joined is told nothing else."""

from handlers.answer import Answer, heading, item, text
from handlers.context import Context
from handlers.orders import Order, propose
from handlers.people_wording import standing
from handlers.phrases import say
from handlers.reply import Facts, ReplyIntent
from knowledge.commands import Join
from knowledge.people.names import clean_name
from knowledge.people.tokens import digest_of, read_code
from knowledge.people.types import InvitationLine, InvitationState, PersonLine

_EXAMPLES = 2


def answer_start(context: Context, said: str) -> Answer:
    """A greeting, or what a code of an invitation brings."""
    if said and (context.sender.role is None or read_code(said) is not None):
        return _answer_code(context, read_code(said))
    if context.sender.role is None:
        return answer_stranger(context)
    return Answer((heading(say("courtesy", "greeting")), *map(item, context.examples)), Facts(ReplyIntent.HELP))


def answer_stranger(context: Context) -> Answer:
    """How to join, and nothing else."""
    return Answer((heading(say("joining", "how")),), Facts(ReplyIntent.DENIED))


def _answer_code(context: Context, code: str | None) -> Answer:
    people, own = context.store.people, (context.channel, context.sender.id)
    if people.must_wait(*own, context.now):
        return _refusal("wait")
    line = None if code is None else people.find_invitation(digest_of(code), context.now)
    person = people.find(*own)
    if line is not None and person is not None and line.person == person.id:
        return Answer((heading(say("joining", "joined", **standing(person))),), Facts(ReplyIntent.HELP))
    if line is None or code is None or line.state is not InvitationState.OPEN:
        people.note_wrong_code(*own, context.now)
        return _refusal("bad_code")
    return _offer(context, code, line, person)


def _refusal(name: str) -> Answer:
    return Answer((heading(say("joining", name)),), Facts(ReplyIntent.DENIED))


def _offer(context: Context, code: str, line: InvitationLine, person: PersonLine | None) -> Answer:
    """Who invites to what, and whether to come in."""
    name = clean_name(context.sender.name)
    blocks = [heading(say("joining", "invited", inviter=line.inviter, **standing(line)))]
    if person is not None:
        blocks.append(text(say("joining", "now", **standing(person))))
    blocks.append(text(say("joining", "kept", name=name)))
    examples = context.examples[:_EXAMPLES]
    then = (say("joining", "ask"), *examples) if examples else ()
    join = Join(digest_of(code), context.channel, context.sender.id, name)
    return propose(
        context, Order(join, say("joining", "welcome", name=name, **standing(line)), then=then), tuple(blocks)
    )
