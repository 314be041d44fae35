"""Offered options: stored under a short token, so that a late tap and a typed number mean the same after a restart."""

import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from pydantic import TypeAdapter

from handlers.answer import Choice
from handlers.intents import AskFact, AskReading, AskTarget, AskUnits, SayAgain
from handlers.scope import PlanScope
from handlers.tells import AnswerCard, ChangePending, ChooseSubject, ReportSaid, Tell
from handlers.understanding.hear import Heard
from handlers.wording import within
from knowledge.types import TaskLine

_TOKEN_BYTES, _KEYED_BYTES = 6, 12
# The button of a card outlives what it confirms, so that a late tap is told what became of it.
CARD_LIFETIME = timedelta(days=14)
UNDO_KEY = "0"
_NUMBER = re.compile(r"\s*(?:số |so |chọn |chon )?(\d{1,2})\s*[.)]?\s*")
_CHOICES = TypeAdapter(tuple[Choice, ...])
_ORDINALS = {"first": 0, "second": 1, "third": 2, "last": -1}


def new_token() -> str:
    """A name for a set of options, short enough for any channel's button."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_of(message: str) -> str:
    """A name for what a message tells, by the key of the message: heard again it tells the same, not something more."""
    if not message:
        return new_token()
    return urlsafe_b64encode(sha256(message.encode()).digest()[:_KEYED_BYTES]).decode()


def dump_choices(choices: Sequence[Choice]) -> str:
    """The choices as JSON text for the store."""
    return _CHOICES.dump_json(tuple(choices)).decode()


def load_choices(payload: str) -> tuple[Choice, ...]:
    """The choices stored as `payload`."""
    return _CHOICES.validate_json(payload)


def typed_key(text: str) -> str | None:
    """The key in a message that is nothing but a choice by number."""
    match = _NUMBER.fullmatch(text)
    return match[1] if match else None


def pick(heard: Heard, choices: Sequence[Choice], tasks: Sequence[TaskLine]) -> Choice | None:
    """The one choice meant by "cái thứ 2" or "mục VI nhé", None where none or several are."""
    if heard.topic() or heard.number:
        return None
    if "yes" in heard.meanings and len(choices) == 1:
        return choices[0]
    for name, place in _ORDINALS.items():
        if name in heard.meanings and -len(choices) <= place < len(choices):
            return choices[place]
    fitting = {task.id for task in tasks if heard.section and within(heard.section, task.section)}
    found = [choice for choice in choices if choice.task_id in fitting]
    return found[0] if len(found) == 1 else None


def option_keys(choices: Sequence[Choice]) -> tuple[str, ...]:
    """The keys under which the choices are offered."""
    return tuple(choice.key or str(place) for place, choice in enumerate(choices, 1))


def as_intent(choice: Choice) -> AskFact | AskTarget | AskReading | AskUnits | Tell | SayAgain:
    """What choosing it asks, or tells."""
    if choice.says:
        return SayAgain(choice.says)
    if choice.card is not None:
        return AnswerCard(choice.card, choice.pending)
    if choice.units is not None and choice.task_id is not None:
        return AskUnits(choice.units, PlanScope(()), period=choice.period, tasks=(choice.task_id,))
    if choice.period is not None:
        return ChangePending(choice.pending, ReportSaid(choice.label, period=choice.period), PlanScope(()))
    if choice.pending:
        return ChooseSubject(choice.pending, choice.task_id, choice.target_id)
    scope = PlanScope(())
    if choice.target_id is not None and choice.status:
        return AskReading(scope, target_id=choice.target_id)
    if choice.target_id is not None:
        return AskTarget(scope, target_id=choice.target_id)
    tasks = (choice.task_id,) if choice.task_id is not None else ()
    return AskFact(choice.fields, scope, tasks=tasks, status=choice.status, history=choice.history)
