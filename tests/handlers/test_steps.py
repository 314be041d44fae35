"""Steps that are heard again after the program ended are the same steps, and one report."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from handlers.understanding.bare_figures import read_bare_figure
from knowledge.roles import Role
from knowledge.samples import load_sample
from knowledge.types import Figure
from tests.talking import open_plans

AT = datetime.fromisoformat("2026-05-13T09:00:00+07:00")
LAN = Sender("lan", "Lan", Role.OFFICER, "Trung tâm Phục vụ hành chính công", "UBND phường An Lạc Sơn")


@pytest.mark.parametrize(
    ("said", "recorded"),
    [
        (("/baocao", "1", "3", "thiếu máy, nv 9 cũng thế", "1"), "Ghi chú: thiếu máy, nv 9 cũng thế"),
        (("/baocao nv 18", "2", "đang làm 65%, thêm số 61/TB-UBND", "1"), "65%"),
        (("/baocao chỉ tiêu 5", "1", "12,5", "1"), "12,5 phút"),
    ],
)
def test_each_step_that_is_heard_twice_is_answered_the_same_and_recorded_once(
    tmp_path: Path, said: tuple[str, ...], recorded: str
) -> None:
    with open_plans(tmp_path, load_sample(2026)) as assistant:
        for number, text in enumerate(said):
            message = Message("c", LAN, AT, text=text, number=str(number))
            shown, again = assistant.respond(message), assistant.respond(message)
            assert again == shown
        assert shown.facts.reports == (1,)
        assert recorded in _history(assistant.respond(Message("c", LAN, AT, text="ai báo gì việc này")), shown)


def _history(told: Reply, shown: Reply) -> str:
    return "\n".join(block.text for reply in (told, shown) for block in reply.blocks)


def test_a_card_that_waits_is_left_alone_by_what_is_typed_at_a_step(tmp_path: Path) -> None:
    with open_plans(tmp_path, load_sample(2026)) as assistant:
        says = Message("c", LAN, AT)
        card = assistant.respond(replace(says, text="nv 9 đang làm 10%"))
        assistant.respond(replace(says, text="/baocao nv 7"))
        assistant.respond(replace(says, text="60%"))
        kept = assistant.respond(replace(says, choose="1", offer=card.offer))
    assert (kept.facts.intent, [task.number for task in kept.facts.tasks]) == (ReplyIntent.CONFIRMED, ["9"])


def test_what_a_leader_sent_back_is_to_be_reported_again(tmp_path: Path) -> None:
    with open_plans(tmp_path, load_sample(2026)) as assistant:
        for number, text in enumerate(("nv 6 xong hôm qua", "1", "/baocao")):
            reply = assistant.respond(Message("c", LAN, AT, text=text, number=str(number)))
        assert "6" not in [task.number for task in reply.facts.tasks]
        leader = replace(LAN, id="hoa", role=Role.LEADER)
        for text in ("trả lại báo cáo 1, số liệu lấy ở đâu", "1"):
            assistant.respond(Message("d", leader, AT, text=text))
        offered = assistant.respond(Message("c", LAN, AT, text="/baocao")).options
    assert "Nhiệm vụ 6, mục A.II (lãnh đạo hỏi lại)" in "\n".join(option.label for option in offered)


@pytest.mark.parametrize(
    ("said", "unit", "figure"),
    [
        ("72,5", "%", Figure(72.5, "%")),
        ("đạt khoảng 1.250 hộ", "hộ", Figure(1250, "hộ")),
        ("2/5 tổ", "tổ", Figure(2, "tổ", 5)),
        ("13 giờ", "phút", Figure(13, "giờ")),
        ("7/10", "%", None),
        ("tháng 3 đạt 70%", "%", None),
    ],
)
def test_a_figure_alone_counts_what_its_target_counts(said: str, unit: str, figure: Figure | None) -> None:
    assert read_bare_figure(said, unit) == figure
