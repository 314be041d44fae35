"""The prose of a document with the place of every paragraph: "Căn cứ", "Điều 2.1.a", "II.3", "Phụ lục 1.b"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.importing.document import names_kind, names_signing_title
from knowledge.importing.labels import Outline, label_styles, split_heading, split_label
from knowledge.importing.markup import one_line, without_bullet
from knowledge.importing.source import Paragraph
from knowledge.importing.tables import Part
from knowledge.importing.vocabulary import starts_with_word
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.slips import find_meant

_ARTICLE = re.compile(
    r"(?:Điều|[ĐD]i?[^\W\d_]{2,3}(?=\s+\d+[a-z]?\s?[.:]\s))\s+(\d+[a-z]?)\s*[.:]?\s*(.*)$", re.IGNORECASE | re.DOTALL
)
_APPENDIX = re.compile(
    r"Ph[uụúùủũưự]\s+l[uụúùủũưự]c(?:\s+(?:số\s+)?([IVX]+|\d+))?\b[ .:-]*(.*)$", re.IGNORECASE | re.DOTALL
)
_BARE_NUMERAL = re.compile(r"[IVX]+\s+\S+\s+\S")
_BASIS = ("can cu", "theo de nghi", "xet de nghi", "thuc hien nghi quyet", "thuc hien quyet dinh")


@dataclass(frozen=True, slots=True)
class Heading:
    """A labelled paragraph that others stand under."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of prose: where it stands, its text without label, and the headings above it.

    `labelled` says that it has a label of its own, and so is the last of `headings`.
    """

    where: str
    text: str
    full_text: str
    headings: tuple[Heading, ...]
    article: str = ""
    labelled: bool = False
    bulleted: bool = False


@dataclass(slots=True)
class _Place:
    state: str = "Tiêu đề"
    root: str = ""
    article: str = ""
    outline: Outline = field(default_factory=Outline)
    titles: dict[tuple[str, ...], str] = field(default_factory=dict)

    def where(self) -> str:
        labels = ".".join([*([self.article] if self.article else []), *self.outline.labels])
        return " ".join(filter(None, (self.root, labels))) or self.state

    def headings(self) -> tuple[Heading, ...]:
        labels = self.outline.labels
        above = [labels[: depth + 1] for depth in range(len(labels))]
        article = [Heading(self.article, self.titles.get((), ""))] if self.article else []
        return (*article, *(Heading(path[-1], self.titles.get(path, "")) for path in above))

    def restart(self, state: str, root: str = "", article: str = "", title: str = "") -> None:
        self.state, self.root, self.article = state, root, article
        self.outline, self.titles = Outline(), {(): title}


def read_prose(parts: list[Part]) -> tuple[Passage, ...]:
    """Every paragraph with its place."""
    place = _Place()
    return tuple(passage for part in parts if isinstance(part, Paragraph) for passage in _read(place, part.text))


def _read(place: _Place, text: str) -> Iterator[Passage]:
    text = one_line(text)
    folded = fold(text)
    if article := _ARTICLE.match(text):
        place.restart("", place.root if place.root.startswith("Phụ lục") else "", f"Điều {article[1]}", article[2])
        yield _passage(place, article[2] or text, text, labelled=True)
    elif (appendix := _APPENDIX.match(text)) and _is_title(text):
        place.restart("Phụ lục", " ".join(filter(None, ("Phụ lục", appendix[1]))))
        yield _passage(place, text, text)
    elif kind := names_kind(text):
        place.restart("Kế hoạch" if kind == "ke hoach" else "Tiêu đề")
        yield _passage(place, text, text)
    elif text.isupper() and len(text) < 90 and names_signing_title(text):
        place.restart("Người ký")
        yield _passage(place, text, text)
    elif folded.startswith("noi nhan") or (len(text) < 12 and find_meant(folded, ["noi nhan"], plain=True)):
        place.restart("Nơi nhận")
        yield _passage(place, text, text)
    elif folded.startswith(_BASIS) and place.state in {"Tiêu đề", "Căn cứ"}:
        place.restart("Căn cứ")
        yield _passage(place, text, text)
    else:
        yield _read_item(place, text)


def _read_item(place: _Place, text: str) -> Passage:
    labelled = split_heading(text) if text.isupper() and _BARE_NUMERAL.match(text) else split_label(text)
    if labelled is None or text.startswith("("):
        return _passage(place, *_plain(place, text))
    if place.state == "Nơi nhận":
        place.restart("")
    if place.article and {"roman", "letter"} & set(label_styles(labelled.label)):
        place.restart("", place.root)
    path = place.outline.enter(labelled.label)
    place.titles[path] = labelled.rest
    return _passage(place, labelled.rest, text, labelled=True)


def _plain(place: _Place, text: str) -> tuple[str, str]:
    bulleted = re.match(r"[-+•–*]\s*", text) is not None
    if place.state == "Nơi nhận" and not bulleted and not place.outline.labels:
        place.restart("Người ký")
    if place.state == "Người ký" and len(text) > 120:
        place.restart("Kế hoạch")
    if place.state == "Kế hoạch" and not place.outline.labels and len(text) > 150 and not text.startswith("("):
        place.restart("Mở đầu")
    return text, text


def _passage(place: _Place, text: str, full_text: str, labelled: bool = False) -> Passage:
    bulleted = re.match(r"[-+•–*]\s*\S", text) is not None
    return Passage(place.where(), without_bullet(text), full_text, place.headings(), place.article, labelled, bulleted)


def _is_title(text: str) -> bool:
    return len(text) < 300 and not re.search(r"[.;]$", text) and starts_with_word(fold(text), ("phu luc",)) is not None
