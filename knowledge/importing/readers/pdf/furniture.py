"""What stands on pages and is none of the text: page numbers, running heads and feet, stamps of digital signatures."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.importing.readers.pdf.lines import Line, is_number_only, split_at_gaps
from knowledge.importing.vocabulary import folded_longest_first, load_data
from knowledge.vietnamese.fold import fold

_MARGIN = 0.12


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page that stand in no table, and its height."""

    lines: tuple[Line, ...]
    height: float


@cache
def _stamp_words(key: str) -> tuple[str, ...]:
    return folded_longest_first(load_data("stamps.toml")[key])


def without_furniture(pages: Sequence[PageLines]) -> list[tuple[Line, ...]]:
    """The lines of each page that belong to the text."""
    running = _running(pages)
    return [tuple(_kept(page, running)) for page in pages]


def _kept(page: PageLines, running: set[str]) -> Iterator[Line]:
    stamped = _has_stamp(page)
    for line in page.lines:
        if _in_margin(line, page.height) and (is_number_only(line.text) or _key(line) in running):
            continue
        parts = [part for part in split_at_gaps(line, 0.9) if not (stamped and is_stamp(part.text))]
        if parts and len(parts) < len(split_at_gaps(line, 0.9)):
            yield from parts
        elif parts:
            yield line


def _running(pages: Sequence[PageLines]) -> set[str]:
    """What stands in the margin of most pages; a number in it may change from page to page."""
    counts = Counter(
        key for page in pages for key in {_key(line) for line in page.lines if _in_margin(line, page.height)}
    )
    return {key for key, count in counts.items() if count >= max(3, 0.4 * len(pages))}


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", fold(line.text))


def _in_margin(line: Line, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def _has_stamp(page: PageLines) -> bool:
    texts = [part.text for line in page.lines for part in split_at_gaps(line, 0.9)]
    return any(fold(text).startswith(_stamp_words("marks")) for text in texts)


def is_stamp(text: str) -> bool:
    """Whether a line is one of those a digital signature leaves on the page."""
    folded = fold(text)
    return folded.startswith((*_stamp_words("marks"), *_stamp_words("lines")))
