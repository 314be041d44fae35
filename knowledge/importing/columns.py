"""Recognising the header of a table: which column says what, whatever the office calls it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from knowledge.importing.markup import one_line
from knowledge.importing.source import Row
from knowledge.importing.vocabulary import load_data
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.slips import find_meant

_LONGEST_TITLE, _LONGEST_KEY = 400, 80


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    CONTENT = "content"
    LEAD = "lead"
    COORDINATE = "coordinate"
    DOER = "doer"
    PRODUCT = "product"
    DEADLINE = "deadline"
    NAME = "name"
    MEASURE = "measure"
    VALUE = "value"
    IGNORE = "ignore"


class TableKind(StrEnum):
    """Tasks, targets, or a grid that is only there for the layout."""

    TASKS = "tasks"
    TARGETS = "targets"


@dataclass(frozen=True, slots=True)
class Header:
    """The roles of a table's columns, their titles, and how many rows the header takes."""

    kind: TableKind
    roles: tuple[Role | None, ...]
    titles: tuple[str, ...]
    height: int

    def column(self, role: Role) -> int | None:
        """The first column of a role."""
        return self.roles.index(role) if role in self.roles else None


@dataclass(frozen=True, slots=True)
class _RoleNames:
    role: Role
    names: frozenset[str]
    contains: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[str, ...]


@lru_cache(maxsize=1)
def _role_names() -> tuple[_RoleNames, ...]:
    return tuple(
        _RoleNames(
            Role(entry["key"]),
            frozenset(_key(name) for name in entry.get("names", ())),
            tuple(_key(phrase) for phrase in entry.get("contains", ())),
            tuple(re.compile(pattern) for pattern in entry.get("patterns", ())),
            tuple(_key(phrase) for phrase in entry.get("unless", ())),
        )
        for entry in load_data("columns.toml")["role"]
    )


def _key(title: str) -> str:
    return re.sub(r"\s*([/,&-])\s*", r"\1 ", fold(one_line(title))).strip(" .:*()")


@lru_cache(maxsize=8192)
def role_of(title: str) -> Role | None:
    """What a column of this title holds; None where the title is unknown or too long for one."""
    if len(title) > _LONGEST_TITLE:
        return None
    key = _key(re.sub(r"\([^()]*\)", "", title) or title)
    if not key or len(key) > _LONGEST_KEY:
        return None
    for entry in _role_names():
        if key in entry.names:
            return entry.role
    for entry in _role_names():
        if any(phrase in key for phrase in entry.unless):
            continue
        if any(pattern.search(key) for pattern in entry.patterns) or any(phrase in key for phrase in entry.contains):
            return entry.role
    return _role_of_slip(key)


def _role_of_slip(key: str) -> Role | None:
    """The role of a title that a scan left a letter or two off, told only by its whole name."""
    if len(key) < 6:
        return None
    names = {name: entry.role for entry in reversed(_role_names()) for name in (*entry.names, *entry.contains)}
    near = [(OSA.distance(key, name, score_cutoff=2), name) for name in names if len(name) >= 6]
    distance, name = min(near, default=(3, ""))
    return names[name] if distance <= (1 if len(name) < 10 else 2) else _role_of_slip_within(key)


def _role_of_slip_within(key: str) -> Role | None:
    """The role of a title that holds a known phrase with a slip in it."""
    for entry in _role_names():
        if find_meant(key, entry.contains) and not find_meant(key, entry.unless):
            return entry.role
    return None


def _counts_rows(title: str) -> bool:
    """Whether the title of a first column is that of the numbers with a slip in it ("SFT")."""
    key = _key(title).replace(" ", "")
    names = (name.replace(" ", "") for entry in _role_names() if entry.role == Role.NUMBER for name in entry.names)
    return any(len(name) < 5 and OSA.distance(key, name) <= 1 and key[-1:] in name for name in names if key)


def read_header(rows: tuple[Row, ...], at: int = 0) -> Header | None:
    """The header that begins at a row, one or two rows deep, with a line of column numbers under it; None if none."""
    top = [one_line(cell.text) for cell in rows[at]]
    roles = [role_of(title) for title in top]
    numbered = roles[0] is None and Role.NUMBER not in roles and _counts_rows(top[0])
    roles[0] = Role.NUMBER if numbered else roles[0]
    if not _is_title_row(top, roles):
        return None
    height = 1
    titles = list(top)
    if at + 1 < len(rows) and (_is_second_row(rows[at + 1], roles) or _stands_under_spans(rows[at], rows[at + 1])):
        over = [role_of(title) for title in _spread_titles(rows[at])]
        titles = [one_line(below.text) or above for above, below in zip(titles, rows[at + 1], strict=False)]
        # what stands under a title that isn't ours isn't ours either
        roles = [role if role == Role.IGNORE else role_of(title) for role, title in zip(over, titles, strict=False)]
        roles[0] = roles[0] or (Role.NUMBER if numbered else None)
        height = 2
    if at + height < len(rows) and _counts_columns(rows[at + height]):
        height += 1
    return _header(roles, titles, height)


def _is_title_row(titles: list[str], roles: list[Role | None]) -> bool:
    filled = [title for title in titles if title]
    known = [role for title, role in zip(titles, roles, strict=True) if title and role is not None]
    if len(filled) < 3 or any(len(title) > 80 for title in filled):
        return False
    # beside these four, an office may keep as many columns of its own as it likes
    told = {Role.NUMBER, Role.CONTENT, Role.DEADLINE} <= set(known) and bool({Role.LEAD, Role.DOER} & set(known))
    return told or len(known) >= max(3, 0.6 * len(filled))


def _spread_titles(row: Row) -> list[str]:
    """The title over each column, that of a cell over several columns for each of them."""
    titles: list[str] = []
    left = 0
    for cell in row:
        text, left = (one_line(cell.text), cell.span) if left <= 0 else (titles[-1], left)
        titles.append(text)
        left -= 1
    return titles


def _stands_under_spans(row: Row, below: Row) -> bool:
    """Whether a row has texts only under titles over several columns, all others being merged with what is above."""
    wide = {at for start, cell in enumerate(row) if cell.span > 1 for at in range(start, start + cell.span)}
    filled = [at for at, cell in enumerate(below) if cell.text.strip()]
    closed = all(cell.merged for at, cell in enumerate(below) if at not in wide and row[at].text.strip())
    return len(filled) > 1 and set(filled) <= wide and closed


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


def _counts_columns(row: Row) -> bool:
    texts = [one_line(cell.text).strip("()[]. ") for cell in row if cell.text.strip()]
    plain = [text for text in texts if re.fullmatch(r"\d{1,2}|[A-Ha-h]", text)]
    return len(texts) >= 3 and len(plain) == len(texts)


def _header(roles: list[Role | None], titles: list[str], height: int) -> Header | None:
    if Role.VALUE in roles and (Role.NAME in roles or Role.CONTENT in roles) and not _looks_like_tasks(roles):
        name = roles.index(Role.NAME) if Role.NAME in roles else roles.index(Role.CONTENT)
        roles = [Role.NAME if index == name else role for index, role in enumerate(roles)]
        return Header(TableKind.TARGETS, tuple(roles), tuple(titles), height)
    if Role.CONTENT not in roles:
        if Role.NAME not in roles:
            return None
        roles = [Role.CONTENT if role == Role.NAME else role for role in roles]
    if not {Role.LEAD, Role.DOER, Role.PRODUCT, Role.DEADLINE, Role.COORDINATE} & set(roles):
        return None
    return Header(TableKind.TASKS, tuple(_task_roles(roles, titles)), tuple(titles), height)


def _looks_like_tasks(roles: list[Role | None]) -> bool:
    return Role.CONTENT in roles and Role.NAME not in roles and Role.MEASURE not in roles and Role.DEADLINE in roles


def _task_roles(roles: list[Role | None], titles: list[str]) -> list[Role | None]:
    """In a table of tasks a lone "đơn vị" is who does it, and "mục tiêu" beside the tasks is what comes of it."""
    settled: list[Role | None] = []
    for role in roles:
        if role == Role.MEASURE and not {Role.LEAD, Role.DOER} & set(roles):
            role = Role.DOER
        elif role in {Role.NAME, Role.VALUE}:
            role = Role.PRODUCT if Role.PRODUCT not in roles else None
        if role in settled and role not in {None, Role.IGNORE}:
            role = None
        settled.append(role)
    return settled
