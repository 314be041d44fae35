"""The assistant over its store: options, restarts, other people, threads."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from handlers.message import Message, Sender
from handlers.reply import BlockKind, ReplyIntent
from tests.handlers.plans import part, plan, task
from tests.talking import open_plans

PLAN = plan(
    "tinh.txt",
    task("1", "Xây dựng kho lưu trữ hồ sơ đất đai", part(("Sở Nội vụ",), due=date(2026, 6, 15))),
    task("2", "Tổ chức hội thi nấu ăn", part(("Sở Y tế",))),
    task("1", "Lập bản đồ ngập lụt", part(("Sở Tài chính",)), section=("II",)),
)
AT = datetime(2026, 5, 14, 2, tzinfo=UTC)
ASKED = Message("chat", Sender("an"), AT, "nhiệm vụ 1 hạn khi nào")


def test_two_tasks_of_one_number_are_offered_and_the_choice_survives_a_restart(tmp_path: Path) -> None:
    with open_plans(tmp_path, PLAN) as assistant:
        offered = assistant.respond(ASKED)
    assert [option.key for option in offered.options] == ["1", "2"]
    with open_plans(tmp_path) as assistant:
        chosen = assistant.respond(replace(ASKED, text="", choose="2", offer=offered.offer))
    assert [task.section for task in chosen.facts.tasks] == [("II",)]


def test_a_button_pressed_by_another_person_is_denied(tmp_path: Path) -> None:
    with open_plans(tmp_path, PLAN) as assistant:
        offered = assistant.respond(ASKED)
        pressed = Message("chat", Sender("binh"), AT, choose="1", offer=offered.offer)
        assert assistant.respond(pressed).facts.intent is ReplyIntent.DENIED


def test_an_offer_expires(tmp_path: Path) -> None:
    with open_plans(tmp_path, PLAN) as assistant:
        offered = assistant.respond(ASKED)
        late = replace(ASKED, text="", choose="1", offer=offered.offer, at=AT + timedelta(days=2))
        assert assistant.respond(late).facts.intent is ReplyIntent.NONE


def test_a_number_typed_after_another_answer_chooses_nothing(tmp_path: Path) -> None:
    with open_plans(tmp_path, PLAN) as assistant:
        assistant.respond(ASKED)
        assistant.respond(replace(ASKED, text="ai chủ trì hội thi nấu ăn"))
        assert assistant.respond(replace(ASKED, text="2")).facts.intent is ReplyIntent.NONE


def test_the_focus_of_one_person_is_not_anothers(tmp_path: Path) -> None:
    with open_plans(tmp_path, PLAN) as assistant:
        assistant.respond(replace(ASKED, text="ai chủ trì hội thi nấu ăn"))
        other = Message("chat", Sender("binh"), AT, "thế còn hạn?")
        assert assistant.respond(other).facts.tasks == ()


def test_a_plan_imported_while_it_runs_is_known_at_once(tmp_path: Path) -> None:
    with open_plans(tmp_path) as assistant:
        assert assistant.respond(ASKED).facts.intent is ReplyIntent.NONE
        with open_plans(tmp_path, PLAN):
            pass
        assert assistant.respond(ASKED).facts.intent is ReplyIntent.CLARIFY


def test_a_list_over_several_plans_tells_which_plan_each_task_is_of(tmp_path: Path) -> None:
    other = plan("xa.txt", task("1", "Dọn vệ sinh chợ", part(("Công an xã",))), issuer="UBND xã Bình Sa", number="7/KH")
    with open_plans(tmp_path, PLAN, other) as assistant:
        listed = assistant.respond(replace(ASKED, text="liệt kê các nhiệm vụ"))
    items = [block.text for block in listed.blocks if block.kind is BlockKind.ITEM]
    assert len(items) == 4
    assert items[0].endswith("(Kế hoạch cải cách hành chính năm 2026)")
    assert items[3].endswith("(7/KH)")


NEWER = replace(PLAN, tasks=PLAN.tasks[1:])


def test_an_offer_of_a_plan_replaced_since_is_over(tmp_path: Path) -> None:
    with open_plans(tmp_path, PLAN) as assistant:
        offered = assistant.respond(ASKED)
        with open_plans(tmp_path, NEWER):
            pass
        pressed = assistant.respond(replace(ASKED, text="", choose="1", offer=offered.offer))
    assert (pressed.facts.intent, pressed.options) == (ReplyIntent.NONE, ())


@pytest.mark.parametrize("text", ["thế còn hạn?", "còn nhiệm vụ 9?", "xem tiếp"])
def test_a_talk_about_a_plan_replaced_since_begins_anew(tmp_path: Path, text: str) -> None:
    with open_plans(tmp_path, PLAN) as assistant:
        assistant.respond(replace(ASKED, text="ai chủ trì hội thi nấu ăn"))
        with open_plans(tmp_path, NEWER):
            pass
        assert assistant.respond(replace(ASKED, text=text)).facts.intent is ReplyIntent.NONE


def test_a_question_that_found_nothing_is_forgotten_with_the_plan_it_was_looked_for_in(tmp_path: Path) -> None:
    with open_plans(tmp_path, PLAN) as assistant:
        assistant.respond(replace(ASKED, text="ai trồng cao su ở kế hoạch tuần văn hóa đọc"))
        with open_plans(tmp_path, NEWER):
            pass
        assert assistant.respond(replace(ASKED, text="hạn khi nào")).facts.intent is ReplyIntent.NONE


def test_thanks_leave_the_talk_where_it_was(tmp_path: Path) -> None:
    with open_plans(tmp_path, PLAN) as assistant:
        for text in ("ai chủ trì hội thi nấu ăn", "cảm ơn"):
            assistant.respond(replace(ASKED, text=text))
        assert [task.number for task in assistant.respond(replace(ASKED, text="thế còn hạn?")).facts.tasks] == ["2"]


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "😀" * 3_000, "<b>&amp;</b>" * 500, "' OR 1=1; --", "\x00", "1", "%s {0}"]
)
def test_whatever_is_typed_gets_one_honest_answer(tmp_path: Path, text: str) -> None:
    with open_plans(tmp_path, PLAN) as assistant:
        reply = assistant.respond(replace(ASKED, text=text))
    assert reply.facts.intent is ReplyIntent.NONE
    assert len(reply.blocks) == 1


def test_many_threads_ask_at_once_and_each_gets_its_own_answer(tmp_path: Path) -> None:
    def ask(number: int) -> str:
        message = Message(f"chat-{number}", Sender(str(number)), AT, f"nv 2 mục I ai làm, lần {number}")
        return assistant.respond(message).facts.tasks[0].number

    with open_plans(tmp_path, PLAN) as assistant, ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(40))) == {"2"}


@pytest.mark.parametrize(("year", "count"), [(2024, 1), (2027, 1), (2019, None)])
def test_a_plan_of_several_years_answers_for_each_of_them(tmp_path: Path, year: int, count: int | None) -> None:
    title = "Ban hành Kế hoạch chuyển đổi số giai đoạn 2024-2028"
    asked = replace(ASKED, text=f"kế hoạch năm {year} có bao nhiêu nhiệm vụ")
    with open_plans(tmp_path, plan("x.json", task("1", "Trồng cây", part(("Sở Y tế",))), title=title)) as assistant:
        assert assistant.respond(asked).facts.count == count
