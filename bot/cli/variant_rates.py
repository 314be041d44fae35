"""How often a question gets the same answer however it is written, as a table."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from bot.phrases import phrase

if TYPE_CHECKING:
    from bot.same_answer import Retold


def show_variants(plans: Sequence[Path], files: Sequence[Path], verbose: bool) -> None:
    """Ask each question in every way of writing and print the share of the same answers."""
    from bot.evaluate import load_questions
    from bot.same_answer import rates, retell
    from bot.subprocesses import Home, Talk
    from bot.variants import rewrites

    questions = [question for file in files for question in load_questions(file)]
    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        home.load(plans)
        talk = Talk(home)
        retold = retell(questions, rewrites(), lambda messages: [talk.ask(message) for message in messages])
        talk.end()
    if verbose:
        _show_differences(retold)
    click.echo("".join((phrase("variants", "way").ljust(34), *(phrase("variants", n).rjust(10) for n in _COLUMNS))))
    counted = rates(retold)
    for way, counts in ((way, counted[way]) for way in rewrites() if way in counted):
        figures = (counts.total(), counts[True], f"{counts[True] / counts.total():.3f}")
        click.echo(phrase("variants", way).ljust(34) + "".join(f"{figure:>10}" for figure in figures))


_COLUMNS = ("asked", "same", "share")


def _show_differences(retold: "Sequence[Retold]") -> None:
    for one in retold:
        if not one.same:
            replies = (one.replies[-1], one.again[-1])
            texts = (" ⏎ ".join(str(reply.get("text")).splitlines())[:200] for reply in replies)
            said = (" / ".join(turns) for turns in (one.question.turns, one.said))
            facts = {"id": one.question.id, "way": phrase("variants", one.way)}
            click.echo(phrase("variants", "difference", **facts, **dict(zip(_SIDES, (*said, *texts), strict=True))))


_SIDES = ("said", "again", "answered", "differently")
