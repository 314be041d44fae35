"""A unit's share in the tasks: what names it, and what is given to a group it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.types import AssignmentLine, AssignmentRole
from knowledge.units import Coverage, covers, unit_key
from knowledge.vietnamese.fold import fold

# Nobody can tell from the plan who "các đơn vị có liên quan" are, so such words give a task to no unit.
_INDEFINITE = "lien quan"


@dataclass(frozen=True, slots=True)
class Membership:
    """The printed names that are the unit itself, those of groups it belongs to, and those that may mean anybody."""

    names: frozenset[str]
    groups: frozenset[str]
    indefinite: frozenset[str]
    own_key: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The unit keys to look for in the store."""
        return tuple(sorted({self.own_key, *map(unit_key, self.names | self.groups)}))

    @property
    def own_keys(self) -> tuple[str, ...]:
        """The keys of the unit itself, by which it reports."""
        return tuple(sorted({self.own_key, *map(unit_key, self.names)}))

    def groups_in(self, part: AssignmentLine, role: AssignmentRole | None) -> frozenset[str]:
        """The groups through which the unit has this role; none where it is named itself, in any role."""
        if self.names & {*part.lead, *part.coordinate}:
            return frozenset()
        return self.groups & _in_role(part, role)

    def takes_part(self, part: AssignmentLine, role: AssignmentRole | None) -> bool:
        """Whether the unit has this role, by its name, or by a group where it is not named in the other role."""
        return bool(self.names & _in_role(part, role)) or bool(self.groups_in(part, role))


def membership_of(unit: str, organisation: str | None, printed: Iterable[str], *, by_name_only: bool) -> Membership:
    """How the unit stands among the names the plans print."""
    return _membership_of(unit, organisation, frozenset(printed), by_name_only)


# The same people ask again, and hundreds of plans print thousands of names.
@lru_cache(maxsize=64)
def _membership_of(unit: str, organisation: str | None, printed: frozenset[str], by_name_only: bool) -> Membership:
    names: set[str] = set()
    groups: set[str] = set()
    indefinite: set[str] = set()
    for name in printed:
        covered = covers(name, unit, organisation)
        if covered is Coverage.EXACT:
            names.add(name)
        elif covered is Coverage.GROUP and not by_name_only:
            (indefinite if _INDEFINITE in fold(name) else groups).add(name)
    return Membership(frozenset(names), frozenset(groups), frozenset(indefinite), unit_key(unit))


def _in_role(part: AssignmentLine, role: AssignmentRole | None) -> frozenset[str]:
    roles = {AssignmentRole.LEAD: part.lead, AssignmentRole.COORDINATE: part.coordinate}
    return frozenset(roles[role]) if role is not None else frozenset((*part.lead, *part.coordinate))
