"""Questions to the person at the terminal."""

import sys
from enum import StrEnum

import click

from bot.phrases import phrase
from knowledge.vietnamese.fold import fold

_YES = frozenset({"c", "co", "y", "yes"})


class Verdict(StrEnum):
    """What a person says of a plan that was read."""

    ACCEPT = "accept"
    CORRECT = "correct"
    SKIP = "skip"


_VERDICTS = {
    **dict.fromkeys(("d", "dong y", *_YES), Verdict.ACCEPT),
    **dict.fromkeys(("s", "sua"), Verdict.CORRECT),
    **dict.fromkeys(("b", "bo qua", "k", "khong"), Verdict.SKIP),
}


def is_interactive() -> bool:
    """Whether a person sits at both ends of this process."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def yes(question: str) -> bool:
    """Whether the person agrees; no answer is no."""
    try:
        return fold(input(f"{question} [c/k] ").strip()) in _YES
    except EOFError:
        return False


def verdict(question: str) -> Verdict:
    """What the person decides, asked until it is understood; no answer at all is to skip."""
    try:
        while (said := fold(input(question).strip())) not in _VERDICTS:
            click.echo(phrase("plans", "review_again"))
    except EOFError:
        return Verdict.SKIP
    return _VERDICTS[said]
