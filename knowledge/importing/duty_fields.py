"""Tasks told in prose with their fields named: "Cơ quan chủ trì: …", "Thời gian thực hiện: …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.deadlines.parse import parse_deadlines
from knowledge.importing.columns import Role, role_of
from knowledge.importing.draft import DutyDraft
from knowledge.importing.markup import one_line
from knowledge.importing.prose import Passage
from knowledge.importing.unit_cells import split_units

_FIELDS = frozenset({Role.LEAD, Role.DOER, Role.COORDINATE, Role.DEADLINE, Role.PRODUCT})
_NEXT_FIELD = re.compile(r"(?<=[.;])\s+(?:[-+•]\s*)?(?=[A-ZÀ-ỸĐ][^:.;]{2,40}:)")


@dataclass(slots=True)
class Told:
    """A passage and the fields named right under it or at its end."""

    passage: Passage
    fields: dict[Role, str] = field(default_factory=dict)


def told_in_fields(passages: Iterator[Passage]) -> Iterator[Told]:
    """Every passage that is no field, with the fields that follow it."""
    told: Told | None = None
    for passage in passages:
        fields = named_fields(passage.text)
        if fields and told is not None:
            told.fields |= fields
            continue
        if told is not None:
            yield told
        told = Told(passage)
    if told is not None:
        yield told


def named_fields(text: str) -> dict[Role, str]:
    """The fields of a paragraph that holds nothing else."""
    found: dict[Role, str] = {}
    for part in _NEXT_FIELD.split(text):
        title, colon, value = part.partition(":")
        role = role_of(title) if colon and len(title) <= 40 else None
        if role not in _FIELDS or not value.strip():
            return {}
        found[role] = value.strip(" .;")
    return found


def duty_of(told: Told, plan_year: int | None) -> DutyDraft | None:
    """The duty, where its fields say who or when."""
    who, when = told.fields.get(Role.LEAD) or told.fields.get(Role.DOER, ""), told.fields.get(Role.DEADLINE, "")
    if not who and not when:
        return None
    deadlines = parse_deadlines(when, plan_year).deadlines
    content = one_line(told.passage.text)
    return DutyDraft(told.passage.where, split_units(who).lead, content, one_line(when), deadlines)
