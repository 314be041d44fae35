"""The upright strokes of a word's picture: what a Roman numeral is made of, and a ditto mark."""

from collections.abc import Iterator
from itertools import dropwhile, takewhile
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from knowledge.importing.readers.scan.pages import TEXT_HEIGHT, Pixels, ink_of

_Ink = NDArray[np.bool_]

_LEVELS = (0.2, 0.35, 0.5, 0.65, 0.8)  # of a letter's height: between its feet and its head
_THICK = 0.42  # of its height
_STRAIGHT = 0.06
_FLAG = 0.1
_SMALL = 0.7
_EVEN = 1.5
_SLANT = 2
_SIGN_WIDTH = 0.3  # of a line: less is dust
_FLAT = 0.7  # of its width: a row of ink that is a stroke of its own


def count_strokes(picture: Pixels, in_front: int = 0) -> int:
    """How many upright strokes stand beside each other, after some letters that are none, before anything else."""
    counts = [_strokes_of(mark) for mark in _marks(picture)]
    skipped = list(dropwhile(lambda count: not count, counts[:in_front])) + counts[in_front:]
    return sum(takewhile(bool, skipped))


def strokes_alone(picture: Pixels) -> str:
    """What a picture of nothing but one to three strokes says: a numeral in I, or in 1 where heads have a flag."""
    marks = list(_marks(picture))
    counts = [_strokes_of(mark) for mark in marks]
    if not counts or not all(counts) or sum(counts) > 3 or marks[0].shape[0] < _SMALL * TEXT_HEIGHT:
        return ""
    return ("1" if any(map(_has_flag, marks)) else "I") * sum(counts)


def begins_with_digit_one(picture: Pixels) -> bool:
    """Whether the first stroke is a 1 rather than an I."""
    mark = next(_marks(picture), None)
    return mark is not None and _has_flag(mark)


def is_ditto(picture: Pixels) -> bool:
    """Whether two short strokes stand side by side and nothing else: as above."""
    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink_of(picture), connectivity=8)
    _, tops, widths, heights, _ = boxes[1:count].T
    small = (heights < _SMALL * TEXT_HEIGHT) & (heights > widths)
    return len(small) == 2 and bool(small.all()) and abs(int(tops[0]) - int(tops[1])) <= _SLANT


def count_letters(picture: Pixels) -> int:
    """How many tall pieces of ink stand beside each other."""
    return sum(1 for _ in _marks(picture))


def has_bar_below(picture: Pixels) -> bool:
    """Whether the first sign of a picture, such as that of "≤5", stands on a flat stroke, apart or touching it."""
    ink = ink_of(picture)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide = [boxes[mark] for mark in range(1, count) if boxes[mark, cv2.CC_STAT_WIDTH] >= _SIGN_WIDTH * TEXT_HEIGHT]
    if not wide:
        return False
    left, _, width, _ = min(wide, key=lambda box: int(box[cv2.CC_STAT_LEFT]))[:4]
    sign = ink[:, left : left + width] > 0
    rows = np.flatnonzero(sign.any(axis=1))
    lower = sign[(rows[0] + rows[-1]) // 2 + 1 :]
    return bool((lower.sum(axis=1) >= _FLAT * width).any())


def ends_with_dot(picture: Pixels, width: int) -> bool:
    """Whether a full stop stands at the foot, somewhat right of a word of some width."""
    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink_of(picture), connectivity=8)
    lefts, tops, widths, heights, _ = boxes[1:count].T
    high = picture.shape[0]
    small = (widths <= 0.3 * high) & (heights <= 0.3 * high) & (heights >= 2)
    return bool((small & (tops > 0.6 * high) & (lefts > width - 0.3 * high)).any())


def _marks(picture: Pixels) -> Iterator[_Ink]:
    """The pieces of ink from left to right, without dots, commas and accents."""
    if min(picture.shape, default=0) < 2:
        return
    count, marks, boxes, _ = cv2.connectedComponentsWithStats(ink_of(picture), connectivity=8)
    highest = max(boxes[1:count, cv2.CC_STAT_HEIGHT], default=0)
    for mark in sorted(range(1, count), key=lambda mark: int(boxes[mark, cv2.CC_STAT_LEFT])):
        left, top, width, height = boxes[mark, :4]
        if height >= max(8, 0.4 * highest):
            yield marks[top : top + height, left : left + width] == mark


def _strokes_of(mark: _Ink) -> int:
    """How many upright strokes a piece of ink is, maybe with serifs that touch; 0 for any other letter."""
    high = mark.shape[0]
    rows = [_runs(mark[int(level * high)]) for level in _LEVELS]
    if len({len(row) for row in rows}) != 1 or not rows[0]:
        return 0
    for strokes in zip(*rows, strict=True):
        middles = [middle for middle, _ in strokes]
        if max(middles) - min(middles) > _STRAIGHT * high + 1 or max(width for _, width in strokes) > _THICK * high:
            return 0
    return len(rows[0]) if _is_even(mark) or (len(rows[0]) == 1 and _has_flag(mark)) else 0


def _is_even(mark: _Ink) -> bool:
    """Whether head and foot hold about the same ink, as those of T, L or i do not."""
    fifth = mark.shape[0] // 5
    head, foot = int(mark[:fifth].sum()), int(mark[-fifth:].sum())
    return max(head, foot) <= _EVEN * min(head, foot)


def _has_flag(mark: _Ink) -> bool:
    """Whether the head of a stroke reaches out to the left and not to the right, as that of a 1."""
    runs = _runs(mark[mark.shape[0] // 2])
    columns = np.flatnonzero(mark[: max(1, mark.shape[0] * 3 // 10)].any(axis=0))
    if len(runs) != 1 or not columns.size:
        return False
    (middle, width), *_ = runs
    to_left, to_right = middle - width / 2 - columns[0], columns[-1] - (middle + width / 2)
    return bool(to_left - max(0.0, to_right) > _FLAG * mark.shape[0])


def _runs(row: NDArray[Any]) -> list[tuple[float, int]]:
    """The middle and the width of each run of ink."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return [((start + end - 1) / 2, int(end - start)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
