"""A plan from the sheets of its workbook, as a person may have changed them."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from knowledge.deadlines.parse import parse_deadlines
from knowledge.deadlines.types import Deadline
from knowledge.importing.correction.deadline_words import deadline_from_words
from knowledge.importing.correction.layout import (
    DOCUMENT,
    DOUBTS,
    DUTIES,
    FILE,
    FORMAT,
    INLINE,
    ISSUED,
    ISSUER,
    MARK,
    NUMBER,
    PATH,
    PROSE,
    SECTIONS,
    SIGNER,
    TARGETS,
    TASKS,
    TITLE,
    YEAR,
)
from knowledge.importing.draft import (
    AssignmentDraft,
    Comparator,
    DocumentDraft,
    Doubt,
    DutyDraft,
    InlineTargetDraft,
    PlanDraft,
    ProseDraft,
    SectionDraft,
    TargetDraft,
    TaskDraft,
)
from knowledge.malformed import MalformedError
from knowledge.spreadsheets.cell_text import from_cell, list_from_cell, optional_from_cell, stamp
from knowledge.spreadsheets.sheets import Entry, read_sheet

if TYPE_CHECKING:
    from openpyxl import Workbook

_DAY = re.compile(r"[/.-]")
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")
_COMPARATORS = {
    **{comparator.value: comparator for comparator in Comparator},
    "≥": Comparator.AT_LEAST,
    "≤": Comparator.AT_MOST,
}
_OF_TASK = ("Đề mục", "Số", "Nội dung")
_OF_ASSIGNMENT = ("Phần", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời hạn", "Hiểu là")


def read_workbook(book: "Workbook") -> PlanDraft:
    """The plan; MalformedError names the sheet, row and column of what is wrong."""
    lines = {entry.text("Mục").strip(): entry for entry in read_sheet(book, DOCUMENT)}
    if MARK not in lines or lines[MARK].text("Nội dung").strip() != FORMAT:
        raise MalformedError(f"trang “{DOCUMENT.title}”: dòng “{MARK}” phải ghi {FORMAT}")
    file = from_cell(_line(lines, FILE).text("Nội dung"))
    if not file:
        raise _line(lines, FILE).wrong("Nội dung", "thiếu tên tệp của kế hoạch")
    document = _document(lines)
    reading = _Reading(document.plan_year)
    return PlanDraft(
        file=file,
        document=document,
        sections=tuple(
            SectionDraft(list_from_cell(entry.text("Đề mục"), PATH), from_cell(entry.text("Tên")))
            for entry in read_sheet(book, SECTIONS)
        ),
        tasks=tuple(reading.tasks(read_sheet(book, TASKS))),
        targets=tuple(map(_target, read_sheet(book, TARGETS))),
        inline_targets=tuple(map(_inline, read_sheet(book, INLINE))),
        prose_duties=tuple(map(reading.duty, read_sheet(book, DUTIES))),
        prose=tuple(
            ProseDraft(from_cell(entry.text("Chỗ")), from_cell(entry.text("Nội dung")))
            for entry in read_sheet(book, PROSE)
        ),
        doubts=(*map(_doubt, read_sheet(book, DOUBTS)), *reading.doubts),
    )


@dataclass(slots=True)
class _Reading:
    """What is to be done, with the doubts that changed deadlines give."""

    plan_year: int | None
    doubts: list[Doubt] = field(default_factory=list)

    def tasks(self, entries: Iterator[Entry]) -> Iterator[TaskDraft]:
        """The tasks, each of as many rows as it has assignments."""
        rows: list[Entry] = []
        seen: set[str] = set()
        for entry in entries:
            if rows and _begins_task(entry, rows[0]):
                yield self._task(rows)
                rows = []
            if not rows and (ordinal := _ordinal(entry)):
                if ordinal in seen:
                    raise entry.wrong("Việc", f"việc {ordinal} đứng ở hai chỗ; hãy để các dòng của một việc liền nhau")
                seen.add(ordinal)
            rows.append(entry)
        if rows:
            yield self._task(rows)

    def duty(self, entry: Entry) -> DutyDraft:
        """A duty outside the tables."""
        return DutyDraft(
            from_cell(entry.text("Chỗ")),
            list_from_cell(entry.text("Chủ trì")),
            from_cell(entry.text("Nội dung")),
            from_cell(entry.text("Thời hạn")),
            self._deadlines(entry),
            entry.text("Mã").strip(),
        )

    def _task(self, rows: list[Entry]) -> TaskDraft:
        first = rows[0]
        for entry in rows[1:]:
            for column in _OF_TASK:
                if entry.text(column) not in ("", first.text(column)):
                    raise entry.wrong(column, f"khác với dòng {first.row} của cùng một việc")
        return TaskDraft(
            from_cell(first.text("Số")),
            list_from_cell(first.text("Đề mục"), PATH),
            from_cell(first.text("Nội dung")),
            tuple(self._assignment(entry) for entry in rows if any(map(entry.text, _OF_ASSIGNMENT))),
            first.text("Mã").strip(),
        )

    def _assignment(self, entry: Entry) -> AssignmentDraft:
        return AssignmentDraft(
            list_from_cell(entry.text("Chủ trì")),
            list_from_cell(entry.text("Phối hợp")),
            from_cell(entry.text("Sản phẩm")),
            from_cell(entry.text("Thời hạn")),
            self._deadlines(entry),
            entry.text("Mã phân công").strip(),
        )

    def _deadlines(self, entry: Entry) -> tuple[Deadline, ...]:
        """As a person has put them, else anew from a text that was changed, else as they were."""
        text, words = entry.text("Thời hạn"), entry.text("Hiểu là")
        was_text, _, was_words = (entry.text("Dấu").strip() or ":").partition(":")
        if stamp(text) == was_text or stamp(words) != was_words:
            return tuple(self._deadline(entry, part) for part in list_from_cell(words))
        deadlines = parse_deadlines(from_cell(text), self.plan_year).deadlines
        if text and not deadlines:
            self.doubts.append(Doubt(entry.sheet.place(entry.row, "Thời hạn"), f"Chưa hiểu thời hạn “{text}”."))
        return deadlines

    def _deadline(self, entry: Entry, words: str) -> Deadline:
        deadline = deadline_from_words(words)
        if deadline is None:
            parsed = parse_deadlines(words, self.plan_year)
            if len(parsed.deadlines) != 1 or parsed.unread:
                raise entry.wrong(
                    "Hiểu là", f"không hiểu “{words}”; hãy ghi như “trước ngày 30/06/2026” hoặc “Quý III”"
                )
            deadline = parsed.deadlines[0]
        return deadline


def _begins_task(entry: Entry, first: Entry) -> bool:
    ordinal = _ordinal(entry)
    if ordinal:
        return ordinal != _ordinal(first)
    return any(map(entry.text, ("Số", "Nội dung")))


def _ordinal(entry: Entry) -> str:
    return entry.text("Việc").strip()


def _line(lines: Mapping[str, Entry], name: str) -> Entry:
    if name not in lines:
        raise MalformedError(f"trang “{DOCUMENT.title}”: thiếu dòng “{name}”")
    return lines[name]


def _document(lines: Mapping[str, Entry]) -> DocumentDraft:
    def optional(name: str) -> str | None:
        return optional_from_cell(_line(lines, name).text("Nội dung"))

    return DocumentDraft(
        number=optional(NUMBER),
        title=from_cell(_line(lines, TITLE).text("Nội dung")),
        issuer=optional(ISSUER),
        issued=_day(_line(lines, ISSUED), "Nội dung"),
        plan_year=_year(_line(lines, YEAR), "Nội dung"),
        signer=optional(SIGNER),
    )


def _target(entry: Entry) -> TargetDraft:
    return TargetDraft(
        from_cell(entry.text("Số")),
        from_cell(entry.text("Tên")),
        from_cell(entry.text("Đơn vị tính")),
        _comparator(entry),
        _value(entry),
        _year(entry, "Năm"),
        list_from_cell(entry.text("Đơn vị phụ trách")),
        entry.text("Mã").strip(),
    )


def _inline(entry: Entry) -> InlineTargetDraft:
    return InlineTargetDraft(
        from_cell(entry.text("Chỗ")),
        from_cell(entry.text("Câu")),
        from_cell(entry.text("Chỉ số")),
        _comparator(entry),
        _value(entry),
        from_cell(entry.text("Đơn vị tính")),
        entry.text("Mã").strip(),
    )


def _doubt(entry: Entry) -> Doubt:
    return Doubt(from_cell(entry.text("Chỗ")), from_cell(entry.text("Điều còn ngờ")))


def _comparator(entry: Entry) -> Comparator:
    sign = entry.text("So sánh").strip()
    if sign not in _COMPARATORS:
        raise entry.wrong("So sánh", f"“{sign}” không phải một trong các dấu = ≥ > ≤ <")
    return _COMPARATORS[sign]


def _value(entry: Entry) -> float:
    if "Giá trị" in entry.numbers:
        return entry.numbers["Giá trị"]
    typed = entry.text("Giá trị").strip()
    told = typed.removesuffix("%").strip()
    if not _THOUSANDS.fullmatch(told):  # a thousand to one reader and one to another
        try:
            value = float(told.replace(",", "."))
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
    raise entry.wrong("Giá trị", f"“{typed}” không phải một số")


def _year(entry: Entry, column: str) -> int | None:
    typed = entry.text(column).strip()
    if not typed:
        return None
    if not (typed.isdecimal() and 1900 <= int(typed) <= 2999):
        raise entry.wrong(column, f"“{typed}” không phải một năm")
    return int(typed)


def _day(entry: Entry, column: str) -> date | None:
    typed = entry.text(column).strip()
    if not typed:
        return None
    try:
        day, month, year = map(int, _DAY.split(typed))
        return date(year, month, day)
    except ValueError as error:
        raise entry.wrong(column, f"“{typed}” không phải một ngày dạng 30/06/2026") from error
