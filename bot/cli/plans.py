"""The commands about plans: import, list, history, show, parse, export, withdraw, sample."""

import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.asking import is_interactive
from bot.cli.vietnamese import Command, Group
from bot.errors import UnwritableFileError
from bot.phrases import phrase

if TYPE_CHECKING:
    from bot.cli.reviewing import Wishes
    from bot.intake import Read
    from bot.settings import Settings
    from knowledge.importing.draft import PlanDraft

_FILES = click.argument("files", nargs=-1, required=True, metavar="TỆP…", type=click.Path(path_type=Path))
_FILE = click.argument("file", metavar="TỆP")


@click.group(cls=Group, help="Quản lý các kế hoạch: nạp, xem, kiểm tra, xuất, rút.")
def plans() -> None:
    """Hold the commands about plans."""


@plans.command("list", cls=Command, help="Liệt kê các kế hoạch đang hiệu lực.")
@click.option("--all", "every", is_flag=True, help="Kể cả các bản đã thay và đã rút.")
@click.pass_obj
def list_(settings: "Settings", every: bool) -> None:
    """Show the plans in force, or every version of every plan."""
    from bot.cli.changes import show_versions
    from bot.cli.tables import show_plans
    from bot.wiring import open_archive

    with open_archive(settings) as store:
        lines = store.plans.list_plans()
        versions = store.versions.list_versions() if every else ()
    if versions:
        show_versions(versions, settings.zone)
    elif lines:
        show_plans(lines)
    else:
        click.echo(phrase("plans", "none"))


@plans.command(cls=Command, help="Xem các bản đã lưu của một kế hoạch và mỗi bản thay đổi gì.")
@_FILE
@click.option("--details", is_flag=True, help="Nêu rõ từng thay đổi của mỗi bản.")
@click.pass_obj
def history(settings: "Settings", file: str, details: bool) -> None:
    """Show what became of a plan, version by version."""
    from bot.cli.changes import show_differences, show_history
    from bot.wiring import open_archive

    with open_archive(settings) as store:
        versions = store.versions.history(file)
        changes = [(), *(store.versions.differences(old, new) for old, new in pairwise(versions))]
    show_history(versions, changes, settings.zone)
    if len(versions) == 1:
        click.echo(phrase("plans", "no_history"))
    for number, changed in enumerate(changes, 1):
        if details and changed:
            click.echo(f"{phrase('columns', 'version')} {number}")
            show_differences(changed)


@plans.command(cls=Command, help="Xem tóm tắt một kế hoạch đã nạp.")
@_FILE
@click.pass_obj
def show(settings: "Settings", file: str) -> None:
    """Show one plan in force."""
    from bot.cli.tables import show_draft
    from bot.wiring import open_archive

    with open_archive(settings) as store:
        show_draft(store.plans.export(file))


@plans.command(cls=Command, help="Đọc thử văn bản mà không lưu gì.")
@_FILES
@click.option("--json", "as_json", is_flag=True, help="In mỗi tệp một dòng JSON theo dạng dondoc-plan/1.")
@click.pass_obj
def parse(settings: "Settings", files: tuple[Path, ...], as_json: bool) -> int:
    """Read documents and show what was understood, storing nothing."""
    from bot.cli.tables import show_draft
    from bot.intake import as_line

    failures = 0
    for read in _reads(settings, files):
        if read.draft is None:
            failures += 1
            click.echo(read.problem, err=True)
        elif as_json:
            click.echo(as_line(read.draft))
        else:
            show_draft(read.draft)
    return 1 if failures else 0


@plans.command("import", cls=Command, help="Nạp kế hoạch từ văn bản, hoặc từ JSON, bảng Excel đã sửa.")
@_FILES
@click.option("--yes", "unasked", is_flag=True, help="Nạp luôn, không hỏi lại.")
@click.option("--replaces", metavar="TỆP", help="Là bản mới của kế hoạch đang lưu mang tên tệp này.")
@click.option("--apart", is_flag=True, help="Là kế hoạch riêng, dù trùng số, ký hiệu với kế hoạch đang lưu.")
@click.option(
    "--correct", metavar="TỆP.xlsx", type=click.Path(path_type=Path), help="Ghi bảng sửa vào tệp này khi chọn sửa."
)
@click.pass_obj
def import_(
    settings: "Settings",
    files: tuple[Path, ...],
    unasked: bool,
    replaces: str | None,
    apart: bool,
    correct: Path | None,
) -> int:
    """Read documents, show what was understood and what would change, and keep what a person agrees to."""
    from bot.cli.reviewing import Wishes, review
    from bot.intake import distinct
    from bot.wiring import clock, open_archive

    refusal = _refusal(files, Wishes(unasked, replaces, apart, correct))
    if refusal is not None:
        click.echo(phrase("plans", refusal), err=True)
        return 1
    failures = 0
    with open_archive(settings) as store:
        for read in distinct(_reads(settings, files)):
            if read.draft is None:
                failures += 1
                click.echo(read.problem, err=True)
            else:
                review(store, read.path, read.draft, Wishes(unasked, replaces, apart, correct), clock(settings)())
    return 1 if failures else 0


def _refusal(files: tuple[Path, ...], wishes: "Wishes") -> str | None:
    if not wishes.unasked and not is_interactive():
        return "needs_yes"
    if len(files) > 1 and (wishes.replaces or wishes.correct):
        return "correct_one"
    return "apart_or_replaces" if wishes.replaces and wishes.apart else None


@plans.command(
    cls=Command, help="Xuất kế hoạch thành JSON Lines (mặc định: tất cả), hoặc một kế hoạch thành bảng Excel."
)
@click.argument("files", nargs=-1, metavar="[TỆP…]")
@click.option(
    "-o", "--output", metavar="TỆP", type=click.Path(path_type=Path), help="Ghi vào tệp này (.json, .jsonl, .xlsx)."
)
@click.pass_obj
def export(settings: "Settings", files: tuple[str, ...], output: Path | None) -> int:
    """Write stored plans as plan JSON, or one as a workbook to correct."""
    from bot.intake import as_line
    from bot.wiring import open_archive

    with open_archive(settings) as store:
        drafts = [store.plans.export(name) for name in files or [line.file for line in store.plans.list_plans()]]
    if output is None:
        for draft in drafts:
            click.echo(as_line(draft))
        return 0
    if output.suffix.lower() == ".xlsx":
        return _export_workbook(drafts, output)
    try:
        output.write_text("".join(f"{as_line(draft)}\n" for draft in drafts), encoding="utf-8")
    except OSError as error:
        raise UnwritableFileError(output) from error
    click.echo(phrase("plans", "exported", count=len(drafts), path=output))
    return 0


def _export_workbook(drafts: "Sequence[PlanDraft]", output: Path) -> int:
    from bot.cli.reviewing import write_workbook

    if len(drafts) != 1:
        click.echo(phrase("plans", "xlsx_one"), err=True)
        return 1
    write_workbook(drafts[0], output)
    click.echo(phrase("plans", "exported", count=1, path=output))
    return 0


@plans.command(cls=Command, help="Rút một kế hoạch, không trả lời theo đó nữa.")
@_FILE
@click.pass_obj
def withdraw(settings: "Settings", file: str) -> None:
    """Take a plan out of force."""
    from bot.intake import operator
    from bot.wiring import clock, open_archive
    from knowledge.commands import WithdrawPlan
    from knowledge.perform import perform

    with open_archive(settings) as store:
        perform(store, WithdrawPlan(file), operator(), clock(settings)())
    click.echo(phrase("plans", "withdrawn", file=file))


@plans.command(cls=Command, help="Nạp kế hoạch mẫu để dùng thử.")
@click.pass_obj
def sample(settings: "Settings") -> None:
    """Load the sample plan."""
    from bot.intake import keep_sample
    from bot.wiring import clock, open_archive

    with open_archive(settings) as store:
        click.echo(keep_sample(store, clock(settings)()))


def _reads(settings: "Settings", files: tuple[Path, ...]) -> "Iterator[Read]":
    from bot.intake import read_all

    reads = read_all(files, settings.max_file_bytes, settings.import_limits)
    if not sys.stderr.isatty() or len(files) < 2:
        return reads
    from rich.console import Console
    from rich.progress import track

    # All are read before the first is shown: a bar that moves would run into tables and questions.
    bar = track(reads, phrase("plans", "reading"), len(files), console=Console(stderr=True), transient=True)
    return iter(list(bar))
