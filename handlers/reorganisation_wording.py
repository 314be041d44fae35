"""What a reorganisation means for an organisation, put into words for the chat and the command line."""

from collections.abc import Sequence

from handlers.phrases import say
from handlers.wording import day
from knowledge.commands import NamedSuccession
from knowledge.reorganisations.prepared import LeftOpen, Prepared

_EXAMPLES = 3


def summary(prepared: Prepared) -> tuple[str, ...]:
    """A line for each kind of unit that changes, with how many and the first of them."""
    kinds = {
        "organisations": prepared.organisations,
        "departments": prepared.departments,
        "districts": prepared.districts,
        "communes": prepared.communes,
    }
    lines = (_kind(kind, successions) for kind, successions in kinds.items() if successions)
    added = (say("reorganise", "added", count=len(prepared.added)),) if prepared.added else ()
    return (*lines, *added)


def left_open(each: LeftOpen) -> str:
    """The sentence that tells what is left to a person."""
    return say("left_open", each.reason.value, unit=each.unit, names="; ".join(each.names), note=each.note)


def succession(each: NamedSuccession) -> str:
    """Who gives way to whom, and when."""
    name = "ended" if each.successor is None else "succeeded"
    return say("reorganise", name, former=each.former, successor=each.successor, since=day(each.since))


def _kind(kind: str, successions: Sequence[NamedSuccession]) -> str:
    formers = len({each.former for each in successions})
    shown = "; ".join(map(succession, successions[:_EXAMPLES]))
    more = say("reorganise", "more") if len(successions) > _EXAMPLES else ""
    return say("reorganise", kind, count=formers, examples=f"{shown}{more}")
