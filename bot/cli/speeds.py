"""The tables that bench prints."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from bot.phrases import phrase

if TYPE_CHECKING:
    from bot.bench.reporting import Reporting
    from bot.bench.side_by_side import Plain
    from bot.bench.speed import Figures

_QUESTIONS = 360
_REPORTS = 200
_RUNS = 5
_WIDEST = 32
_WIDTH = 14


def show_plans_speed(plans: Sequence[Path], encoder: str | None) -> None:
    """Measure over plans, or over the sample where none is given."""
    from bot.bench.asking import questions
    from bot.bench.reporting import measure_reports
    from bot.bench.side_by_side import plainly, rows_of
    from bot.bench.speed import first_answer, measure
    from bot.subprocesses import Home

    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        home.load(plans)
        stored = home.export()
        asked = questions(stored, _QUESTIONS)
        click.echo(phrase("bench", "plans", count=len(stored), tasks=sum(len(plan["tasks"]) for plan in stored)))
        if not asked:
            return
        started = median(first_answer(home, asked[0].message["text"]) for _ in range(_RUNS))
        figures = measure(home, asked)
        reporting = measure_reports(home, stored, _REPORTS)
    click.echo(phrase("bench", "start", runs=_RUNS, seconds=started))
    _show_times(figures)
    _show_reporting(reporting)
    _show_side_by_side(figures, started, plainly([*rows_of(stored)], asked, encoder))


def show_scale(tasks: int, encoder: str | None) -> None:
    """Measure over so many tasks made up."""
    from bot.bench.asking import questions
    from bot.bench.scale import at_scale, made
    from bot.bench.side_by_side import plainly

    plans, rows = made(tasks)
    asked = questions(plans, _QUESTIONS)
    with TemporaryDirectory() as folder:
        scale = at_scale(Path(folder), tasks, asked)
    click.echo(phrase("bench", "plans", count=scale.plans, tasks=scale.tasks))
    click.echo(phrase("bench", "filled", seconds=scale.filled))
    click.echo(phrase("bench", "indexed", seconds=scale.indexed, opened=scale.opened))
    click.echo(phrase("bench", "changed", seconds=scale.figures.changed))
    _show_times(scale.figures)
    _show_side_by_side(scale.figures, scale.opened, plainly(rows, asked, encoder))


def show_imports(first: int, last: int) -> None:
    """How long documents take to be read, and what of them is read right, beside other readers."""
    from bot.deadline_score import Verdict, dateparser_reader, load_phrases, read_ours, score
    from bot.import_speed import speeds
    from bot.whole_rows import whole_rows

    for speed in speeds(first, last):
        click.echo(phrase("bench", "import", **asdict(speed)))
    for counted in whole_rows(first, last):
        click.echo(phrase("bench", "rows", **asdict(counted)))
    phrases = load_phrases()
    for reader, read in (("Đôn Đốc", read_ours), ("dateparser", dateparser_reader())):
        verdicts = score(phrases, read)
        counts = {verdict.value: verdicts[verdict] for verdict in Verdict}
        click.echo(phrase("bench", "deadlines", reader=reader, count=len(phrases), **counts))


def _show_times(figures: "Figures") -> None:
    names = (phrase("bench", name) for name in ("questions", "slowest", "right", "offered"))
    questions, slowest, right, offered = names
    _line(phrase("bench", "kind"), (questions, "p50", "p95", slowest, right, offered))
    for times in figures.times:
        told = (_share(times.right, times.of_tasks), _share(times.offered, times.of_tasks))
        milliseconds = map(_milliseconds, (times.p50, times.p95, times.slowest))
        _line(phrase("bench_kinds", times.kind), (str(times.questions), *milliseconds, *told))


def _show_reporting(reporting: "Reporting | None") -> None:
    if reporting is None:
        return
    for name, (median_time, most) in (("shown", reporting.shown), ("recorded", reporting.recorded)):
        times = (_milliseconds(median_time), _milliseconds(most))
        _line(phrase("bench", name), (str(reporting.reports), *times))


def _show_side_by_side(figures: "Figures", started: float, plain: "Plain") -> None:
    click.echo()
    heads = (phrase("bench", name) for name in ("right", "offered", "opened", "held"))
    right, offered, opened, held = heads
    _line(phrase("bench", "way"), ("p50", "p95", right, offered, opened, held))
    words = figures.in_words
    told = (_share(words.right, words.of_tasks), _share(words.offered, words.of_tasks))
    ours = (f"{started:.1f} s", _megabytes(figures.memory))
    _line(phrase("bench", "ours"), (_milliseconds(words.p50), _milliseconds(words.p95), *told, *ours))
    took = (_milliseconds(plain.p50), _milliseconds(plain.p95))
    weight = (f"{plain.start:.1f} s", _megabytes(plain.memory))
    _line(phrase("bench", "plain"), (*took, _share(plain.right, plain.questions), "", *weight))
    _line(phrase("bench", "plain_of_office"), (*took, _share(plain.right_of_office, plain.questions), "", *weight))


def _line(name: str, cells: Sequence[str]) -> None:
    click.echo(name.ljust(_WIDEST) + "".join(cell.rjust(_WIDTH) for cell in cells))


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:.0f} MB"


def _share(count: int, of: int) -> str:
    return f"{count / of:.0%}" if of else ""
