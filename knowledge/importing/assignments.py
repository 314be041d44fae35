"""From the texts of a task's cells to its assignments: units, results and deadlines, parallel lists parted."""

import re
from collections.abc import Iterator
from itertools import pairwise

from knowledge.deadlines.parse import ParsedDeadlines, deadline_clauses, parse_deadlines
from knowledge.importing.columns import Role
from knowledge.importing.draft import AssignmentDraft
from knowledge.importing.markup import one_line, without_bullet
from knowledge.importing.rows import RawTask
from knowledge.importing.unit_cells import UnitCell, split_units

RawAssignment = dict[Role, str]
_SENTENCE = re.compile(r"(?<=[^\W\d_]{2}[.)])\s+(?=[A-ZÀ-ỸĐ])|(?<=[^\W\d_]{2}\.)\n+")


def read_assignments(task: RawTask, plan_year: int | None) -> Iterator[tuple[AssignmentDraft, ParsedDeadlines]]:
    """The assignments of a task with what its deadline cells gave."""
    for raw in _shared_products(task.assignments):
        for part in _parallel(raw, plan_year):
            parsed = parse_deadlines(part.get(Role.DEADLINE, ""), plan_year)
            units = _units(part)
            product = without_bullet(part.get(Role.PRODUCT, ""))
            text = without_bullet(part.get(Role.DEADLINE, ""))
            yield AssignmentDraft(units.lead, units.coordinate, product, text, parsed.deadlines), parsed


def _units(raw: RawAssignment) -> UnitCell:
    doer = split_units(raw.get(Role.DOER, ""))
    lead = split_units(raw.get(Role.LEAD, ""))
    helpers = split_units(raw.get(Role.COORDINATE, ""))
    leads = dict.fromkeys(lead.lead + doer.lead)
    rest = dict.fromkeys(lead.coordinate + doer.coordinate + helpers.lead + helpers.coordinate)
    return UnitCell(tuple(leads), tuple(rest))


def _shared_products(assignments: list[RawAssignment]) -> list[RawAssignment]:
    """Where one cell of results spans as many rows as it has paragraphs, each row has its own."""
    settled = [dict(raw) for raw in assignments]
    start = 0
    while start < len(settled):
        product = settled[start].get(Role.PRODUCT, "")
        end = start + 1
        while end < len(settled) and settled[end].get(Role.PRODUCT, "") == product:
            end += 1
        blocks = _blocks(product)
        if end - start > 1 and len(blocks) == end - start:
            for raw, block in zip(settled[start:end], blocks, strict=True):
                raw[Role.PRODUCT] = block
        start = end
    return settled


def _parallel(raw: RawAssignment, plan_year: int | None) -> list[RawAssignment]:
    """One cell that holds several leads, results and deadlines side by side makes as many assignments."""
    who = Role.LEAD if raw.get(Role.LEAD) else Role.DOER
    for parted in (_blocks, _sentences):
        leads = parted(raw.get(who, ""))
        if len(leads) < 2 or not all(split_units(lead).lead for lead in leads):
            continue
        deadlines = _deadline_parts(raw.get(Role.DEADLINE, ""), len(leads), plan_year)
        products = _product_parts(raw.get(Role.PRODUCT, ""), len(leads))
        if products and deadlines:
            return [
                {**raw, who: lead, Role.PRODUCT: product, Role.DEADLINE: deadline}
                for lead, product, deadline in zip(leads, products, deadlines, strict=True)
            ]
    return [raw]


def _blocks(text: str) -> list[str]:
    return [block for block in re.split(r"\n{2,}", text.strip()) if block.strip()]


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text.strip()) if sentence.strip()]


def _product_parts(text: str, count: int) -> list[str]:
    return next((parts for parts in (_blocks(text), _sentences(text)) if len(parts) == count), [])


def _deadline_parts(text: str, count: int, plan_year: int | None) -> list[str]:
    blocks = _blocks(text)
    if len(blocks) == count:
        return blocks
    flat = one_line(text)
    clauses = deadline_clauses(flat, plan_year)
    if len(clauses) != count:
        return []
    starts = [0, *(clause.start for clause in clauses[1:]), len(flat)]
    if not all(flat[start].isupper() for start in starts[1:-1]):
        return []
    return [flat[start:end].strip() for start, end in pairwise(starts)]
