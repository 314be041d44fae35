"""Small plans of invented offices, made without a document."""

from datetime import date

from knowledge.deadlines.types import DateDeadline, Deadline
from knowledge.importing.draft import AssignmentDraft, DocumentDraft, PlanDraft, SectionDraft, TaskDraft


def part(
    lead: tuple[str, ...], coordinate: tuple[str, ...] = (), product: str = "Báo cáo", due: date | None = None
) -> AssignmentDraft:
    deadlines: tuple[Deadline, ...] = (DateDeadline(due, before=True),) if due else ()
    return AssignmentDraft(lead, coordinate, product, f"Trước ngày {due:%d/%m/%Y}" if due else "", deadlines)


def task(number: str, content: str, *parts: AssignmentDraft, section: tuple[str, ...] = ("I",)) -> TaskDraft:
    return TaskDraft(number, section, content, parts)


def plan(
    file: str,
    *tasks: TaskDraft,
    title: str = "Ban hành Kế hoạch cải cách hành chính năm 2026",
    issuer: str = "UBND tỉnh Thanh Hải",
    number: str | None = None,
    year: int = 2026,
) -> PlanDraft:
    document = DocumentDraft(number, title, issuer, None, year, None)
    labels = dict.fromkeys(task.section for task in tasks)
    sections = tuple(SectionDraft(section, "Nhiệm vụ chung") for section in labels)
    return PlanDraft(file, document, sections, tasks, (), (), (), (), ())
