"""Whether a line of a cell is the next of a list of units, each on lines of its own."""

from functools import cache

from knowledge.importing.unit_cells import has_head
from knowledge.importing.vocabulary import load_data
from knowledge.vietnamese.fold import nfc


def begins_unit(item: str, above: str, text: str) -> bool:
    """Whether a line begins a unit; `item` is what comes before it, `above` the last line of that."""
    if above.endswith((",", ":", "/", "-", "–", "&", "(")) or len(item.split()) < 2:
        return False
    if not has_head(item) and not _starts_with(item, "person_titles"):
        return False
    return starts_unit(text) and not f" {above.lower()}".endswith(_words("unit_openers", " {}"))


def starts_unit(text: str) -> bool:
    """Whether a text starts with a word that units, or persons in their stead, are called by."""
    return _starts_with(text, "unit_starts")


def _starts_with(text: str, key: str) -> bool:
    return f"{text.lower()} ".startswith(_words(key, "{} ")) and text[0].isupper()


@cache
def _words(key: str, form: str) -> tuple[str, ...]:
    """A list of `cells.toml`, its accents kept: "tại" ends a line in the middle and "vận tải" does not."""
    return tuple(form.format(nfc(word).lower()) for word in load_data("cells.toml")[key])
