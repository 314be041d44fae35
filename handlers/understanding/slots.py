"""Numbers and labels in a message: which task, which section, which document."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from handlers.understanding.normalise import Utterance
from knowledge.vietnamese.fold import fold, spelling
from knowledge.vietnamese.numerals import leading_number, roman_to_int

_TASK_NUMBER = re.compile(
    r"(?<!\w)(?P<word>nhiem vu|cong viec|dau viec|viec|stt|dong|nv)(?: (?P<so>so|thu|stt))? "
    r"(?P<number>[ivx]+\.\d+(?:\.\d+)*|\d{1,3}(?:\.\d{1,2})*|\d{5,})(?![\w/%]|[.,]\d"
    # "nv 10 quý 2" names a task and a quarter, "việc 6 tháng đầu năm" no task.
    r"| (?:%|(?:nam|quy|thang|ngay)\b(?! (?:(?!20\d\d)\d|[iv]+(?!\w)))))"
)
_SPELT_NUMBER = re.compile(r"(?<!\w)(?:nhiem vu|viec)(?: (?P<so>so|thu))? (?P<words>[a-z]+)")
_GOES_ON = re.compile(
    r"(?:ai|han|thoi han|khi nao|bao gio|la gi|thi|do ai|san pham|phai|don vi nao|co quan nao"
    r"|da|dang|xong|chua|moi|vua|hoan thanh|lam|duoc|dat|vuong|ket|gan|sap|ben|van|con)(?!\w)"
)
_BARE_NUMBER = re.compile(
    r"(?<!ke hoach )(?<!quyet dinh )(?<!nghi dinh )(?<!nghi quyet )(?<!thong tu )(?<!cong van )(?<!chi thi )"
    r"(?<!van ban )(?<!ket luan )(?<!chi tieu )(?<!chi )(?<!ho )(?<!bo )(?<!\w)so (?P<number>\d{1,3})"
    r"(?![\w/%]|[.,]\d| (?:thang|nam|quy|tuan|ngay)(?! \d)(?!\w))"
)
# "B.III.3" tells a task with its section, and so does "12:" at the beginning.
_LABELLED = re.compile(r"(?<!\w)(?<!muc )(?<!phan )(?P<number>(?:[a-z]|[ivx]+)(?:\.[ivx]+)+\.\d{1,3})(?![\w/%.])")
_OPENING = re.compile(r"\s*(?P<number>\d{1,3}(?:\.\d{1,2})*)\s*[:)]\s")
_CORRECTION = re.compile(r"(?<!\w)khong phai (?:la )?(?:nhiem vu|viec|so)")
_MARK = "#"
_PLAIN_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})*")
_BETWEEN_NUMBERS = frozenset({"va", "voi"})
_TARGET_NUMBER = re.compile(
    r"(?<!\w)chi tieu(?: so| thu)? (?P<number>\d{1,3})(?![\w/%]|[.,]\d"
    # "chỉ tiêu 6 tháng đầu năm" tells of a half year, "chỉ tiêu 6 tháng tư" of a target and a month.
    r"| (?:thang|quy) (?:dau|cuoi|qua|nay|vua|gan|dat|duoc|uoc|la)(?!\w))"
)
_SECTION = re.compile(
    r"(?<!\w)(?:muc|phan|chuong|nhom|phu luc)(?: so)? "
    r"(?P<label>(?:[ivx]+|[a-z]|\d{1,2})(?:\.(?:[ivx]+|\d{1,2}))*)(?![\w/%])"
)
_ROW = frozenset({spelling("dòng")})
_SECTION_WORDS = frozenset(map(spelling, ("mục", "phần", "chương", "nhóm", "phụ")))
_DOCUMENT_NUMBER = re.compile(r"(?<!\w)\d{1,5}/(?:\d{4}/)?[a-z][\w-]*")
_DOCUMENT_SHORT = re.compile(r"(?<!\w)(?:quyet dinh|ke hoach|van ban|cong van)(?: so)? (?P<number>\d{1,5})(?![\w/%])")
_YEAR = re.compile(r"(?<![\w/.])(?:nam )?(?P<year>20\d\d)(?![\w/])")


@dataclass(frozen=True, slots=True)
class NumberSlot:
    """A number as printed in a plan, with the section label said in one breath with it ("III.5")."""

    number: str
    section: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextSlot:
    """A piece of the message that names something."""

    value: str
    start: int
    end: int


def find_task_number(utterance: Utterance) -> NumberSlot | None:
    """The task named by number: "nv 34", "nhiệm vụ số mười hai", "NV III.5", "không phải nv 5, nv 15"."""
    opening = _OPENING.match(utterance.text)
    if opening:
        return NumberSlot(opening["number"], (), 0, 1)
    for pattern in (_TASK_NUMBER, _BARE_NUMBER, _LABELLED):
        found = [match for match in pattern.finditer(utterance.line) if _is_row(utterance, match)]
        if found:
            match = found[-1] if _CORRECTION.search(utterance.line) else found[0]
            *section, number = match["number"].split(".") if match["number"][0].isalpha() else [match["number"]]
            return NumberSlot(number, tuple(label.upper() for label in section), *utterance.span(*match.span()))
    return _spelt_number(utterance)


def _is_row(utterance: Utterance, match: re.Match[str]) -> bool:
    """Whether "dong" in front of a number is "dòng", and not the end of "lưu động"."""
    first, _ = utterance.span(*match.span())
    return match.groupdict().get("word") != "dong" or _spelt_as(utterance.raws[first], _ROW)


def without_numbers(utterance: Utterance, *slots: NumberSlot | None) -> Utterance:
    """The message with marks in place of a row's number: "nv 10 tháng 4" tells of April, and of no tenth."""
    taken = {place for slot in slots if slot for place in range(slot.start, slot.end)}
    words = tuple(_MARK if place in taken else word for place, word in enumerate(utterance.words))
    return replace(utterance, words=words)


def find_task_places(utterance: Utterance) -> tuple[int, ...]:
    """The words at which tasks are named by number, one after another."""
    return tuple(utterance.span(*match.span())[0] for match in _TASK_NUMBER.finditer(utterance.line))


def find_more_numbers(utterance: Utterance, first: NumberSlot) -> tuple[NumberSlot, ...]:
    """The numbers said in one breath after the first: "nv 7, 8 và 9"."""
    more: list[NumberSlot] = []
    place = first.end
    while place < len(utterance.words) and not _CORRECTION.search(utterance.line):
        skipped = place + (utterance.words[place] in _BETWEEN_NUMBERS)
        if skipped >= len(utterance.words) or not _PLAIN_NUMBER.fullmatch(utterance.words[skipped]):
            break
        more.append(NumberSlot(utterance.words[skipped], (), place, skipped + 1))
        place = skipped + 1
    return tuple(more)


def _spelt_number(utterance: Utterance) -> NumberSlot | None:
    match = _SPELT_NUMBER.search(utterance.line)
    if match is None:
        return None
    start, _ = utterance.span(*match.span())
    _, first = utterance.span(match.start(), match.start("words"))
    spoken = leading_number(utterance.raws[first:])
    # "việc một cửa" is no number: one word counts only behind "số", before what is asked or told of it, or at the end.
    rest = utterance.words[first + (spoken[1] if spoken else 0) :]
    if spoken is None or not (match["so"] or spoken[1] > 1 or not rest or _GOES_ON.match(" ".join(rest))):
        return None
    return NumberSlot(str(spoken[0]), (), start, first + spoken[1])


def find_target_number(utterance: Utterance) -> NumberSlot | None:
    """The target named by number: "chỉ tiêu số 5"."""
    match = _TARGET_NUMBER.search(utterance.line)
    return NumberSlot(match["number"], (), *utterance.span(*match.span())) if match else None


def find_section(utterance: Utterance) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """The section's labels, outermost first ("mục II phần C" is C, II), and the words that say them."""
    labels: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _SECTION.finditer(utterance.line):
        start, end = utterance.span(*match.span())
        if not _spelt_as(utterance.raws[start], _SECTION_WORDS):
            continue
        label = utterance.raws[end - 1].upper()
        labels += [label] if label[0].isdigit() else label.split(".")
        spans.append((start, end))
    return tuple(sorted(labels, key=_label_rank)), tuple(spans)


def _spelt_as(raw: str, written: Collection[str]) -> bool:
    """Whether a word typed with accents is one of these, and not another with the same letters ("mức" for "mục")."""
    return raw.lower() == fold(raw) or spelling(raw.lower()) in written


def _label_rank(label: str) -> int:
    if label[0].isdigit():
        return 2
    return 1 if roman_to_int(label) is not None and label not in ("C", "D", "L", "M") else 0


def find_documents(utterance: Utterance) -> Iterator[TextSlot]:
    """Document numbers said whole ("276/qd-ubnd") or short ("quyết định 276" as "276/")."""
    for match in _DOCUMENT_NUMBER.finditer(utterance.line):
        yield TextSlot(match[0], *utterance.span(*match.span()))
    for match in _DOCUMENT_SHORT.finditer(utterance.line):
        yield TextSlot(match["number"] + "/", *utterance.span(*match.span()))


def find_years(utterance: Utterance) -> Iterator[TextSlot]:
    """Years said with four figures."""
    for match in _YEAR.finditer(utterance.line):
        yield TextSlot(match["year"], *utterance.span(*match.span()))
