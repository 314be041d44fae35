"""Word documents: paragraphs and tables straight from the XML, since a merged cell repeats in Table.cell()."""

import zipfile
from pathlib import Path
from typing import Any

from knowledge.errors import UnreadableFileError
from knowledge.importing.readers.word.blocks import BlockReader
from knowledge.importing.readers.word.numbering import read_numbering
from knowledge.importing.readers.word.text import TextReader, hidden_styles
from knowledge.importing.source import Source


def read_docx(path: Path) -> Source:
    """The paragraphs and grids of a Word document."""
    document = _open(path)
    try:
        blocks = tuple(_reader(document).blocks(document.element.body))
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(path, "damaged", str(error)) from error
    if not blocks:
        raise UnreadableFileError(path, "empty")
    return Source(blocks)


def _open(path: Path) -> Any:
    import docx
    from docx.opc.exceptions import OpcError

    try:
        return docx.Document(str(path))
    except (OpcError, SyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, EOFError) as error:
        raise UnreadableFileError(path, "damaged", str(error)) from error


def _reader(document: Any) -> BlockReader:
    related = [relation.target_part for relation in document.part.rels.values() if not relation.is_external]
    named = {part.partname.rsplit("/", 1)[-1]: part for part in related}
    numbering, styles = (getattr(named.get(name), "element", None) for name in ("numbering.xml", "styles.xml"))
    return BlockReader(read_numbering(numbering, styles), TextReader(hidden_styles(styles)))
