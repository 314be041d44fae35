"""Takes personal data out of what is kept for others to read."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.vietnamese.fold import fold, nfc

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|(?<![\w.])(?:t|zalo|fb|m)\.(?:me|com)/\S+", re.I)
_HANDLE = re.compile(r"(?<![\w.])@\w{3,}")
# A date is no number of anybody's.
_DATE = r"(?P<date>(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?!\d))"
# Of a telephone, an identity card, an account: nine digits and more, eight where the first is nought; or of a passport.
_DIGITS = r"\+?\d(?:[ .()-]{0,2}\d){8,}|0(?:[ .()-]{0,2}\d){7}|[A-Za-z]{1,3}\d{7,}"
_NUMBER = re.compile(rf"{_DATE}|(?<!\w)(?:{_DIGITS})(?!\w)")
_LONGEST_NAME = 4
_SHORTEST_NAME = 3


def masked(text: str, sender_name: str = "") -> str:
    """The text on one line, with names, numbers of people and addresses replaced by what they are."""
    data = _data()
    masks = data["masks"]
    plain = _ADDRESS.sub(masks["address"], _on_one_line(text))
    plain = _NUMBER.sub(lambda found: found[0] if found["date"] else masks["number"], plain)
    plain = _behind().sub(_name_masked, _HANDLE.sub(masks["name"], plain))
    return without_name(plain, sender_name)


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def pseudonym(number: int) -> str:
    """What stands for the name of a person (id) who was erased."""
    name: str = _data()["erased"]["name"]
    return name.format(number=number)


def has_masks(text: str) -> bool:
    """Whether something was taken out of a text that was `masked`."""
    return any(mask in text for mask in _data()["masks"].values())


def _on_one_line(text: str) -> str:
    seen = (" " if sign.isspace() else sign for sign in nfc(text))
    return " ".join("".join(sign for sign in seen if not unicodedata.category(sign).startswith("C")).split())


@lru_cache(maxsize=1)
def _behind() -> re.Pattern[str]:
    titles = "|".join(map(re.escape, sorted(_data()["names"]["behind"], key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?P<title>(?i:{titles})) (?P<name>[^\W\d_]+(?: [^\W\d_]+){{0,{_LONGEST_NAME - 1}}})")


def _name_masked(found: re.Match[str]) -> str:
    words = found["name"].split()
    length = next((place for place, word in enumerate(words) if not word.istitle()), len(words))
    name, names = [word.lower() for word in words[:length]], _data()["names"]
    if not name or name[0] in names["never"] or " ".join(name) in names["known"]:
        return found[0]
    return " ".join((found["title"], _data()["masks"]["name"], *words[length:]))


def without_name(text: str, name: str) -> str:
    """The text without a person's name, whole or its last two words, however it is typed."""
    words = fold(" ".join(name.split())).split()
    for part in dict.fromkeys((" ".join(words), " ".join(words[-2:]))):
        if len(part) >= _SHORTEST_NAME:
            text = _replaced(text, part, several=" " in part)
    return text


def _replaced(text: str, name: str, *, several: bool) -> str:
    # A name of one word may be a common word as well ("hoa"); only with a capital is it the name.
    parts, end = [], 0
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", fold(text)):
        if several or text[found.start()].isupper():
            parts += [text[end : found.start()], _data()["masks"]["name"]]
            end = found.end()
    return "".join((*parts, text[end:]))
