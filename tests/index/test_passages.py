"""Passages made of rows of the store."""

from index.passages import PassageKind, passages_of
from knowledge.importing.draft import Comparator
from knowledge.types import AssignmentLine, DutyLine, ProseLine, TargetLine, TargetSource, TaskLine

ASSIGNMENT = AssignmentLine(7, 0, ("Sở Nội vụ",), ("Sở Tài chính", "Sở Tư pháp"), "Báo cáo.", "Quý I", ())
TASK = TaskLine(3, 1, "a.txt", "5", ("I",), "Cải cách tổ chức", "Sắp xếp đơn vị.", (ASSIGNMENT,))


def _target(source: TargetSource, text: str) -> TargetLine:
    return TargetLine(4, 1, "a.txt", source, "1", None, "Tỷ lệ đúng hạn", text, "%", Comparator.EQUAL, 95, 2025, ())


def test_a_task_gives_a_passage_of_its_content_under_the_title_of_its_section() -> None:
    task = passages_of(tasks=[TASK])[0]
    assert (task.key, task.text, task.heading, task.task_id) == ("task:3", "Sắp xếp đơn vị.", "Cải cách tổ chức", 3)


def test_an_assignment_gives_a_passage_that_names_its_product_and_units() -> None:
    assignment = passages_of(tasks=[TASK])[1]
    assert (assignment.key, assignment.task_id) == ("assignment:7", 3)
    assert assignment.text == "Sắp xếp đơn vị. Báo cáo. Sở Nội vụ. Sở Tài chính, Sở Tư pháp"


def test_a_row_of_a_target_table_is_found_by_its_name() -> None:
    [target] = passages_of(targets=[_target(TargetSource.TABLE, "95% hồ sơ")])
    assert (target.kind, target.text) == (PassageKind.TARGET, "Tỷ lệ đúng hạn")


def test_a_figure_inside_a_text_is_found_by_the_text_and_its_name() -> None:
    [target] = passages_of(targets=[_target(TargetSource.INLINE, "95% hồ sơ đúng hạn")])
    assert target.text == "95% hồ sơ đúng hạn. Tỷ lệ đúng hạn"


def test_duties_and_prose_stand_under_their_place() -> None:
    duty = DutyLine(8, 1, "a.txt", "IV.1", ("Sở Y tế",), "Bố trí kinh phí.", "", ())
    prose = ProseLine(9, 1, "a.txt", 0, "Điều 1", "Ban hành kèm theo kế hoạch này.")
    found = passages_of(duties=[duty], prose=[prose])
    assert [(passage.key, passage.heading, passage.text) for passage in found] == [
        ("duty:8", "IV.1", "Bố trí kinh phí. Sở Y tế"),
        ("prose:9", "Điều 1", "Ban hành kèm theo kế hoạch này."),
    ]


def test_a_paragraph_is_found_through_its_heading_which_is_no_passage_of_its_own() -> None:
    heading = ProseLine(1, 1, "a.txt", 0, "I.1", "1. Mục tiêu chung của cả nhiệm kỳ")
    told = ProseLine(2, 1, "a.txt", 1, "I.1", "Phục vụ người dân tốt hơn mỗi năm.")
    assert [(passage.key, passage.heading) for passage in passages_of(prose=[heading, told])] == [
        ("prose:2", "1. Mục tiêu chung của cả nhiệm kỳ")
    ]


def test_a_label_of_a_few_words_is_not_searched() -> None:
    assert passages_of(prose=[ProseLine(1, 1, "a.txt", 0, "Người ký", "PHÓ CHỦ TỊCH")]) == ()


def test_a_figure_inside_a_task_is_found_through_the_task() -> None:
    part = AssignmentLine(5, 0, (), (), "Đạt trên 95%", "", ())
    task = TaskLine(4, 1, "a.txt", "1", (), "", "Giải quyết hồ sơ đúng hạn ở cấp xã", (part,))
    *_, target = passages_of(tasks=[task], targets=[_target(TargetSource.INLINE, "Đạt trên 95%")])
    assert target.heading == "Giải quyết hồ sơ đúng hạn ở cấp xã"
