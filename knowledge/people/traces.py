"""The entries of the audit trail in which a person acts, or that are about them."""

from sqlalchemy import Connection, and_, or_

from knowledge.audit import commands_of, read_entries
from knowledge.audit_types import AuditEntry, Family
from knowledge.people.types import PersonLine
from knowledge.schema import AuditRow


def read_traces(connection: Connection, person: PersonLine) -> tuple[AuditEntry, ...]:
    """All of them, the newest first."""
    # Entries from before channels were noted have none.
    acted = and_(AuditRow.actor_id == person.account, AuditRow.channel.in_((person.channel.value, "")))
    of_people = AuditRow.command.in_(commands_of(Family.PEOPLE))
    found = read_entries(connection, or_(acted, of_people))
    return tuple(entry for entry in found if _acts(entry, person) or _is_about(entry, person))


def _acts(entry: AuditEntry, person: PersonLine) -> bool:
    return entry.actor_id == person.account and entry.channel in (person.channel.value, "")


def _is_about(entry: AuditEntry, person: PersonLine) -> bool:
    return person.id in (entry.before.get("person"), entry.after.get("person"))
