"""The commands that measure: eval and bench."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from bot.cli.import_rates import as_range, show_gold, show_made
from bot.cli.report_rates import show_report_parts
from bot.cli.variant_rates import show_variants
from bot.cli.vietnamese import Command
from bot.phrases import phrase

if TYPE_CHECKING:
    from bot.evaluate import Grade, Judged
    from bot.settings import Settings

SEEDS = (0, 4)
_OURS = Path(__file__).parents[2] / "tests" / "conversations"
OURS = (_OURS / "questions.jsonl", _OURS / "reports.jsonl")

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_PLANS = click.option(
    "--plan", "plans", multiple=True, metavar="TỆP", type=click.Path(path_type=Path),
    help="Kế hoạch dùng để đo (mặc định: kế hoạch mẫu); lặp lại được.",
)  # fmt: skip


@click.command("eval", cls=Command, help="Chấm bộ câu hỏi qua kênh JSON Lines và việc đọc văn bản.")
@_PLANS
@click.option(
    "--questions", "files", multiple=True, metavar="TỆP", type=click.Path(path_type=Path), default=OURS,
    help="Bộ câu hỏi, mỗi dòng một đối tượng JSON; lặp lại được.",
)  # fmt: skip
@click.option(
    "--seeds",
    metavar="TỪ-ĐẾN",
    callback=as_range,
    help="Chỉ chấm việc đọc văn bản, trên các văn bản tự tạo từ những số này.",
)
@click.option("--format", "formats", multiple=True, metavar="DẠNG", help="Dạng văn bản tự tạo; lặp lại được.")
@click.option("--gold", type=_FOLDER, metavar="THƯ MỤC", help="Chỉ chấm việc đọc văn bản, theo kết quả đúng ở đây.")
@click.option("--documents", type=_FOLDER, metavar="THƯ MỤC", help="Các văn bản cùng tên với kết quả đúng.")
@click.option("--variants", is_flag=True, help="Chỉ đo: hỏi lại bằng nhiều cách viết, câu trả lời có như nhau không.")
@click.option("-v", "--verbose", is_flag=True, help="In từng chỗ chưa đúng.")
def evaluate(
    plans: Sequence[Path], files: Sequence[Path], seeds: tuple[int, int] | None, formats: Sequence[str],
    gold: Path | None, documents: Path | None, variants: bool, verbose: bool,
) -> None:  # fmt: skip
    """Score question sets, then how well made documents are imported; or a set of documents alone."""
    if variants:
        show_variants(plans, files, verbose)
        return
    if gold is not None or documents is not None:
        if gold is None or documents is None:
            raise click.MissingParameter(param_hint="--gold, --documents", param_type="option")
        show_gold(gold, documents, verbose)
        return
    if seeds is None:
        _score_questions(plans, files, verbose)
    if seeds is not None or not plans:
        show_made(seeds or SEEDS, formats, verbose)


def _score_questions(plans: Sequence[Path], files: Sequence[Path], verbose: bool) -> None:
    from bot import evaluate as scoring
    from bot.subprocesses import Home, Talk

    questions = [question for file in files for question in scoring.load_questions(file)]
    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        home.load(plans)
        talk = Talk(home)
        judged = scoring.evaluate(questions, lambda messages: [talk.ask(message) for message in messages])
        talk.end()
    if verbose:
        _show_mistakes(judged)
    _show_tally(scoring.tally(judged))
    show_report_parts(judged)


@click.command(cls=Command, help="Đo khởi động, thời gian trả lời và bộ nhớ; so với cách tìm kiếm thông thường.")
@_PLANS
@click.option("--scale", type=click.IntRange(min=1), metavar="SỐ", help="Đo trên chừng ấy nhiệm vụ tự đặt ra.")
@click.pass_obj
def bench(settings: "Settings", plans: Sequence[Path], scale: int | None) -> None:
    """Measure speed and memory, over plans or over any number of tasks made up."""
    from bot.cli.speeds import show_imports, show_plans_speed, show_scale

    if scale is not None:
        show_scale(scale, settings.encoder)
        return
    show_plans_speed(plans, settings.encoder)
    show_imports(*SEEDS)


def _show_mistakes(judged: "Sequence[Judged]") -> None:
    for one in judged:
        if one.why:
            question, answered = one.question, " ⏎ ".join(str(one.reply.get("text")).splitlines())[:300]
            facts = {"id": question.id, "intent": question.intent, "why": f"{one.grade}: {one.why}"}
            click.echo(phrase("eval", "mistake", **facts, said=" / ".join(question.turns), answered=answered))


def _show_tally(grades: "dict[str, Counter[Grade]]") -> None:
    from bot.evaluate import Grade

    click.echo("".join((phrase("eval", "intent").ljust(14), *(phrase("eval", grade).rjust(10) for grade in Grade))))
    total: Counter[Grade] = sum(grades.values(), Counter())
    for name, counts in (*grades.items(), (phrase("eval", "total"), total)):
        click.echo(name.ljust(14) + "".join(f"{counts[grade]:>10}" for grade in Grade))
