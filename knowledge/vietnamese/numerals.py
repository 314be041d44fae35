"""Roman numerals of headings and numbers written in words."""

import unicodedata
from collections.abc import Sequence

from knowledge.vietnamese.fold import fold

_ROMAN_LIMIT = 50
_ROMAN_STEPS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_DIGITS = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "nham": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
# "lăm" and "tư" are five and four only behind a ten, "mươi" a ten only behind a digit.
_NEVER_ALONE = frozenset({"lam", "nham", "tu"})
_TENS = frozenset({"muoi", "chuc"})
# Spelt so behind a digit they leave the ten out: "hai lăm" is 25, "ba mốt" 31; without accents they are other words.
_UNITS_ALONE = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_SKIPPED_TEN = frozenset({"linh", "le"})


def int_to_roman(number: int) -> str:
    """The Roman numeral of 1 to 50."""
    if not 1 <= number <= _ROMAN_LIMIT:
        raise ValueError(number)
    letters = ""
    for step, numeral in _ROMAN_STEPS:
        count, number = divmod(number, step)
        letters += numeral * count
    return letters


_ROMAN = {int_to_roman(number): number for number in range(1, _ROMAN_LIMIT + 1)}


def roman_to_int(text: str) -> int | None:
    """The value of a Roman numeral of 1 to 50 in either case, None where it is none."""
    return _ROMAN.get(text.strip().upper())


def leading_number(words: Sequence[str]) -> tuple[int, int] | None:
    """The number in words that `words` begin with and how many of them it takes ("hai mươi mốt nhiệm" is 21, 3)."""
    folded = [fold(word) for word in words]
    hundreds, taken = _hundreds(folded)
    short = _left_out_ten(words[taken : taken + 2], folded[taken:])
    rest = (short, 2) if short is not None else _below_hundred(folded[taken:], after_hundred=taken > 0)
    if rest is None:
        return (hundreds, taken) if taken else None
    return hundreds + rest[0], taken + rest[1]


def words_to_int(text: str) -> int | None:
    """The value of a number written in words, "mười hai" or "ba muoi", None where `text` is anything else."""
    words = text.split()
    found = leading_number(words)
    return found[0] if found is not None and found[1] == len(words) else None


def _hundreds(words: Sequence[str]) -> tuple[int, int]:
    if len(words) > 1 and words[1] == "tram" and words[0] in _DIGITS and words[0] not in _NEVER_ALONE:
        return _DIGITS[words[0]] * 100, 2
    return 0, 0


def _left_out_ten(words: Sequence[str], folded: Sequence[str]) -> int | None:
    if len(words) < 2 or folded[0] not in _DIGITS or folded[0] in _NEVER_ALONE:
        return None
    unit = _UNITS_ALONE.get(unicodedata.normalize("NFC", words[1]).lower())
    return _DIGITS[folded[0]] * 10 + unit if unit and _DIGITS[folded[0]] > 1 else None


def _below_hundred(words: Sequence[str], *, after_hundred: bool) -> tuple[int, int] | None:
    if not words:
        return None
    first = words[0]
    if first == "muoi":
        return _with_units(10, words, 1)
    if first in _SKIPPED_TEN and after_hundred:
        return (_DIGITS[words[1]], 2) if len(words) > 1 and words[1] in _DIGITS else None
    if first not in _DIGITS or first in _NEVER_ALONE:
        return None
    if len(words) > 1 and words[1] in _TENS:
        return _with_units(_DIGITS[first] * 10, words, 2)
    return _DIGITS[first], 1


def _with_units(tens: int, words: Sequence[str], taken: int) -> tuple[int, int]:
    follows = words[taken] if len(words) > taken else ""
    if _DIGITS.get(follows):
        return tens + _DIGITS[follows], taken + 1
    return tens, taken
