"""The value of a spreadsheet cell as an office in Viet Nam sees it printed: its number format put into text."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from knowledge.importing.markup import tidy_characters, tidy_lines

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# A quoted or escaped literal, a colour or place in brackets, a filler, a run of one letter, anything else.
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|[_*].|([ymdhs])\3*|(.)', re.IGNORECASE)
_DIGITS = re.compile(r"[0#?.,]+")
_TIME_OF_DAY = re.compile(r"[hs]|am/pm", re.IGNORECASE)
_WEEKDAYS = frozenset({"ddd", "dddd"})
_WHOLE_DAY = {"d": "dd", "m": "mm", "y": "yyyy"}
_PLAIN = frozenset({"general", "@", ""})


def text_of_value(value: Any, number_format: str) -> str:
    """The text of a value; nothing for what has none, such as a formula never computed."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _plain_text(value)
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime | date):
        return _day(value, number_format)
    if isinstance(value, time):
        return f"{value.hour}h{value.minute:02d}"
    if isinstance(value, timedelta):
        return str(value)
    return _number(float(value), number_format.split(";")[0], keeps_zeros=False)


def label_of_value(value: Any, number_format: str) -> str:
    """The text of a value that numbers a row: a point parts its levels, and a day was typed as "3.4"."""
    if isinstance(value, datetime | date):
        return f"{value.day}.{value.month}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return text_of_value(value, number_format)
    return _number(float(value), number_format.split(";")[0], keeps_zeros=True).replace(",", ".")


def _plain_text(value: str) -> str:
    unescaped = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
    return tidy_lines(tidy_characters(unescaped))


def _number(value: float, number_format: str, keeps_zeros: bool) -> str:
    before, digits, after = _parts(number_format)
    shown = value * 100 if "%" in before + after else value
    text = _with_comma(shown, _least_decimals(digits) if keeps_zeros else 0)
    whole, comma, rest = text.partition(",")
    if "," in digits.split(".")[0]:
        whole = f"{int(whole):,}".replace(",", ".")
    whole = whole.rjust(_least_digits(digits), "0")
    return " ".join(f"{before}{whole}{comma}{rest}{after}".split())


def _with_comma(value: float, least: int) -> str:
    """The shortest decimal that isn't a slip of binary arithmetic, with at least so many places."""
    text = f"{round(value, 9):.9f}".rstrip("0").rstrip(".")
    text = "0" if text in {"-0", ""} else text
    whole, _, rest = text.partition(".")
    rest = rest.ljust(least, "0") if rest else ""
    return f"{whole},{rest}" if rest else whole


@lru_cache(maxsize=512)
def _parts(number_format: str) -> tuple[str, str, str]:
    """What a number format writes before the figure, the pattern of the figure, and what it writes after."""
    if number_format.lower() in _PLAIN:
        return "", "", ""
    pieces = [(match[0], _literal(match)) for match in _TOKEN.finditer(number_format)]
    figures = [at for at, (raw, literal) in enumerate(pieces) if not literal and _DIGITS.fullmatch(raw)]
    if not figures:
        return "", "", ""
    first, last = figures[0], figures[-1]
    before = "".join(_printed(*piece) for piece in pieces[:first])
    after = "".join(_printed(*piece) for piece in pieces[last + 1 :])
    return before, "".join(raw for raw, _ in pieces[first : last + 1]), after


def _literal(match: re.Match[str]) -> str:
    return match[1] or match[2] or ""


def _printed(raw: str, literal: str) -> str:
    if literal:
        return literal
    return raw if len(raw) == 1 and raw not in "#?,_*@\\" else ""


def _least_digits(digits: str) -> int:
    """How many digits a format always writes ("00" writes 1 as "01")."""
    whole = digits.split(".")[0]
    return whole.count("0") if set(whole) == {"0"} else 0


def _least_decimals(digits: str) -> int:
    return digits.partition(".")[2].count("0")


def _day(value: date, number_format: str) -> str:
    """A day with as much of it as the format shows, always day before month before year."""
    if number_format.lower() in _PLAIN:
        return f"{value:%d/%m/%Y}"
    worded = _worded(value, number_format)
    if worded is not None:
        return worded
    before, shown, after = _day_parts(number_format)
    text = "/".join(_component(value, shown[letter]) for letter in "dmy" if letter in shown)
    if set(shown) == {"m"}:
        text = f"Tháng {value.month}"
    if isinstance(value, datetime) and (value.hour or value.minute) and _TIME_OF_DAY.search(number_format):
        text = f"{value.hour}h{value.minute:02d} ngày {text}"
    return " ".join(f"{before}{text or f'{value:%d/%m/%Y}'}{after}".split())


def _component(value: date, run: str) -> str:
    """What a run of one letter shows of a day; "dd" and "mm" show two digits."""
    figure = {"d": value.day, "m": value.month, "y": value.year}[run[0]]
    return f"{figure:02d}" if run in {"dd", "mm"} else str(figure)


def _worded(value: date, number_format: str) -> str | None:
    """A format with words between its parts ("ngày" dd "tháng" mm) is followed as it stands."""
    pieces = [((match[0] if match[3] else "").lower(), match) for match in _TOKEN.finditer(number_format)]
    places = [at for at, (run, _) in enumerate(pieces) if run[:1] in {"d", "m", "y"}]
    if len(places) < 2 or not any(map(str.isalpha, "".join(_literal(m) for _, m in pieces[places[0] : places[-1]]))):
        return None
    text = "".join(
        _component(value, run) if run[:1] in {"d", "m", "y"} else _literal(match) or _blank(match)
        for run, match in pieces
    )
    return " ".join(text.split())


def _blank(match: re.Match[str]) -> str:
    return match[0] if match[0] in {" ", "/", ".", ",", "-"} else ""


@lru_cache(maxsize=512)
def _day_parts(number_format: str) -> tuple[str, dict[str, str], str]:
    """The words before a day, the parts of it that are shown and how, and the words after."""
    pieces = list(_TOKEN.finditer(number_format.split(";")[0]))
    runs = [(match[0] if match[3] else "").lower() for match in pieces]
    timed = next((at for at, run in enumerate(runs) if run[:1] in {"h", "s"}), len(pieces))
    places = [at for at, run in enumerate(runs[:timed]) if run[:1] in {"d", "m", "y"}]
    shown = {runs[at][0]: runs[at] for at in places if runs[at] not in _WEEKDAYS}
    if not shown:
        return "", _WHOLE_DAY, ""
    before = "".join(f"{_literal(match)}{match[4] or ''}" for match in pieces[: places[0]])
    after = "".join(_literal(match) for match in pieces[places[-1] + 1 : timed])
    return before, _WHOLE_DAY if len(shown) == 3 and runs[places[0]][0] in {"m", "y"} else shown, after
