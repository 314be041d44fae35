"""Pictures of documents: photos and scanned PDF, page by page, read with tesseract."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from pathlib import Path
from typing import Any

import cv2
from PIL import Image, ImageOps, UnidentifiedImageError

from knowledge.errors import UnreadableFileError
from knowledge.importing.readers.scan.cells import read_grids
from knowledge.importing.readers.scan.pages import Pixels, grey_of, prepare, turned
from knowledge.importing.readers.scan.prose import read_bands
from knowledge.importing.readers.scan.ruling import find_ruling
from knowledge.importing.readers.scan.words import read_lines, require_tesseract, sureness
from knowledge.importing.source import Block, Source

_DOTS_PER_POINT = 200 / 72
_MOST_PIXELS = 80_000_000
_MOST_PAGES = 60
_AT_ONCE = 2
_LONGEST_PAGE = 4000
_SURE = 70.0


def read_photo(path: Path) -> Source:
    """The paragraphs and grids of a picture of a page, or of the pages of a TIFF."""
    require_tesseract(path)
    try:
        with Image.open(path) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise UnreadableFileError(path, "too_large", f"{image.width}x{image.height}")
            pages = min(getattr(image, "n_frames", 1), _MOST_PAGES)
            return _source(path, (_frame(image, number) for number in range(pages)))
    except Image.DecompressionBombError as error:
        raise UnreadableFileError(path, "too_large", str(error)) from error
    except (UnidentifiedImageError, SyntaxError, ValueError, EOFError, OSError) as error:
        raise UnreadableFileError(path, "damaged", str(error)) from error


def read_scanned_pdf(path: Path) -> Source:
    """The paragraphs and grids of a PDF whose pages are pictures."""
    import pypdfium2 as pdfium

    require_tesseract(path)
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise UnreadableFileError(path, "damaged", str(error)) from error
    with document:
        if len(document) > _MOST_PAGES:
            raise UnreadableFileError(path, "too_many_pages", str(_MOST_PAGES))
        return _source(path, (_rendered(document[number]) for number in range(len(document))))


def read_page_image(image: Image.Image) -> tuple[Block, ...]:
    """The paragraphs and grids of one page in order."""
    page = _upright(prepare(grey_of(ImageOps.exif_transpose(image))))
    ruling = find_ruling(page)
    bands = read_bands(ruling.unruled, ruling.tables)
    grids = read_grids(ruling.unruled, ruling.tables)
    blocks: list[Block] = list(bands[0])
    for grid, band in zip(grids, bands[1:], strict=True):
        blocks += [grid, *band]
    return tuple(blocks)


def _source(path: Path, images: Iterator[Image.Image]) -> Source:
    blocks: list[Block] = []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        while batch := list(islice(images, _AT_ONCE)):  # a few pages in memory at a time
            blocks.extend(chain.from_iterable(pool.map(read_page_image, batch)))
    if not blocks:
        raise UnreadableFileError(path, "empty")
    return Source(tuple(blocks))


def _frame(image: Image.Image, number: int) -> Image.Image:
    image.seek(number)
    return image.copy()


def _rendered(page: Any) -> Image.Image:
    """A page at 200 dots an inch, less where the sheet is huge."""
    longest = max(page.get_size())
    picture: Image.Image = page.render(scale=min(_DOTS_PER_POINT, _LONGEST_PAGE / longest)).to_pil()
    return picture


def _upright(page: Pixels) -> Pixels:
    """The page the way up in which a sample of it reads best."""
    sample = _sample(page)
    if sureness(read_lines([sample])[0]) >= _SURE:
        return page
    turns = read_lines([turned(sample, quarters) for quarters in range(4)])
    best = max(range(4), key=lambda quarters: (sureness(turns[quarters]), -quarters))
    return turned(page, best) if best else page


def _sample(page: Pixels) -> Pixels:
    """The part of a page that holds the most ink."""
    small = cv2.resize(255 - page, None, fx=0.1, fy=0.1, interpolation=cv2.INTER_AREA)
    high, wide = (min(side, size // 10 or 1) for side, size in zip((30, 80), page.shape, strict=True))
    sums = cv2.boxFilter(small, cv2.CV_32F, (wide, high), normalize=True, borderType=cv2.BORDER_CONSTANT)
    _, _, _, (x, y) = cv2.minMaxLoc(sums)
    left, top = max(0, (x - wide // 2) * 10), max(0, (y - high // 2) * 10)
    return page[top : top + high * 10, left : left + wide * 10]
