"""Replies as plain text."""

from bot.rendering.plain import numbered, plain_text
from handlers.reply import Block, BlockKind, Facts, Option, Reply, ReplyIntent


def rendered(*blocks: tuple[BlockKind, str]) -> str:
    return plain_text(Reply(tuple(Block(kind, text) for kind, text in blocks), Facts(ReplyIntent.TASK)))


def test_items_stand_under_their_heading_with_a_bullet() -> None:
    text = rendered((BlockKind.HEADING, "Hai việc"), (BlockKind.ITEM, "một"), (BlockKind.ITEM, "hai"))
    assert text == "Hai việc\n• một\n• hai"


def test_a_heading_is_set_off_from_what_stands_before() -> None:
    assert rendered((BlockKind.TEXT, "trước"), (BlockKind.HEADING, "Sau")) == "trước\n\nSau"


def test_the_source_says_that_it_is_the_source() -> None:
    assert rendered((BlockKind.TEXT, "đáp"), (BlockKind.SOURCE, "Kế hoạch 1, mục A")) == "đáp\nNguồn: Kế hoạch 1, mục A"


def test_what_follows_a_source_begins_anew() -> None:
    assert rendered((BlockKind.SOURCE, "một"), (BlockKind.TEXT, "hai")) == "Nguồn: một\n\nhai"


def test_a_quote_stands_in_quotation_marks() -> None:
    assert rendered((BlockKind.QUOTE, "nguyên văn")) == "“nguyên văn”"


def test_a_reply_without_blocks_is_empty() -> None:
    assert rendered() == ""


def test_options_are_numbered_by_the_key_to_type() -> None:
    assert numbered((Option("1", "Xác nhận"), Option("2", "Huỷ"))) == "  1. Xác nhận\n  2. Huỷ"
