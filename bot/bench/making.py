"""Plans made up from words.toml, in any number and each time the same for the same seed."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from knowledge.deadlines.parse import parse_deadlines
from knowledge.importing.draft import (
    AssignmentDraft,
    Comparator,
    DocumentDraft,
    DutyDraft,
    PlanDraft,
    ProseDraft,
    SectionDraft,
    TargetDraft,
    TaskDraft,
)

YEAR = 2026
TASKS = 300
_WORDS = Path(__file__).with_name("words.toml")
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")
_AT_A_PLACE = 0.3
_TWO_PARTS = 0.15
_MOST_COORDINATE = 3
# Shares no factor with the number of names, so that each comes up once before any comes up again.
_STRIDE = 361


@dataclass(frozen=True, slots=True)
class _Office:
    """The office that issues a plan, and the words of its place that fill the gaps of words.toml."""

    name: str
    gaps: dict[str, str]
    random: Random

    def units(self) -> list[str]:
        """The units of the office."""
        return [self.filled(unit) for unit in _words()["units"]]

    def filled(self, pattern: str) -> str:
        """A pattern with the place of the office in it."""
        return pattern.format(**self.gaps, year=YEAR)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def made_plans(tasks: int, seed: int = 1) -> Iterator[PlanDraft]:
    """Plans of different offices that have so many tasks together."""
    for place in range(-(-tasks // TASKS)):
        yield made_plan(place, min(TASKS, tasks - place * TASKS), seed)


def made_plan(place: int, tasks: int = TASKS, seed: int = 1) -> PlanDraft:
    """The plan of one office with so many tasks."""
    office = _office(place, Random(f"{seed} {place}"))
    return PlanDraft(
        file=f"ke-hoach-{place + 1:04}.txt",
        document=_document(office, place),
        sections=tuple(
            SectionDraft((label,), section["title"])
            for label, section in zip(_NUMERALS, _words()["sections"], strict=True)
        ),
        tasks=tuple(_tasks(office, tasks)),
        targets=tuple(_targets(office)),
        inline_targets=(),
        prose_duties=tuple(_duties(office)),
        prose=tuple(ProseDraft(f"I.{place}", office.filled(text)) for place, text in enumerate(_words()["prose"], 1)),
        doubts=(),
    )


def _office(place: int, random: Random) -> _Office:
    """The office of a number; no two have one name."""
    words = _words()
    firsts, lasts = words["first_names"], words["last_names"]
    again, at = divmod(place, len(firsts) * len(lasts))
    first, last = divmod(at * _STRIDE % (len(firsts) * len(lasts)), len(lasts))
    names = (firsts[first], lasts[last])
    name = " ".join((words["levels"][place % len(words["levels"])], *names, *_NUMERALS[again - 1 : again]))
    return _Office(name, {"place": name, "first": names[0], "last": names[1]}, random)


def _document(office: _Office, place: int) -> DocumentDraft:
    words = _words()
    return DocumentDraft(
        number=words["number"].format(number=100 + place),
        title=office.filled(words["title"]),
        issuer=office.filled(words["issuer"]),
        issued=date(YEAR, 1, 5 + place % 20),
        plan_year=YEAR,
        signer=office.filled(words["signer"]),
    )


def _tasks(office: _Office, count: int) -> Iterator[TaskDraft]:
    """Tasks section after section, none twice."""
    sections = _words()["sections"]
    number = 0
    for place, (label, section) in enumerate(zip(_NUMERALS, sections, strict=True)):
        share = count * (place + 1) // len(sections) - count * place // len(sections)
        for content in _contents(office, section["objects"], share):
            number += 1
            yield TaskDraft(str(number), (label,), content, tuple(_assignments(office)))


def _contents(office: _Office, objects: Sequence[str], count: int) -> list[str]:
    words, random = _words(), office.random
    pairs = [(action, thing) for action in words["actions"] for thing in objects]
    return [
        f"{action} {thing} {random.choice(words['manners'])}{_somewhere(office)}"
        for action, thing in random.sample(pairs, min(count, len(pairs)))
    ]


def _somewhere(office: _Office) -> str:
    words, random = _words(), office.random
    if random.random() > _AT_A_PLACE:
        return ""
    name = " ".join(random.choice(words["onsets"]) + random.choice(words["rhymes"]) for _ in range(2))
    pattern: str = random.choice(words["places"])
    return f" {pattern.format(name)}"


def _assignments(office: _Office) -> Iterator[AssignmentDraft]:
    random, units = office.random, office.units()
    for _ in range(2 if random.random() < _TWO_PARTS else 1):
        lead, *others = random.sample(units, random.randint(1, 1 + _MOST_COORDINATE))
        text = random.choice(_words()["deadlines"]).format(
            day=random.randint(1, 28), month=random.randint(1, 12), year=YEAR
        )
        deadlines = parse_deadlines(text, YEAR).deadlines
        yield AssignmentDraft((lead,), tuple(others), random.choice(_words()["products"]), text, deadlines)


def _targets(office: _Office) -> Iterator[TargetDraft]:
    for number, name in enumerate(_words()["targets"], 1):
        unit = "%" if name.startswith("Tỷ lệ") else name.split()[1]
        value = float(office.random.randint(40, 99))
        owner = (office.random.choice(office.units()),)
        yield TargetDraft(str(number), name, unit, office.random.choice(tuple(Comparator)), value, YEAR, owner)


def _duties(office: _Office) -> Iterator[DutyDraft]:
    for number, unit in enumerate(office.units()[:3], 1):
        action, manner = (office.random.choice(_words()[name]) for name in ("actions", "manners"))
        yield DutyDraft(f"II.{number}", (unit,), f"{unit}: {action} việc thực hiện kế hoạch {manner}", "", ())
