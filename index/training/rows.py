"""Makes a line look like a row of a plan: under a heading, with the offices it is given to."""

import random
from collections.abc import Sequence

from knowledge.vietnamese.abbreviations import Abbreviations

_HEADED = 0.4
_GIVEN = 0.4
_MOST_OFFICES = 4
_SHORT_HEADING = 14
_OFFICES = ("Sở", "Ủy", "Văn", "Phòng", "Công", "Ban", "Bộ", "Hội", "Trung", "Chi", "Thanh")


class Rows:
    """Dresses lines, always the same way for one seed; what is put on tells nothing of the line itself."""

    def __init__(self, headings: Sequence[str], abbreviations: Abbreviations, seed: int) -> None:
        self._random = random.Random(seed)
        self._headings = [heading for heading in headings if len(heading.split()) <= _SHORT_HEADING]
        long = (text for entry in abbreviations.entries for text in entry.expansions)
        self._offices = sorted({text for text in long if text.startswith(_OFFICES)})

    def dress(self, line: str) -> str:
        """The line, now and then under a heading and with offices behind it."""
        if self._headings and self._random.random() < _HEADED:
            line = f"{self._random.choice(self._headings)}. {line}"
        if self._random.random() < _GIVEN:
            offices = self._random.sample(self._offices, self._random.randint(1, _MOST_OFFICES))
            line = f"{line}. {', '.join(offices)}"
        return line
