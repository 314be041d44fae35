"""A made document as a PDF with text: ruled tables whose rows are really cut where a page ends."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.documents.made import Letterhead, Made, MadeRow, MadeTable, PageBreak, Prose

FONTS = (
    "dejavu/DejaVuSans.ttf",
    "dejavu/DejaVuSerif.ttf",
    "dejavu/DejaVuSansCondensed.ttf",
    "dejavu/DejaVuSerifCondensed.ttf",
    "liberation/LiberationSerif-Regular.ttf",
    "freefont/FreeSerif.ttf",
    "noto/NotoSerif-Regular.ttf",
)
_ROOTS = (Path("/usr/share/fonts/truetype"), Path.home() / ".fonts")
_MARGIN = 48.0
_PAD = 3.0


@cache
def fonts() -> list[Path]:
    """The fonts of this machine that hold Vietnamese letters."""
    from reportlab.pdfbase.ttfonts import TTFontFile

    found = [root / name for name in FONTS for root in _ROOTS if (root / name).is_file()]
    return [path for path in found if ord("ệ") in TTFontFile(str(path)).charToGlyph]


def write_pdf(made: Made, folder: Path) -> Path:
    """Write the .pdf file."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    random = Random(made.habits)
    path, font = folder / f"{made.name}.pdf", random.choice(fonts())
    pdfmetrics.registerFont(TTFont(font.stem, str(font)))
    size = landscape(A4) if random.random() < 0.6 else A4
    pages = _Pages(
        Canvas(str(path), pagesize=size, invariant=1),
        font.stem,
        size[0],
        size[1],
        random.choice([9.0, 10.0]),
        random.random() < 0.6,
    )
    pages.repeats_header = random.random() < 0.8
    for block in made.blocks:
        if isinstance(block, Prose):
            pages.prose(block)
        elif isinstance(block, Letterhead):
            pages.letterhead(block)
        elif isinstance(block, PageBreak):
            pages.turn()
        else:
            pages.table(block)
    pages.canvas.save()
    return path


@dataclass(slots=True)
class _Pages:
    canvas: Any
    font: str
    width: float
    height: float
    size: float
    numbered: bool
    y: float = field(init=False)
    page: int = 1
    repeats_header: bool = True

    def __post_init__(self) -> None:
        self.y = self.height - _MARGIN
        self.canvas.setFont(self.font, self.size)

    @property
    def step(self) -> float:
        return self.size * 1.35

    def turn(self) -> None:
        if self.numbered and self.page > 1:
            self.canvas.drawCentredString(self.width / 2, self.height - _MARGIN / 2, str(self.page))
        self.canvas.showPage()
        self.canvas.setFont(self.font, self.size)
        self.page += 1
        self.y = self.height - _MARGIN

    def line(self, text: str, x: float | None) -> None:
        if self.y - self.step < _MARGIN:
            self.turn()
        self.y -= self.step
        if x is None:
            self.canvas.drawCentredString(self.width / 2, self.y, text)
        else:
            self.canvas.drawString(x, self.y, text)

    def wrap(self, text: str, room: float) -> list[str]:
        lines: list[str] = []
        for part in text.split("\n"):
            words = part.split()
            while words:
                count = 1
                while (
                    count < len(words)
                    and self.canvas.stringWidth(" ".join(words[: count + 1]), self.font, self.size) <= room
                ):
                    count += 1
                lines.append(" ".join(words[:count]))
                words = words[count:]
        return lines

    def prose(self, prose: Prose) -> None:
        centred = prose.style in {"centre", "signature"}
        for line in self.wrap(prose.text, self.width - 2 * _MARGIN - (60 if centred else 0)):
            self.line(line, None if centred else _MARGIN)
        self.y -= self.step / 2

    def letterhead(self, block: Letterhead) -> None:
        top = self.y
        for lines, middle in ((block.left, self.width * 0.27), (block.right, self.width * 0.7)):
            for place, line in enumerate(lines):
                self.canvas.drawCentredString(middle, top - (place + 1) * self.step, line)
        self.y = top - 5 * self.step

    def table(self, table: MadeTable) -> None:
        room = self.width - 2 * _MARGIN
        widths = [width * room / sum(table.widths) for width in table.widths]
        self.y -= self.step / 2
        self.rows(table.header, widths, whole=True)
        for at, row in enumerate(table.rows):
            ends = [
                not (at + 1 < len(table.rows) and _goes_below(table.rows[at + 1], column)) for column in range(len(row))
            ]
            self.row(row, widths, ends, table.header)

    def rows(self, rows: tuple[MadeRow, ...], widths: list[float], whole: bool) -> None:
        for at, row in enumerate(rows):
            ends = [not (at + 1 < len(rows) and _goes_below(rows[at + 1], column)) for column in range(len(row))]
            self.row(row, widths, ends, ())

    def row(self, row: MadeRow, widths: list[float], ends: list[bool], header: tuple[MadeRow, ...]) -> None:
        lines = [
            self.wrap(cell.text, sum(widths[at : at + cell.span]) - 2 * _PAD) if cell else []
            for at, cell in enumerate(row)
        ]
        while True:
            room = int((self.y - _MARGIN - 2 * _PAD) // self.step)
            needed = max(1, *(len(own) for own in lines))
            if room >= needed:
                self.cells(row, [own[:needed] for own in lines], widths, ends, needed)
                return
            if room >= 1 and needed > 1:
                self.cells(row, [own[:room] for own in lines], widths, [True] * len(ends), room)
                lines = [own[room:] for own in lines]
            self.turn()
            if header and self.repeats_header:
                self.rows(header, widths, whole=True)

    def cells(self, row: MadeRow, lines: list[list[str]], widths: list[float], ends: list[bool], count: int) -> None:
        top, bottom = self.y, self.y - count * self.step - 2 * _PAD
        x, covered = _MARGIN, 0
        for at, cell in enumerate(row):
            span = cell.span if cell else 1
            if covered:
                covered -= 1
            else:
                self.box(x, x + sum(widths[at : at + span]), top, bottom, ends[at], cell is not None)
                covered = span - 1
            for place, line in enumerate(lines[at]):
                self.canvas.drawString(x + _PAD, top - _PAD - (place + 0.8) * self.step, line)
            x += widths[at]
        self.y = bottom

    def box(self, left: float, right: float, top: float, bottom: float, closed: bool, opened: bool) -> None:
        self.canvas.line(left, top, left, bottom)
        self.canvas.line(right, top, right, bottom)
        if closed:
            self.canvas.line(left, bottom, right, bottom)
        if opened or top > self.height - _MARGIN - 1:
            self.canvas.line(left, top, right, top)


def _goes_below(row: MadeRow, column: int) -> bool:
    """Whether the cell of a column is the lower part of the one above."""
    left = next((at for at in range(column, -1, -1) if row[at] is not None), None)
    cell = row[left] if left is not None else None
    return row[column] is None and not (cell is not None and left is not None and left + cell.span > column)
