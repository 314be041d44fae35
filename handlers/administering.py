"""What each command does that is no question."""

from collections.abc import Callable, Mapping

from handlers.answer import Answer
from handlers.audit import answer_audit
from handlers.context import Context
from handlers.groups import answer_bind, answer_unbind
from handlers.imports import answer_how
from handlers.inviting import answer_invitations, answer_invite
from handlers.joining import answer_start
from handlers.me import answer_me
from handlers.people import answer_people
from handlers.reorganising import answer_reorganise
from handlers.slash import Action
from handlers.step_by_step import answer_step
from handlers.units import answer_units

Act = Callable[[Context, str], Answer]

# Each is given what followed the command.
ACTS: Mapping[Action, Act] = {
    Action.START: answer_start,
    Action.INVITE: answer_invite,
    Action.INVITATIONS: answer_invitations,
    Action.PEOPLE: answer_people,
    Action.AUDIT: answer_audit,
    Action.IMPORT: answer_how,
    Action.REORGANISE: answer_reorganise,
    Action.ME: answer_me,
    Action.BIND: answer_bind,
    Action.UNBIND: answer_unbind,
    Action.UNITS: answer_units,
    Action.REPORT: answer_step,
}
