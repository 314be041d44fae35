"""Writes made documents and their gold into two folders: python -m tests.documents FOLDER FROM TO [FORMAT…]."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.documents.made import Made
from tests.documents.plan import FORMATS, make_plan
from tests.documents.writers.docx import write_docx
from tests.documents.writers.pdf import write_pdf
from tests.documents.writers.scan import write_scan
from tests.documents.writers.text import write_text
from tests.documents.writers.xlsx import write_xlsx

WRITERS: dict[str, Callable[[Made, Path], Path]] = {
    "txt": write_text,
    "docx": write_docx,
    "xlsx": write_xlsx,
    "pdf": write_pdf,
    "scan": write_scan,
}


def write(folder: Path, seed: int, form: str) -> tuple[Path, Path]:
    """Write the document of a seed and its gold; both paths."""
    made = make_plan(seed, form)
    document, gold = folder / "documents" / form, folder / "gold" / form
    for place in (document, gold):
        place.mkdir(parents=True, exist_ok=True)
    kept = gold / f"{made.name}.json"
    kept.write_text(json.dumps(made.gold, ensure_ascii=False, indent=1), encoding="utf-8")
    return WRITERS[form](made, document), kept


if __name__ == "__main__":
    target, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for form in sys.argv[4:] or FORMATS:
        for seed in range(first, last + 1):
            write(target, seed, form)
