"""Word documents: paragraphs and tables straight from the XML, since a merged cell repeats in Table.cell()."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.errors import UnreadableFileError
from knowledge.importing.markup import one_line, tidy_characters, tidy_lines
from knowledge.importing.readers.numbering import Numbering, read_numbering
from knowledge.importing.source import Block, Cell, Grid, Paragraph, Row, Source

_UNPACKED_LIMIT = 400 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(path: Path) -> Source:
    """The paragraphs and grids of a Word document."""
    document = _open(path)
    blocks = tuple(_blocks(document.element.body, _numbering(document)))
    if not blocks:
        raise UnreadableFileError(path, "empty")
    return Source(blocks)


def _open(path: Path) -> Any:
    import docx
    from docx.opc.exceptions import OpcError

    if not zipfile.is_zipfile(path):
        raise UnreadableFileError(path, "damaged", "zip")
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > _UNPACKED_LIMIT:
            raise UnreadableFileError(path, "too_large", str(unpacked))
        return docx.Document(str(path))
    except (OpcError, SyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, EOFError) as error:
        raise UnreadableFileError(path, "damaged", str(error)) from error


def _numbering(document: Any) -> Numbering:
    related = [relation.target_part for relation in document.part.rels.values() if not relation.is_external]
    named = {part.partname.rsplit("/", 1)[-1]: part for part in related}
    numbering, styles = (getattr(named.get(name), "element", None) for name in ("numbering.xml", "styles.xml"))
    return read_numbering(numbering, styles)


def _blocks(parent: Any, numbering: Numbering) -> Iterator[Block]:
    for element in parent:
        if element.tag == f"{_W}p":
            if text := one_line(f"{numbering.label_of(element)} {_paragraph_text(element)}"):
                yield Paragraph(text)
        elif element.tag == f"{_W}tbl":
            rows = _rows(element, numbering)
            if rows:
                yield Grid(rows)
        elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _blocks(element, numbering)


def _paragraph_text(paragraph: Any) -> str:
    parts = []
    for node in paragraph.iter():
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in {f"{_W}br", f"{_W}cr"}:
            parts.append("\n")
        elif node.tag == f"{_W}tab":
            parts.append(" " if node.getparent().tag == f"{_W}r" else "")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
    return tidy_characters("".join(parts))


def _rows(table: Any, numbering: Numbering) -> tuple[Row, ...]:
    rows = [tuple(_cells(row, numbering)) for row in _direct(table, "tr")]
    width = max(map(len, rows), default=0)
    return tuple(row + tuple(Cell("") for _ in range(width - len(row))) for row in rows)


def _cells(row: Any, numbering: Numbering) -> Iterator[Cell]:
    for _ in range(int(_property(row, f"{_W}trPr/{_W}gridBefore") or 0)):
        yield Cell("")
    for cell in _direct(row, "tc"):
        span = max(1, int(_property(cell, f"{_W}tcPr/{_W}gridSpan") or 1))
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        merged = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
        yield Cell("" if merged else _cell_text(cell, numbering), span, merged)
        for _ in range(span - 1):
            yield Cell("", merged=merged)


def _direct(parent: Any, name: str) -> Iterator[Any]:
    """Children of a name, also those inside a content control."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _direct(child, name)


def _property(element: Any, path: str) -> str | None:
    found = element.find(path)
    value = None if found is None else found.get(f"{_W}val")
    return str(value) if value is not None and str(value).isdigit() else None


def _cell_text(cell: Any, numbering: Numbering) -> str:
    """Paragraphs on lines of their own; an empty paragraph or a table inside parts two blocks."""
    lines = [f"{numbering.label_of(paragraph)} {_paragraph_text(paragraph)}" for paragraph in cell.iter(f"{_W}p")]
    return tidy_lines("\n".join(lines))
