"""A unit's share in the tasks: what names it, and what is given to a group it belongs to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from knowledge.types import AssignmentLine, AssignmentRole
from knowledge.units import Coverage, covers, same_unit, unit_key
from knowledge.vietnamese.fold import fold

# Nobody can tell from the plan who "các đơn vị có liên quan" are, so such words give a task to no unit.
_INDEFINITE = "lien quan"
NOTHING_SAID: Mapping[str, bool] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Membership:
    """The printed names that are the unit, those of groups it belongs to, and those that may mean anybody.

    Of the `names` some are its own (`itself`), the others of units whose place it has taken; `own` are the keys of all.
    """

    itself: frozenset[str]
    names: frozenset[str]
    groups: frozenset[str]
    indefinite: frozenset[str]
    own: frozenset[str]

    @property
    def keys(self) -> tuple[str, ...]:
        """The unit keys to look for in the store."""
        return tuple(sorted(self.own | set(map(unit_key, self.names | self.groups))))

    @property
    def own_keys(self) -> tuple[str, ...]:
        """The keys of the unit itself, by which it reports."""
        return tuple(sorted(self.own | set(map(unit_key, self.names))))

    def names_in(self, part: AssignmentLine, role: AssignmentRole | None) -> frozenset[str]:
        """The names by which the unit itself has this role."""
        return self.names & _in_role(part, role)

    def groups_in(self, part: AssignmentLine, role: AssignmentRole | None) -> frozenset[str]:
        """The groups through which the unit has this role; none where it is named itself, in any role."""
        if self.itself & {*part.lead, *part.coordinate}:
            return frozenset()
        return self.groups & _in_role(part, role)

    def takes_part(self, part: AssignmentLine, role: AssignmentRole | None) -> bool:
        """Whether the unit has this role, by its name, or by a group where it is not named in the other role."""
        return bool(self.names_in(part, role)) or bool(self.groups_in(part, role))


def membership_of(
    unit: str,
    organisation: str | None,
    printed: Iterable[str],
    *,
    by_name_only: bool,
    named: Iterable[str] = (),
    formers: Iterable[str] = (),
    said: Mapping[str, bool] = NOTHING_SAID,
) -> Membership:
    """How the unit stands among the names the plans print.

    `named` are all its own names, `formers` those of the units whose place it has taken; of the groups (keys) in
    `said` it was told whether it is in.
    """
    own = (unit, *named)
    return _membership_of(own, tuple(formers), organisation, frozenset(printed), by_name_only, frozenset(said.items()))


# The same people ask again, and hundreds of plans print thousands of names.
@lru_cache(maxsize=64)
def _membership_of(
    own: tuple[str, ...],
    formers: tuple[str, ...],
    organisation: str | None,
    printed: frozenset[str],
    by_name_only: bool,
    said: frozenset[tuple[str, bool]],
) -> Membership:
    itself = _meaning(own, printed)
    names = itself | _meaning(formers, printed)
    others = frozenset[str]() if by_name_only else printed - names
    groups = frozenset(name for name in others if _is_in(name, (*own, *formers), organisation, dict(said)))
    told = {group for group, _ in said}
    indefinite = frozenset(name for name in groups if _INDEFINITE in fold(name) and unit_key(name) not in told)
    return Membership(itself, names, groups - indefinite, indefinite, frozenset(map(unit_key, (*own, *formers))))


def _meaning(units: Iterable[str], printed: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in printed if any(same_unit(name, unit) for unit in units))


def _is_in(group: str, units: Iterable[str], organisation: str | None, said: Mapping[str, bool]) -> bool:
    """Whether the unit is in a printed group: as was said of it, else as the names have it."""
    is_said = said.get(unit_key(group))
    if is_said is not None:
        return is_said
    return any(covers(group, unit, organisation) is Coverage.GROUP for unit in units)


def _in_role(part: AssignmentLine, role: AssignmentRole | None) -> frozenset[str]:
    roles = {AssignmentRole.LEAD: part.lead, AssignmentRole.COORDINATE: part.coordinate}
    return frozenset(roles[role]) if role is not None else frozenset((*part.lead, *part.coordinate))
