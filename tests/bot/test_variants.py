"""The same question in other writing: how it is rewritten, and that it is answered alike."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evaluate import Question, load_questions
from bot.same_answer import Retold, rates, retell, told
from bot.variants import Shortening, bare, plain_d, rewrites, tone_moved
from handlers.understanding.normalise import Normaliser
from knowledge.importing.draft import PlanDraft
from knowledge.importing.read import read_plan
from knowledge.samples import load_sample
from knowledge.vietnamese.abbreviations import load_abbreviations, packaged_abbreviations
from knowledge.vietnamese.fold import fold, nfc, spelling, words
from tests.conftest import Program
from tests.talking import exchange, open_plans

OFFICES = Path(__file__).parents[1] / "offices"
OWN = Path(__file__).parents[1] / "conversations" / "questions.jsonl"
LETTERS = "aàảãáạăằâầeèêềiìoòôồơờuùưừyỳdđbcghklmnpqrstvxAĐÊ"
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=7), max_size=8).map(" ".join)
OFFICE_WORDS = sorted({word for entry in packaged_abbreviations().entries for word in entry.expansions[0].split()})
PHRASES = st.lists(st.sampled_from(OFFICE_WORDS), max_size=10).map(" ".join)
WAYS = rewrites()
UNREADABLE = ("written_out", "shortened", "bare_shortened")
NORMALISER = Normaliser(packaged_abbreviations().expand, lambda folded: [(word,) for word in folded])


@pytest.mark.parametrize(
    ("way", "before", "after"),
    [
        ("bare", "Hạn nv 34 là khi nào? Đủ", "Han nv 34 la khi nao? Du"),
        ("plain_d", "Đơn vị nào đến hạn", "Dơn vị nào dến hạn"),
        ("tone_moved", "hoà thuý khoẻ, hóa đơn quý", "hòa thúy khỏe, hoá đơn quý"),
        ("tone_moved", "hoàn toàn khoái", "hoàn toàn khoái"),
        ("upper", "hạn nv 3", "HẠN NV 3"),
        ("capitalised", "hạn nv 3", "Hạn nv 3"),
        ("every_word", "hạn nv 3", "Hạn Nv 3"),
        ("written_out", "SNV nộp TTHC, QĐ 35/QĐ-UBND", "Sở Nội vụ nộp thủ tục hành chính, quyết định 35/QĐ-UBND"),
        ("written_out", "CT, mục k", "CT, mục k"),
        ("shortened", "ủy ban nhân dân tỉnh giao Sở Nội vụ", "UBND tỉnh giao SNV"),
        ("shortened", "đô thị xã hội số", "đô thị xã hội số"),
        ("spaced", "hạn nv", "  hạn  nv \n"),
        ("pointed", "hạn nv?", "hạn nv???"),
        ("zero_width", "hạn", "h\u200bạn\u200b"),
    ],
)  # fmt: skip
def test_a_message_is_rewritten(way: str, before: str, after: str) -> None:
    assert WAYS[way](before) == after


@given(WORDS)
def test_moving_the_tone_twice_gives_the_same_back(text: str) -> None:
    assert tone_moved(tone_moved(text)) == nfc(text)


@given(WORDS)
def test_a_moved_tone_is_the_same_spelling(text: str) -> None:
    assert list(map(spelling, tone_moved(text).split())) == list(map(spelling, text.split()))


@given(WORDS)
def test_what_is_bare_keeps_its_folded_form_and_nothing_but_it(text: str) -> None:
    assert fold(bare(text)) == fold(text) == bare(text).lower()
    assert fold(plain_d(text)) == fold(text)


@given(WORDS.filter(lambda text: "đ" not in text.lower()))
def test_a_text_without_dd_has_no_plain_d_to_write(text: str) -> None:
    assert plain_d(text) == nfc(text)


@pytest.mark.parametrize("way", [way for way in WAYS if way not in UNREADABLE])
@given(text=WORDS)
@settings(max_examples=40)
def test_no_rewriting_changes_the_folded_words(way: str, text: str) -> None:
    seen = "".join(letter for letter in WAYS[way](text) if unicodedata.category(letter) != "Cf")
    assert [word.folded for word in words(seen)] == [word.folded for word in words(text)]


@given(PHRASES)
def test_what_was_shortened_is_understood_as_the_same_words(text: str) -> None:
    said = WAYS["shortened"](text)
    assert NORMALISER.normalise(said).words == NORMALISER.normalise(text).words


@given(PHRASES)
def test_what_was_shortened_can_be_written_out_again(text: str) -> None:
    assert fold(WAYS["written_out"](WAYS["shortened"](text))) == fold(WAYS["written_out"](text))


def test_an_abbreviation_of_the_office_with_two_meanings_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[office]\nQXH = "quản lý xây dựng"\nqxh = "quy hoạch xã hội"\nTBV = "tổ bảo vệ"\n', "utf-8")
    shortening = Shortening(load_abbreviations([own]))
    assert shortening.written_out("QXH giao TBV") == "QXH giao tổ bảo vệ"
    assert shortening.shortened("tổ bảo vệ quản lý xây dựng") == "TBV QL XD"


def reply(intent: str, *numbers: str, text: str = "", **facts: Any) -> dict[str, Any]:
    tasks = [{"plan": "kh.txt", "section": ["A"], "number": number} for number in numbers]
    return {"text": text, "facts": {"intent": intent, "tasks": tasks, **facts}}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (reply("lead", "1", text="x"), reply("lead", "1", text="y"), True),
        (reply("lead", "1", "2"), reply("lead", "1", "3"), True),
        (reply("lead", "1"), reply("lead", "2"), False),
        (reply("lead", "1"), reply("task", "1"), False),
        (reply("tasks", "1", "2"), reply("tasks", "2", "1"), True),
        (reply("tasks", "1", "2"), reply("tasks", "1"), False),
        (reply("count", count=3), reply("count", count=4), False),
        (reply("passage", text="Nơi nhận: A"), reply("passage", text="nơi nhận A"), True),
        (reply("passage", text="A"), reply("passage", text="B"), False),
        (reply("report", "1", percent=60), reply("report", "1", percent=50), False),
    ],
)  # fmt: skip
def test_answers_are_the_same_by_their_facts_or_else_by_their_text(
    one: dict[str, Any], other: dict[str, Any], same: bool
) -> None:
    assert (told(one) == told(other)) is same


def test_each_way_that_changes_a_question_is_asked_in_a_conversation_of_its_own() -> None:
    asked: list[dict[str, Any]] = []

    def answer(messages: Any) -> list[dict[str, Any]]:
        asked.extend(messages)
        return [reply("lead", message["text"][-1]) for message in messages]

    question = Question("q", "2026-04-15", {"id": "q"}, ("hạn 1", "còn 2"), {"intent": "lead"})
    retold = retell([question], {"bare": bare, "none": str}, answer)
    assert [(message["chat"], message["text"]) for message in asked] == [
        ("q", "hạn 1"), ("q", "còn 2"), ("q bare", "han 1"), ("q bare", "con 2"),
    ]  # fmt: skip
    assert rates(retold) == {"bare": {True: 1}}


@pytest.fixture(scope="module")
def retold(tmp_path_factory: pytest.TempPathFactory) -> list[Retold]:
    """A part of the repository's questions asked again in every way."""
    found = []
    for office in ("dong-phong", "hai-son", "tan-lap", "vinh-thanh"):
        plan, questions = read_plan(OFFICES / office / f"{office}.txt"), OFFICES / office / "questions.jsonl"
        found += _retold(tmp_path_factory.mktemp(office), plan, questions)
    return found + _retold(tmp_path_factory.mktemp("sample"), load_sample(2026), OWN)


def _retold(home: Path, plan: PlanDraft, questions: Path) -> list[Retold]:
    with open_plans(home, plan) as assistant:
        return retell(load_questions(questions)[::4], WAYS, lambda messages: exchange(assistant, messages))


@pytest.mark.parametrize("way", WAYS)
def test_a_question_gets_the_same_answer_however_it_is_written(way: str, retold: list[Retold]) -> None:
    asked = [one for one in retold if one.way == way]
    different = [(one.said, one.replies[-1]["text"], one.again[-1]["text"]) for one in asked if not one.same]
    assert len(different) <= 0.02 * len(asked), different


def test_the_command_prints_the_share_of_the_same_answers(dondoc: Program, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    asked = {"id": "1", "at": "2026-04-15", "from": {}, "turns": ["hạn nhiệm vụ 3"], "expect": {"intent": "deadline"}}
    questions.write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
    done = dondoc("eval", "--variants", "--questions", questions)
    assert (done.returncode, done.stdout.splitlines()[1].split()) == (0, ["không", "dấu", "1", "1", "1.000"])
