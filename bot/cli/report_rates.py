"""How well reports were understood, part by part, as `eval` prints it."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bot.phrases import phrase

if TYPE_CHECKING:
    from bot.evaluate import Judged

_NAME, _NUMBER = 18, 16


def show_report_parts(judged: "Sequence[Judged]") -> None:
    """One line a part; the messages held back from tuning are counted apart."""
    from bot.report_score import PARTS, score_parts

    reports = [one for one in judged if one.question.intent == "report"]
    if not reports:
        return
    halves = [score_parts([one for one in reports if one.question.held is held]) for held in (False, True)]
    titles = (phrase("report_parts", name).rjust(_NUMBER) for name in ("tuned", "held"))
    click.echo("\n" + phrase("report_parts", "title").ljust(_NAME) + "".join(titles))
    for part in PARTS:
        click.echo(phrase("report_parts", part).ljust(_NAME) + "".join(_rate(half[part]) for half in halves))


def _rate(counts: Counter[bool]) -> str:
    return f"{counts[True]}/{counts.total()}".rjust(_NUMBER)
