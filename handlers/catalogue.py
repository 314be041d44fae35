"""What the plans in force offer to the understanding: their names, places, sections and units."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from knowledge.events import Waiting
from knowledge.store import Store
from knowledge.types import PlanLine, SectionLine
from knowledge.vietnamese.fold import fold, words


@dataclass(frozen=True)
class Catalogue:
    """One snapshot of the plans in force; `units` are the names as printed, each once.

    Deadlines are `waiting` for the events by which they are counted.
    """

    plans: tuple[PlanLine, ...]
    sections: tuple[SectionLine, ...]
    units: tuple[str, ...]
    waiting: tuple[Waiting, ...] = ()

    def names_of(self, plan: PlanLine) -> tuple[tuple[str, ...], ...]:
        """What a plan is called by: its title, and the titles of its outermost sections."""
        return self._names[plan.id]

    def sections_of(self, plan_ids: Iterable[int]) -> Iterator[SectionLine]:
        """The sections of these plans."""
        return (line for plan_id in plan_ids for line in self._sections_of.get(plan_id, ()))

    def words_above(self, section: SectionLine) -> frozenset[str]:
        """The words of the titles of the headings around a section."""
        around = (
            line.title
            for line in self.sections_of((section.plan_id,))
            if line.labels == section.labels[: len(line.labels)]
        )
        return frozenset(word for title in around for word in folded_words(title))

    @cached_property
    def naming_words(self) -> frozenset[str]:
        """Every word of the names of the plans."""
        return frozenset(word for plan in self.plans for name in self.names_of(plan) for word in name)

    @cached_property
    def plan_ids(self) -> frozenset[int]:
        """The plans in force."""
        return frozenset(self._by_id)

    def holds(self, plan_ids: Iterable[int]) -> bool:
        """Whether all these plans are in force."""
        return self.plan_ids.issuperset(plan_ids)

    def plan(self, plan_id: int) -> PlanLine:
        """The plan with this id."""
        return self._by_id[plan_id]

    @cached_property
    def _by_id(self) -> dict[int, PlanLine]:
        return {plan.id: plan for plan in self.plans}

    @cached_property
    def _sections_of(self) -> dict[int, list[SectionLine]]:
        grouped: dict[int, list[SectionLine]] = {}
        for line in self.sections:
            grouped.setdefault(line.plan_id, []).append(line)
        return grouped

    @cached_property
    def _names(self) -> dict[int, tuple[tuple[str, ...], ...]]:
        return {plan.id: tuple(map(folded_words, (plan.title, *self._outermost(plan)))) for plan in self.plans}

    def _outermost(self, plan: PlanLine) -> Iterator[str]:
        return (line.title for line in self.sections_of((plan.id,)) if len(line.labels) == 1)


def folded_words(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(word.folded for word in words(text))


def read_catalogue(store: Store) -> Catalogue:
    """Read what the store holds now."""
    units = sorted(store.tasks.list_units(), key=lambda name: (fold(name), name))
    waiting = store.events.list_waiting()
    return Catalogue(store.plans.list_plans(), store.plans.list_sections(), tuple(units), waiting)
