"""Who has taken whose place: over years, splits, mergers and reorganisations of whole organisations."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from knowledge.directory.lineage import Lineage, Post, lineage_of
from knowledge.directory.snapshot import OrganisationUnits
from knowledge.directory.types import SuccessionLine
from tests.knowledge.directories import DirectoryOf

HAI, SON = "UBND tỉnh Thanh Hải", "UBND thành phố Cần Thơ"
MARCH, JULY, NEXT = date(2025, 3, 1), date(2025, 7, 1), date(2027, 1, 1)
BEFORE = MARCH - timedelta(days=1)
PRESS, SCIENCE, PLANNING, FINANCE = "Sở TT&TT", "Sở Khoa học và Công nghệ", "Sở Kế hoạch và Đầu tư", "Sở Tài chính"
TO_SCIENCE = ((HAI, PRESS), (HAI, SCIENCE), MARCH)


def test_a_unit_is_found_by_name_abbreviation_and_other_name() -> None:
    units = DirectoryOf(HAI).read(aliases={"Sở Tư pháp": ["Nhà Luật"]})
    found = [units.find(name) for name in ("Sở Tư pháp", "STP", "nhà luật", HAI, "Ủy ban nhân dân tỉnh Thanh Hải")]
    assert [line.name if line else None for line in found] == [*["Sở Tư pháp"] * 3, HAI, HAI]
    assert units.find("Sở Y tế") is None


def test_the_name_of_a_unit_goes_before_the_other_name_of_another() -> None:
    units = DirectoryOf(HAI).read(aliases={"Sở Nội vụ": ["Sở Tư pháp"], "Sở Tư pháp": []})
    found = units.find("Sở Tư pháp")
    assert found is not None
    assert found.name == "Sở Tư pháp"


def test_from_the_day_on_the_successor_answers_to_the_names_of_the_former() -> None:
    units = DirectoryOf(HAI).read(TO_SCIENCE, aliases={PRESS: ["Sở Truyền thông"]})
    assert units.named_as(SCIENCE, BEFORE) == (SCIENCE,)
    assert units.named_as(SCIENCE, MARCH) == (SCIENCE, PRESS, "Sở Truyền thông")
    assert units.named_as(PRESS, MARCH) == (PRESS, "Sở Truyền thông")


def test_the_former_is_told_with_who_came_from_the_day_on() -> None:
    units = DirectoryOf(HAI).read(TO_SCIENCE)
    assert units.now(PRESS, BEFORE) is None
    assert units.now("Sở Thông tin và Truyền thông", MARCH) == (SCIENCE,)
    assert units.now(SCIENCE, MARCH) is None


def test_a_chain_over_years_leads_from_the_first_to_the_last() -> None:
    units = DirectoryOf(HAI).read(TO_SCIENCE, ((HAI, SCIENCE), (HAI, "Sở Công nghệ số"), NEXT))
    assert units.now(PRESS, JULY) == (SCIENCE,)
    assert units.now(PRESS, NEXT) == ("Sở Công nghệ số",)
    assert units.named_as("Sở Công nghệ số", NEXT) == ("Sở Công nghệ số", SCIENCE, PRESS)
    assert [(former.names, former.since) for former in units.formers("Sở Công nghệ số", NEXT)] == [
        ((SCIENCE,), NEXT),
        ((PRESS,), NEXT),
    ]


def test_a_split_gives_the_names_of_the_former_to_every_successor() -> None:
    home = "Sở Tài nguyên và Môi trường"
    heirs = ("Sở Nông nghiệp và Môi trường", "Sở Đất đai")
    units = DirectoryOf(HAI).read(*(((HAI, home), (HAI, heir), MARCH) for heir in heirs))
    assert units.now(home, MARCH) == heirs
    assert all(home in units.named_as(heir, MARCH) for heir in heirs)


def test_a_merger_gives_the_successor_the_names_of_all() -> None:
    units = DirectoryOf(HAI).read(TO_SCIENCE, ((HAI, PLANNING), (HAI, SCIENCE), JULY))
    assert units.named_as(SCIENCE, JULY) == (SCIENCE, PRESS, PLANNING)


def test_a_unit_that_ended_with_nobody_in_its_place_is_told_with_the_day() -> None:
    units = DirectoryOf(HAI).read(((HAI, "UBND huyện Bình Lâm"), None, JULY), TO_SCIENCE)
    assert units.now("UBND huyện Bình Lâm", JULY) == ()
    assert units.ended_on("UBND huyện Bình Lâm", NEXT) == JULY
    assert [units.ended_on(PRESS, NEXT), units.ended_on("UBND huyện Bình Lâm", BEFORE)] == [None, None]


def test_a_unit_of_an_organisation_that_took_anothers_place_inherits_the_unit_of_the_same_key() -> None:
    home = DirectoryOf(SON, HAI)
    home.unit("Sở Tư pháp", HAI)
    units = home.read(((HAI, HAI), (SON, SON), JULY), TO_SCIENCE)
    assert units.former_organisations(MARCH) == ()
    assert units.former_organisations(JULY) == (HAI,)
    assert units.named_as(SCIENCE, JULY) == (SCIENCE, PRESS)
    assert units.named_as("Sở Tư pháp", JULY) == ("Sở Tư pháp",)
    assert [former.since for former in units.formers("Sở Tư pháp", JULY)] == [JULY]
    assert [units.knows(name, JULY) for name in ("Sở Tư pháp", PRESS, "Sở Y tế")] == [True, True, False]
    assert units.now(PRESS, JULY) == (SCIENCE,)


def test_a_successor_in_another_organisation_is_named_with_its_place() -> None:
    home = DirectoryOf(HAI, SON)
    for name in ("Sở Tư pháp", "Văn phòng UBND tỉnh", "Trung tâm Khuyến nông"):
        home.unit(name)
    units = home.read(((HAI, HAI), (SON, SON), JULY), TO_SCIENCE)
    assert units.now(PRESS, JULY) == ("Sở Khoa học và Công nghệ thành phố Cần Thơ",)
    assert units.now("STP", JULY) == ("Sở Tư pháp thành phố Cần Thơ",)
    assert units.now("Văn phòng UBND tỉnh", JULY) == ("Văn phòng UBND thành phố Cần Thơ",)
    assert units.now("Trung tâm Khuyến nông", JULY) == ("Trung tâm Khuyến nông thành phố Cần Thơ",)
    assert units.now(HAI, JULY) == (SON,)


def test_a_unit_that_went_elsewhere_is_not_inherited_by_its_namesake() -> None:
    home = DirectoryOf(SON, HAI)
    home.unit(FINANCE)
    units = home.read(((HAI, HAI), (SON, SON), JULY), ((HAI, FINANCE), (SON, PLANNING), JULY))
    assert units.formers(FINANCE, JULY) == ()
    assert units.named_as(PLANNING, JULY) == (PLANNING, FINANCE)


def test_units_of_an_organisation_that_ended_end_with_it() -> None:
    district = "UBND huyện Bình Lâm"
    home = DirectoryOf(district)
    home.unit("Phòng Nội vụ")
    units = home.read(((district, district), None, JULY))
    assert units.now("Phòng Nội vụ", JULY) == ()
    assert units.ended_on("Phòng Nội vụ", JULY) == JULY


def test_a_unit_that_is_set_up_again_stands_and_nothing_goes_round() -> None:
    units = DirectoryOf(HAI).read(TO_SCIENCE, ((HAI, SCIENCE), (HAI, PRESS), NEXT))
    assert units.now(PRESS, JULY) == (SCIENCE,)
    assert units.now(PRESS, NEXT) is None
    assert units.now(SCIENCE, NEXT) == (PRESS,)


def test_what_was_said_of_a_group_holds_for_the_unit_alone() -> None:
    units = DirectoryOf(HAI).read(members={("Các Sở, ban, ngành", FINANCE): False})
    assert units.in_group("các sở, ngành, ban", FINANCE) is units.in_group("Các Sở, ban, ngành", "STC")
    assert units.in_group("Các Sở, ban, ngành", FINANCE) is False
    assert units.in_group("Các Sở, ban, ngành", PLANNING) is None
    assert [units.is_group(name) for name in ("các sở, ban, ngành", "Các hội")] == [True, False]


def test_other_names_lead_to_the_name_and_the_own_unit_goes_first() -> None:
    home = DirectoryOf(HAI)
    units = home.read(aliases={"Sở Tư pháp": ["Sở ta"], FINANCE: ["Nhà Tiền"]})
    assert units.spellings == {"Sở ta": "Sở Tư pháp", "Nhà Tiền": FINANCE}
    assert {("Sở ta", "Sở Tư pháp"), ("Sở Tư pháp", "Sở Tư pháp")} <= units.called


def test_nothing_known_changes_nothing() -> None:
    units = OrganisationUnits()
    assert (units.named_as(PRESS, NEXT), units.now(PRESS, NEXT), units.former_organisations(NEXT)) == (
        (PRESS,),
        None,
        (),
    )


POSTS = tuple(Post(organisation, key) for organisation in (1, 2, 3) for key in ("", "one", "two"))
DAYS = st.integers(0, 6).map(lambda days: MARCH + timedelta(days=days))
NUMBERS = st.integers(0, len(POSTS) - 1)
LINES = st.builds(SuccessionLine, st.integers(1, 99), NUMBERS, NUMBERS | st.none(), DAYS, st.just(""))
LINEAGES = st.lists(LINES, max_size=12).map(lambda lines: lineage_of(lines, dict(enumerate(POSTS))))


@given(LINEAGES)
def test_whoever_stands_at_the_end_took_the_place_whatever_circles_were_entered(lineage: Lineage) -> None:
    for post in POSTS:
        ends = lineage.ends(post)
        assert len(ends) == len({stage.post for stage in ends}) <= len(POSTS) + 1
        for heir in (stage.post for stage in ends if stage.post not in (None, post)):
            assert post in {stage.post for stage in lineage.formers(heir)}


@given(LINEAGES)
def test_nobody_comes_before_or_after_themselves(lineage: Lineage) -> None:
    for post in POSTS:
        assert post not in {stage.post for stage in lineage.formers(post)}
        assert len(lineage.formers(post)) < len(POSTS)


@given(st.lists(LINES, max_size=12), DAYS)
def test_what_comes_later_changes_nothing_before(lines: list[SuccessionLine], on: date) -> None:
    home = DirectoryOf(HAI)
    names = [home.unit(f"Ban {number}").name for number in range(len(POSTS))]
    later = [
        ((HAI, names[line.former]), None if line.successor is None else (HAI, names[line.successor]), NEXT)
        for line in lines
    ]
    units = home.read(*later)
    assert [units.now(name, on) for name in names] == [None] * len(names)
    assert [units.named_as(name, on) for name in names] == [(name,) for name in names]
