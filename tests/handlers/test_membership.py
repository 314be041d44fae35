"""What a unit has a share in: by its name, through groups, and not by mere relation."""

import pytest

from handlers.membership import membership_of
from knowledge.types import AssignmentLine, AssignmentRole
from knowledge.units import unit_key

PRINTED = ("Sở Nội vụ", "Các Sở, ban, ngành", "Các đơn vị liên quan", "UBND cấp huyện")


def part(lead: tuple[str, ...], coordinate: tuple[str, ...] = ()) -> AssignmentLine:
    return AssignmentLine(1, 0, lead, coordinate, "", "", ())


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        (part(("Sở Nội vụ",)), True),
        (part(("Các Sở, ban, ngành",)), True),
        (part(("UBND cấp huyện",)), False),
        (part(("Các đơn vị liên quan",)), False),
        (part(("UBND cấp huyện",), ("Sở Nội vụ",)), False),
    ],
)
def test_a_department_leads_what_names_it_or_its_group(line: AssignmentLine, leads: bool) -> None:
    member = membership_of("Sở Nội vụ", "UBND tỉnh Thanh Hải", PRINTED, by_name_only=False)
    assert member.takes_part(line, AssignmentRole.LEAD) is leads


def test_a_unit_named_as_coordinator_does_not_lead_through_its_group() -> None:
    member = membership_of("Sở Nội vụ", "UBND tỉnh Thanh Hải", PRINTED, by_name_only=False)
    assert not member.takes_part(part(("Các Sở, ban, ngành",), ("Sở Nội vụ",)), AssignmentRole.LEAD)


def test_asked_by_name_only_groups_give_nothing() -> None:
    member = membership_of("Sở Nội vụ", "UBND tỉnh Thanh Hải", PRINTED, by_name_only=True)
    assert not member.takes_part(part(("Các Sở, ban, ngành",)), AssignmentRole.LEAD)


def test_the_groups_that_brought_a_task_in_are_told() -> None:
    member = membership_of("Sở Nội vụ", "UBND tỉnh Thanh Hải", PRINTED, by_name_only=False)
    assert member.groups_in(part(("Các Sở, ban, ngành",)), AssignmentRole.LEAD) == {"Các Sở, ban, ngành"}


def test_what_was_given_to_a_former_is_ones_own_and_reported_by_either_name() -> None:
    printed = (*PRINTED, "Ban Tôn giáo")
    member = membership_of("Sở Nội vụ", None, printed, by_name_only=True, formers=["Ban Tôn giáo"])
    assert member.takes_part(part(("Ban Tôn giáo",)), AssignmentRole.LEAD)
    assert {"so noi vu", "ban ton giao"} <= set(member.own_keys)


@pytest.mark.parametrize("said", [True, False])
def test_what_was_said_of_a_group_goes_before_what_its_name_says(said: bool) -> None:
    group = "Các đơn vị liên quan" if said else "Các Sở, ban, ngành"
    told = {unit_key(group): said}
    member = membership_of("Sở Nội vụ", "UBND tỉnh Thanh Hải", PRINTED, by_name_only=False, said=told)
    assert member.takes_part(part((group,)), AssignmentRole.LEAD) is said


def test_where_only_the_former_is_named_as_coordinator_the_group_still_gives_the_lead() -> None:
    printed = (*PRINTED, "Ban Tôn giáo")
    member = membership_of("Sở Nội vụ", None, printed, by_name_only=False, formers=["Ban Tôn giáo"])
    line = part(("Các Sở, ban, ngành",), ("Ban Tôn giáo",))
    assert member.takes_part(line, AssignmentRole.LEAD)
    assert member.takes_part(line, AssignmentRole.COORDINATE)
