"""Small PDF files drawn for tests: text at places, tables with ruling lines."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts")
_NAMES = (
    "DejaVuSerif.ttf",
    "LiberationSerif-Regular.ttf",
    "DejaVuSans.ttf",
    "NotoSerif-Regular.ttf",
    "Times New Roman.ttf",
)
FONT = next((path for name in _NAMES for folder in _FOLDERS for path in sorted(Path(folder).rglob(name))), None)

needs_font = pytest.mark.skipif(
    FONT is None, reason="no font with Vietnamese letters (DejaVu, Liberation, Noto) is installed"
)

Rows = Sequence[Sequence[str]]


class Sheet:
    """A PDF file while it is drawn; places are counted from the top left."""

    def __init__(self, path: Path, landscape: bool = False, **options: object) -> None:
        self.width, self.height = (A4[1], A4[0]) if landscape else A4
        self.path = path
        self.canvas = Canvas(str(path), pagesize=(self.width, self.height), **options)
        pdfmetrics.registerFont(TTFont("Letters", str(FONT)))
        self.canvas.setFont("Letters", 12)

    def text(self, x: float, top: float, text: str, size: float = 12) -> None:
        """Text whose line begins at a place."""
        self.canvas.setFont("Letters", size)
        self.canvas.drawString(x, self.height - top, text)

    def centred(self, top: float, text: str) -> None:
        """Text in the middle of the page."""
        self.canvas.setFont("Letters", 12)
        self.canvas.drawCentredString(self.width / 2, self.height - top, text)

    def line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A ruling line."""
        self.canvas.line(x0, self.height - top, x1, self.height - bottom)

    def table(self, top: float, columns: Sequence[float], rows: Rows, step: float = 15) -> float:
        """A table with all its lines; where it ends is returned."""
        for row in rows:
            height = step * max(text.count("\n") + 1 for text in row) + 6
            self.line(columns[0], top, columns[-1], top)
            for x in columns:
                self.line(x, top, x, top + height)
            for x, text in zip(columns, row, strict=False):
                for at, line in enumerate(text.split("\n")):
                    self.text(x + 4, top + step * (at + 1) - 1, line, 11)
            top += height
        self.line(columns[0], top, columns[-1], top)
        return top

    def turn_page(self) -> None:
        """Go on with a new page."""
        self.canvas.showPage()

    def save(self) -> Path:
        """Write the file."""
        self.canvas.save()
        return self.path
