"""The commands about plans: import, list, show, parse, export, withdraw, sample."""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.asking import is_interactive, yes
from bot.cli.vietnamese import Command, Group
from bot.errors import UnwritableFileError
from bot.phrases import phrase
from knowledge.types import PlanOutcome

if TYPE_CHECKING:
    from bot.intake import Read
    from bot.settings import Settings
    from knowledge.importing.draft import PlanDraft
    from knowledge.store import Store

_FILES = click.argument("files", nargs=-1, required=True, metavar="TỆP…", type=click.Path(path_type=Path))
_FILE = click.argument("file", metavar="TỆP")


@click.group(cls=Group, help="Quản lý các kế hoạch: nạp, xem, kiểm tra, xuất, rút.")
def plans() -> None:
    """Hold the commands about plans."""


@plans.command("list", cls=Command, help="Liệt kê các kế hoạch đang hiệu lực.")
@click.pass_obj
def list_(settings: "Settings") -> None:
    """Show the plans in force."""
    from bot.cli.tables import show_plans
    from bot.wiring import open_archive

    with open_archive(settings) as store:
        lines = store.plans.list_plans()
    if lines:
        show_plans(lines)
    else:
        click.echo(phrase("plans", "none"))


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


@plans.command("import", cls=Command, help="Nạp kế hoạch từ văn bản, hoặc từ JSON đã sửa.")
@_FILES
@click.option("--yes", "unasked", is_flag=True, help="Nạp luôn, không hỏi lại.")
@click.pass_obj
def import_(settings: "Settings", files: tuple[Path, ...], unasked: bool) -> int:
    """Read documents, show what was understood and keep what a person agrees to."""
    from bot.intake import distinct
    from bot.wiring import clock, open_archive

    if not unasked and not is_interactive():
        click.echo(phrase("plans", "needs_yes"), err=True)
        return 1
    failures = 0
    with open_archive(settings) as store:
        for read in distinct(_reads(settings, files)):
            if read.draft is None:
                failures += 1
                click.echo(read.problem, err=True)
            else:
                _keep(store, read.draft, clock(settings)(), unasked)
    return 1 if failures else 0


@plans.command(cls=Command, help="Xuất kế hoạch thành JSON Lines (mặc định: tất cả).")
@click.argument("files", nargs=-1, metavar="[TỆP…]")
@click.option("-o", "--output", metavar="TỆP", type=click.Path(path_type=Path), help="Ghi vào tệp này.")
@click.pass_obj
def export(settings: "Settings", files: tuple[str, ...], output: Path | None) -> None:
    """Write stored plans as plan JSON."""
    from bot.intake import as_line
    from bot.wiring import open_archive

    with open_archive(settings) as store:
        names = files or tuple(line.file for line in store.plans.list_plans())
        lines = [as_line(store.plans.export(name)) for name in names]
    if output is None:
        for line in lines:
            click.echo(line)
        return
    try:
        output.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise UnwritableFileError(output) from error
    click.echo(phrase("plans", "exported", count=len(lines), path=output))


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


def _keep(store: "Store", draft: "PlanDraft", at: datetime, unasked: bool) -> None:
    from bot.cli.tables import show_draft
    from bot.intake import keep
    from knowledge.importing.session import compare

    comparison = compare(store, draft)
    if comparison.outcome is PlanOutcome.UNCHANGED:
        click.echo(phrase("plans", "unchanged", file=draft.file))
        return
    show_draft(draft)
    if comparison.outcome is PlanOutcome.REPLACED:
        counts = {"added": comparison.tasks_added, "removed": comparison.tasks_removed}
        click.echo(phrase("plans", "changes", **counts, changed=comparison.tasks_changed))
    if unasked or yes(phrase("plans", f"ask_{comparison.outcome}", file=draft.file)):
        click.echo(phrase("plans", keep(store, draft, at), file=draft.file))
    else:
        click.echo(phrase("plans", "skipped", file=draft.file))
