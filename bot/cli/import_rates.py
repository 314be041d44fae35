"""The table that eval prints of how well documents are imported, a line a format."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from bot.phrases import phrase

if TYPE_CHECKING:
    from bot.import_score import Rates


def as_range(_: click.Context, __: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """ "0-4" as two numbers."""
    if value is None:
        return None
    first, _dash, last = value.partition("-")
    if not first.isdigit() or not (last or first).isdigit():
        raise click.BadParameter(value)
    return int(first), int(last or first)


def show_made(seeds: tuple[int, int], formats: Sequence[str], verbose: bool) -> None:
    """Rates over made documents by format, and over the invented offices."""
    _show(_made(seeds, formats), verbose)


def show_gold(gold: Path, documents: Path, verbose: bool) -> None:
    """Rates over a folder of documents with a folder of gold."""
    from bot.import_score import pairs, score_pairs

    _show(iter([(documents.name, score_pairs(pairs(gold, documents)))]), verbose)


def _made(seeds: tuple[int, int], formats: Sequence[str]) -> "Iterator[tuple[str, Rates]]":
    from bot.import_score import FORMATS, made_documents, offices, score_pairs

    with TemporaryDirectory() as folder:
        for form in formats or FORMATS:
            yield form, score_pairs(made_documents(Path(folder), form, *seeds))
    if not formats:
        yield "tests/offices", score_pairs(offices())


def _show(lines: "Iterator[tuple[str, Rates]]", verbose: bool) -> None:
    from bot.import_score import Rates

    total = Rates()
    shown = []
    for name, rates in lines:
        shown.append((name, rates))
        total.add(rates)
        if verbose:
            for difference in rates.differences:
                click.echo(f"  {difference}"[:400])
    click.echo("".join((phrase("eval", "fact").ljust(16), *(name.rjust(max(8, len(name) + 2)) for name, _ in shown))))
    for fact in total.rates():
        cells = (_cell(name, rates.rates().get(fact)) for name, rates in shown)
        click.echo(phrase("facts", fact).ljust(16) + "".join(cells))
    worst = (_cell(name, min(rates.rates().values(), default=None)) for name, rates in shown)
    click.echo(phrase("eval", "worst").ljust(16) + "".join(worst))


def _cell(name: str, rate: float | None) -> str:
    return ("–" if rate is None else f"{rate:.3f}").rjust(max(8, len(name) + 2))
