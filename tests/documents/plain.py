"""What plain table readers give of files, a JSON list of rows a line: python -m tests.documents.plain FILE…"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path


def rows(path: Path) -> Iterator[list[str]]:
    """Every row of every table as python-docx or pdfplumber gives it, nothing joined."""
    if path.suffix == ".docx":
        import docx

        for table in docx.Document(str(path)).tables:
            for row in table.rows:
                yield [cell.text for cell in row.cells]
        return
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.extract_tables():
                yield from ([cell or "" for cell in row] for row in table)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.write(json.dumps(list(rows(Path(name))), ensure_ascii=False) + "\n")
