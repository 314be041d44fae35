"""Errors put into words."""

from pathlib import Path

import pytest

from handlers.errors import NotRecordedError
from handlers.explain import explain
from index.errors import EncoderUnavailableError
from knowledge.errors import (
    AmbiguousUnitError,
    AnswerRefusedError,
    DeniedError,
    EvidenceRefusedError,
    InvitationRefusedError,
    KnowledgeError,
    PendingGoneError,
    PersonNotFoundError,
    PersonRefusedError,
    PlanChangedError,
    PlanNotFoundError,
    PlanStandsApartError,
    ReportNotFoundError,
    StoreTooNewError,
    StoreUnavailableError,
    SubjectGoneError,
    UnitNotFoundError,
    UnitRefusedError,
    UnreadableFileError,
    UnwritableSheetError,
)

ERRORS = (
    UnreadableFileError(Path("a.txt"), "missing"),
    PlanChangedError("a.txt"),
    PlanNotFoundError("a.txt"),
    PlanStandsApartError("a.txt", "b.txt"),
    UnwritableSheetError(Path("a.xlsx"), "=1+1"),
    StoreUnavailableError("sqlite:///a", "locked"),
    StoreTooNewError("sqlite:///a", "0099"),
    EncoderUnavailableError("x", "no such folder"),
    PendingGoneError("t"),
    SubjectGoneError("k"),
    ReportNotFoundError(7),
    NotRecordedError("disk full"),
    DeniedError("ImportPlan", "role"),
    UnitNotFoundError("Sở Mây"),
    AmbiguousUnitError("Sở Mây", (1, 2), "Sở Mây (UBND tỉnh A); Sở Mây (UBND tỉnh B)"),
    UnitRefusedError("circle", "Sở Mây"),
    PersonNotFoundError("7"),
    InvitationRefusedError("used"),
    PersonRefusedError("last_admin"),
    EvidenceRefusedError("too_large", 20),
    AnswerRefusedError("not_asked", 7),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_every_error_that_a_person_can_meet_has_a_sentence(error: Exception) -> None:
    assert (explain(error) or "").endswith(".")


def test_no_error_of_the_archive_is_forgotten() -> None:
    assert {type(error) for error in ERRORS if isinstance(error, KnowledgeError)} == set(
        KnowledgeError.__subclasses__()
    )


def test_a_reason_without_a_sentence_of_its_own_takes_the_general_one() -> None:
    assert "a.txt" in (explain(UnreadableFileError(Path("a.txt"), "moon_phase")) or "")


def test_braces_in_a_name_do_no_harm() -> None:
    assert "{x}.txt" in (explain(PlanNotFoundError("{x}.txt")) or "")


def test_a_fault_of_the_program_has_no_sentence() -> None:
    assert explain(ZeroDivisionError()) is None
