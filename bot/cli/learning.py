"""The commands by which an office teaches its own words: misses and vocabulary."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.vietnamese import Command, Group
from knowledge.types import MissKind

if TYPE_CHECKING:
    from bot.settings import Settings

_DAY = click.DateTime(["%d/%m/%Y", "%Y-%m-%d"])


def _as_date(_: click.Context, __: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


@click.command(cls=Command, help="Xem những câu chưa trả lời được ngay, không kèm người hỏi, để bổ sung từ ngữ.")
@click.option("--since", metavar="NGÀY", type=_DAY, callback=_as_date, help="Chỉ những câu hỏi từ ngày này.")
@click.option(
    "--kind", "kinds", multiple=True, metavar="LOẠI", type=click.Choice([kind.value for kind in MissKind]),
    help="not_found: không tìm thấy; not_understood: chưa hiểu; asked_back: phải hỏi lại; chosen: đã chọn.",
)  # fmt: skip
@click.option("--newest", is_flag=True, help="Câu mới nhất trước, thay cho câu nhiều lần nhất trước.")
@click.option(
    "--csv", "table", metavar="TỆP", type=click.Path(path_type=Path), help="Ghi tất cả ra tệp CSV, mở được bằng Excel."
)
@click.option("--suggest", is_flag=True, help="In những dòng gợi ý cho synonyms.toml, rút từ việc đã được chọn.")
@click.option(
    "--clear-before", "before", metavar="NGÀY", type=_DAY, callback=_as_date, help="Xoá những câu hỏi trước ngày này."
)
@click.pass_obj
def misses(
    settings: "Settings", since: date | None, kinds: tuple[str, ...], newest: bool, table: Path | None, suggest: bool,
    before: date | None,
) -> None:  # fmt: skip
    """Show what was asked in vain, write it to a file, suggest words, or forget what is old."""
    from bot.cli.missed import clear, show, show_suggestions, write_table
    from bot.wiring import open_archive

    with open_archive(settings) as store:
        if before is not None:
            clear(store, before)
            return
        wanted = (MissKind.CHOSEN,) if suggest else tuple(map(MissKind, kinds))
        lines = store.misses.list_misses(since, wanted, newest=newest)
        if suggest:
            show_suggestions(lines, settings.home)
        elif table is not None:
            write_table(store, lines, table)
        else:
            show(lines, settings.home)


@click.group(cls=Group, help="Từ ngữ riêng của cơ quan.")
def vocabulary() -> None:
    """Hold the commands about an office's own words."""


@vocabulary.command(cls=Command, help="Kiểm tra các tệp từ ngữ riêng: có đọc được không, sai ở chỗ nào.")
@click.pass_obj
def check(settings: "Settings") -> int:
    """Tell of each of the office's files whether it is used, and where it is wrong."""
    from bot.cli.own_words import check_files

    return 0 if check_files(settings.home) else 1
