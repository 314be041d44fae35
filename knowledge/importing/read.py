"""Reading any supported file as a plan."""

from pathlib import Path

from knowledge.errors import UnreadableFileError
from knowledge.importing.correction.plan_xlsx import is_plan_workbook, read_xlsx
from knowledge.importing.draft import PlanDraft
from knowledge.importing.parse import holds_plan, parse_plan
from knowledge.importing.plan_json import read_json
from knowledge.importing.readers import DEFAULT_SIZE_LIMIT, check_file, read_source, reading, suffix_of
from knowledge.importing.readers.archives import ARCHIVES, check_archive
from knowledge.importing.sandbox import Limits, read_apart

_PLAIN = frozenset({".txt", ".md", ".json"})
_SMALL = 64 * 1024
# Kinds whose readers need no large libraries.
LIGHT = _PLAIN | ARCHIVES


def read_plan(path: Path, size_limit: int = DEFAULT_SIZE_LIMIT, limits: Limits | None = None) -> PlanDraft:
    """The plan of a file, a document or a plan JSON; UnreadableFileError where there is none within the limits.

    Small plain text is read here, all else in a process of its own.
    """
    check_file(path, size_limit)
    if suffix_of(path) in _PLAIN and path.stat().st_size <= _SMALL:
        return understand(path, size_limit)
    return read_apart(path, size_limit, limits or Limits())


def understand(path: Path, size_limit: int = DEFAULT_SIZE_LIMIT) -> PlanDraft:
    """The plan of a file, read in this process and without limits of time and memory."""
    check_file(path, size_limit)
    suffix = suffix_of(path)
    if suffix == ".json":
        return read_json(path)
    if suffix == ".xlsx":
        with reading(path):
            check_archive(path)
            if is_plan_workbook(path):
                return read_xlsx(path)
    source = read_source(path, size_limit)
    if not holds_plan(source):
        raise UnreadableFileError(path, "no_plan")
    return parse_plan(source, path.name)
