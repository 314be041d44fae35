"""The command that shows who changed what, or writes it to a file."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.vietnamese import Command
from knowledge.audit_types import AuditFilter, Family

if TYPE_CHECKING:
    from bot.settings import Settings

_DAY = click.DateTime(["%d/%m/%Y", "%Y-%m-%d"])
SHOWN = 50


@click.command(cls=Command, help="Xem nhật ký: ai đã thay đổi gì, lúc nào, qua kênh nào, trước và sau ra sao.")
@click.option("--since", metavar="NGÀY", type=_DAY, help="Từ đầu ngày này.")
@click.option("--until", metavar="NGÀY", type=_DAY, help="Đến hết ngày này.")
@click.option("--who", default="", metavar="TÊN", help="Do ai làm: một phần tên, hoặc mã.")
@click.option(
    "--what", multiple=True, type=click.Choice([family.value for family in Family]),
    help="plans: kế hoạch; reports: báo cáo; people: người dùng; units: đơn vị.",
)  # fmt: skip
@click.option("--unit", metavar="ĐƠN_VỊ", help="Việc của đơn vị này.")
@click.option("--organisation", metavar="CƠ_QUAN", help="Việc của cơ quan này và các cơ quan bên dưới.")
@click.option("--text", default="", metavar="CHỮ", help="Có những chữ này ở bất cứ đâu.")
@click.option("--limit", default=SHOWN, metavar="SỐ", type=click.IntRange(1), help="Số dòng hiện trên màn hình.")
@click.option("--json", "as_json", is_flag=True, help="In tất cả, mỗi dòng một đối tượng JSON.")
@click.option(
    "-o", "--output", metavar="TỆP", type=click.Path(path_type=Path), help="Ghi tất cả ra tệp .csv, .xlsx, .jsonl."
)
@click.pass_obj
def audit(
    settings: "Settings", since: datetime | None, until: datetime | None, who: str, what: tuple[str, ...],
    unit: str | None, organisation: str | None, text: str, limit: int, as_json: bool, output: Path | None,
) -> None:  # fmt: skip
    """Show the trail, the newest first, or write all of it out."""
    from bot.cli.trail import as_line, show, write
    from bot.wiring import open_archive

    wanted = AuditFilter(
        since=since and since.replace(tzinfo=settings.zone),
        until=until and (until + timedelta(days=1)).replace(tzinfo=settings.zone),
        actor=who,
        families=tuple(map(Family, what)),
        organisations=(organisation,) if organisation else (),
        units=(unit,) if unit else (),
        text=text,
    )
    whole = as_json or output is not None
    with open_archive(settings) as store:
        entries = store.audit.list_entries(wanted, None if whole else limit + 1)
    if output is not None:
        write(entries, output, settings.zone)
    elif as_json:
        for entry in entries:
            click.echo(as_line(entry))
    else:
        show(entries, limit, settings.zone)
