"""Rows whole after import, ours beside a plain reading."""

from bot.whole_rows import whole_rows


def test_our_import_keeps_more_rows_whole_than_a_plain_reading_of_the_same_pdf() -> None:
    counted = {one.form: one for one in whole_rows(0, 0)}
    assert counted["pdf"].rows >= counted["pdf"].ours > counted["pdf"].plain
