"""Holds a figure reached against the figure promised: met or not, and by how much; only where both count the same."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, assert_never

from knowledge.importing.draft import Comparator
from knowledge.types import Figure
from knowledge.vietnamese.fold import fold

_FILE = Path(__file__).with_name("measures.toml")
_PER_CENT = "%"


class Verdict(StrEnum):
    """Whether a target is met; one that is to be exactly so much and is exceeded is `ABOVE`, whatever that be worth."""

    MET = "met"
    NOT_MET = "not_met"
    ABOVE = "above"
    UNLIKE = "unlike"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a figure comes to in the target's measure (None where the measures differ), against what is required.

    `gap` is how much it is more than that, below zero how much less.
    """

    verdict: Verdict
    required: float
    reached: float | None = None
    gap: float = 0.0


def compare(figure: Figure, comparator: Comparator, required: float, measure: str) -> Comparison:
    """A figure reached against the figure `required` in a `measure`."""
    reached = _in_measure(figure, measure)
    if reached is None:
        return Comparison(Verdict.UNLIKE, required)
    gap = reached - _exact(required)
    return Comparison(_verdict(comparator, gap, required), required, float(reached), float(gap))


def in_measure(figure: Figure, measure: str) -> float | None:
    """What a figure comes to in a measure: a share as its per cents; None where it counts something else."""
    reached = _in_measure(figure, measure)
    return None if reached is None else float(reached)


def _verdict(comparator: Comparator, gap: Fraction, required: float) -> Verdict:
    match comparator:
        case Comparator.AT_LEAST:
            met = gap >= 0
        case Comparator.MORE:
            met = gap > 0
        case Comparator.AT_MOST:
            met = gap <= 0
        case Comparator.LESS:
            met = gap < 0
        case Comparator.EQUAL if gap > 0 and required != 0:
            return Verdict.ABOVE
        case Comparator.EQUAL:
            met = gap == 0
        case _:
            assert_never(comparator)
    return Verdict.MET if met else Verdict.NOT_MET


def _in_measure(figure: Figure, measure: str) -> Fraction | None:
    value, told, wanted = _exact(figure.value), _standard(figure.unit), _standard(measure)
    if wanted == _PER_CENT and figure.out_of is not None:
        return 100 * value / _exact(figure.out_of) if figure.out_of else None
    if told in ("", wanted):
        return value
    (base, times), (wanted_base, wanted_times) = _scale(told), _scale(wanted)
    return value * times / wanted_times if base == wanted_base else None


def _exact(value: float) -> Fraction:
    """The figure as it is written: 0.1 is a tenth."""
    return Fraction(repr(value))


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _standards() -> dict[str, str]:
    same: dict[str, list[str]] = _tables()["same"]
    return {fold(written): fold(standard) for standard, ways in same.items() for written in (standard, *ways)}


def _standard(measure: str) -> str:
    folded = fold(measure).strip(" .")
    return _standards().get(folded, folded)


@cache
def _scales() -> dict[str, tuple[str, int]]:
    return {fold(name): (fold(scale["of"]), scale["times"]) for name, scale in _tables()["scales"].items()}


def _scale(standard: str) -> tuple[str, int]:
    return _scales().get(standard, (standard, 1))
