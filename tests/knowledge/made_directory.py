"""A small directory of an invented province, put in by commands."""

from datetime import UTC, date, datetime

from knowledge.commands import Actor, AddAlias, AddUnit, NewSuccession, SetGroup, SucceedUnits, UnitCommand
from knowledge.perform import Arranged, perform
from knowledge.roles import Role
from knowledge.store import Store

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ADMIN = Actor("1", "Quản trị", Role.ADMIN)
PROVINCE, COMMUNE = "UBND tỉnh Thanh Hải", "UBND xã Hoà Bình"
JUSTICE, HOME, MEDIA, SCIENCE = "Sở Tư pháp", "Sở Nội vụ", "Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"
CULTURE, OFFICE = "Sở Văn hóa, Thể thao và Du lịch", "Văn phòng HĐND và UBND xã"
BLOCK = "Khối nội chính"


def arrange(store: Store, command: UnitCommand) -> Arranged:
    """Perform a command as an administrator of everything."""
    return perform(store, command, ADMIN, NOW)


def made(store: Store) -> dict[str, int]:
    """The province with its departments, a commune with an office; who took whose place; a group. By name the ids."""
    ids: dict[str, int] = {}
    ids[PROVINCE] = arrange(store, AddUnit(PROVINCE, None, organisation=True)).ids[0]
    for name in (JUSTICE, HOME, MEDIA, SCIENCE, CULTURE):
        ids[name] = arrange(store, AddUnit(name, ids[PROVINCE])).ids[0]
    ids[COMMUNE] = arrange(store, AddUnit(COMMUNE, ids[PROVINCE], organisation=True)).ids[0]
    ids[OFFICE] = arrange(store, AddUnit(OFFICE, ids[COMMUNE])).ids[0]
    arrange(store, AddAlias(ids[JUSTICE], "Ngành Tư pháp tỉnh nhà"))
    arrange(store, SucceedUnits((NewSuccession(ids[MEDIA], ids[SCIENCE]),), date(2025, 3, 1), "NQ 12"))
    arrange(store, SetGroup(ids[PROVINCE], BLOCK, (ids[JUSTICE],)))
    return ids
