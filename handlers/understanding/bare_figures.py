"""A figure that is all a message says, as one answers when it was asked for: "72,5%", "đạt 13 phút", "2/5 tổ"."""

import re

from knowledge.importing.figures import number_of
from knowledge.types import Figure
from knowledge.vietnamese.fold import fold, nfc

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_FIGURE = re.compile(
    r"\s*(?:(?:la|dat|duoc|khoang|chung|moi|len)\s+){0,3}"
    rf"(?P<number>{_NUMBER})(?:\s?/\s?(?P<of>{_NUMBER}))?\s*(?P<unit>%|phan tram|[a-z]+(?: [a-z]+)?)?\s*[.!]?\s*"
)
_PER_CENT = frozenset({"%", "phan tram"})


def is_bare_figure(said: str) -> bool:
    """Whether a message says a figure, and nothing else."""
    return _FIGURE.fullmatch(fold(said)) is not None


def read_bare_figure(said: str, unit: str) -> Figure | None:
    """The figure, counting what its target counts (`unit`) unless it says something else; None where that is open."""
    written = nfc(said)
    match = _FIGURE.fullmatch(fold(written))
    if match is None:
        return None
    counted = _counted(written, match, unit)
    if match["of"] is None:
        return Figure(number_of(match["number"]), counted)
    # What a bare share counts can't be told from a per cent.
    return None if counted == "%" else Figure(number_of(match["number"]), counted, number_of(match["of"]))


def _counted(written: str, match: re.Match[str], unit: str) -> str:
    if match["unit"] in _PER_CENT:
        return "%"
    same = match["unit"] is None or match["unit"] == fold(unit)
    return unit if same else written[slice(*match.span("unit"))]
