"""What a command does to the directory of units, in sentences: for cards in the chat and for the command line."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import assert_never

from handlers.phrases import say
from handlers.wording import day
from knowledge import commands as give
from knowledge.commands import NewSuccession, SetGroup, SucceedUnits, UnitCommand, UnitStep
from knowledge.directory.labels import Labels
from knowledge.directory.reading import Directory
from knowledge.directory.types import SuccessionDetails
from knowledge.directory.whole import Whole
from knowledge.units import Level

# Of more units the rest are counted.
_NAMED = 12


class UnitWording:
    """Sentences about one command; units that it makes itself are called by their new names."""

    def __init__(self, directory: Directory, command: UnitCommand) -> None:
        self._directory = directory
        self._steps = command.steps if isinstance(command, give.ArrangeAll) else (command,)
        self._made = [step.name for step in self._steps if isinstance(step, give.AddUnit)]

    def sentences(self) -> Iterator[str]:
        """What each step changes: which unit, how, and from when."""
        for step in self._steps:
            yield from self._told(step)

    def affected(self) -> str | None:
        """How many tasks and people the changed units have, None where there are neither."""
        touched = frozenset(self._touched())
        shares = self._directory.shares() if touched else {}
        tasks = sum(share.leads + share.coordinates for unit, share in shares.items() if unit in touched)
        people = sum(self._whole.people.get(unit, 0) for unit in touched)
        return say("unit_change", "affected", tasks=tasks, people=people) if tasks or people else None

    @cached_property
    def _whole(self) -> Whole:
        return self._directory.whole()

    @cached_property
    def _labels(self) -> Labels:
        return Labels(self._whole)

    def _told(self, step: UnitStep) -> Iterator[str]:  # noqa: C901 - one case for each kind of step
        match step:
            case give.AddUnit(name, parent, level):
                yield say("unit_change", "add", name=name, place=self._under(parent), level=_on(level))
            case give.RenameUnit(unit, name):
                yield say("unit_change", "rename", unit=self._name(unit), name=name)
            case give.PlaceUnit(unit, parent, level):
                place = say("unit_change", "placed", place=self._under(parent), level=_on(level)).lstrip(", ")
                yield say("unit_change", "place", unit=self._name(unit), place=place)
            case give.AddAlias(unit, name):
                yield say("unit_change", "alias", unit=self._name(unit), name=name)
            case give.RemoveAlias(unit, name):
                yield say("unit_change", "unalias", unit=self._name(unit), name=name)
            case give.MergeUnits(units, into):
                yield say("unit_change", "merge", units=self._names(units), into=self._name(into))
            case give.PartUnits(units):
                merged = {unit.id: unit.name for unit in self._whole.merged}
                yield say("unit_change", "part", units=_several([merged[unit] for unit in units if unit in merged]))
            case give.SucceedUnits():
                yield from self._succeeded(step)
            case give.Reorganise(name, successions):
                yield say("unit_change", "reorganise", name=name, count=len(successions))
            case give.RetractSuccessions(numbers) | give.RestoreSuccessions(numbers):
                kind = "retract" if isinstance(step, give.RetractSuccessions) else "restore"
                yield from (say("unit_change", kind, what=what) for what in self._successions(numbers))
            case give.SetGroup():
                yield from self._grouped(step)
            case _:
                assert_never(step)

    def _succeeded(self, step: SucceedUnits) -> Iterator[str]:
        """Mergers and splits as such, everything else one by one."""
        by_former: dict[int, list[NewSuccession]] = {}
        for each in step.successions:
            by_former.setdefault(each.former, []).append(each)
        heirs = {former: tuple(each.successor for each in each_of) for former, each_of in by_former.items()}
        for successors in dict.fromkeys(heirs.values()):
            formers = [former for former in heirs if heirs[former] == successors]
            kind = _kind_of_succession(formers, successors)
            names = {"formers": self._names(formers), "successors": self._names(filter(None, successors))}
            yield say("unit_change", kind, **names, since=day(step.since), by=_by(step.source))

    def _grouped(self, step: SetGroup) -> Iterator[str]:
        group = {"group": step.name, "organisation": self._name(step.organisation)}
        if step.members:
            yield say("unit_change", "include", **group, units=self._names(step.members))
        if step.others:
            yield say("unit_change", "exclude", **group, units=self._names(step.others))
        if not step.members and not step.others:
            yield say("unit_change", "ungroup", **group)

    def _successions(self, numbers: Iterable[int]) -> Iterator[str]:
        known = {each.line.id: each for each in self._directory.list_successions()}
        for number in numbers:
            yield succession_words(known[number]) if number in known else f"#{number}"

    def _touched(self) -> Iterator[int]:
        for step in self._steps:
            yield from (unit for unit in _changed(step) if unit > 0)

    def _under(self, parent: int | None) -> str:
        return "" if parent is None else say("unit_change", "under", parent=self._name(parent))

    def _names(self, units: Iterable[int]) -> str:
        return _several([self._name(unit) for unit in units])

    def _name(self, unit: int) -> str:
        return self._made[-unit - 1] if unit < 0 else self._labels.label(unit)


def succession_words(told: SuccessionDetails) -> str:
    """Who gave way to whom, from when and by what."""
    kind = "ends" if told.successor is None else "becomes"
    names = {"formers": f"“{told.former}”", "successors": f"“{told.successor}”"}
    return say("unit_change", kind, **names, since=day(told.line.since), by=_by(told.line.source)).rstrip(".")


def level_word(level: Level | None) -> str:
    """The level as it is called, "" where it is not known."""
    return "" if level is None else say("unit_level", level.value)


def _several(names: Sequence[str]) -> str:
    named = ", ".join(f"“{name}”" for name in names[:_NAMED])
    return named if len(names) <= _NAMED else say("unit_change", "more", named=named, count=len(names) - _NAMED)


def _kind_of_succession(formers: Sequence[int], successors: Sequence[int | None]) -> str:
    if None in successors:
        return "ends"
    if len(successors) > 1:
        return "splits"
    return "merges" if len(formers) > 1 else "becomes"


def _changed(step: UnitStep) -> tuple[int, ...]:
    """The units (ids) whose tasks and people a step hands on, or calls otherwise."""
    match step:
        case give.RenameUnit(unit):
            return (unit,)
        case give.MergeUnits(units):
            return units
        case give.SucceedUnits(successions):
            return tuple(each.former for each in successions)
        case _:
            return ()


def _on(level: Level | None) -> str:
    return "" if level is None else say("unit_change", "level", level=level_word(level))


def _by(source: str) -> str:
    return say("unit_change", "by", source=source) if source else ""
