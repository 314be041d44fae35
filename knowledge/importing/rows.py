"""From rows to tasks: headings, rows cut by a page joined again, second assignments, merged cells inherited."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from knowledge.deadlines.parse import parse_deadlines
from knowledge.importing.columns import Role
from knowledge.importing.joining import continues, is_continued_mark, join_text, join_units, repeats_end
from knowledge.importing.labels import Outline, cell_label, label_styles, meant_number, split_heading, split_label
from knowledge.importing.markup import one_line, without_bullet
from knowledge.importing.tables import Line, Table
from knowledge.importing.unit_cells import is_known_unit
from knowledge.importing.vocabulary import words_of
from knowledge.vietnamese.fold import fold

DOERS = (Role.LEAD, Role.COORDINATE, Role.DOER)
_TELLING = frozenset({*DOERS, Role.DEADLINE})
_FIELDS = (*DOERS, Role.PRODUCT, Role.DEADLINE)


@dataclass(slots=True)
class RawTask:
    """A task with the texts of its assignments as the cells give them, line ends kept."""

    number: str
    section: tuple[str, ...]
    content: str
    assignments: list[dict[Role, str]]
    table: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class RawSection:
    """A heading of the table."""

    labels: tuple[str, ...]
    title: str


@dataclass(slots=True)
class RowReader:
    """Reads a table's lines from top to bottom."""

    base: tuple[str, ...] = ()
    tasks: list[RawTask] = field(default_factory=list)
    sections: list[RawSection] = field(default_factory=list)
    outline: Outline = field(default_factory=Outline)
    _group: dict[Role, str] = field(default_factory=dict)
    _last: dict[Role, str] = field(default_factory=dict)
    _task: RawTask | None = None
    _table: int = 0
    _in_group: str = ""

    def read(self, table: Table, ordinal: int) -> None:
        """Add the tasks and headings of a table, the `ordinal`-th of its document."""
        self._table = ordinal
        lines = [_with_label_of_content(line, table) for line in table.lines]
        if self.tasks and _begins_again(lines):
            self.outline, self._group, self._task = Outline(), {}, None
        lines = list(_with_whole_groups(_with_lost_dots(lines)))
        for place, line in enumerate(lines):
            following = lines[place + 1] if place + 1 < len(lines) else None
            self._read_line(line, following)

    def _read_line(self, line: Line, following: Line | None) -> None:
        line = self._without_group(line)
        text = line.alone or _only_text(line)
        label = self._meant_label(cell_label(line.get(Role.NUMBER)), line)
        if text and label is None:
            self._read_lone_text(line, text, following)
        elif label is not None and not self._is_same_task(label, line):
            if _is_heading(label, line, following):
                self._enter(label, without_bullet(line.get(Role.CONTENT)), line)
            else:
                self._add_task(label, line)
        else:
            self._read_unnumbered(line, following)

    def _meant_label(self, label: str | None, line: Line) -> str | None:
        """A letter where the next number must stand is that number as a scan read it ("A" between 3 and 5)."""
        if label is None or label.isdigit() or self.outline.is_next(label) or not line.filled() & _TELLING:
            return label
        number = meant_number(label)
        last = self._task.number if self._task is not None else "0" if label == "l" else ""
        return number if number is not None and last.isdigit() and int(number) == int(last) + 1 else label

    def _without_group(self, line: Line) -> Line:
        """The line without the cell of its group, which is a heading where it says something new."""
        if Role.GROUP not in line.texts:
            return line
        title = one_line(line.get(Role.GROUP))
        if title and title != self._in_group and not (line.after_break and continues(self._in_group, title)):
            self._in_group = title
            heading = split_heading(title)
            bare = replace(line, texts={})
            self._enter(heading.label if heading else "", heading.rest if heading else title, bare)
        texts: dict[Role, str] = {role: text for role, text in line.texts.items() if role != Role.GROUP}
        return replace(line, texts=texts, merged=line.merged - {Role.GROUP})

    def _read_lone_text(self, line: Line, text: str, following: Line | None) -> None:
        if is_continued_mark(text):
            return
        heading = split_heading(text)
        if heading is not None and (line.alone or line.get(Role.NUMBER)):
            self._enter(heading.label, heading.rest, line)
        elif (line.alone and not (text[:1].islower() and self._task is not None)) or self._task is None:
            self._enter("", text, line)
        elif _is_title_of_group(line, self._task.content, following):
            self._enter("", without_bullet(text), line)
        else:
            role = Role.CONTENT if Role.CONTENT in line.texts else Role.PRODUCT
            self._continue(replace(line, texts={role: text}, merged=frozenset(), alone=""))

    def _enter(self, label: str, title: str, line: Line) -> None:
        labels = self.outline.enter(label) if label else self.outline.labels
        self.sections.append(RawSection(self.base + labels, title))
        self._group = {role: line.get(role) for role in _FIELDS if line.get(role)}
        self._task = None

    def _is_same_task(self, label: str, line: Line) -> bool:
        """Whether a repeated number after a page break is the same task going on."""
        if self._task is None or not line.after_break or label != self._task.number:
            return False
        content = line.get(Role.CONTENT)
        return (
            not content
            or is_continued_mark(content)
            or repeats_end(self._task.content, content)
            or content[0].islower()
        )

    def _add_task(self, label: str, line: Line) -> None:
        before = self.outline.labels
        section = self.outline.close_to(label) if label else before
        if section != before:
            self._group = {}
        self._task = RawTask(label, self.base + section, line.get(Role.CONTENT), [], self._table, line.row)
        self.tasks.append(self._task)
        self._assign(line)

    def _assign(self, line: Line) -> None:
        assert self._task is not None
        fields = {role: line.get(role) for role in _FIELDS if role in line.texts}
        first = not self._task.assignments
        for role in fields:
            if fold(one_line(fields[role])).strip(" .") in words_of("ditto_marks"):
                fields[role] = self._last.get(role, "")
            elif not fields[role] and (role in line.merged or not first):
                fields[role] = self._inherited(role, line)
            elif not fields[role] and role in self._group and role != Role.PRODUCT:
                fields[role] = self._group[role]
        self._task.assignments.append(fields)
        self._last = fields

    def _inherited(self, role: Role, line: Line) -> str:
        """A blank cell of a second assignment is the lower part of the cell above, unless others stand in its stead."""
        if role == Role.COORDINATE and line.get(Role.LEAD) and role not in line.merged:
            return ""
        return self._last.get(role, "")

    def _read_unnumbered(self, line: Line, following: Line | None) -> None:
        line = self._without_repeated_content(line)
        content = line.get(Role.CONTENT)
        if self._task is not None and self._goes_on(line):
            self._continue(line)
        elif content and not (self._task is not None and Role.CONTENT in line.merged):
            self._read_own_content(line, following)
        elif self._task is not None:
            self._assign(line)
        elif line.filled():
            self._add_task("", line)

    def _read_own_content(self, line: Line, following: Line | None) -> None:
        """A row without a number but with a content of its own: a task, or the title of a group."""
        if not line.filled() - {Role.CONTENT, Role.NUMBER} and following is not None:
            self._enter("", without_bullet(line.get(Role.CONTENT)), line)
            return
        sibling = self._task if self._task is not None and not self._task.number else None
        self._add_task("", line)
        assignment = self.tasks[-1].assignments[-1]
        if sibling is not None and not assignment.get(Role.DEADLINE) and Role.DEADLINE in assignment:
            assignment[Role.DEADLINE] = sibling.assignments[-1].get(Role.DEADLINE, "")

    def _without_repeated_content(self, line: Line) -> Line:
        content = line.get(Role.CONTENT)
        if self._task is None or not content:
            return line
        if is_continued_mark(content) or (line.after_break and repeats_end(self._task.content, content)):
            return replace(line, texts={**line.texts, Role.CONTENT: ""})
        return line

    def _goes_on(self, line: Line) -> bool:
        """Whether a row without a number is the lower part of the row above."""
        assert self._task is not None
        if line.merged & {Role.NUMBER, Role.CONTENT}:
            return False
        filled = line.filled() - {Role.NUMBER}
        above = {**self._last, Role.CONTENT: self._task.content}
        going_on = {role for role in filled if continues(above.get(role, ""), line.get(role))}
        if going_on == {Role.DEADLINE} and _is_of_its_own(above, line):
            return False
        stands = bool(filled & {Role.LEAD, Role.DOER, Role.DEADLINE})
        if not line.after_break:
            return bool(filled) and going_on == filled and not stands
        if any(continues(above.get(role, ""), line.get(role), lists=False) for role in filled):
            return True
        if filled <= set(DOERS) and any(_is_rest(above.get(role, ""), line.get(role)) for role in filled):
            return True
        return going_on == filled or (not stands and (Role.CONTENT not in filled or filled == {Role.CONTENT}))

    def _continue(self, line: Line) -> None:
        assert self._task is not None
        self._task.content = join_text(self._task.content, line.get(Role.CONTENT))
        last = self._task.assignments[-1]
        for role in _FIELDS:
            if line.get(role):
                join = join_units if role in DOERS else join_text
                last[role] = join(last.get(role, ""), line.get(role))


def _with_lost_dots(lines: list[Line]) -> list[Line]:
    """The lines, "21" between 2 and 2.2 as the 2.1 of which a scan lost the dot."""
    labelled = [(place, cell_label(line.get(Role.NUMBER))) for place, line in enumerate(lines)]
    labelled = [(place, label) for place, label in labelled if label]
    mended = list(lines)
    for (_, above), (place, label), (_, below) in zip(labelled, labelled[1:], labelled[2:], strict=False):
        if label == f"{above}1" and below == f"{above}.2":
            mended[place] = replace(lines[place], texts={**lines[place].texts, Role.NUMBER: f"{above}.1"})
    return mended


def _with_whole_groups(lines: list[Line]) -> Iterator[Line]:
    """The lines, the title and the deadline of a group whole where a page cut them."""
    held: Line | None = None
    for line in lines:
        if held is not None and _is_rest_of_group(held, line):
            whole = {role: join_text(held.get(role), line.get(role)) for role in held.texts}
            held = replace(held, texts=whole)
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _is_rest_of_group(line: Line, below: Line) -> bool:
    """Whether a row under a bare one says only how that goes on."""
    filled = below.filled()
    if (
        not below.after_break
        or below.alone
        or not filled
        or below.merged
        or not filled <= {Role.CONTENT, Role.DEADLINE}
    ):
        return False
    bare = bool(line.get(Role.NUMBER)) and line.filled() <= {Role.NUMBER, Role.CONTENT, Role.DEADLINE}
    return bare and all(continues(line.get(role), below.get(role), lists=False) for role in filled)


def _is_of_its_own(above: dict[Role, str], line: Line) -> bool:
    """Whether a row names who does it and by when, though its deadline begins in small letters as a rest would."""
    doer = without_bullet(line.get(Role.LEAD) or line.get(Role.DOER))
    deadlines = (above.get(Role.DEADLINE, ""), line.get(Role.DEADLINE))
    return (
        is_known_unit(doer) and doer[0].isupper() and all(parse_deadlines(text, None).deadlines for text in deadlines)
    )


def _is_rest(above: str, below: str) -> bool:
    """Whether a cell of units is the rest of one that a page cut: a list's next item, or no unit's beginning."""
    listed = above.rstrip().endswith(";") and below.lstrip()[:1] in {"-", "–", "+", "•"}
    return bool(above) and (listed or not is_known_unit(without_bullet(below)))


def _begins_again(lines: list[Line]) -> bool:
    """Whether a table counts from the start, and so is not the rest of the one before."""
    labels = (cell_label(line.get(Role.NUMBER)) for line in lines)
    return next((label for label in labels if label), "") in {"1", "01", "I", "A"}


def _only_text(line: Line) -> str:
    """The text of a row in which one cell alone is filled, where that is the number's or the content's."""
    filled = line.filled()
    if len(filled) != 1:
        return ""
    (role,) = filled
    if role == Role.NUMBER or (role == Role.CONTENT and Role.NUMBER not in line.texts):
        return one_line(line.get(role))
    return ""


def _with_label_of_content(line: Line, table: Table) -> Line:
    """In a table without a column for numbers the label stands before the content."""
    if Role.NUMBER in table.header.roles or line.alone:
        return line
    labelled = split_label(line.get(Role.CONTENT))
    if labelled is None:
        return line
    return replace(line, texts={**line.texts, Role.NUMBER: labelled.label, Role.CONTENT: labelled.rest})


def _is_title_of_group(line: Line, above: str, following: Line | None) -> bool:
    """Whether contents that stand alone in a table without numbers name what follows, and end nothing."""
    text = one_line(line.get(Role.CONTENT))
    if line.after_break or line.merged or following is None or following.alone:
        return False
    return text[:1].isupper() and not continues(above, text) and len(following.filled()) > 1


def _is_heading(label: str, line: Line, following: Line | None) -> bool:
    others = line.filled() - {Role.NUMBER, Role.CONTENT}
    upper = bool({"roman", "letter"} & set(label_styles(label)))
    if not others and upper:
        return True
    if Role.PRODUCT in others or following is None:
        return False
    if upper:
        return following.get(Role.NUMBER).strip(". ") == "1"
    return not others & set(DOERS) and _is_nested(label, line, following)


def _is_nested(label: str, line: Line, following: Line) -> bool:
    """Whether the row after a bare row stands under it: "2.1" or "a" after "2", "1" again, or no number."""
    if following.alone:
        return False
    below = cell_label(following.get(Role.NUMBER))
    if below is None:
        content = following.get(Role.CONTENT)
        own = bool(content) and not (following.after_break and continues(line.get(Role.CONTENT), content))
        return own and bool(following.filled() - {Role.CONTENT, Role.NUMBER})
    styles = label_styles(below)
    return below.startswith(f"{label}.") or styles == ("small",) or (below == "1" and label != "0")
