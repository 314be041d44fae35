"""Whole plans of different offices, read from text and from Word."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.deadlines.types import (
    AdhocDeadline,
    ContinuousDeadline,
    DateDeadline,
    Every,
    PeriodDeadline,
    RecurringDeadline,
)
from knowledge.importing.draft import Comparator, Doubt, PlanDraft, SectionDraft
from knowledge.importing.parse import parse_plan
from knowledge.importing.read import read_plan
from knowledge.importing.readers.text import parse_text
from tests.knowledge.importing_samples import (
    HEALTH_PLAN,
    WARD_PLAN,
    WRAPPED_PLAN,
    numbered_word_plan,
    word_plan,
)


@pytest.fixture(scope="module")
def health() -> PlanDraft:
    return parse_plan(parse_text(HEALTH_PLAN), "health.txt")


@pytest.fixture(scope="module")
def ward() -> PlanDraft:
    return parse_plan(parse_text(WARD_PLAN), "ward.txt")


@pytest.fixture(scope="module")
def wrapped() -> PlanDraft:
    return parse_plan(parse_text(WRAPPED_PLAN), "wrapped.txt")


def _table(
    *rows: str, header: str = "STT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn"
) -> PlanDraft:
    text = "KẾ HOẠCH\n\nCông tác năm 2026\n\n" + "\n".join([header, *rows])
    return parse_plan(parse_text(text), "x.txt")


def test_the_facts_of_a_decision_are_read(health: PlanDraft) -> None:
    document = health.document
    assert document.number == "118/QĐ-UBND"
    assert document.title == "Ban hành Kế hoạch nâng cao chất lượng y tế cơ sở trên địa bàn tỉnh Hoà Lâm năm 2026"
    assert (document.issuer, document.issued) == ("UBND tỉnh Hoà Lâm", date(2026, 1, 9))
    assert (document.plan_year, document.signer) == (2026, "Lê Hải Yến")


def test_a_plan_without_its_decision_takes_the_facts_from_the_line_of_issue(ward: PlanDraft) -> None:
    document = ward.document
    assert (document.number, document.issued) == ("12/QĐ-UBND", date(2026, 1, 20))
    assert document.issuer == "Chủ tịch UBND phường Bến Thuỷ"


def test_blanks_for_number_and_day_stay_empty() -> None:
    text = "Số: /QĐ-UBND\n\nSông Lam, ngày tháng năm 2026\n\nQUYẾT ĐỊNH\n\nBan hành Kế hoạch năm 2026\n"
    document = parse_plan(parse_text(text), "x.txt").document
    assert (document.number, document.issued, document.plan_year) == (None, None, 2026)


def test_headings_of_the_table_are_sections(health: PlanDraft) -> None:
    assert health.sections == (
        SectionDraft(("I",), "Củng cố trạm y tế"),
        SectionDraft(("II",), "Nâng cao năng lực cán bộ"),
    )


def test_a_row_cut_by_a_page_is_whole_again(health: PlanDraft) -> None:
    task = health.tasks[1]
    assert task.content == "Sửa chữa các trạm y tế xuống cấp theo danh mục đã được phê duyệt"
    assert task.assignments[0].lead == ("Sở Xây dựng", "Sở Y tế")
    assert task.assignments[0].product == "100% trạm y tế trong danh mục được sửa chữa"


def test_a_row_without_number_or_content_is_a_second_assignment(health: PlanDraft) -> None:
    second = health.tasks[1].assignments[1]
    assert (second.lead, second.coordinate) == (("Sở Tài chính",), ("Sở Y tế",))


def test_numbers_that_go_on_make_places_without_sections(health: PlanDraft) -> None:
    assert [target.where for target in health.inline_targets] == ["task 2", "task 3"]


def test_a_cell_that_says_two_things_gives_two_deadlines(health: PlanDraft) -> None:
    assert health.tasks[2].assignments[0].deadlines == (ContinuousDeadline(), DateDeadline(date(2026, 12, 15), True))


def test_an_article_that_charges_an_office_is_a_duty(health: PlanDraft) -> None:
    (duty,) = health.prose_duties
    assert (duty.where, duty.lead) == ("Điều 2", ("Sở Y tế",))
    assert duty.deadlines == (RecurringDeadline(Every.MONTH, 20, True),)


def test_things_side_by_side_in_one_row_become_assignments(ward: PlanDraft) -> None:
    first, second = ward.tasks[0].assignments
    assert (first.lead, first.product, first.deadline_text) == (
        ("Văn phòng – Thống kê",),
        "Ban hành kế hoạch tuyên truyền.",
        "Quý I",
    )
    assert (second.lead, second.deadline_text) == (("Các tổ dân phố",), "Thường xuyên trong năm")


def test_a_blank_cell_of_a_second_assignment_has_what_stands_above(ward: PlanDraft) -> None:
    first, second = ward.tasks[1].assignments
    assert second.lead == first.lead == ("Văn hóa – Xã hội",)
    assert second.coordinate == ("Các đoàn thể",)
    assert second.deadlines == (RecurringDeadline(Every.QUARTER),)


def test_numbers_that_begin_again_make_places_with_sections(ward: PlanDraft) -> None:
    assert [target.where for target in ward.inline_targets] == ["task B.1"]


def test_a_deadline_not_understood_is_a_doubt_and_nothing_else(ward: PlanDraft) -> None:
    assert ward.tasks[-1].assignments[0].deadlines == ()
    assert Doubt("bảng 1, hàng 8 (nhiệm vụ B.1.1)", "Chưa hiểu thời hạn “Bao giờ xong thì thôi”.") in ward.doubts


def test_wrapped_lines_are_paragraphs_again(wrapped: PlanDraft) -> None:
    prose = {passage.text for passage in wrapped.prose}
    assert (
        "Điều 1. Phê duyệt Kế hoạch phát triển du lịch trên địa bàn huyện Suối Ngọc năm 2026 với các nội dung sau:"
        in prose
    )
    assert "Căn cứ Luật Du lịch ngày 19/6/2017; Luật sửa đổi, bổ sung một số điều của Luật Du lịch;" in prose


def test_every_paragraph_has_its_place(wrapped: PlanDraft) -> None:
    places = list(dict.fromkeys(passage.where for passage in wrapped.prose))
    assert places == ["Tiêu đề", "Căn cứ", "Điều 1", "I", "I.1", "II", "II.1", "Điều 2", "Phụ lục"]


def test_the_items_under_an_office_are_its_duties(wrapped: PlanDraft) -> None:
    first, second = wrapped.prose_duties
    assert (first.lead, first.deadline_text) == (("Phòng Văn hóa và Thông tin",), "trước ngày 31/3")
    assert second.lead == ("UBND các xã, thị trấn",)


def test_figures_promised_in_prose_are_targets(wrapped: PlanDraft) -> None:
    promised = [(target.comparator, target.value) for target in wrapped.inline_targets]
    assert promised == [(Comparator.AT_LEAST, 120000), (Comparator.EQUAL, 100), (Comparator.MORE, 92.5)]


def test_rows_of_a_target_table_are_targets(wrapped: PlanDraft) -> None:
    targets = [(target.comparator, target.value, target.unit) for target in wrapped.targets]
    assert targets == [(Comparator.EQUAL, 100, "%"), (Comparator.AT_LEAST, 37.5, "%"), (Comparator.AT_MOST, 5, "%")]
    assert wrapped.targets[0].name == "Cơ sở lưu trú niêm yết giá công khai trên cổng thông tin của huyện"


def test_a_target_without_a_figure_is_a_doubt(wrapped: PlanDraft) -> None:
    assert Doubt("bảng 1, hàng 6 (chỉ tiêu 4)", "Chưa hiểu giá trị “cao”.") in wrapped.doubts


def test_merged_cells_of_word_make_assignments_of_one_task(tmp_path: Path) -> None:
    plan = read_plan(word_plan(tmp_path / "giao-duc.docx"))
    first, second = plan.tasks
    assert [assignment.lead for assignment in first.assignments] == [("Phòng Giáo dục và Đào tạo",), ("Các trường",)]
    assert (first.section, first.number, second.number) == (("I",), "1", "2")
    assert second.assignments[0].deadlines == (PeriodDeadline(date(2026, 4, 1), date(2026, 6, 30)),)


def test_a_heading_across_a_row_of_word_is_a_section(tmp_path: Path) -> None:
    assert read_plan(word_plan(tmp_path / "giao-duc.docx")).sections == (SectionDraft(("I",), "HẠ TẦNG"),)


def test_automatic_numbers_of_word_are_counted(tmp_path: Path) -> None:
    plan = read_plan(numbered_word_plan(tmp_path / "noi-vu.docx"))
    assert [task.number for task in plan.tasks] == ["1", "2"]
    assert plan.tasks[1].assignments[0].deadlines == (AdhocDeadline(),)


def test_the_head_of_a_letter_set_in_a_table_is_read(tmp_path: Path) -> None:
    document = read_plan(numbered_word_plan(tmp_path / "noi-vu.docx")).document
    assert (document.number, document.issuer, document.issued) == ("21/KH-NV", "Phòng Nội vụ", date(2026, 2, 3))


def test_decimal_rows_stand_under_their_group_and_have_its_deadline() -> None:
    plan = _table(
        "A\tTÀI CHÍNH\t\t\t\t",
        "1\tQuản lý tài sản\t\t\t\tTrong năm 2026",
        "1.1\tKiểm kê tài sản\tBiên bản\tPhòng Tài chính\t\t",
        "2\tCông khai ngân sách\tBáo cáo\tPhòng Tài chính\t\tQuý I",
    )
    assert [(task.section, task.number) for task in plan.tasks] == [(("A", "1"), "1.1"), (("A",), "2")]
    assert plan.tasks[0].assignments[0].deadline_text == "Trong năm 2026"


def test_a_number_whose_dot_a_scan_lost_stands_under_its_group() -> None:
    plan = _table(
        "2\tQuản lý tài sản\t\t\t\tTrong năm 2026",
        "21\tKiểm kê tài sản\tBiên bản\tPhòng Tài chính\t\t",
        "2.2\tThanh lý tài sản\tQuyết định\tPhòng Tài chính\t\t",
    )
    assert [(task.section, task.number) for task in plan.tasks] == [(("2",), "2.1"), (("2",), "2.2")]


def test_rows_without_numbers_under_a_group_are_tasks_of_their_own() -> None:
    plan = _table(
        "1\tPháp chế\t\t\t\t",
        "\t- Phổ biến pháp luật\tHội nghị\tPhòng Tư pháp\t\tQuý I",
        "\t- Rà soát văn bản\tBáo cáo\tPhòng Tư pháp\t\tQuý II",
    )
    assert [(task.section, task.number, task.content) for task in plan.tasks] == [
        (("1",), "", "Phổ biến pháp luật"),
        (("1",), "", "Rà soát văn bản"),
    ]


def test_the_letter_that_follows_d_is_a_heading_of_the_same_level() -> None:
    rows = [
        f"{label}\tMục {label}\t\t\t\t\n{number}\tViệc {number}\tx\tSở Y tế\t\tQuý I"
        for number, label in enumerate("ABCDĐE", 1)
    ]
    plan = _table(*"\n".join(rows).split("\n"))
    assert [task.section for task in plan.tasks] == [("A",), ("B",), ("C",), ("D",), ("Đ",), ("E",)]


def test_roman_c_and_d_after_letters_are_letters() -> None:
    plan = _table(
        "C\tMục C\t\t\t\t",
        "I\tMục một\t\t\t\t",
        "1\tViệc một\tx\tSở Y tế\t\tQuý I",
        "D\tMục D\t\t\t\t",
        "2\tViệc hai\tx\tSở Y tế\t\tQuý I",
    )
    assert [task.section for task in plan.tasks] == [("C", "I"), ("D",)]


def test_columns_may_stand_in_any_order() -> None:
    plan = _table(
        "Quý I\tSở Y tế\tViệc một\t1\tCác sở\tBáo cáo",
        header="Tiến độ\tĐơn vị chủ trì\tNội dung công việc\tTT\tĐơn vị phối hợp\tKết quả",
    )
    (task,) = plan.tasks
    assert (task.number, task.content) == ("1", "Việc một")
    assert (task.assignments[0].lead, task.assignments[0].product) == (("Sở Y tế",), "Báo cáo")


def test_columns_that_are_not_ours_are_left_out() -> None:
    plan = _table(
        "1\tViệc một\t500 triệu\tSở Y tế\tQuý I\tGấp",
        header="STT\tNhiệm vụ\tKinh phí thực hiện\tCơ quan chủ trì\tThời gian thực hiện\tGhi chú",
    )
    assert plan.tasks[0].assignments[0].product == ""


def test_a_line_of_column_numbers_under_the_header_is_no_task() -> None:
    plan = _table("(1)\t(2)\t(3)\t(4)\t(5)\t(6)", "1\tViệc một\tx\tSở Y tế\t\tQuý I")
    assert len(plan.tasks) == 1


def test_a_cell_that_says_it_goes_on_adds_nothing() -> None:
    plan = _table(
        "1\tViệc một\tBáo cáo.\tSở Y tế\t\tQuý I",
        "",
        "STT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn",
        "\t(tiếp theo)\tTờ trình.\tSở Nội vụ\t\tQuý II",
    )
    (task,) = plan.tasks
    assert task.content == "Việc một"
    assert [assignment.lead for assignment in task.assignments] == [("Sở Y tế",), ("Sở Nội vụ",)]


def test_a_missing_and_a_repeated_number_are_doubts() -> None:
    rows = [f"{number}\tViệc {letter}\tx\tSở Y tế\t\tQuý I" for number, letter in [(1, "a"), (1, "b"), (4, "c")]]
    whats = [doubt.what for doubt in _table(*rows).doubts]
    assert whats == ["Số thứ tự 1 lặp lại 2 lần.", "Thiếu số thứ tự 2, 3."]


def test_a_task_that_names_nobody_is_a_doubt() -> None:
    plan = _table("1\tViệc một\tx\t\t\tQuý I")
    assert Doubt("bảng 1, hàng 2 (nhiệm vụ 1)", "Không ghi cơ quan chủ trì hoặc thực hiện.") in plan.doubts


def test_an_article_said_twice_is_a_doubt() -> None:
    text = "QUYẾT ĐỊNH\nBan hành Kế hoạch năm 2026\n\nĐiều 1. Ban hành Kế hoạch A.\n\nĐiều 1. Ban hành Kế hoạch B.\n"
    assert Doubt("Điều 1", "Điều 1 được nêu 2 lần.") in parse_plan(parse_text(text), "x.txt").doubts


def test_results_of_the_past_are_no_targets() -> None:
    text = (
        "KẾ HOẠCH\nCải thiện chỉ số năm 2026\n\n"
        "Năm 2025 chỉ số của huyện đạt 81,5%, giảm 3% so với năm trước, trong khi các huyện lân cận đều tăng và đứng "
        "trên mức trung bình của tỉnh, đòi hỏi phải có giải pháp mạnh mẽ hơn nữa trong năm tới.\n\n"
        "I. MỤC TIÊU\nPhấn đấu chỉ số đạt tối thiểu 90%.\n"
    )
    targets = parse_plan(parse_text(text), "x.txt").inline_targets
    assert [(target.where, target.value) for target in targets] == [("prose I", 90)]


def test_tables_under_prose_headings_number_their_tasks_apart() -> None:
    header = "STT\tNội dung công việc\tĐơn vị thực hiện\tThời hạn"
    text = (
        f"KẾ HOẠCH\nPhòng chống thiên tai năm 2026\n\n1. Trước bão\n\n{header}\n1\tTrực ban\tCông an xã\tQuý I\n\n"
        f"2. Sau bão\n\n{header}\n1\tKhắc phục\tUBND xã\tQuý III\n"
    )
    tasks = parse_plan(parse_text(text), "x.txt").tasks
    assert [(task.section, task.number) for task in tasks] == [(("1",), "1"), (("2",), "1")]


def test_a_second_table_that_counts_from_the_start_stands_under_no_heading_of_the_first() -> None:
    header = "STT\tNội dung công việc\tĐơn vị thực hiện\tThời hạn"
    text = (
        f"KẾ HOẠCH\nCông tác năm 2026\n\n{header}\nI\tVăn thư\t\t\n1\tLập hồ sơ\tVăn phòng\tQuý I\n\n"
        f"Nhiệm vụ bổ sung\n\n{header}\n1\tNộp lưu\tVăn phòng\tQuý III\n"
    )
    tasks = parse_plan(parse_text(text), "x.txt").tasks
    assert [(task.section, task.content) for task in tasks] == [(("I",), "Lập hồ sơ"), ((), "Nộp lưu")]


@pytest.mark.parametrize("mark", ["nt", "-nt-", "Như trên", '"'])
def test_a_ditto_mark_stands_for_the_cell_above(mark: str) -> None:
    plan = _table("1\tViệc một\tx\tSở Y tế\t\tQuý I", f"2\tViệc hai\ty\t{mark}\t\t{mark}")
    assert plan.tasks[1].assignments[0].lead == ("Sở Y tế",)
    assert plan.tasks[1].assignments[0].deadline_text == "Quý I"


def test_each_year_of_a_target_table_has_its_target() -> None:
    text = "KẾ HOẠCH\nNước sạch năm 2026\n\nTT\tChỉ tiêu\tĐVT\tNăm 2026\tNăm 2027\n1\tHộ dùng nước sạch\t%\t≥ 90\t95\n"
    targets = parse_plan(parse_text(text), "x.txt").targets
    assert [(target.year, target.comparator, target.value) for target in targets] == [
        (2026, Comparator.AT_LEAST, 90),
        (2027, Comparator.EQUAL, 95),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "KẾ HOẠCH\n\nCải cách hành chính xã Tân An năm 2026\n",
        "KẾ HOẠCH\n\nCẢI CÁCH HÀNH CHÍNH XÃ TÂN AN NĂM 2026\n",
        "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH XÃ TÂN AN NĂM 2026\n",
    ],
)
def test_a_title_is_found_under_or_beside_the_kind_of_document(head: str) -> None:
    title = parse_plan(parse_text(head), "x.txt").document.title
    assert title.lower() == "kế hoạch cải cách hành chính xã tân an năm 2026"


def test_a_task_told_in_prose_with_named_fields_is_a_duty() -> None:
    text = (
        "KẾ HOẠCH\nCông tác pháp chế năm 2026\n\nII. NHIỆM VỤ\n1. Rà soát văn bản đã ban hành\n"
        "- Cơ quan chủ trì: Sở Tư pháp.\n- Cơ quan phối hợp: Các sở, ngành.\n- Thời gian thực hiện: Quý II/2026.\n"
        "2. Tập huấn nghiệp vụ\n- Đơn vị thực hiện: Phòng Nội vụ; Thời hạn: Trước 30/9.\n"
    )
    first, second = parse_plan(parse_text(text), "x.txt").prose_duties
    assert (first.where, first.lead, first.content) == ("II.1", ("Sở Tư pháp",), "Rà soát văn bản đã ban hành")
    assert first.deadlines == (PeriodDeadline(date(2026, 4, 1), date(2026, 6, 30)),)
    assert (second.lead, second.deadlines) == (("Phòng Nội vụ",), (DateDeadline(date(2026, 9, 30), True),))


def test_a_header_said_again_is_known_though_the_row_under_it_holds_words_of_titles() -> None:
    rows = "1\tMở lớp\tTrạm Y tế chủ trì; Trường Mầm non Bình\tQuý I"
    again = "TT\tNhiệm vụ\tĐơn vị thực hiện\tThời hạn"
    plan = parse_plan(
        parse_text(f"{again}\n{rows}\n\n\n{again}\n\t\tAn phối hợp\t\n2\tTập huấn\tPhòng Y tế\tQuý II\n"), "a"
    )
    assert [task.assignments[0].lead for task in plan.tasks] == [("Trạm Y tế",), ("Phòng Y tế",)]
    assert plan.tasks[0].assignments[0].coordinate == ("Trường Mầm non Bình An",)


def test_the_deadline_of_a_group_is_whole_though_a_page_cuts_it() -> None:
    header = "TT\tNhiệm vụ\tChủ trì\tThời hạn"
    above = f"{header}\n1\tMở lớp\tPhòng Y tế\tQuý I\n2\tTập huấn\t\tXong trước ngày"
    plan = parse_plan(parse_text(f"{above}\n\n\n{header}\n\t\t\t25/5/2026\n2.1\tLập sổ\tTrạm Y tế\t\n"), "a")
    assert [(task.number, task.assignments[0].deadline_text) for task in plan.tasks] == [
        ("1", "Quý I"),
        ("2.1", "Xong trước ngày 25/5/2026"),
    ]


def test_units_on_lines_of_their_own_stay_apart_over_the_end_of_a_page() -> None:
    header = "TT\tNhiệm vụ\tChủ trì\tThời hạn"
    above = f"{header}\n1\tMở lớp đợt một và\tSở Y tế\tQuý I"
    plan = parse_plan(parse_text(f"{above}\n\n\n{header}\n\tđợt hai\tSở Nội vụ\t\n"), "a")
    assert [task.assignments[0].lead for task in plan.tasks] == [("Sở Y tế", "Sở Nội vụ")]


def test_a_plan_without_a_task_is_a_doubt() -> None:
    plan = parse_plan(parse_text("KẾ HOẠCH\nCông tác năm 2026\n\nCác đơn vị thực hiện tốt.\n"), "a")
    assert Doubt("toàn văn bản", "Không thấy nhiệm vụ nào trong bảng; xin kiểm tra các bảng của tệp.") in plan.doubts
