"""Prose whose lines were wrapped or cut by a page: back to one paragraph a line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.importing.labels import split_label
from knowledge.importing.markup import one_line, strip_markup
from knowledge.importing.vocabulary import words_of
from knowledge.vietnamese.fold import fold

_URL_ONLY = re.compile(r"https?://\S+")
_BULLET = re.compile(r"[-–—•+*](?!\d+%)\s*\S")
_ARTICLE = re.compile(r"Điều\s+\d+[a-z]?\s*[.:]")
_LONG = 55


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    after_gap: bool
    inside_emphasis: bool


def join_lines(lines: Iterable[str]) -> Iterator[str]:
    """The paragraphs of prose lines; page numbers and stray marks are left out."""
    paragraph: list[str] = []
    for line in _lines(lines):
        if paragraph and not _continues(paragraph, line):
            yield one_line(" ".join(paragraph))
            paragraph = []
        paragraph.append(line.text)
    if paragraph:
        yield one_line(" ".join(paragraph))


def _lines(lines: Iterable[str]) -> Iterator[_Line]:
    gap, open_stars = True, False
    for raw in lines:
        inside = open_stars and not gap
        open_stars = (open_stars if inside else False) ^ (raw.count("**") % 2 == 1)
        text = one_line(strip_markup(raw)).strip("*")
        if _is_furniture(text):
            gap = gap or not text
            continue
        yield _Line(text, gap, inside)
        gap = False


def _is_furniture(text: str) -> bool:
    if _URL_ONLY.fullmatch(text) or re.fullmatch(r"\d{1,3}", text):
        return True
    return sum(map(str.isalnum, text)) < 2


def _continues(paragraph: list[str], line: _Line) -> bool:
    last = paragraph[-1]
    if starts_paragraph(line.text):
        return False
    if line.inside_emphasis:
        return True
    begins_small = line.text[0].islower() or line.text[0].isdigit() or line.text[0] in "(“"
    if line.after_gap:
        return _is_open(last) and (line.text[0].islower() or hangs(last) or (begins_small and len(last) >= _LONG))
    return line.text[0].islower() or len(last) >= _LONG or hangs(last)


def starts_paragraph(text: str) -> bool:
    """Whether a line can only be the first of a paragraph: a bullet, a label, an article, a set phrase."""
    if _BULLET.match(text) or _ARTICLE.match(text) or split_label(text) is not None or is_capitals(text):
        return True
    folded = fold(text)
    return any(folded.startswith(start) for start in words_of("paragraph_starts"))


def is_capitals(text: str) -> bool:
    """Whether a line is printed in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and sum(map(str.isupper, letters)) > 0.85 * len(letters)


def _is_open(text: str) -> bool:
    return text.rstrip("\"”' ")[-1:] not in ".;:!?…"


def hangs(text: str) -> bool:
    """Whether a line can't be the end of anything: a comma, or a word that wants another."""
    last_word = fold(text).split()[-1] if text.split() else ""
    return text.endswith((",", "-", "/")) or last_word in words_of("hanging_words")
