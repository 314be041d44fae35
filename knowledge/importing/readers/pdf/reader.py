"""PDF files: text where there is any, pages that are pictures by the reader of scans."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from knowledge.errors import UnreadableFileError
from knowledge.importing.markup import tidy_lines
from knowledge.importing.readers.pdf.columns import Flow, read_flows
from knowledge.importing.readers.pdf.furniture import PageLines, without_furniture
from knowledge.importing.readers.pdf.lines import Line
from knowledge.importing.readers.pdf.page_breaks import is_same_table, join_cut_row
from knowledge.importing.readers.pdf.pages import Page, Placed, read_page
from knowledge.importing.readers.pdf.paragraphs import read_paragraphs
from knowledge.importing.source import Block, Cell, Grid, Source

_WIDE_LINE = 0.5
_SCAN_SCALE = 200 / 72


def read_pdf(path: Path) -> Source:
    """The paragraphs and grids of a PDF file."""
    pages = _read_pages(path)
    pictures = [at for at, page in enumerate(pages) if page.is_picture]
    if pictures and not any(page.lines or page.grids for page in pages):
        from knowledge.importing.readers.scan.reader import read_scanned_pdf

        return read_scanned_pdf(path)
    blocks = tuple(_blocks(pages, dict(_read_pictures(path, pictures))))
    if not blocks:
        raise UnreadableFileError(path, "empty")
    return Source(blocks)


def _read_pages(path: Path) -> list[Page]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(path) as document:
            return [_read_and_close(page, number) for number, page in enumerate(document.pages)]
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        reason = "encrypted" if isinstance(cause, PDFPasswordIncorrect) else "damaged"
        raise UnreadableFileError(path, reason, type(cause).__name__) from error
    except Exception as error:  # a damaged stream leads the library to any kind of error
        raise UnreadableFileError(path, "damaged", f"{type(error).__name__}: {error}") from error


def _read_and_close(page: Any, number: int) -> Page:
    found = read_page(page, number)
    page.close()
    return found


def _read_pictures(path: Path, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[Block, ...]]]:
    """What the reader of scans makes of single pages."""
    if not numbers:
        return
    from pypdfium2 import PdfDocument

    from knowledge.importing.readers.scan.reader import read_page_image

    with PdfDocument(path) as document:
        for number in numbers:
            yield number, read_page_image(document[number].render(scale=_SCAN_SCALE).to_pil())


Part = Flow | Placed | Block


def _blocks(pages: Sequence[Page], pictures: dict[int, tuple[Block, ...]]) -> Iterator[Block]:
    flows: list[Flow] = []
    for part in _with_whole_rows(list(_parts(pages, pictures))):
        if isinstance(part, Flow):
            flows.append(part)
            continue
        yield from read_paragraphs(flows)
        flows = []
        if not isinstance(part, Placed):
            yield part
        elif part.grid.rows:
            yield _tidy(part.grid)
    yield from read_paragraphs(flows)


def _parts(pages: Sequence[Page], pictures: dict[int, tuple[Block, ...]]) -> Iterator[Part]:
    """What stands on the pages, in order."""
    cleaned = without_furniture([PageLines(page.lines, page.height) for page in pages])
    for number, (page, lines) in enumerate(zip(pages, cleaned, strict=True)):
        margins = _margins(pages, page, lines)
        for stretch, grid in _stretches(lines, page.grids):
            yield from read_flows(stretch, *margins)
            if grid is not None:
                yield grid
        yield from pictures.get(number, ())


def _with_whole_rows(parts: list[Part]) -> Iterator[Part]:
    """The parts with each row whole that the end of a page cuts."""
    head: Placed | None = None
    above: Placed | None = None
    for part in parts:
        if above is not None and head is not None and isinstance(part, Placed) and is_same_table(above, part):
            above, part = join_cut_row(head.grid, above, part)
        elif isinstance(part, Placed):
            head = part
        if above is not None:
            yield above
        above = part if isinstance(part, Placed) else None
        if above is None:
            yield part
    if above is not None:
        yield above


def _stretches(lines: Sequence[Line], grids: Sequence[Placed]) -> Iterator[tuple[list[Line], Placed | None]]:
    """The lines above each grid with the grid, and those under the last."""
    rest = list(lines)
    for grid in grids:
        yield [line for line in rest if line.base < grid.top], grid
        rest = [line for line in rest if line.base >= grid.top]
    yield rest, None


def _margins(pages: Sequence[Page], page: Page, lines: Sequence[Line]) -> tuple[float, float]:
    """Where full lines begin and end, on this page or, where it has few, on those of its width."""
    wide = _wide(page, lines)
    if len(wide) < 4:
        wide = [line for other in pages if other.width == page.width for line in _wide(other, other.lines)]
    if not wide:
        return min((line.x0 for line in lines), default=0.0), page.width - min(72.0, page.width / 10)
    ends = sorted(line.x1 for line in wide)
    return min(line.x0 for line in wide), ends[int(0.9 * (len(ends) - 1))]


def _wide(page: Page, lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.x1 - line.x0 > _WIDE_LINE * page.width]


def _tidy(grid: Grid) -> Grid:
    return Grid(tuple(tuple(Cell(tidy_lines(cell.text), cell.span, cell.merged) for cell in row) for row in grid.rows))
