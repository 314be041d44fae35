"""Makes NAME.tsv from a table of today's provinces and communes: `python -m knowledge.reorganisations.from_table …`.

The table is TAB-separated UTF-8 with the columns level ("tinh", "xa"), name, province, merged_from (prose, or
"giữ nguyên"), former_province and former_district, each province before its communes. NAME-corrections.tsv beside this
module has better prose for some of them. What later reorganisations renamed is written under the name it had before.

    python -m knowledge.reorganisations.from_table TABLE.tsv 2025 > knowledge/reorganisations/2025.tsv
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from knowledge.reorganisations.formers import read_formers
from knowledge.reorganisations.reading import known_reorganisations, read_reorganisation
from knowledge.reorganisations.table import write_commune, write_province
from knowledge.reorganisations.types import Commune, Former, Province
from knowledge.vietnamese.fold import nfc

HEADER = """\
# Tỉnh, xã từ đâu mà thành: mỗi dòng một tỉnh hoặc một xã, các cột cách nhau bằng phím Tab.
# Cột: tỉnh · xã (trống: dòng của tỉnh) · tỉnh cũ · huyện cũ (của phần lớn diện tích) · thành từ những đơn vị nào.
# "(một phần)": phần còn lại của đơn vị ấy về nơi khác. Tên huyện trong ngoặc: để phân biệt đơn vị trùng tên.
# Lập từ danh mục đơn vị hành chính có ghi "sáp nhập từ" (thanglequoc/vietnamese-provinces-database, giấy phép MIT):
# chỉ là dữ kiện, không phải văn bản gốc. Sửa tay được; làm lại: python -m knowledge.reorganisations.from_table."""

Row = Mapping[str, str]
_Unit = tuple[str, str, str | None]
NamesBefore = Mapping[tuple[str, str], str]
# "Hoà", "Thuỷ" as the resolutions write them: "Hòa", "Thủy".
_LATE_TONE = re.compile(r"o(?=[àáảãạèéẻẽẹ]\b)|(?<![qQ])u(?=[ỳýỷỹỵ]\b)")


def official(name: str) -> str:
    """A name with its tones where the resolutions put them: "Khánh Hòa", "Thủy Nguyên"."""
    composed = nfc(name)
    for match in reversed(list(_LATE_TONE.finditer(composed))):
        late = normalize("NFD", composed[match.end()])
        composed = f"{composed[: match.end()]}{late[1]}{late[0]}{composed[match.end() + 1 :]}"
    return nfc(composed)


def convert(rows: Iterable[Row], names_before: NamesBefore) -> Iterator[str]:
    """The lines made from the rows of the table; `names_before` has by today's province and commune what they were."""
    yield HEADER
    places = [_place(row, names_before) for row in rows]
    in_parts = _in_parts([place for place in places if isinstance(place, Commune)])
    for place in places:
        yield write_province(place) if isinstance(place, Province) else write_commune(_marked(place, in_parts))


def read_table(path: Path) -> list[Row]:
    """The rows of a table; lines that begin with "#" are comments."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = (line for line in lines if not line.startswith("#"))
        return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


def corrected(rows: Iterable[Row], corrections: Iterable[Row]) -> Iterator[Row]:
    """The rows with the prose of the corrections where there is one."""
    better = {(each["province"], each["name"]): each["merged_from"] for each in corrections}
    for row in rows:
        yield {**row, "merged_from": better.get((row["province"], row["name"]), row["merged_from"])}


def names_before_later(name: str) -> NamesBefore:
    """What today's provinces and communes were called before the reorganisations after this one."""
    before: dict[tuple[str, str], str] = {}
    for later in map(read_reorganisation, (other for other in known_reorganisations() if other > name)):
        before |= {(province.name, ""): province.formers[0] for province in later.provinces}
        before |= {(commune.province, commune.name): commune.formers[0].name for commune in later.communes}
    return before


def _place(row: Row, names_before: NamesBefore) -> Province | Commune:
    today, name = official(row["province"]), official(row["name"])
    province = names_before.get((today, ""), today)
    formers = tuple(replace(former, name=official(former.name)) for former in read_formers(row["merged_from"], name))
    if row["level"] == "tinh":
        return Province(province, tuple(former.name for former in formers))
    of = official(row["former_province"]), official(row["former_district"])
    return Commune(names_before.get((today, name), name), province, *of, formers)


def _units(commune: Commune, former: Former) -> tuple[_Unit, _Unit]:
    """The unit by the district it was surely in, and by the one it was most likely in."""
    told = (commune.former_province, former.name, former.district)
    return told, (commune.former_province, former.name, former.district or commune.former_district)


def _in_parts(communes: Sequence[Commune]) -> frozenset[_Unit]:
    """The units that came to several communes: one of them says so, or they are of the same district."""
    named = [(commune, former) for commune in communes for former in commune.formers]
    told = {_units(commune, former)[0] for commune, former in named if former.part}
    counted = Counter(_units(commune, former)[1] for commune, former in named)
    return frozenset(told | {unit for unit, count in counted.items() if count > 1})


def _marked(commune: Commune, in_parts: frozenset[_Unit]) -> Commune:
    formers = (replace(each, part=not in_parts.isdisjoint(_units(commune, each))) for each in commune.formers)
    return replace(commune, formers=tuple(formers))


if __name__ == "__main__":
    table, name = sys.argv[1:]
    corrections = read_table(Path(__file__).with_name(f"{name}-corrections.tsv"))
    rows = corrected(read_table(Path(table)), corrections)
    sys.stdout.writelines(f"{line}\n" for line in convert(rows, names_before_later(name)))
