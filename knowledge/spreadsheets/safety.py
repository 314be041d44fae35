"""Texts that a spreadsheet would take for a formula, told and made harmless."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def acts(text: str) -> bool:
    """Whether a spreadsheet might compute the text, or run it, where it should show it."""
    return text.startswith(_FORMULA_STARTS)


def csv_cell(text: str) -> str:
    """The text as a cell of CSV, in which nothing is taken for a formula."""
    return f"'{text}" if acts(text) else text
