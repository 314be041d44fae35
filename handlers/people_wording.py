"""People, their roles and units put into words."""

from handlers.context import Context
from handlers.phrases import say
from knowledge.people.types import InvitationLine, PersonLine
from knowledge.roles import Role


def role_word(role: Role) -> str:
    """A role as people call it."""
    return say("role", role.value)


def role_offered(role: Role) -> str:
    """A role with what it lets people do, to choose from."""
    return say("inviting", f"role_{role.value}")


def until(context: Context, line: InvitationLine) -> str:
    """The moment until which an invitation lets somebody in."""
    return f"{line.expires_at.astimezone(context.now.tzinfo):%H:%M ngày %d/%m/%Y}"


def place_words(unit: str | None, organisation: str | None) -> str:
    """A unit with its organisation, an organisation, or all of them."""
    if unit is None or organisation is None:
        return say("joining", "place_everywhere")
    if unit == organisation:
        return say("joining", "place_organisation", organisation=organisation)
    return say("joining", "place_unit", unit=unit, organisation=organisation)


def standing(line: PersonLine | InvitationLine) -> dict[str, str]:
    """The role and the place of a person, or those an invitation is to, for the phrases."""
    return {"role": role_word(line.role), "place": place_words(line.unit, line.organisation)}
