"""Replies drawn as Telegram messages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering.telegram_html import LONGEST_LABEL, LONGEST_MESSAGE, button_label, render, units
from bot.text import clean
from handlers.reply import Block, BlockKind, Facts, Option, Reply, ReplyIntent
from tests.emulator.html import parse


def reply_of(*blocks: tuple[BlockKind, str], options: tuple[Option, ...] = ()) -> Reply:
    return Reply(tuple(Block(kind, text) for kind, text in blocks), Facts(ReplyIntent.HELP), options)


@pytest.mark.parametrize(
    ("kind", "drawn"),
    [
        (BlockKind.HEADING, "<b>a &lt; b</b>"),
        (BlockKind.TEXT, "a &lt; b"),
        (BlockKind.ITEM, "• a &lt; b"),
        (BlockKind.QUOTE, "<blockquote>a &lt; b</blockquote>"),
        (BlockKind.SOURCE, "<i>Nguồn: a &lt; b</i>"),
    ],
)
def test_each_kind_of_block_has_its_own_look(kind: BlockKind, drawn: str) -> None:
    assert render(reply_of((kind, "a < b"))) == (drawn,)


def test_markup_in_a_block_is_shown_and_never_obeyed() -> None:
    (part,) = render(reply_of((BlockKind.TEXT, '<b>đậm</b> & "trích" <script>')))
    assert parse(part) == ('<b>đậm</b> & "trích" <script>', ())


def test_items_stand_line_under_line_and_paragraphs_apart() -> None:
    blocks = [(BlockKind.HEADING, "Việc"), (BlockKind.ITEM, "một"), (BlockKind.ITEM, "hai"), (BlockKind.SOURCE, "KH 1")]
    assert render(reply_of(*blocks)) == ("<b>Việc</b>\n\n• một\n• hai\n\n<i>Nguồn: KH 1</i>",)


def test_a_reply_of_white_space_has_no_message() -> None:
    assert render(reply_of((BlockKind.TEXT, " \n "))) == ()


def test_a_long_reply_is_cut_between_blocks() -> None:
    first, second, third = "a" * 2000, "b" * 2000, "c" * 2000
    blocks = [(BlockKind.TEXT, text) for text in (first, second, third)]
    assert render(reply_of(*blocks)) == (f"{first}\n\n{second}", third)


def test_a_block_that_just_fits_stays_whole() -> None:
    assert render(reply_of((BlockKind.TEXT, "<" * LONGEST_MESSAGE))) == ("&lt;" * LONGEST_MESSAGE,)


def test_a_long_block_is_cut_after_a_sentence() -> None:
    sentence = "Sở Nội vụ chủ trì việc này. "
    parts = render(reply_of((BlockKind.QUOTE, sentence * 300)))
    assert len(parts) > 1
    assert all(part.startswith("<blockquote>") and part.endswith("này.</blockquote>") for part in parts)


def test_a_long_block_without_sentences_is_cut_between_words() -> None:
    parts = render(reply_of((BlockKind.TEXT, "nghiêng " * 1000)))
    assert {word for part in parts for word in part.split()} == {"nghiêng"}


@pytest.mark.parametrize("letter", ["q\u0323\u0302", "👩🏽\u200d💻", "😀"])
def test_a_cut_never_splits_a_letter(letter: str) -> None:
    parts = render(reply_of((BlockKind.TEXT, "x" + letter * 3000)))
    assert len(parts) > 1
    assert all(set(part.removeprefix("x").split(letter)) == {""} for part in parts)


def test_broken_surrogates_and_control_characters_do_not_reach_telegram() -> None:
    (part,) = render(reply_of((BlockKind.TEXT, "a\ud800b\x00c")))
    part.encode("utf-8")
    assert "\x00" not in part


def test_short_options_stand_on_the_buttons_alone() -> None:
    assert render(reply_of((BlockKind.TEXT, "Chọn?"), options=(Option("1", "Xác nhận"),))) == ("Chọn?",)


def test_long_options_stand_in_the_text_too() -> None:
    label = "Rà soát, cắt giảm thủ tục hành chính nội bộ giữa các cơ quan trong tỉnh"
    parts = render(reply_of((BlockKind.TEXT, "Việc nào?"), options=(Option("1", label), Option("2", "Huỷ"))))
    assert parts == (f"Việc nào?\n\n1. {label}\n2. Huỷ",)


def test_a_long_label_is_shortened_on_its_button() -> None:
    label = button_label(Option("12", "Rà soát, cắt giảm thủ tục hành chính nội bộ giữa các cơ quan"))
    assert label.startswith("12. Rà soát,")
    assert label.endswith("…")
    assert units(label) <= LONGEST_LABEL + len("12. ")


texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="<>&\"'ạ😀 .\n", max_size=400),
    st.tuples(st.text(min_size=1, max_size=12), st.integers(1, 900)).map(lambda pair: pair[0] * pair[1]),
)
blocks_strategy = st.lists(st.builds(Block, st.sampled_from(BlockKind), texts), max_size=8)


def visible(text: str) -> str:
    return "".join(text.replace("•", "").replace("Nguồn:", "").split())


@settings(max_examples=100, deadline=None)
@given(blocks_strategy)
def test_every_part_is_valid_and_fits_and_nothing_is_lost(blocks: list[Block]) -> None:
    parts = [parse(part)[0] for part in render(Reply(tuple(blocks), Facts(ReplyIntent.HELP)))]
    assert all(0 < units(part) <= LONGEST_MESSAGE for part in parts)
    assert visible("".join(parts)) == visible("".join(clean(block.text) for block in blocks))
