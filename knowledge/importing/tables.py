"""Putting a document's grids together: tables that run over pages become one, layout grids become prose."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from knowledge.importing.columns import Role, names_both_sides
from knowledge.importing.contents import is_mark
from knowledge.importing.headers import Header, TableKind, fits, height_of_repeated, infer_header, read_header
from knowledge.importing.labels import Outline, cell_label, label_styles, split_heading, split_label
from knowledge.importing.markup import one_line
from knowledge.importing.source import Block, Cell, Grid, Paragraph, Row, Source
from knowledge.importing.unit_cells import with_sides_told

_GRIDS_THAT_TELL = 4
_NOT_TOLD = frozenset({Role.IGNORE, Role.OVERSEER, Role.MARK})


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its texts by role; `alone` is the text of a row that has one cell only, `values` are the
    texts of every column of figures, `row` is its place in the table as a person counts, the header included."""

    texts: dict[Role, str]
    merged: frozenset[Role]
    after_break: bool
    alone: str = ""
    values: tuple[str, ...] = ()
    row: int = 0

    def get(self, role: Role) -> str:
        """The text of a role, "" where the row has none."""
        return self.texts.get(role, "")

    def filled(self) -> frozenset[Role]:
        """The roles with a text."""
        return frozenset(role for role, text in self.texts.items() if text)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of tasks or targets, whole."""

    header: Header
    lines: tuple[Line, ...]


Part = Paragraph | Table


@dataclass(slots=True)
class _Open:
    header: Header
    width: int
    lines: list[Line]
    rows: int = 0
    titles: tuple[tuple[str, ...], ...] = ()

    def repeats_header(self, rows: tuple[Row, ...], at: int) -> bool:
        """Whether the rows from here say word for word what the table began with."""
        return bool(self.titles) and _texts(rows[at : at + len(self.titles)]) == self.titles


def read_parts(source: Source) -> Iterator[Part]:
    """The paragraphs and whole tables in order; grids without a known header are read as paragraphs."""
    table: _Open | None = None
    last: Header | None = None
    for place, block in enumerate(source.blocks):
        if isinstance(block, Paragraph):
            if table is not None:
                yield _close(table)
                table = None
            yield block
            continue
        header = _find_header(block, source.blocks[place + 1 :], last)
        if table is not None and _goes_on(table, header, block):
            _add_rows(table, block.rows, True)
        elif header is not None:
            if table is not None:
                yield _close(table)
            yield from _flatten(block.rows[: header[0]])
            above, end = header[0], header[0] + header[1].height
            table, last = _Open(header[1], len(block.rows[0]), [], end, _texts(block.rows[above:end])), header[1]
            _add_rows(table, block.rows[end:], False)
        else:
            if table is not None:
                yield _close(table)
                table = None
            yield from _flatten(block.rows)
    if table is not None:
        yield _close(table)


def _close(table: _Open) -> Table:
    return Table(table.header, tuple(table.lines))


def _find_header(grid: Grid, following: Iterable[Block], last: Header | None) -> tuple[int, Header] | None:
    """Where a grid's header stands and what it says; the grids right behind it help to tell.

    A grid without a header may stand under the one above it in the document.
    """
    width = len(grid.rows[0])
    behind = takewhile(lambda block: isinstance(block, Grid) and len(block.rows[0]) == width, following)
    grids = (block for block in islice(behind, _GRIDS_THAT_TELL) if isinstance(block, Grid))
    rows = (*grid.rows, *(row for behind_it in grids for row in behind_it.rows))
    for at in range(min(3, len(grid.rows))):
        header = read_header(rows, at)
        if header is not None:
            return at, header
    if last is not None and len(last.roles) == width and fits(last, grid.rows):
        return 0, replace(last, height=0)
    inferred = infer_header(grid.rows)
    return (0, inferred) if inferred is not None else None


def _texts(rows: tuple[Row, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.text for cell in row) for row in rows)


def _goes_on(table: _Open, header: tuple[int, Header] | None, grid: Grid) -> bool:
    if len(grid.rows[0]) == table.width and table.repeats_header(grid.rows, 0):
        return True
    if header is None:
        return len(grid.rows[0]) == table.width
    return header[1].says_again(table.header) if header[1].height else len(grid.rows[0]) == table.width


def _add_rows(table: _Open, rows: tuple[Row, ...], after_break: bool) -> None:
    skip = 0
    for at, row in enumerate(rows):
        if skip:
            skip -= 1
            continue
        height = _height_of_repeated(table, rows, at)
        if height:
            after_break, skip = True, height - 1
            continue
        table.rows += 1
        if any(cell.text or cell.merged for cell in row):
            table.lines.append(_line(table.header, row, after_break, table.rows))
            after_break = False


def _height_of_repeated(table: _Open, rows: tuple[Row, ...], at: int) -> int:
    """How many rows from here say the header once more."""
    if table.repeats_header(rows, at):
        return len(table.titles)
    number = table.header.column(Role.NUMBER)
    if number is not None and number < len(rows[at]) and cell_label(rows[at][number].text) is not None:
        return 0
    return height_of_repeated(table.header, rows, at)


def _line(header: Header, row: Row, after_break: bool, place: int) -> Line:
    filled = [cell for cell in row if cell.text]
    if len(filled) == 1 and (
        (filled[0].span > 1 and _covers_content(header, row, filled[0]))
        or _begins_with_heading(header, row, after_break)
    ):
        return Line({}, frozenset(), after_break, one_line(filled[0].text), row=place)
    row = _with_heading_under_content(header, row)
    texts: dict[Role, str] = {}
    merged: set[Role] = set()
    for role, title, cell in zip(header.roles, header.titles, row, strict=False):
        if role is None or role in _NOT_TOLD:
            continue
        texts.setdefault(role, with_sides_told(cell.text) if names_both_sides(title) else cell.text)
        if cell.merged:
            merged.add(role)
    if Role.MARK in header.roles:
        texts[Role.DEADLINE] = _marked(header, row)
    values = tuple(cell.text for role, cell in zip(header.roles, row, strict=False) if role == Role.VALUE)
    return Line(texts, frozenset(merged), after_break, values=values, row=place)


def _begins_with_heading(header: Header, row: Row, after_break: bool) -> bool:
    """Whether the one text of a row is a heading in a first column that holds something else, as of a wide cell."""
    role, text = header.roles[0], one_line(row[0].text)
    if not text or role in {Role.NUMBER, Role.CONTENT, Role.NAME, Role.GROUP}:
        return False
    return split_heading(text) is not None or (text.isupper() and not after_break)


def _with_heading_under_content(header: Header, row: Row) -> Row:
    """The row, the one text behind a heading's label moved to where contents stand."""
    number, content = header.column(Role.NUMBER), header.column(Role.CONTENT)
    filled = [at for at, cell in enumerate(row) if cell.text]
    if number is None or content is None or len(filled) != 2 or number not in filled or content in filled:
        return row
    label = cell_label(row[number].text)
    if label is None or not {"roman", "letter"} & set(label_styles(label)):
        return row
    (title,) = (row[at] for at in filled if at != number)
    cells = [Cell("") if cell is title else cell for cell in row]
    cells[content] = Cell(title.text)
    return tuple(cells)


def _marked(header: Header, row: Row) -> str:
    """When something is done, as the titles over the ticks of its row say."""
    columns = zip(header.roles, header.titles, row, strict=False)
    return ", ".join(title for role, title, cell in columns if role == Role.MARK and is_mark(cell.text))


def _covers_content(header: Header, row: Row, cell: Cell) -> bool:
    content = header.column(Role.CONTENT)
    content = header.column(Role.NAME) if content is None else content
    start = row.index(cell)
    return content is None or start <= content < start + cell.span


def _flatten(rows: tuple[Row, ...]) -> Iterator[Paragraph]:
    """A grid for the layout, such as the head of a letter: each cell's lines in order."""
    for row in rows:
        for cell in row:
            for text in cell.text.split("\n"):
                if text.strip():
                    yield Paragraph(text.strip())


def place_in_table(table: int, row: int, name: str) -> str:
    """Where a person finds a row, and what stands there: "bảng 2, hàng 14 (nhiệm vụ 12)"."""
    return f"bảng {table}, hàng {row} ({name})"


def heading_labels(parts: list[Part]) -> dict[int, tuple[str, ...]]:
    """For each task table the labels of the prose headings it stands under, where a document has several."""
    outline, found = Outline(), {}
    for place, part in enumerate(parts):
        if isinstance(part, Table):
            if part.header.kind == TableKind.TASKS:
                found[place] = outline.labels
        elif (labelled := split_label(part.text)) is not None and len(labelled.rest) < 200:
            outline.enter(labelled.label)
    return found if len(set(found.values())) > 1 else {}
