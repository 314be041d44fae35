"""Settling what the columns of a table hold, from their titles and from what their cells look like."""

from dataclasses import dataclass
from itertools import pairwise

from knowledge.importing.columns import Role, tells_period
from knowledge.importing.contents import Contents, Kind

WHO = frozenset({Role.LEAD, Role.DOER})
_SAYS = {Role.DEADLINE: Kind.DEADLINE, Role.LEAD: Kind.UNITS, Role.COORDINATE: Kind.UNITS, Role.DOER: Kind.UNITS}
_MISTAKABLE = frozenset({*_SAYS, Role.CONTENT, Role.PRODUCT, Role.NAME, Role.MEASURE, Role.VALUE, Role.GROUP})
_WORDS_OF_WORK = 5.0


@dataclass(slots=True)
class Columns:
    """The columns of one table while it is being settled what each holds."""

    roles: list[Role | None]
    titles: tuple[str, ...]
    contents: tuple[Contents, ...]

    def unknown(self) -> list[int]:
        """The columns of which nothing is known."""
        return [at for at, role in enumerate(self.roles) if role is None]

    def have(self, *roles: Role) -> bool:
        """Whether some column has one of the roles."""
        return not set(roles).isdisjoint(self.roles)

    def looking(self, kind: Kind, least: float = 0.7) -> list[int]:
        """The unknown columns that surely look like a kind."""
        return [at for at in self.unknown() if self.contents[at].is_sure(kind, least)]


def settle_tasks(columns: Columns) -> None:
    """Give each column of a table of tasks its role."""
    _forget_contradicted(columns)
    for settle in (_number, _groups, _deadline, _who, _helpers, _content, _product):
        settle(columns)
    _drop_repeated(columns)


def settle_targets(columns: Columns) -> None:
    """Give each column of a table of targets its role, as far as figures and measures tell it."""
    for at, contents in enumerate(columns.contents):
        if columns.roles[at] == Role.MEASURE and contents.is_sure(Kind.UNITS):
            columns.roles[at] = Role.DOER
    if not columns.have(Role.VALUE):
        _value(columns)
    for role, kind in ((Role.MEASURE, Kind.MEASURE), (Role.DOER, Kind.UNITS)):
        found = columns.looking(kind)
        if found and not columns.have(role, *(WHO if role == Role.DOER else ())):
            columns.roles[found[0]] = role


def _value(columns: Columns) -> None:
    """The last column of figures beside what is named or measured, where nothing is to be done by a day."""
    if not columns.have(Role.NAME, Role.MEASURE) or columns.have(Role.DEADLINE) or columns.looking(Kind.DEADLINE, 0.5):
        return
    named = next((at for at, role in enumerate(columns.roles) if role in {Role.NAME, Role.CONTENT}), None)
    figures = [
        at
        for at, role in enumerate(columns.roles)
        if at != named and role in {None, Role.NAME, Role.PRODUCT} and columns.contents[at].is_sure(Kind.FIGURE)
    ]
    if figures:
        columns.roles[figures[-1]] = Role.VALUE


def _forget_contradicted(columns: Columns) -> None:
    """A title is not believed where the cells under it plainly are something else ("Thực hiện" over days)."""
    for at, (role, contents) in enumerate(zip(columns.roles, columns.contents, strict=True)):
        if role not in _MISTAKABLE or contents.filled < 2:
            continue
        others = [kind for kind in (Kind.DEADLINE, Kind.UNITS) if kind != _SAYS.get(role)]
        fits = contents.share(_SAYS[role]) if role in _SAYS else 0.0
        if fits < 0.2 and any(contents.is_sure(kind, 0.75) for kind in others):
            columns.roles[at] = None


def _number(columns: Columns) -> None:
    if not columns.have(Role.NUMBER):
        labels = [at for at in columns.looking(Kind.LABEL, 0.8) if not columns.contents[at].is_sparse]
        if labels:
            columns.roles[labels[0]] = Role.NUMBER


def _groups(columns: Columns) -> None:
    """A sparse column before the one that says what is done holds the groups of tasks; a full one the tasks."""
    contents = [at for at, role in enumerate(columns.roles) if role in {Role.CONTENT, Role.GROUP}]
    for at, later in pairwise(contents):
        if columns.contents[at].is_sparse and not columns.contents[later].is_sparse:
            columns.roles[at], columns.roles[later] = Role.GROUP, Role.CONTENT
    if not columns.have(Role.CONTENT) and not any(_may_be_work(columns, at) for at in columns.unknown()):
        columns.roles[:] = [Role.CONTENT if role == Role.GROUP else role for role in columns.roles]


def _deadline(columns: Columns) -> None:
    if columns.have(Role.DEADLINE):
        return
    days = columns.looking(Kind.DEADLINE, 0.6)
    if days:
        columns.roles[days[-1]] = Role.DEADLINE
        return
    marked = [at for at in columns.unknown() if tells_period(columns.titles[at]) and _is_marked(columns.contents[at])]
    if len(marked) > 1 and any(columns.contents[at].filled for at in marked):
        for at in marked:
            columns.roles[at] = Role.MARK


def _is_marked(contents: Contents) -> bool:
    return not contents.filled or contents.share(Kind.MARK) >= 0.8


def _who(columns: Columns) -> None:
    """Who does it: named by the cells where no title says so, or by the one who oversees it where nobody else is.

    Every task has somebody who leads, not every one somebody who helps: the fuller of two columns leads.
    """
    if columns.have(*WHO):
        return
    units = sorted(columns.looking(Kind.UNITS), key=lambda at: -columns.contents[at].filled)
    if units:
        several = columns.have(Role.COORDINATE) or len(units) > 1
        columns.roles[units[0]] = Role.LEAD if several else Role.DOER
        if len(units) == 2 and not columns.have(Role.COORDINATE):
            columns.roles[units[1]] = Role.COORDINATE
        return
    for role in (Role.MEASURE, Role.OVERSEER):
        if role in columns.roles:
            columns.roles[columns.roles.index(role)] = Role.DOER
            return


def _helpers(columns: Columns) -> None:
    """Units right beside those who do it, under a title that says nothing, help them."""
    if columns.have(Role.COORDINATE):
        return
    who = next((at for at, role in enumerate(columns.roles) if role in WHO), None)
    if who is not None and who + 1 in columns.looking(Kind.UNITS):
        columns.roles[who + 1] = Role.COORDINATE


def _content(columns: Columns) -> None:
    if columns.have(Role.CONTENT):
        return
    works = [at for at in columns.unknown() if _may_be_work(columns, at)]
    best = max(works, key=lambda at: _worth_as_work(columns.contents[at]), default=None)
    named = columns.roles.index(Role.NAME) if Role.NAME in columns.roles else None
    if named is not None and (best is None or not columns.contents[named].is_sure(Kind.RESULT, 0.5)):
        best = named
    if best is not None:
        columns.roles[best] = Role.CONTENT


def _worth_as_work(contents: Contents) -> float:
    return 10 * contents.share(Kind.WORK) + contents.words


def _may_be_work(columns: Columns, at: int) -> bool:
    contents = columns.contents[at]
    told = contents.share(Kind.WORK) >= 0.4 or contents.words >= _WORDS_OF_WORK
    return told and not contents.is_sparse and contents.filled > 0


def _product(columns: Columns) -> None:
    """In a table of tasks what is measured is what comes of it; so are cells that name documents and counts."""
    for at, role in enumerate(columns.roles):
        if role in {Role.NAME, Role.VALUE}:
            columns.roles[at] = None if columns.have(Role.PRODUCT) else Role.PRODUCT
    if columns.have(Role.PRODUCT):
        return
    results = [
        at for at in columns.looking(Kind.RESULT, 0.5) if columns.titles[at] and columns.contents[at].words > 1.5
    ]
    if results:
        columns.roles[results[0]] = Role.PRODUCT


def _drop_repeated(columns: Columns) -> None:
    """Of two columns of a role the first counts."""
    for at, role in enumerate(columns.roles):
        if role in {Role.IGNORE, Role.MARK, Role.OVERSEER, None}:
            continue
        if role in columns.roles[:at]:
            columns.roles[at] = None
