"""Who may give which command, and on what: one table, read by `perform` before anything is done."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

from sqlalchemy import Connection

from knowledge import commands as give
from knowledge.commands import Actor, Command
from knowledge.directory.reading import is_within, read_units_of
from knowledge.errors import DeniedError
from knowledge.places import Place, places_of
from knowledge.roles import Role
from knowledge.units import Coverage, covers, same_organisation, same_unit

# Of those who have a part in a task so many are named.
_NAMED = 3


class Scope(Enum):
    """How far a right reaches: the own unit, or the own organisation and those under it."""

    UNIT = "unit"
    ORGANISATION = "organisation"


_REPORTS = {Role.OFFICER: Scope.UNIT, Role.LEADER: Scope.ORGANISATION, Role.ADMIN: Scope.ORGANISATION}
_ADMINISTERS = {Role.ADMIN: Scope.ORGANISATION}

# A role that is not named may not. Whoever belongs to no organisation in particular has the right in all of them.
RIGHTS: Mapping[type[Command], Mapping[Role, Scope]] = {
    give.ReportProgress: _REPORTS,
    give.RetractReport: _REPORTS,
    give.RestoreReport: _REPORTS,
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


def may_give(kind: type[Command], role: Role | None) -> bool:
    """Whether people of this role give such commands at all, on whatever it be."""
    return kind in OPEN_TO_ALL or (role is not None and role in RIGHTS[kind])


def sees_reports(connection: Connection, issuer: str | None, actor: Actor, at: datetime) -> bool:
    """Whether the actor sees what is reported on a plan: that of the own organisation, of one under it or above it."""
    if actor.organisation is None or issuer is None:
        return True
    above = is_within(connection, actor.organisation, issuer)
    return above or _in_organisation(connection, Place(issuer), actor, at)


def _refusal(connection: Connection, scope: Scope, place: Place, actor: Actor, at: datetime) -> tuple[str, str] | None:
    """Why the actor may not on this place: a key of the phrases, and whose it is; None where they may."""
    if scope is Scope.ORGANISATION:
        return None if _in_organisation(connection, place, actor, at) else ("organisation", place.organisation or "")
    if actor.unit is None:
        return "no_unit", ""
    own = read_units_of(connection, actor.organisation).named_as(actor.unit, at.date())
    if place.unit is None or not any(same_unit(place.unit, name) for name in own):
        return "own_unit", place.unit or ""
    if place.parts and not any(_takes_in(part, name, actor) for part in place.parts for name in own):
        return "no_part", "; ".join(place.parts[:_NAMED])
    return None


def _in_organisation(connection: Connection, place: Place, actor: Actor, at: datetime) -> bool:
    if actor.organisation is None:
        return True
    if place.everywhere:
        return False
    affairs = (place.organisation, place.unit)
    known = [name for name in affairs if name is not None]
    if place.organisation is None or any(is_within(connection, name, actor.organisation) for name in known):
        return True
    before = read_units_of(connection, actor.organisation).former_organisations(at.date())
    return any(same_organisation(name, former) for name in known for former in before)


def _takes_in(part: str, name: str, actor: Actor) -> bool:
    return covers(part, name, actor.organisation) is not Coverage.NO
