"""Rules of targets: what is told in words is what was meant, in all the ways people say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.rule_wording import rule_words
from handlers.target_rules import rule_of
from handlers.tells import PartSaid, RuleForm
from handlers.understanding.target_rules import parse_rule
from knowledge.importing.draft import Comparator
from knowledge.types import RuleChoice, RuleKind, RulePart, TargetLine, TargetRule, TargetSource

amounts = st.integers(1, 500_000).map(lambda hundredths: hundredths / 100)
signed = st.builds(lambda amount, sign: amount * sign, amounts, st.sampled_from((1, -1)))
parts = st.one_of(
    st.builds(RulePart, st.just(RuleKind.GIVEN), amounts | st.none()),
    st.builds(RulePart, st.sampled_from((RuleKind.PLUS_POINTS, RuleKind.PLUS_PERCENT)), signed),
    st.just(RulePart(RuleKind.LAST_YEAR)),
)
either = st.builds(TargetRule, st.lists(parts, min_size=2, max_size=3).map(tuple), st.sampled_from(RuleChoice))
rules = either | st.builds(lambda part: TargetRule((part,)), parts)
units = st.sampled_from(("%", "tổ", "hộ", "triệu đồng", ""))

GIVEN, GIVEN_85 = PartSaid(RuleForm.GIVEN), PartSaid(RuleForm.GIVEN, 85, per_cent=True)
PLUS_10 = PartSaid(RuleForm.PLUS, 10, per_cent=True)


def target(unit: str) -> TargetLine:
    return TargetLine(
        1, 1, "k.docx", TargetSource.TABLE, "6", None, "Tỷ lệ", "", unit, Comparator.AT_LEAST, 80, 2026, ()
    )


@given(rules, units)
def test_a_rule_put_into_words_is_understood_as_the_same_rule(rule: TargetRule, unit: str) -> None:
    said = parse_rule(rule_words(rule, target(unit)))
    assert said is not None
    assert rule_of(*said, target(unit)) == rule


@pytest.mark.parametrize(
    ("words", "parts", "choice"),
    [
        ("mức trung ương giao, hoặc kết quả năm trước cộng 10 %", (GIVEN, PLUS_10), RuleChoice.OPEN),
        ("muc trung uong giao hoac nam truoc cong 10%", (GIVEN, PLUS_10), RuleChoice.OPEN),
        ("TW giao 85% hoặc bằng kết quả năm ngoái + 10%, chọn mức cao hơn", (GIVEN_85, PLUS_10), RuleChoice.HIGHEST),
        ("năm trước cộng 10% hoặc trung ương giao, mức nào cao hơn thì lấy", (PLUS_10, GIVEN), RuleChoice.HIGHEST),
        ("mức cao hơn giữa mức trung ương giao và kết quả năm trước cộng 10%", (GIVEN, PLUS_10), RuleChoice.HIGHEST),
        ("mức thấp hơn trong hai mức: tỉnh giao hoặc năm trước cộng 10%", (GIVEN, PLUS_10), RuleChoice.LOWEST),
    ],
)  # fmt: skip
def test_alternatives_are_understood_with_the_one_to_be_taken(
    words: str, parts: tuple[PartSaid, ...], choice: RuleChoice
) -> None:
    assert parse_rule(words) == (parts, choice)


@pytest.mark.parametrize("words", ["85%", "kết quả năm trước cộng", "trung ương giao hoặc làm cho xong", "đạt 70%"])
def test_what_is_no_rule_as_a_whole_is_none(words: str) -> None:
    assert parse_rule(words) is None
