"""Who may give which command, and on what: one table, read by `perform` before anything is done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import Enum

from sqlalchemy import Connection

from knowledge import commands as give
from knowledge.commands import Actor, Command
from knowledge.directory.reading import is_within, read_units_of
from knowledge.errors import DeniedError
from knowledge.people.reading import find_person
from knowledge.places import Place, places_of
from knowledge.roles import Role
from knowledge.units import (
    Coverage,
    covers,
    is_known,
    level_of,
    organisation_key,
    proper_name,
    same_organisation,
    same_unit,
)

# Of those who have a part in a task so many are named.
_NAMED = 3


class Scope(Enum):
    """How far a right reaches: the own unit, or the own organisation and those under it."""

    UNIT = "unit"
    ORGANISATION = "organisation"


_REPORTS = {Role.OFFICER: Scope.UNIT, Role.LEADER: Scope.ORGANISATION, Role.ADMIN: Scope.ORGANISATION}
_ADMINISTERS = {Role.ADMIN: Scope.ORGANISATION}
_LEADS = {Role.LEADER: Scope.ORGANISATION, Role.ADMIN: Scope.ORGANISATION}

# A role that is not named may not. Whoever belongs to no organisation in particular has the right in all of them.
RIGHTS: Mapping[type[Command], Mapping[Role, Scope]] = {
    give.ReportProgress: _REPORTS,
    give.RetractReport: _REPORTS,
    give.RestoreReport: _REPORTS,
    give.SetTargetRule: _LEADS,
    give.RetractTargetRule: _LEADS,
    give.RestoreTargetRule: _LEADS,
    give.ReportEvent: _REPORTS,
    give.RetractEvent: _REPORTS,
    give.RestoreEvent: _REPORTS,
    give.AttachEvidence: _REPORTS,
    give.DetachEvidence: _REPORTS,
    give.AnswerReport: _LEADS,
    give.RetractAnswer: _LEADS,
    give.RestoreAnswer: _LEADS,
    give.ReplyToAnswer: _REPORTS,
    give.RetractReply: _REPORTS,
    give.RestoreReply: _REPORTS,
    give.ImportPlan: _ADMINISTERS,
    give.WithdrawPlan: _ADMINISTERS,
    give.RestorePlan: _ADMINISTERS,
    give.Invite: _ADMINISTERS,
    give.RevokeInvitation: _ADMINISTERS,
    give.ChangePerson: _ADMINISTERS,
    give.RemovePerson: _ADMINISTERS,
    give.ReadmitPerson: _ADMINISTERS,
    give.ErasePerson: _ADMINISTERS,
    give.BindChat: _ADMINISTERS,
    give.UnbindChat: _ADMINISTERS,
    give.MoveChat: _ADMINISTERS,
    give.MarkReach: _ADMINISTERS,
    give.AddUnit: _ADMINISTERS,
    give.RenameUnit: _ADMINISTERS,
    give.PlaceUnit: _ADMINISTERS,
    give.AddAlias: _ADMINISTERS,
    give.RemoveAlias: _ADMINISTERS,
    give.MergeUnits: _ADMINISTERS,
    give.PartUnits: _ADMINISTERS,
    give.SucceedUnits: _ADMINISTERS,
    give.Reorganise: _ADMINISTERS,
    give.RetractSuccessions: _ADMINISTERS,
    give.RestoreSuccessions: _ADMINISTERS,
    give.SetGroup: _ADMINISTERS,
    give.ArrangeAll: _ADMINISTERS,
}
# Whoever holds the token of an invitation may use it, a stranger above all.
OPEN_TO_ALL: frozenset[type[Command]] = frozenset({give.Join})


def authorise(connection: Connection, command: Command, actor: Actor, at: datetime) -> None:
    """Raise DeniedError unless the actor may give the command, and on what it is about."""
    kind = type(command)
    if kind in OPEN_TO_ALL:
        return
    scope = RIGHTS[kind].get(actor.role) if actor.role is not None else None
    if scope is None:
        raise DeniedError(kind.__name__, "stranger" if actor.role is None else "role")
    for place in places_of(connection, command):
        refused = _refusal(connection, scope, place, actor, at)
        if refused is not None:
            raise DeniedError(kind.__name__, *refused)


def as_known(connection: Connection, actor: Actor) -> Actor:
    """The actor as the store knows them at this moment, where the channel can't vouch for who they are."""
    if actor.channel.vouches:
        return actor
    person = find_person(connection, actor.channel, actor.id)
    if person is None:
        return replace(actor, role=None, unit=None, organisation=None)
    return replace(actor, role=person.role, unit=person.unit, organisation=person.organisation)


def may_give(kind: type[Command], role: Role | None) -> bool:
    """Whether people of this role give such commands at all, on whatever it be."""
    return kind in OPEN_TO_ALL or (role is not None and role in RIGHTS[kind])


def sees_reports(connection: Connection, issuer: str | None, actor: Actor, at: datetime) -> bool:
    """Whether the actor sees what is reported on a plan: that of the own organisation, of one under it or above it."""
    if actor.organisation is None or issuer is None:
        return True
    above = is_within(connection, actor.organisation, issuer)
    return above or _is_own(connection, issuer, actor, at)


def _refusal(connection: Connection, scope: Scope, place: Place, actor: Actor, at: datetime) -> tuple[str, str] | None:
    """Why the actor may not on this place: a key of the phrases, and whose it is; None where they may."""
    if actor.organisation is not None and place.everywhere:
        return "organisation", ""
    if scope is Scope.ORGANISATION:
        return _beyond_organisation(connection, place, actor, at)
    if actor.unit is None:
        return "no_unit", ""
    own = read_units_of(connection, actor.organisation).named_as(actor.unit, at.date())
    if place.unit is None or not any(same_unit(place.unit, name) for name in own):
        return "own_unit", place.unit or ""
    if _of_peers(connection, place, actor, at):
        return "organisation", place.organisation or ""
    return None if _takes_part(connection, place, actor, actor.unit, own) else _no_part(place)


def _beyond_organisation(connection: Connection, place: Place, actor: Actor, at: datetime) -> tuple[str, str] | None:
    """Why this is no affair of the actor's organisation, None where it is: its own, or its part in another's plan."""
    if _is_anybodys(place) or _is_own(connection, place.organisation or "", actor, at):
        return None
    if place.unit is None or not _is_own(connection, place.unit, actor, at) or _of_peers(connection, place, actor, at):
        return "organisation", place.organisation or ""
    named = read_units_of(connection, actor.organisation).named_as(place.unit, at.date())
    return None if _takes_part(connection, place, actor, place.unit, named) else _no_part(place)


def _no_part(place: Place) -> tuple[str, str]:
    return "no_part", "; ".join(place.parts[:_NAMED])


def _is_anybodys(place: Place) -> bool:
    """Whether nobody can tell whose it is: it names no organisation, or one by its level alone, as "UBND tỉnh" does."""
    return place.organisation is None or not proper_name(organisation_key(place.organisation))


def _is_own(connection: Connection, name: str, actor: Actor, at: datetime) -> bool:
    """Whether the name is of the actor's organisation, of one under it, or of one whose place it has taken."""
    if actor.organisation is None or is_within(connection, name, actor.organisation):
        return True
    before = read_units_of(connection, actor.organisation).former_organisations(at.date())
    return any(same_organisation(name, former) for former in before)


def _of_peers(connection: Connection, place: Place, actor: Actor, at: datetime) -> bool:
    """Whether it is of another organisation of the same level: it gives the actor's units nothing to do."""
    if place.organisation is None or actor.organisation is None or _is_anybodys(place):
        return False
    level = level_of(place.organisation)
    same_level = level is not None and level is level_of(actor.organisation)
    return same_level and not _is_own(connection, place.organisation, actor, at)


def _takes_part(connection: Connection, place: Place, actor: Actor, unit: str, named: tuple[str, ...]) -> bool:
    """Whether a unit, that goes by the names `named`, has a part in what is reported on, as far as anybody can say."""
    units = read_units_of(connection, actor.organisation)

    def takes_in(part: str) -> bool:
        said = units.in_group(part, unit)
        return (
            any(covers(part, name, actor.organisation) is not Coverage.NO for name in named) if said is None else said
        )

    # Of whom a plan names in words of its own nobody can say who is left out.
    clear = bool(place.parts) and all(is_known(part) or units.is_group(part) for part in place.parts)
    return not clear or any(map(takes_in, place.parts))
