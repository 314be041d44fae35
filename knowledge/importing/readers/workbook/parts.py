"""Where on a worksheet its tables lie: titles above become paragraphs, so does what is signed below."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.importing.columns import Role
from knowledge.importing.headers import Header, read_header, read_known_header
from knowledge.importing.labels import cell_label
from knowledge.importing.readers.layout import is_letter_part, side_by_side
from knowledge.importing.source import Block, Grid, Row

_FEWEST_TITLES = 3


@dataclass(frozen=True, slots=True)
class _Found:
    at: int
    header: Header


def find_headers(rows: tuple[Row, ...]) -> list[_Found]:
    """The headers of a sheet; one that says a table's own header again belongs to that table."""
    found: list[_Found] = []
    for at, row in enumerate(rows):
        inside = bool(found) and at < found[-1].at + found[-1].header.height
        if inside or sum(1 for cell in row if cell.text) < _FEWEST_TITLES:
            continue
        header = read_known_header(rows, at) if found and _goes_on(rows, at) else read_header(rows, at)
        if header is not None and (not found or not header.says_again(found[-1].header)):
            found.append(_Found(at, header))
    return found


def _goes_on(rows: tuple[Row, ...], at: int) -> bool:
    """Whether a row stands in the midst of a table: no empty row is above it, nor above the caption over it."""
    texts = [sum(1 for cell in row if cell.text) for row in rows[max(at - 2, 0) : at]]
    return bool(texts) and texts[-1] > 0 and not (len(texts) == 2 and texts == [0, 1])


def sheet_blocks(rows: tuple[Row, ...]) -> Iterator[Block]:
    """The paragraphs and grids of a sheet that holds tables of tasks or targets."""
    headers = find_headers(rows)
    ends = [found.at for found in headers[1:]] + [len(rows)]
    yield from side_by_side(rows[: headers[0].at if headers else len(rows)])
    for found, end in zip(headers, ends, strict=True):
        below = _end_of_table(rows, found, end)
        yield Grid(tuple(row for row in rows[found.at : below] if any(cell.text for cell in row)))
        yield from side_by_side(rows[below:end])


def _end_of_table(rows: tuple[Row, ...], found: _Found, end: int) -> int:
    """The first row below a table: after its last numbered row comes an empty one, a note or the place of signing."""
    number = found.header.column(Role.NUMBER)
    content = found.header.column(Role.CONTENT)
    content = found.header.column(Role.NAME) if content is None else content
    last = found.at + found.header.height
    for at in range(last, end):
        if _is_numbered(rows[at], number) if number is not None else _is_told(rows[at], content):
            last = at + 1
    while last < end and any(cell.text or cell.merged for cell in rows[last]) and not _is_foot(rows[last], number):
        last += 1
    return last


def _is_numbered(row: Row, number: int) -> bool:
    return cell_label(row[number].text) is not None and sum(1 for cell in row if cell.text) > 1


def _is_told(row: Row, content: int | None) -> bool:
    return content is not None and bool(row[content].text) and sum(1 for cell in row if cell.text) > 2


def _is_foot(row: Row, number: int | None) -> bool:
    """Whether a row right below a table is a note or the place of signing: its text lies across the number's column."""
    if is_letter_part((row,)):
        return True
    filled = [at for at, cell in enumerate(row) if cell.text]
    if number is None or len(filled) != 1 or not filled[0] <= number < filled[0] + row[filled[0]].span:
        return False
    return cell_label(row[filled[0]].text) is None


def is_prose(rows: tuple[Row, ...]) -> bool:
    """Whether a sheet without a known table is read like a page, not like a list of something else."""
    widths = [sum(1 for cell in row if cell.text) for row in rows]
    told = [width for width in widths if width]
    return bool(told) and told.count(1) >= 0.6 * len(told)
