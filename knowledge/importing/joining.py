"""Whether one cell goes on in another, and putting the two together."""

import re

from knowledge.importing.markup import one_line, without_bullet
from knowledge.importing.unit_lines import begins_unit
from knowledge.importing.vocabulary import starts_with_word, words_of
from knowledge.vietnamese.fold import fold

_MAY_END_A_CELL = frozenset({"tinh", "chinh", "so", "ban", "bo", "hoi", "cap", "nam", "quy", "ngay", "thang"})


_LONGEST_MARK = 40
_LAST_ITEM = re.compile(r"[,;:.]\s+|^[-–+•]\s*|\s[-–+•]\s")


def continues(above: str, below: str, lists: bool = True) -> bool:
    """Whether a cell reads on from the one above: it begins inside a sentence, or the other stops inside one.

    With `lists`, a list that ended with a semicolon may go on as well; one only opened by a colon always does.
    """
    above, below = one_line(above), one_line(below)
    if not above or not below:
        return False
    if above.endswith((";", ":")):
        return lists or above.endswith(":")
    first = below[0]
    if first.islower() and not above.endswith((".", ":")):
        return True
    return _hangs(above) or (
        first.isdigit() and above[-1] not in ".:" and not below.startswith("100%") and _open_end(above)
    )


def _hangs(text: str) -> bool:
    last_word = fold(text).split()[-1]
    if text.endswith((",", "/", " -", " –")) or fold(_LAST_ITEM.split(text)[-1]) in words_of("open_names"):
        return True
    return last_word in words_of("hanging_words") and last_word not in _MAY_END_A_CELL


def _open_end(text: str) -> bool:
    return fold(text).split()[-1] in {"so", "ngay", "thang", "nam", "dieu", "khoan", "tu", "den"}


def is_continued_mark(text: str) -> bool:
    """Whether a cell says only that it goes on ("(tiếp theo)")."""
    folded = fold(one_line(text)).strip(" .*")
    bracketed = folded.startswith("(") and folded.endswith(")") and len(folded) <= _LONGEST_MARK
    return folded in words_of("continued_marks") or (
        bracketed and starts_with_word(folded[1:], words_of("continued_marks")) is not None
    )


def repeats_end(above: str, below: str) -> bool:
    """Whether a cell only says the end of the one above once more."""
    folded = fold(without_bullet(below)).strip(" .;")
    return bool(folded) and fold(one_line(above)).strip(" .;").endswith(folded)


def join_text(above: str, below: str) -> str:
    """Two parts of a cell as one; a new list item keeps its line."""
    if not above or not below:
        return above or below
    return f"{above}{chr(10) if below[0] in '-+•' else ' '}{below}"


def join_units(above: str, below: str) -> str:
    """Two parts of a cell of units as one; what begins a unit after a whole name keeps its line."""
    last = without_bullet(re.split(r"[\n;]|,\s", above)[-1])
    if not above or not below or not begins_unit(last, last, below):
        return join_text(above, below)
    return f"{above}\n{below}"
