"""What administrators say of people is understood in any order, with accents or without."""

import pytest

from handlers.understanding.people_said import (
    Deed,
    InvitationSaid,
    PersonSaid,
    read_invitation,
    read_person,
    read_revocation,
    read_role,
)
from knowledge.roles import Role


@pytest.mark.parametrize(
    ("said", "role", "unit", "days"),
    [
        ("", None, "", None),
        ("Sở Tư pháp", None, "Sở Tư pháp", None),
        ("cán bộ", Role.OFFICER, "", None),
        ("Sở Tư pháp cán bộ", Role.OFFICER, "Sở Tư pháp", None),
        ("cán bộ Sở Tư pháp", Role.OFFICER, "Sở Tư pháp", None),
        ("mời cán bộ Sở Tư pháp", Role.OFFICER, "Sở Tư pháp", None),
        ("moi mot can bo cua so tu phap, 14 ngay", Role.OFFICER, "so tu phap", 14),
        ("Hãy mời lãnh đạo vào UBND phường An Hải nhé", Role.LEADER, "UBND phường An Hải", None),
        ("Sở Y tế làm người quản trị trong 30 ngày", Role.ADMIN, "Sở Y tế", 30),
        ("tạo mã mời cho người xem của Văn phòng UBND tỉnh", Role.VIEWER, "Văn phòng UBND tỉnh", None),
        ("#12 officer", Role.OFFICER, "#12", None),
        ("#12 leader 3 ngày", Role.LEADER, "#12", 3),
    ],
)
def test_an_invitation_is_told_by_its_parts(said: str, role: Role | None, unit: str, days: int | None) -> None:
    assert read_invitation(said) == InvitationSaid(role, unit, False, days)


@pytest.mark.parametrize("said", ["quản trị toàn bộ", "toan bo", "mời người quản trị tất cả các cơ quan"])
def test_who_is_to_administer_everything_belongs_to_no_unit(said: str) -> None:
    asked = read_invitation(said)
    assert asked.everywhere and asked.unit == "" and asked.role in (None, Role.ADMIN)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("#7", PersonSaid(7, None, "")),
        ("#7 vai trò", PersonSaid(7, Deed.CHANGE_ROLE, "")),
        ("#7 vai trò leader", PersonSaid(7, Deed.CHANGE_ROLE, "leader")),
        ("#7 chuyển sang Sở Y tế", PersonSaid(7, Deed.MOVE, "Sở Y tế")),
        ("#7 xóa", PersonSaid(7, Deed.REMOVE, "")),
        ("#7 nhan lai", PersonSaid(7, Deed.READMIT, "")),
        ("7 xoá", None),
        ("Lan", None),
    ],
)
def test_what_is_to_be_done_with_a_person_follows_their_number(said: str, meant: PersonSaid | None) -> None:
    assert read_person(said) == meant


@pytest.mark.parametrize(
    ("said", "number"), [("thu hồi 12", 12), ("thu hoi loi moi so 3", 3), ("huỷ #4", 4), ("12", None)]
)
def test_an_invitation_is_revoked_by_its_number(said: str, number: int | None) -> None:
    assert read_revocation(said) == number


@pytest.mark.parametrize(("said", "role"), [("thành lãnh đạo", None), ("lanh dao", Role.LEADER), ("cán bộ Sở", None)])
def test_a_role_stands_alone(said: str, role: Role | None) -> None:
    assert read_role(said) == role
