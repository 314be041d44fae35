"""Making a picture of a page fit to read: size, even light, straight and upright, without specks."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]

TEXT_HEIGHT = 20  # of most letters with their accents, in pixels: what 13 points are at 200 dots an inch
_LONGEST_SIDE = 3400
_SPECK = 3
_STEEPEST = 6.0
_DARK, _LIGHT = 50, 205


def grey_of(image: Image.Image) -> Pixels:
    """The page in grey, large enough for its letters; red ink (stamps) is as light as the paper."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image).convert("RGB")
    if image.mode not in {"L", "1", "I;16"}:
        image = image.convert("RGB").getchannel("R")
    pixels = np.asarray(image.convert("L"), dtype=np.uint8)
    return _resized(pixels, min(1.0, _LONGEST_SIDE / max(pixels.shape)))


def prepare(pixels: Pixels) -> Pixels:
    """In even light, straight, its letters of a known size."""
    even = _even_light(pixels)
    pixels = _straight(even)
    if is_sideways(pixels):
        pixels = _straight(turned(even, 1))
    height = letter_height(pixels)
    if height:
        factor = min(TEXT_HEIGHT / height, _LONGEST_SIDE / max(pixels.shape), 3.0)
        if factor > 1.1 or factor < 0.7:
            pixels = _resized(pixels, factor)
    return pixels


def clean_paper(pixels: Pixels) -> Pixels:
    """Light grey is paper, dark grey is ink; what lies between keeps the edges of letters soft. Specks are gone."""
    stretched = (pixels.astype(np.float32) - _DARK) * (255 / (_LIGHT - _DARK))
    return _without_specks(_pixels(stretched.clip(0, 255)))


def ink_of(pixels: Pixels) -> Pixels:
    """255 where there is ink, 0 on paper."""
    threshold, ink = cv2.threshold(pixels, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if threshold < 100 or threshold > 215:  # nearly empty pages: Otsu would part the paper itself
        _, ink = cv2.threshold(pixels, 160, 255, cv2.THRESH_BINARY_INV)
    return _pixels(ink)


def turned(pixels: Pixels, quarters: int) -> Pixels:
    """The page turned counter-clockwise by quarters."""
    return np.ascontiguousarray(np.rot90(pixels, quarters))


def _pixels(array: Any) -> Pixels:
    return np.asarray(array, dtype=np.uint8)


def _resized(pixels: Pixels, factor: float) -> Pixels:
    if abs(factor - 1) < 0.01:
        return pixels
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return _pixels(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=how))


def _even_light(pixels: Pixels) -> Pixels:
    """Divided by the brightness of the paper around, which shadows and lamps leave uneven."""
    small = _resized(pixels, min(1.0, 600 / max(pixels.shape)))
    size = max(9, min(small.shape) // 20 | 1)
    paper = cv2.dilate(small, np.ones((size, size), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 21), (0, 0), 5)
    paper = cv2.resize(paper, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_LINEAR)
    return _pixels(cv2.divide(pixels, np.maximum(paper, 1), scale=245))


def is_sideways(pixels: Pixels) -> bool:
    """Whether lines of text run up the page: letters on a line share their feet, those of a column nothing."""
    ink = _letters(ink_of(_resized(pixels, min(1.0, 1200 / max(pixels.shape)))))
    across, down = _sharpness(ink.mean(axis=1)), _sharpness(ink.mean(axis=0))
    return down > 1.4 * across


def _sharpness(profile: NDArray[np.floating[Any]]) -> float:
    return float(np.square(np.diff(profile)).sum() / (profile.size or 1))


def _letters(ink: Pixels) -> Pixels:
    """Ink without long lines."""
    ruled = cv2.max(
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, 40), np.uint8)),
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((40, 1), np.uint8)),
    )
    return _pixels(cv2.subtract(ink, cv2.dilate(ruled, np.ones((3, 3), np.uint8))))


def _straight(pixels: Pixels) -> Pixels:
    angle = skew_of(pixels)
    if abs(angle) < 0.03:
        return pixels
    height, width = pixels.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    grown = abs(np.sin(np.radians(angle)))
    wider, higher = int(height * grown), int(width * grown)
    turn[:, 2] += np.array((wider / 2, higher / 2))
    return _pixels(
        cv2.warpAffine(
            pixels,
            turn,
            (width + wider, height + higher),
            flags=cv2.INTER_CUBIC,
            borderValue=255,  # type: ignore[call-overload, unused-ignore]
        )
    )


def skew_of(pixels: Pixels) -> float:
    """By how many degrees the lines of a page fall to the right: where their profile is sharpest."""
    ink = ink_of(_resized(pixels, min(1.0, 1600 / max(pixels.shape))))
    rows, columns = np.nonzero(ink)
    if rows.size < 200:
        return 0.0
    step = max(1, rows.size // 120_000)
    down, along = rows[::step].astype(np.float32), columns[::step].astype(np.float32)
    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.4), key=lambda angle: _peaks(down, along, angle))
    finer = max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=lambda angle: _peaks(down, along, angle))
    return float(max(np.arange(finer - 0.1, finer + 0.11, 0.02), key=lambda angle: _peaks(down, along, angle)))


def _peaks(rows: NDArray[np.float32], columns: NDArray[np.float32], angle: float) -> float:
    profile = rows - columns * np.float32(np.tan(np.radians(angle)))
    counts = np.bincount((profile - profile.min()).astype(np.int32)).astype(np.float64)
    return float(np.square(counts).sum())


def letter_height(pixels: Pixels) -> float:
    """The usual height of a letter; 0 where too little is written to tell."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(_letters(ink_of(pixels)), connectivity=8)
    heights, widths = boxes[1:, cv2.CC_STAT_HEIGHT], boxes[1:, cv2.CC_STAT_WIDTH]
    likely = heights[
        (heights >= 5) & (heights <= 120) & (widths >= 3) & (widths <= 2 * heights) & (heights <= 4 * widths)
    ]
    return float(np.median(likely)) if likely.size >= 20 else 0.0


def _without_specks(pixels: Pixels) -> Pixels:
    """Dots too small for a full stop become paper."""
    count, marks, boxes, _ = cv2.connectedComponentsWithStats(ink_of(pixels), connectivity=8)
    specks = np.zeros(count, np.uint8)
    specks[1:] = np.where(boxes[1:, cv2.CC_STAT_AREA] <= _SPECK, 255, 0)
    found = cv2.dilate(specks[marks], np.ones((3, 3), np.uint8))
    return _pixels(np.where(found > 0, np.uint8(255), pixels))
