"""Duties given outside the tables: in the articles of the decision and where the plan says who sees to it."""

import re
from collections.abc import Iterator

from knowledge.deadlines.parse import deadline_clauses
from knowledge.deadlines.types import Deadline
from knowledge.importing.draft import DutyDraft
from knowledge.importing.duty_fields import duty_of, named_fields, told_in_fields
from knowledge.importing.prose import Passage
from knowledge.importing.unit_cells import split_units, unit_in_front
from knowledge.importing.vocabulary import words_of
from knowledge.vietnamese.fold import fold, nfc
from knowledge.vietnamese.slips import find_meant

_TIMED = re.compile(
    r"(?:hoan thanh |gui |xong |bao cao )*(?:truoc |cham nhat|muon nhat|dinh ky|hang |moi |trong quy|trong thang)"
)
_RESPONSIBILITY = re.compile(r"(?:trách nhiệm của|đối với|giao(?: cho)?|đề nghị|yêu cầu)\s+", re.IGNORECASE)


def read_duties(passages: tuple[Passage, ...], plan_year: int | None) -> Iterator[DutyDraft]:
    """The duties of the prose, with those who have them."""
    owners: dict[tuple[str, ...], tuple[str, ...]] = {}
    for told in told_in_fields(_with_titles_joined(passages)):
        passage, path = told.passage, tuple(heading.label for heading in told.passage.headings)
        if passage.labelled:
            owners[path] = _owners_named(passage.text)
        duty = duty_of(told, plan_year)
        if duty is None and _gives_duties(passage) and not _is_heading(passage, owners.get(path, ())):
            duty = _duty(passage, _doer(passage.text) or _nearest(owners, path), plan_year)
        if duty is not None:
            yield duty


def _duty(passage: Passage, lead: tuple[str, ...], plan_year: int | None) -> DutyDraft | None:
    if not (lead or passage.labelled or passage.bulleted):
        return None
    text, deadlines = _deadline(passage.text, plan_year)
    return DutyDraft(passage.where, lead, passage.text, text, deadlines)


def _with_titles_joined(passages: tuple[Passage, ...]) -> Iterator[Passage]:
    """A lettered title and the one paragraph under it are one duty."""
    held: Passage | None = None
    for passage in passages:
        plain = not passage.labelled and not passage.bulleted and not named_fields(passage.text)
        if held is not None and passage.where == held.where and plain:
            text = f"{held.text} {passage.text}"
            yield Passage(held.where, text, f"{held.full_text} {passage.full_text}", held.headings, held.article, True)
            held = None
            continue
        if held is not None:
            yield held
        held = passage if _is_open_title(passage) else None
        if held is None:
            yield passage
    if held is not None:
        yield held


def _is_open_title(passage: Passage) -> bool:
    small = bool(passage.headings) and passage.headings[-1].label.islower() and len(passage.headings[-1].label) == 1
    return passage.labelled and small and passage.text[-1:] not in ".;:"


def _gives_duties(passage: Passage) -> bool:
    folded = fold(passage.text)
    if any(phrase in folded for phrase in words_of("enforcement_phrases")) or folded.startswith(("tren day la", "(")):
        return False
    if passage.article:
        return passage.article != "Điều 1" and not passage.headings[0].text.lower().startswith("quyết định này")
    above = " ".join(fold(heading.text) for heading in passage.headings)
    sections = words_of("duty_sections")
    return any(phrase in above for phrase in sections) or find_meant(above, sections, plain=True) is not None


def _is_heading(passage: Passage, owners: tuple[str, ...]) -> bool:
    """A paragraph that only says who, or only names what follows."""
    if not passage.labelled:
        return passage.text.endswith(":")
    if passage.text.endswith(":") or passage.text.isupper() or not passage.text:
        return True
    return passage.text[-1:] not in ".;/" and (bool(owners) or len(passage.text) < 120) and not _doer(passage.text)


def _owners_named(text: str) -> tuple[str, ...]:
    """The units that a heading hands the items under it to."""
    text = _RESPONSIBILITY.sub("", nfc(text), count=1) if _RESPONSIBILITY.match(text) else text
    found = unit_in_front(text.rstrip(" :.,"))
    if found is None:
        return ()
    cut = re.split(r"\s(?:có trách nhiệm|chịu trách nhiệm)", text)[0]
    names = split_units(cut)
    return names.lead + names.coordinate if len(cut) < 400 else ()


def _doer(text: str) -> tuple[str, ...]:
    """The units that a sentence begins with, where a verb of duty follows."""
    text = _RESPONSIBILITY.sub("", nfc(text), count=1) if _RESPONSIBILITY.match(text) else text
    folded = fold(text)
    ends = [found for verb in words_of("duty_verbs") if (found := folded.find(f" {verb} ")) > 0]
    units = unit_in_front(text[: min(ends)]) if ends and min(ends) < 250 else None
    return units.lead + units.coordinate if units else ()


def _nearest(owners: dict[tuple[str, ...], tuple[str, ...]], path: tuple[str, ...]) -> tuple[str, ...]:
    for depth in range(len(path), 0, -1):
        if owners.get(path[:depth]):
            return owners[path[:depth]]
    return ()


def _deadline(text: str, plan_year: int | None) -> tuple[str, tuple[Deadline, ...]]:
    composed = nfc(text)
    for clause in deadline_clauses(composed, plan_year):
        said = composed[clause.start : clause.end]
        if _TIMED.match(fold(said)) and len(said) < 80:
            return said, clause.deadlines
    return "", ()
