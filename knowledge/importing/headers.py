"""Recognising the header of a table: how deep it is, what kind of table it heads, and what each column holds."""

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.importing.columns import Role, counts_rows, role_of, tells_period
from knowledge.importing.contents import Kind, kinds_of, look_at
from knowledge.importing.labels import split_label
from knowledge.importing.markup import one_line
from knowledge.importing.settling import WHO, Columns, settle_targets, settle_tasks
from knowledge.importing.source import Row

_LONGEST_TITLE = 80
_FEWEST_ROWS = 3
_YEAR = re.compile(r"(?<![/.-])(?:năm\s+)?\b20\d\d", re.IGNORECASE)
_FEWEST_KNOWN = 3
_LOOKS_OF = {
    Role.NUMBER: (Kind.LABEL,),
    Role.DEADLINE: (Kind.DEADLINE,),
    Role.LEAD: (Kind.UNITS,),
    Role.DOER: (Kind.UNITS,),
    Role.COORDINATE: (Kind.UNITS,),
}


class TableKind(StrEnum):
    """Tasks, targets, or a grid that is only there for the layout."""

    TASKS = "tasks"
    TARGETS = "targets"


@dataclass(frozen=True, slots=True)
class Header:
    """The roles of a table's columns, their titles, and how many rows the header takes.

    `titled` are the roles that the titles alone tell, by which the same header is known on another page.
    """

    kind: TableKind
    roles: tuple[Role | None, ...]
    titles: tuple[str, ...]
    height: int
    titled: tuple[Role | None, ...] = ()

    def column(self, role: Role) -> int | None:
        """The first column of a role."""
        return self.roles.index(role) if role in self.roles else None

    def says_again(self, other: "Header") -> bool:
        """Whether two headers are the same as far as their titles tell."""
        return self.kind == other.kind and _same_titles(self.titled, self.titles, other)


@dataclass(frozen=True, slots=True)
class _Titles:
    """The rows that a header would take, with what each title tells."""

    roles: tuple[Role | None, ...]
    titles: tuple[str, ...]
    height: int
    sure: bool


def read_header(rows: tuple[Row, ...], at: int = 0) -> Header | None:
    """The header that begins at a row, one or two rows deep, with a line of column numbers under it; None if none.

    Titles that are known make a header; where too few are, the cells below must tell as much.
    """
    titles = _read_titles(rows, at)
    if titles is None:
        return None
    below = rows[at + titles.height :]
    header = _settled(titles, below)
    if header is None or titles.sure:
        return header
    return header if _is_told_below(header) and _has_every_title(titles, below) else None


def read_known_header(rows: tuple[Row, ...], at: int) -> Header | None:
    """The header that begins at a row, where its titles alone tell that it is one."""
    titles = _read_titles(rows, at)
    return _settled(titles, rows[at + titles.height :]) if titles is not None and titles.sure else None


def height_of_repeated(header: Header, rows: tuple[Row, ...], at: int) -> int:
    """How many rows from a row on say a header once more; 0 where they don't."""
    titles = _read_titles(rows, at)
    return titles.height if titles is not None and _same_titles(titles.roles, titles.titles, header) else 0


def fits(header: Header, rows: tuple[Row, ...]) -> bool:
    """Whether rows without a header of their own can stand under one: their cells look as its columns say."""
    contents = look_at(rows, len(header.roles))
    told = [
        contents[at].is_sure(kind, 0.6)
        for at, role in enumerate(header.roles)
        for kind in _LOOKS_OF.get(role or Role.IGNORE, ())
        if contents[at].filled
    ]
    return header.kind == TableKind.TASKS and len(told) > 1 and all(told)


def infer_header(rows: tuple[Row, ...]) -> Header | None:
    """What the columns of a table without any header hold, where the cells leave no doubt."""
    width = len(rows[0])
    if len(rows) < _FEWEST_ROWS or width < _FEWEST_ROWS:
        return None
    blank = (None,) * width
    header = _settled(_Titles(blank, ("",) * width, 0, False), rows)
    return header if header is not None and header.column(Role.NUMBER) is not None and _is_told_below(header) else None


def _same_titles(titled: tuple[Role | None, ...], titles: tuple[str, ...], header: Header) -> bool:
    """Whether titles tell what those of a header do; where they tell little, their words must be the same."""
    known = sum(1 for role in titled if role is not None)
    return titled == header.titled and (known >= _FEWEST_KNOWN or titles == header.titles)


def _read_titles(rows: tuple[Row, ...], at: int) -> _Titles | None:
    top = [one_line(cell.text) for cell in rows[at]]
    roles = [role_of(title) for title in top]
    numbered = roles[0] is None and Role.NUMBER not in roles and counts_rows(top[0])
    roles[0] = Role.NUMBER if numbered else roles[0]
    sure = _is_title_row(top, roles)
    if not sure and not _may_be_titles(top):
        return None
    height = 1
    titles = list(top)
    if at + 1 < len(rows) and _is_lower_part(rows[at], rows[at + 1], roles):
        above = _spread_titles(rows[at], rows[at + 1])
        titles = [_joined(over, one_line(cell.text)) for over, cell in zip(above, rows[at + 1], strict=False)]
        roles = [
            _role_below(over, one_line(cell.text), title)
            for over, cell, title in zip(above, rows[at + 1], titles, strict=False)
        ]
        roles[0] = roles[0] or (Role.NUMBER if numbered else None)
        height = 2
    if at + height < len(rows) and _counts_columns(rows[at + height]):
        height += 1
    return _Titles(tuple(roles), tuple(titles), height, sure)


def _is_title_row(titles: list[str], roles: list[Role | None]) -> bool:
    filled = [title for title in titles if title]
    known = [role for title, role in zip(titles, roles, strict=True) if title and role is not None]
    if len(filled) < 3 or any(len(title) > _LONGEST_TITLE or _is_dated(title) for title in filled):
        return False
    # beside these four, an office may keep as many columns of its own as it likes
    told = {Role.NUMBER, Role.CONTENT, Role.DEADLINE} <= set(known) and bool(WHO & set(known))
    return told or len(known) >= max(3, 0.6 * len(filled))


def _is_dated(title: str) -> bool:
    """Whether a cell says by when, as no title but that of a stretch of time does."""
    return not tells_period(title) and Kind.DEADLINE in kinds_of(_YEAR.sub("", title))


def _may_be_titles(titles: list[str]) -> bool:
    """Whether a row could be one of titles: short phrases, none of them a label, a day or a figure."""
    filled = [title for title in titles if title]
    if len(filled) < 3 or any(_is_no_title(title) for title in filled):
        return False
    ticked = [title for title in filled if tells_period(title)]
    told = [_YEAR.sub("", title) for title in filled if len(ticked) < 2 or title not in ticked]
    return not any(kinds_of(title) & {Kind.LABEL, Kind.DEADLINE, Kind.FIGURE, Kind.MARK} for title in told)


def _is_no_title(text: str) -> bool:
    return len(text) > _LONGEST_TITLE or text[-1] in ".;" or text[0] in "-–•+" or split_label(text) is not None


def _is_lower_part(row: Row, below: Row, roles: list[Role | None]) -> bool:
    return _is_second_row(below, roles) or _stands_under_spans(row, below) or _fills_gaps(row, below)


def _spread_titles(row: Row, below: Row) -> list[str]:
    """The title over each column, that of a cell over several columns for each of them.

    Text keeps no spans: there a title stands over the blank cells behind it that have a title below.
    """
    titles: list[str] = []
    left = 0
    for cell, lower in zip(row, below, strict=False):
        covered = left > 0 or (titles and not cell.text.strip() and lower.text.strip())
        titles.append(titles[-1] if covered else one_line(cell.text))
        left = left - 1 if covered else cell.span - 1
    return titles


def _stands_under_spans(row: Row, below: Row) -> bool:
    """Whether a row has texts only under titles over several columns, all others being merged with what is above."""
    wide = {at for start, cell in enumerate(row) if cell.span > 1 for at in range(start, start + cell.span)}
    filled = [at for at, cell in enumerate(below) if cell.text.strip()]
    closed = all(cell.merged for at, cell in enumerate(below) if at not in wide and row[at].text.strip())
    return len(filled) > 1 and set(filled) <= wide and closed


def _fills_gaps(row: Row, below: Row) -> bool:
    """Whether a row has short texts just where titles stand over several columns, as text without spans shows them."""
    gaps = {at for at, cell in enumerate(row) if not cell.text.strip()}
    wide = gaps | {at - 1 for at in gaps if at and at - 1 not in gaps}
    filled = [one_line(cell.text) for cell in below if cell.text.strip()]
    same = {at for at, cell in enumerate(below) if cell.text.strip()} == wide
    return bool(gaps) and 0 not in wide and same and all(len(text) <= 40 and not _is_cut(text) for text in filled)


def _is_second_row(row: Row, above: list[Role | None]) -> bool:
    filled = [(index, one_line(cell.text)) for index, cell in enumerate(row) if cell.text.strip()]
    if not filled or len(filled) > 0.7 * len(row):
        return False
    if Role.NUMBER in above and any(index == above.index(Role.NUMBER) for index, _ in filled):
        return False
    return all(role_of(text) is not None and len(text) <= 60 and not _is_cut(text) for _, text in filled)


def _is_cut(text: str) -> bool:
    """Whether a text is the rest of a cell that a page cut: it may hold a title's words, but is written as none."""
    listed = text[0] in "-–+•" or ";" in text or text.endswith(".")
    return listed or (text[0].islower() and len(text.split()) > 3)


def _joined(above: str, below: str) -> str:
    """The title of a column under a wider one: its own, with the other where only both tell a time ("Tháng 3")."""
    if above and below and not tells_period(below) and tells_period(f"{above} {below}"):
        return f"{above} {below}"
    return below or above


def _role_below(above: str, below: str, title: str) -> Role | None:
    """What a column under a wider title holds; what stands under a title that isn't ours isn't ours either."""
    over = role_of(above)
    if over == Role.IGNORE or not below:
        return over
    return role_of(title)


def _counts_columns(row: Row) -> bool:
    texts = [one_line(cell.text).strip("()[]. ") for cell in row if cell.text.strip()]
    plain = [text for text in texts if re.fullmatch(r"\d{1,2}|[A-Ha-h]", text)]
    return len(texts) >= 3 and len(plain) == len(texts)


def _settled(titles: _Titles, below: tuple[Row, ...]) -> Header | None:
    contents = look_at(below, len(titles.roles))
    columns = Columns(list(titles.roles), titles.titles, contents)
    settle_targets(columns)
    if _is_of_targets(columns.roles):
        name = columns.roles.index(Role.NAME if Role.NAME in columns.roles else Role.CONTENT)
        columns.roles[name] = Role.NAME
        return Header(TableKind.TARGETS, tuple(columns.roles), titles.titles, titles.height, titles.roles)
    columns = Columns(list(titles.roles), titles.titles, contents)
    settle_tasks(columns)
    if not columns.have(Role.CONTENT) or not columns.have(*WHO, Role.PRODUCT, Role.DEADLINE, Role.COORDINATE):
        return None
    return Header(TableKind.TASKS, tuple(columns.roles), titles.titles, titles.height, titles.roles)


def _is_of_targets(roles: list[Role | None]) -> bool:
    if Role.VALUE not in roles or not {Role.NAME, Role.CONTENT} & set(roles):
        return False
    return not (Role.NAME not in roles and Role.MEASURE not in roles and Role.DEADLINE in roles)


def _has_every_title(titles: _Titles, below: tuple[Row, ...]) -> bool:
    """Whether a title stands over each column that holds something, as over a row of a table it seldom does."""
    contents = look_at(below, len(titles.titles))
    return all(title or not column.filled for title, column in zip(titles.titles, contents, strict=True))


def _is_told_below(header: Header) -> bool:
    """Whether the columns, known by title or by their cells, are those of a plan: who does what, and when."""
    roles = set(header.roles)
    if header.kind == TableKind.TARGETS:
        return {Role.NAME, Role.VALUE, Role.MEASURE} <= roles
    return Role.CONTENT in roles and bool({Role.DEADLINE, Role.MARK} & roles) and bool(WHO & roles)
