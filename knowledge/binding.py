"""Whom a recurring duty binds where its day differs by level: "cấp xã ngày 17, cấp sở ngày 19"."""

from knowledge.deadlines.types import RecurringDeadline
from knowledge.units import Level, level_of

# A "sở" alone is no unit, so its name tells no level; the base is the commune.
_CALLED = {"cấp sở": Level.PROVINCE, "cấp cơ sở": Level.COMMUNE}


def binds(deadline: RecurringDeadline, unit: str, organisation: str | None) -> bool:
    """Whether the duty is one of the unit's level, as far as the names tell; a unit that tells none is of its office's.

    What names no level binds everybody.
    """
    if deadline.level is None:
        return True
    meant = _CALLED.get(deadline.level.lower()) or level_of(deadline.level)
    own = level_of(unit) or (level_of(organisation) if organisation else None)
    return meant is None or own is None or meant is own
