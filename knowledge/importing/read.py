"""Reading any supported file as a plan."""

from pathlib import Path

from knowledge.errors import UnreadableFileError
from knowledge.importing.draft import PlanDraft
from knowledge.importing.parse import holds_plan, parse_plan
from knowledge.importing.plan_json import read_json
from knowledge.importing.readers import DEFAULT_SIZE_LIMIT, check_file, read_source


def read_plan(path: Path, size_limit: int = DEFAULT_SIZE_LIMIT) -> PlanDraft:
    """The plan of a file, a document or a plan JSON; UnreadableFileError where there is none."""
    if path.suffix.lower() == ".json":
        check_file(path, size_limit)
        return read_json(path)
    source = read_source(path, size_limit)
    if not holds_plan(source):
        raise UnreadableFileError(path, "no_plan")
    return parse_plan(source, path.name)
