"""Which plan a message means."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from handlers.catalogue import Catalogue, read_catalogue
from handlers.understanding.normalise import Normaliser
from handlers.understanding.which_plan import sought_plans
from knowledge.commands import Actor, ImportPlan
from knowledge.perform import perform
from knowledge.roles import Role
from knowledge.store import open_store
from knowledge.vietnamese.abbreviations import expand
from tests.handlers.plans import plan

PLANS = (
    plan("tinh.txt", number="12/QĐ-UBND"),
    plan("tinh-cu.txt", title="Ban hành Kế hoạch phòng chống thiên tai năm 2024", year=2024),
    plan("xa.txt", title="Ban hành Kế hoạch phát triển du lịch năm 2026", issuer="UBND xã Bình Sa"),
    plan("tinh-khac.txt", issuer="UBND tỉnh Lâm Khê"),
    plan("tinh-dai.txt", issuer="UBND tỉnh Lâm Khê Thượng"),
)
OWN = "UBND tỉnh Thanh Hải"


@contextmanager
def catalogue_of(folder: Path) -> Iterator[Catalogue]:
    with open_store(f"sqlite:///{folder / 'dondoc.sqlite3'}") as store:
        for draft in PLANS:
            perform(store, ImportPlan(draft), Actor("1", "A", Role.ADMIN), datetime(2026, 1, 2, tzinfo=UTC))
        yield read_catalogue(store)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    with catalogue_of(tmp_path_factory.mktemp("home")) as catalogue:
        yield catalogue


def tiers(catalogue: Catalogue, text: str, organisation: str | None, year: int = 2026) -> list[list[str]]:
    utterance = Normaliser(expand, lambda words: [(word,) for word in words]).normalise(text)
    scope = sought_plans(utterance, catalogue, (organisation,) if organisation else (), date(year, 5, 1)).scope
    return [[catalogue.plan(plan_id).file for plan_id in tier] for tier in scope.tiers]


def test_ones_own_organisation_alone_answers_its_plan_of_the_year_first(catalogue: Catalogue) -> None:
    assert tiers(catalogue, "nv 3 hạn khi nào", OWN) == [["tinh.txt"], ["tinh-cu.txt"]]


def test_plans_of_an_organisation_whose_place_ones_own_has_taken_are_ones_own_too(catalogue: Catalogue) -> None:
    utterance = Normaliser(expand, lambda words: [(word,) for word in words]).normalise("nv 3 hạn khi nào")
    scope = sought_plans(utterance, catalogue, ("UBND tỉnh Lâm Khê", OWN), date(2026, 5, 1)).scope
    assert [[catalogue.plan(plan).file for plan in tier] for tier in scope.tiers] == [
        ["tinh-khac.txt", "tinh.txt"],
        ["tinh-cu.txt"],
    ]


def test_in_another_year_the_plan_of_that_year_comes_first(catalogue: Catalogue) -> None:
    assert tiers(catalogue, "nv 3 hạn khi nào", OWN, 2024)[0] == ["tinh-cu.txt"]


def test_a_year_that_is_said_comes_first(catalogue: Catalogue) -> None:
    assert tiers(catalogue, "nv 3 năm 2024", OWN)[0] == ["tinh-cu.txt"]


def test_a_place_that_is_said_leads_to_another_offices_plan(catalogue: Catalogue) -> None:
    assert tiers(catalogue, "nv 3 của xã Bình Sa ai làm", OWN) == [["xa.txt"]]
    assert tiers(catalogue, "nv 3 tinh lam khe ai lam", OWN) == [["tinh-khac.txt"]]


def test_a_document_number_leads_to_its_plan(catalogue: Catalogue) -> None:
    assert tiers(catalogue, "qđ 12 ai ký", "UBND xã Bình Sa") == [["tinh.txt"]]


def test_words_of_a_title_lead_to_its_plan_before_the_others(catalogue: Catalogue) -> None:
    assert tiers(catalogue, "kế hoạch phòng chống thiên tai có mấy nhiệm vụ", OWN) == [["tinh-cu.txt"], ["tinh.txt"]]


def test_a_level_that_is_said_leads_to_the_plans_of_that_level(catalogue: Catalogue) -> None:
    assert tiers(catalogue, "kế hoạch xã có mấy nhiệm vụ", None) == [["xa.txt"]]


def test_a_sender_of_no_organisation_is_answered_from_all_plans_of_the_year_first(catalogue: Catalogue) -> None:
    first, second = tiers(catalogue, "nv 3", None)
    assert sorted(first) == ["tinh-dai.txt", "tinh-khac.txt", "tinh.txt", "xa.txt"]
    assert second == ["tinh-cu.txt"]


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("nv 3 của tỉnh Lâm Khê Thượng", ["tinh-dai.txt"]),
        ("nv 3 của tỉnh Lâm Khê", ["tinh-khac.txt"]),
        ("nv 3 của Lâm Khê và của Lâm Khê Thượng", ["tinh-khac.txt", "tinh-dai.txt"]),
    ],
)
def test_of_two_places_one_of_which_begins_the_other_the_one_said_is_meant(
    catalogue: Catalogue, text: str, files: list[str]
) -> None:
    assert tiers(catalogue, text, OWN) == [files]


@pytest.mark.parametrize(
    "text",
    [
        "kế hoạch xã hội hóa giáo dục",
        "ke hoach xa hoi hoa giao duc",
        "kế hoạch tinh gọn bộ máy",
        "ke hoach tinh gon",
        "kế hoạch phương án phòng chống bão",
    ],
)
def test_a_subject_that_begins_like_a_level_names_none(catalogue: Catalogue, text: str) -> None:
    assert len(tiers(catalogue, text, None)[0]) == 4


@pytest.mark.parametrize("text", ["kế hoạch xã nv 3", "ke hoach cap xa nv 3"])
def test_a_level_that_is_said_names_the_plans_of_that_level(catalogue: Catalogue, text: str) -> None:
    assert tiers(catalogue, text, None) == [["xa.txt"]]
