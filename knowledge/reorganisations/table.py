"""The form of our own in which provinces and communes are kept: one a line, TAB between the columns, "#" a comment.

A province has the columns "tỉnh" and, in the last, what it was made from; its communes follow it, each with the
province and district that most of it was of. "(một phần)" marks a unit that others took over parts of as well.
"""

import re
from collections.abc import Iterable, Iterator

from knowledge.reorganisations.types import Commune, Former, Province

_COLUMNS = 5
_PART = " (một phần)"
_DISTRICT = re.compile(r"(?P<name>[^()]+) \((?P<district>[^()]+)\)")


def write_province(province: Province) -> str:
    """The line of a province."""
    return "\t".join((province.name, "", "", "", "; ".join(province.formers)))


def write_commune(commune: Commune) -> str:
    """The line of a commune."""
    formers = "; ".join(map(_write_former, commune.formers))
    return "\t".join((commune.province, commune.name, commune.former_province, commune.former_district, formers))


def read_lines(lines: Iterable[str]) -> Iterator[Province | Commune]:
    """What the lines tell, in their order."""
    for line in lines:
        if line and not line.startswith("#"):
            yield _read(line)


def _read(line: str) -> Province | Commune:
    cells = line.split("\t")
    if len(cells) != _COLUMNS:
        raise ValueError(f"{_COLUMNS} columns wanted: {line!r}")
    province, commune, former_province, former_district, formers = cells
    if not commune:
        return Province(province, tuple(formers.split("; ")))
    read = tuple(map(_read_former, formers.split("; ")))
    return Commune(commune, province, former_province, former_district, read)


def _write_former(former: Former) -> str:
    district = f" ({former.district})" if former.district else ""
    return f"{former.name}{district}{_PART if former.part else ''}"


def _read_former(text: str) -> Former:
    whole = text.removesuffix(_PART)
    match = _DISTRICT.fullmatch(whole)
    if match is None:
        return Former(whole, part=whole != text)
    return Former(match["name"], match["district"], whole != text)
