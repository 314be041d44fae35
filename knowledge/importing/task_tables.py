"""The tasks and headings of a document's task tables."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from knowledge.deadlines.parse import ParsedDeadlines
from knowledge.importing.assignments import read_assignments
from knowledge.importing.draft import AssignmentDraft, Doubt, SectionDraft, TaskDraft
from knowledge.importing.headers import TableKind
from knowledge.importing.markup import one_line, without_bullet
from knowledge.importing.rows import RawTask, RowReader
from knowledge.importing.tables import Part, Table, heading_labels, place_in_table
from knowledge.importing.unit_cells import is_known_unit
from knowledge.units import unit_key
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.syllables import is_syllable

_FIGURE_IN_WORD = re.compile(r"(?<!\w)\d[^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class TaskTables:
    """What the task tables hold, and what is doubtful in them."""

    tasks: tuple[TaskDraft, ...]
    sections: tuple[SectionDraft, ...]
    doubts: tuple[Doubt, ...]


def read_task_tables(parts: list[Part], plan_year: int | None) -> TaskTables:
    """Read every task table; numbering goes on from one to the next unless prose headings part them."""
    bases = heading_labels(parts)
    readers: dict[tuple[str, ...], RowReader] = {}
    ordinal = 0
    for place, part in enumerate(parts):
        ordinal += isinstance(part, Table)
        if isinstance(part, Table) and part.header.kind == TableKind.TASKS:
            base = bases.get(place, ())
            readers.setdefault(base, RowReader(base)).read(part, ordinal)
    raw = [task for reader in readers.values() for task in reader.tasks]
    continuous = numbering_is_continuous([(task.number, task.section) for task in raw])
    tasks: list[TaskDraft] = []
    doubts: list[Doubt] = []
    for raw_task in raw:
        parsed = list(read_assignments(raw_task, plan_year))
        task = TaskDraft(
            raw_task.number,
            raw_task.section,
            without_bullet(raw_task.content),
            tuple(assignment for assignment, _ in parsed),
        )
        tasks.append(task)
        doubts += _doubts_of(task, parsed, _place_in_document(raw_task, place_of(task, continuous)))
    sections = [SectionDraft(s.labels, one_line(s.title)) for reader in readers.values() for s in reader.sections]
    return TaskTables(tuple(tasks), tuple(sections), (*doubts, *_number_doubts(raw)))


def numbering_is_continuous(numbers: list[tuple[str, tuple[str, ...]]]) -> bool:
    """Whether a number names one task in the whole plan."""
    printed = [number for number, _ in numbers if number]
    return len(set(printed)) == len(printed) and all(number.isdigit() for number in printed)


def place_of(task: TaskDraft, continuous: bool) -> str:
    """How a task is named in one line: "task 22", or "task III.3" where numbers begin again in each section."""
    if continuous and task.number:
        return f"task {task.number}"
    labels = [*task.section, *([task.number] if task.number else [])]
    for index in range(len(labels) - 1, 0, -1):
        if labels[index].startswith(labels[index - 1] + "."):
            del labels[index - 1]
    return f"task {'.'.join(labels)}".strip()


def _place_in_document(task: RawTask, place: str) -> str:
    return place_in_table(task.table, task.row, place.replace("task", "nhiệm vụ", 1))


def _doubts_of(task: TaskDraft, parsed: list[tuple[AssignmentDraft, ParsedDeadlines]], where: str) -> list[Doubt]:
    doubts = []
    if not task.content:
        doubts.append(Doubt(where, "Nhiệm vụ không có nội dung."))
    for assignment, deadlines in parsed:
        if not assignment.lead:
            doubts.append(Doubt(where, "Không ghi cơ quan chủ trì hoặc thực hiện."))
        if assignment.deadline_text and not assignment.deadlines:
            doubts.append(Doubt(where, f"Chưa hiểu thời hạn “{assignment.deadline_text}”."))
        elif any(character.isdigit() for character in deadlines.unread) or _is_garbled(deadlines.unread):
            doubts.append(
                Doubt(where, f"Thời hạn “{assignment.deadline_text}” còn phần chưa hiểu: “{deadlines.unread}”.")
            )
        elif not assignment.deadline_text:
            doubts.append(Doubt(where, "Không ghi thời hạn."))
        strange = [unit for unit in assignment.lead + assignment.coordinate if _is_strange(unit)]
        doubts += [Doubt(where, f"Chưa nhận ra đơn vị “{unit}”.") for unit in strange]
    return list(dict.fromkeys(doubts))


def _is_strange(unit: str) -> bool:
    """Whether a name is none of a unit, or has a slip that its key doesn't mend."""
    if not is_known_unit(unit) or _FIGURE_IN_WORD.search(unit):
        return True
    return _is_garbled(unit) and _is_garbled(unit_key(unit))


def _is_garbled(unread: str) -> bool:
    """Whether a word in small letters is none of the language, such as a scan may make of one."""
    return any(len(word) > 1 and word.islower() and not is_syllable(fold(word)) for word in _LETTERS.findall(unread))


def _number_doubts(tasks: list[RawTask]) -> list[Doubt]:
    doubts = []
    counts = Counter((task.section, task.number) for task in tasks if task.number)
    last = {(task.section, task.number): task for task in tasks}
    for key, count in counts.items():
        if count > 1:
            doubts.append(Doubt(_place_of_number(last[key]), f"Số thứ tự {key[1]} lặp lại {count} lần."))
    for before, after in pairwise(tasks):
        if before.section == after.section and before.number.isdigit() and after.number.isdigit():
            missing = range(int(before.number) + 1, int(after.number))
            if missing and len(missing) < 20:
                numbers = ", ".join(map(str, missing))
                doubts.append(Doubt(_place_of_number(after), f"Thiếu số thứ tự {numbers}."))
    return doubts


def _place_of_number(task: RawTask) -> str:
    section = f"mục {'.'.join(task.section)}" if task.section else "bảng nhiệm vụ"
    return place_in_table(task.table, task.row, section)
