"""Labels of headings and rows (A, I, 1, 1.1, a) and the path of headings that a label stands under."""

import re
from dataclasses import dataclass, field

from knowledge.vietnamese.slips import figures_read_as

_LETTERS = "ABCDĐEFGHIKLMNOPQRSTUVXY"
_ROMAN = re.compile(r"M{0,2}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LABEL = r"(?:(?:[IVXLC]{1,6}|[A-HĐ])(?:\.\d{1,3}){0,3}|\d{1,3}(?:\.\d{1,3})*|[a-zđ])"
_IN_TEXT = re.compile(
    rf"(?:(?:Phần|PHẦN|Mục|MỤC|Chương|CHƯƠNG)\s+)?(?:\((?P<inner>\d{{1,2}}|[a-zđ])\)|(?P<label>{_LABEL})\s?[.)/:])"
    r"(?:\s+(?=\S)|(?=[A-ZÀ-Ỹ][^\s.]))(?P<rest>.*)$",
    re.DOTALL,
)
_IN_CELL = re.compile(rf"\(?({_LABEL})\s?[.):]*")
# A scan makes l, | and ! of the strokes of I and 1, and O of 0.
_SLIPPED = r"[IVXLCl|!\dOo]{1,6}"
_SLIPPED_IN_TEXT = re.compile(rf"(?P<label>{_SLIPPED})\s?[.)]\s+(?P<rest>[A-ZÀ-ỸĐ].*)$", re.DOTALL)
_SLIPPED_IN_CELL = re.compile(rf"\(?({_SLIPPED})\s?[.):]*")
# "A1", "NV-03", "KD.05"; a scan may have made I1, V1, X1 of Roman numbers.
_CODE = re.compile(r"(?:[A-HĐK-UY]|[A-ZĐ]{2,4}(?=[-.]))[-.]?\d{1,3}|(?=[A-ZĐ]*[A-HJKM-UY])[A-ZĐ]{2,4}\d{1,3}")
_BARE_HEADING = re.compile(r"(?P<label>[IVXLC]{1,6}|[A-HĐ])\s+(?P<rest>\S.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text whose label was taken off its front."""

    label: str
    rest: str


def split_label(text: str) -> Labelled | None:
    """The label a paragraph begins with ("1. ", "II. ", "a) ", "(2) ") and what follows."""
    match = _IN_TEXT.match(text)
    if match is None:
        slipped = _SLIPPED_IN_TEXT.match(text)
        label = meant_label(slipped["label"]) if slipped else None
        return Labelled(label, slipped["rest"].strip()) if slipped and label else None
    return Labelled(match["label"] or match["inner"], match["rest"].strip())


def split_heading(text: str) -> Labelled | None:
    """Label and title of a heading that stands in one cell, also without a dot ("II TUYÊN TRUYỀN")."""
    found = split_label(text)
    if found is not None:
        return found
    match = _BARE_HEADING.match(text)
    if match is None or (not _is_roman(match["label"]) and not match["rest"].isupper()):
        return None
    return Labelled(match["label"], match["rest"].strip())


def cell_label(text: str) -> str | None:
    """The label that fills a number cell, without its dot; None where the cell holds something else."""
    match = _IN_CELL.fullmatch(text.strip())
    if match is None and _CODE.fullmatch(text.strip()):
        return text.strip()
    if match is None:
        slipped = _SLIPPED_IN_CELL.fullmatch(text.strip())
        return meant_label(slipped[1]) if slipped else None
    return match[1] if _is_roman(match[1]) or not match[1].isupper() else meant_label(match[1]) or match[1]


def meant_label(read: str) -> str | None:
    """The numeral that letters and strokes were meant to be: "l2" is 12, "VIl" is VII; None where it can be none."""
    roman = re.sub("[l|!1]", "I", read)
    if _is_roman(roman) and not read.isdigit() and re.search("[IVX]", read):
        return roman
    number = meant_number(read)
    return number if number is not None and re.search(r"\d", read) else roman if _is_roman(roman) else None


def meant_number(read: str) -> str | None:
    """The figures that a label may have been ("A" for 4, "ll" for 11)."""
    figures = "".join(figures_read_as().get(letter, letter) for letter in read)
    return figures if figures.isdigit() else None


def label_styles(label: str) -> tuple[str, ...]:
    """The styles a label may be of; "I" is a Roman numeral and a letter."""
    if label.isdigit():
        return ("arabic",)
    if label[:1].isdigit():
        return (f"decimal {label.count('.')}",)
    if label.islower():
        return ("small",)
    letter = ("letter",) if len(label) == 1 and label in _LETTERS else ()
    return ("roman", *letter) if _is_roman(label) else letter or ("other",)


def _is_roman(label: str) -> bool:
    return bool(label) and _ROMAN.fullmatch(label) is not None


def _ordinal(style: str, label: str) -> int:
    if style == "arabic":
        return int(label)
    if style == "roman":
        values = [_ROMAN_VALUES[letter] for letter in label]
        return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    if style in {"letter", "small"}:
        return _LETTERS.find(label.upper()) + 1
    return int(label.rsplit(".", 1)[-1]) if label[-1:].isdigit() else 0


def follows(style: str, before: str, label: str) -> bool:
    """Whether a label can come next after another of its style; letters may skip one ("D", "E" without "Đ")."""
    step = _ordinal(style, label) - _ordinal(style, before)
    return step == 1 or (style in {"letter", "small"} and step == 2)


@dataclass(slots=True)
class Outline:
    """The headings in force while a document is read from top to bottom."""

    entries: list[tuple[str, str]] = field(default_factory=list)

    @property
    def labels(self) -> tuple[str, ...]:
        """The label path in force, outermost first."""
        return tuple(label for _, label in self.entries)

    def enter(self, label: str) -> tuple[str, ...]:
        """Begin a heading: those of its level and below end; an "l" that follows no "k" is an I or a 1."""
        if label == "l" and not self.is_next(label):
            label = "1" if any(style == "roman" for style, _ in self.entries) else "I"
        style, depth = self._place(label)
        self.entries[depth:] = [(style, label)]
        return self.labels

    def close_to(self, label: str) -> tuple[str, ...]:
        """End what a row with this label can't stand under, and give the path it stands under."""
        _, depth = self._place(label)
        del self.entries[depth:]
        return self.labels

    def is_next(self, label: str) -> bool:
        """Whether a heading in force is followed by this label."""
        return any(
            own == style and follows(style, before, label)
            for style in label_styles(label)
            for own, before in self.entries
        )

    def _place(self, label: str) -> tuple[str, int]:
        style = self._style(label)
        if style.startswith("decimal"):
            parent = label.rsplit(".", 1)[0]
            for depth, (_, own) in enumerate(self.entries):
                if own == parent:
                    return style, depth + 1
        for depth, (own_style, _) in enumerate(self.entries):
            if own_style == style:
                return style, depth
        return style, self._depth_of_new(style)

    def _depth_of_new(self, style: str) -> int:
        """A new style goes below what is in force; arabic numbers never stand below their own decimals."""
        for depth, (own, _) in enumerate(self.entries):
            if style == "arabic" and own.startswith("decimal"):
                return depth
            if style in {"roman", "letter"} and own not in {"roman", "letter"}:
                return depth
        return len(self.entries)

    def _style(self, label: str) -> str:
        styles = label_styles(label)
        for own, before in reversed(self.entries):
            if own in styles and follows(own, before, label):
                return own
        if len(styles) > 1 and label not in {"I", "V", "X"}:
            return "letter"
        return styles[0]
