"""Plans of other layouts, with columns in other orders under other titles, are read as they were made."""

from pathlib import Path

import pytest

from bot.import_score import score
from knowledge.importing.plan_json import to_json
from knowledge.importing.read import understand
from tests.documents.__main__ import WRITERS
from tests.documents.printed import layouts, make_printed

LEAST = 0.98


@pytest.mark.parametrize("path", layouts(), ids=lambda path: path.stem)
def test_a_plan_of_another_layout_is_read_as_it_was_made(path: Path, tmp_path: Path) -> None:
    made, form = make_printed(path)
    rates = score(made.gold, to_json(understand(WRITERS[form](made, tmp_path))))
    told = {name: rate for name, rate in rates.rates().items() if not name.startswith("inline")}
    assert min(told.values()) >= LEAST, rates.differences
