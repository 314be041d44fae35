"""Numbers in words, as people dictate them, written in figures: "bảy mươi ba phẩy năm" is "73,5"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.vietnamese.fold import Word, fold, spelling
from knowledge.vietnamese.numerals import leading_number

_POINT = "phay"
# One word alone is a number where it is spelt as one; without accents "nam" and "sau" are other words.
_ALONE = frozenset(map(spelling, ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười")))
# "một số", "một phần" and the like tell of no figure.
_NO_FIGURE = frozenset({"so", "phan", "nua", "cua", "cach", "it", "vai", "chut", "doi", "loat", "trong", "lan", "the"})
# Behind these a number word names a year, a day or an order.
_NAMING = frozenset({"nam", "thang", "thu", "quy", "so", "muc", "ngay", "mung", "mong", "vu", "viec"})


@dataclass(frozen=True)
class Figured:
    """The line to look for figures in; `starts` and `ends` tell where each of its characters stands in the text."""

    line: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str, typed: Sequence[Word]) -> "Figured":
        """A text with its words."""
        line, starts, ends, last = "", list[int](), list[int](), 0
        for figure, start, end in (*_numbers(text, typed), ("", len(text), len(text))):
            line += fold(text[last:start]) + figure
            starts += [*range(last, start), *([start] * len(figure))]
            ends += [*range(last + 1, start + 1), *([end] * len(figure))]
            last = end
        return cls(line, tuple(starts), tuple(ends))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters `start` to `end` of the line stand in the text."""
        return self.starts[start], self.ends[end - 1]


def _numbers(text: str, typed: Sequence[Word]) -> Iterator[tuple[str, int, int]]:
    """The numbers in words from left to right, in figures, and where they stand."""
    place = 0
    while place < len(typed):
        found = _number_at(typed, place)
        if found is None:
            place += 1
            continue
        figure, taken = found
        yield figure, typed[place].start, typed[place + taken - 1].end
        place += taken


def _number_at(typed: Sequence[Word], place: int) -> tuple[str, int] | None:
    """The number in words that begins at a place, and how many words it takes."""
    words = [word.raw for word in typed[place : place + 8]]
    found = leading_number(words)
    if found is None or (place and typed[place - 1].folded in _NAMING):
        return None
    value, taken = found
    behind = (
        leading_number(words[taken + 1 :]) if [fold(word) for word in words[taken : taken + 1]] == [_POINT] else None
    )
    if behind is not None:
        return f"{value},{behind[0]}", taken + 1 + behind[1]
    return (str(value), taken) if taken > 1 or _stands_alone(typed[place : place + 2]) else None


def _stands_alone(words: Sequence[Word]) -> bool:
    """Whether one word is a number, and none of "một số"."""
    followed = next((word.folded for word in words[1:]), "")
    return spelling(words[0].raw) in _ALONE and followed not in _NO_FIGURE
