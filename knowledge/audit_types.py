"""What the audit trail hands out, and what it is asked for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.applied import Facts


class Family(StrEnum):
    """What a command is about."""

    PLANS = "plans"
    REPORTS = "reports"
    PEOPLE = "people"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One command that changed something; see AuditRow. `before` and `after` are JSON values, by the command's kind."""

    id: int
    at: datetime
    actor_id: str
    actor_name: str
    actor_role: str
    channel: str
    command: str
    organisation: str | None
    unit: str | None
    before: Facts
    after: Facts


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are asked for; every field given must hold.

    They are not before `since`, and before `until`; `actor` is the id of who acted, or a part of the name; of
    `organisations` each stands for those under it as well; `units` are names, however written; `text` stands
    anywhere in the entry. Accents and capitals make no difference.
    """

    since: datetime | None = None
    until: datetime | None = None
    actor: str = ""
    families: tuple[Family, ...] = ()
    organisations: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    text: str = ""
