"""Drafts for tests: any that the format allows, and small ones made by hand."""

from datetime import date

from hypothesis import strategies as st

from knowledge.deadlines.types import (
    AdhocDeadline,
    ContinuousDeadline,
    DateDeadline,
    Deadline,
    Every,
    ExternalDeadline,
    PeriodDeadline,
    RecurringDeadline,
    RelativeDeadline,
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

UNITS = ("Sở Nội vụ", "Sở Tư pháp", "Văn phòng UBND tỉnh", "UBND cấp huyện", "Các Sở, ban, ngành")
LABELS = ("A", "a", "I", "IV", "1", "2", "2.1", 'x,"1')
DAYS = st.dates(date(2024, 12, 20), date(2025, 1, 20))

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
printed_units = st.lists(st.sampled_from(UNITS) | texts, max_size=3).map(tuple)
paths = st.lists(st.sampled_from(LABELS) | texts, max_size=4).map(tuple)
years = st.none() | st.integers(1990, 2100)
values = st.floats(allow_nan=False, allow_infinity=False)

deadlines: st.SearchStrategy[Deadline] = st.one_of(
    st.builds(DateDeadline, DAYS, st.booleans()),
    st.builds(PeriodDeadline, DAYS, DAYS),
    st.builds(
        RecurringDeadline, st.sampled_from(Every), st.none() | st.integers(1, 31), st.booleans(), st.none() | texts
    ),
    st.just(ContinuousDeadline()),
    st.builds(
        RelativeDeadline,
        st.none() | st.integers(1, 90),
        st.booleans(),
        st.sampled_from(["before", "after"]),
        texts,
    ),
    st.builds(ExternalDeadline, texts),
    st.just(AdhocDeadline()),
)
several_deadlines = st.lists(deadlines, max_size=3).map(tuple)
assignments = st.builds(AssignmentDraft, printed_units, printed_units, texts, texts, several_deadlines)
tasks = st.builds(TaskDraft, texts, paths, texts, st.lists(assignments, max_size=3).map(tuple))
documents = st.builds(
    DocumentDraft,
    number=st.none() | texts,
    title=texts,
    issuer=st.none() | texts,
    issued=st.none() | st.dates(),
    plan_year=years,
    signer=st.none() | texts,
)


def several(drafts: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(drafts, max_size=3).map(tuple)


plan_drafts: st.SearchStrategy[PlanDraft] = st.builds(
    PlanDraft,
    file=texts.filter(bool),
    document=documents,
    sections=several(st.builds(SectionDraft, paths, texts)),
    tasks=several(tasks),
    targets=several(
        st.builds(TargetDraft, texts, texts, texts, st.sampled_from(Comparator), values, years, printed_units)
    ),
    inline_targets=several(
        st.builds(InlineTargetDraft, texts, texts, texts, st.sampled_from(Comparator), values, texts)
    ),
    prose_duties=several(st.builds(DutyDraft, texts, printed_units, texts, texts, several_deadlines)),
    prose=several(st.builds(ProseDraft, texts, texts)),
    doubts=several(st.builds(Doubt, texts, texts)),
)


def assignment(
    *deadlines: Deadline, lead: tuple[str, ...] = ("Sở Nội vụ",), coordinate: tuple[str, ...] = ()
) -> AssignmentDraft:
    return AssignmentDraft(lead, coordinate, "Báo cáo", "", deadlines)


def task(number: str, *assignments: AssignmentDraft, section: tuple[str, ...] = ("I",), content: str = "") -> TaskDraft:
    return TaskDraft(number, section, content or f"Rà soát thủ tục nhóm {number}", assignments)


def plan(*tasks: TaskDraft, file: str = "ke-hoach.txt", title: str = "Kế hoạch cải cách") -> PlanDraft:
    return PlanDraft(
        file=file,
        document=DocumentDraft("12/KH-UBND", title, "UBND tỉnh", date(2025, 1, 6), 2025, None),
        sections=(SectionDraft(("I",), "Cải cách thủ tục"), SectionDraft(("I", "1"), "Rà soát")),
        tasks=tasks,
        targets=(TargetDraft("1", "Tỷ lệ hồ sơ đúng hạn", "%", Comparator.AT_LEAST, 95.0, 2025, ("Sở Nội vụ",)),),
        inline_targets=(InlineTargetDraft("task 1", "giảm dưới 5%", "tỷ lệ trễ hạn", Comparator.LESS, 5.0, "%"),),
        prose_duties=(DutyDraft("II.1", ("Sở Tài chính",), "Bố trí kinh phí.", "", (ContinuousDeadline(),)),),
        prose=(ProseDraft("I.1", "Mục đích của kế hoạch."), ProseDraft("I.2", "Yêu cầu của kế hoạch.")),
        doubts=(Doubt("task 1", "Không rõ thời hạn."),),
    )
