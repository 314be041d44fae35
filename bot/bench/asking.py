"""Questions that people of the offices would ask about their plans, and the task that each is about."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from knowledge.vietnamese.fold import fold

EVERYWHERE = "everywhere"
# Kinds whose questions tell one task in words, which any search may be asked.
IN_WORDS = ("words", "bare", "slips", EVERYWHERE)
_FORMS = Path(__file__).with_name("forms.toml")
OFFICES = 12
_FIRST_WORDS = 10
_SLIPS = 2
_QUARTERS = ("I", "II", "III", "IV")
_MONTHS = 12
_ASKED_AT = "{year}-06-15T09:00:00+07:00"

Fields = dict[str, Any]
TaskKey = tuple[str, tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A message as the pipe takes it, its kind, the office whose plan it is about, and the task that is meant."""

    kind: str
    message: Fields
    office: str
    meant: TaskKey | None


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of question."""
    return tuple(_forms())


@cache
def _forms() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FORMS.read_text(encoding="utf-8"))


def questions(plans: Sequence[Fields], count: int, seed: int = 1) -> list[Asked]:
    """At least `count` questions about plans (plan JSON), as many of each kind, asked by people of some offices."""
    random = Random(seed)
    plans = [plan for plan in plans if plan["tasks"]]
    asking = random.sample(plans, min(OFFICES, len(plans)))
    each = -(-count // len(kinds()))
    return [
        _question(kind, asking[at % len(asking)], at, random) for kind in kinds() for at in range(each if plans else 0)
    ]


def _question(kind: str, plan: Fields, at: int, random: Random) -> Asked:
    forms = [form for several in _forms()[kind].values() for form in several]
    task = random.choice(plan["tasks"])
    unit = random.choice(
        [unit for task in plan["tasks"] for part in task["assignments"] for unit in part["lead"]] or [""]
    )
    subject = _WRITTEN.get(kind, _as_said)(_subject(task["content"]), random)
    text = forms[at % len(forms)].format(
        words=subject,
        number=task["number"],
        unit=unit,
        section=task["section"][0] if task["section"] else "I",
        quarter=random.choice(_QUARTERS),
        month=random.randint(1, _MONTHS),
        target=random.choice([target["name"] for target in plan["targets"]] or [subject]),
    )
    sender = {"id": "bench", "role": "officer", "unit": unit}
    if kind != EVERYWHERE:
        sender["organisation"] = plan["document"]["issuer"]
    message: Fields = {"chat": f"{kind} {at}", "from": sender, "text": text}
    if plan["document"]["plan_year"]:
        message["at"] = _ASKED_AT.format(year=plan["document"]["plan_year"])
    meant = task_key({"plan": plan["file"], **task}) if kind in IN_WORDS else None
    return Asked(kind, message, str(plan["document"]["issuer"]), meant)


def task_key(task: Mapping[str, Any]) -> TaskKey:
    """By what a task is told from every other: its plan, its section and its number."""
    return str(task["plan"]), tuple(task["section"]), str(task["number"])


def _subject(content: str) -> str:
    words = content.rstrip(" .;").split()[:_FIRST_WORDS]
    return " ".join((words[0].lower(), *words[1:]))


def _as_said(text: str, random: Random) -> str:
    return text


def _bare(text: str, random: Random) -> str:
    return fold(text)


def _slipped(text: str, random: Random) -> str:
    """The text with a letter dropped, doubled or swapped in a few of its longer words."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) > _SLIPS and word.isalpha()]
    for place in random.sample(long, min(_SLIPS, len(long))):
        words[place] = _with_slip(words[place], random)
    return " ".join(words)


def _with_slip(word: str, random: Random) -> str:
    at = random.randrange(1, len(word) - 1)
    return random.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


_WRITTEN: dict[str, Callable[[str, Random], str]] = {"bare": _bare, "slips": _slipped}


def by_kind(asked: Sequence[Asked]) -> Iterator[tuple[str, list[int]]]:
    """The places of the questions of each kind."""
    for kind in kinds():
        places = [place for place, one in enumerate(asked) if one.kind == kind]
        if places:
            yield kind, places
