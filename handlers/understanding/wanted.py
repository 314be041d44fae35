"""What the cues of a message ask of a task."""

from collections.abc import Iterator

from handlers.intents import Field, Shape
from handlers.understanding.hear import Heard
from knowledge.deadlines.types import Every

SHAPES = {f"when_{shape.value}": shape for shape in Shape}
STRONG = {
    "lead": Field.LEAD,
    "when": Field.DEADLINE,
    "due": Field.DEADLINE,
    "product": Field.PRODUCT,
    "coordinate_asked": Field.COORDINATOR,
    **dict.fromkeys(SHAPES, Field.DEADLINE),
}
# Words that ask only where nothing stronger does: "tiến độ" may be the subject as well.
_WEAK = {"lead_weak": Field.LEAD, "when_weak": Field.DEADLINE, "product_weak": Field.PRODUCT}


def asked_fields(heard: Heard) -> tuple[Field, ...]:
    """The facts of a task that are asked for; empty where none is."""
    if heard.number and "overview" in heard.meanings:
        return (Field.OVERVIEW,)
    strong = tuple(dict.fromkeys(_fields(heard)))
    weak = tuple(field for name, field in _WEAK.items() if name in heard.meanings)
    if heard.meanings & {"overview", "which_task", "status", "history"} and not strong:
        return (Field.OVERVIEW,)
    return strong or ((Field.OVERVIEW,) if "standing" in heard.meanings else weak)


def strongly_asked(heard: Heard) -> bool:
    """Whether a fact is asked for in words that leave no doubt."""
    return any(True for _ in _fields(heard))


def _fields(heard: Heard) -> Iterator[Field]:
    meanings = heard.meanings
    yield from (field for name, field in STRONG.items() if name in meanings)
    if "coordinate_asked" in meanings:
        return
    if "coordinate" in meanings and ("who" in meanings or not meanings & STRONG.keys()):
        yield Field.COORDINATOR
    elif "who" in meanings and not meanings & {"signer", "recipient"}:
        yield Field.LEAD
    if "which_task" in meanings:
        yield Field.OVERVIEW


def used_cues(heard: Heard, fields: tuple[Field, ...]) -> frozenset[str]:
    """The cues that say what is wanted, and so are no part of the subject."""
    said = STRONG if heard.meanings & STRONG.keys() else _WEAK
    names = {name for name, field in said.items() if field in fields}
    if Field.COORDINATOR in fields:
        names |= {"coordinate", "coordinate_asked"}
    return frozenset(names | {"which_task", "overview", "recipient", "signer", "list", "status", "standing", "history"})


def shape_of(heard: Heard) -> Shape | None:
    """The shape of deadline the wording expects."""
    return next((shape for name, shape in SHAPES.items() if name in heard.meanings), None)


def rhythms_of(heard: Heard) -> tuple[Every, ...]:
    """The rhythms said: "hằng tháng", "ba tháng một lần"."""
    return tuple(Every(cue.meaning) for cue in heard.rhythms)
