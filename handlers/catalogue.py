"""What the plans in force offer to the understanding: their names, places, sections and units."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from knowledge.store import Store
from knowledge.types import PlanLine, SectionLine, TaskLine
from knowledge.vietnamese.fold import fold, words


@dataclass(frozen=True)
class Catalogue:
    """One snapshot of the plans in force; `units` are the names as printed, each once."""

    plans: tuple[PlanLine, ...]
    sections: tuple[SectionLine, ...]
    units: tuple[str, ...]

    def names_of(self, plan: PlanLine) -> tuple[tuple[str, ...], ...]:
        """What a plan is called by: its title, and the titles of its outermost sections."""
        outermost = (line.title for line in self.sections if line.plan_id == plan.id and len(line.labels) == 1)
        return tuple(map(folded_words, (plan.title, *outermost)))

    def words_above(self, section: SectionLine) -> frozenset[str]:
        """The words of the titles of the headings around a section."""
        around = (
            line.title
            for line in self.sections
            if line.plan_id == section.plan_id and line.labels == section.labels[: len(line.labels)]
        )
        return frozenset(word for title in around for word in folded_words(title))

    @cached_property
    def naming_words(self) -> frozenset[str]:
        """Every word of the names of the plans."""
        return frozenset(word for plan in self.plans for name in self.names_of(plan) for word in name)

    def holds(self, plan_ids: Iterable[int]) -> bool:
        """Whether all these plans are in force."""
        return {plan.id for plan in self.plans}.issuperset(plan_ids)

    def plan(self, plan_id: int) -> PlanLine:
        """The plan with this id."""
        return next(plan for plan in self.plans if plan.id == plan_id)


def folded_words(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(word.folded for word in words(text))


def read_catalogue(store: Store) -> Catalogue:
    """Read what the store holds now."""
    return Catalogue(store.plans.list_plans(), store.plans.list_sections(), _units(store.tasks.list_tasks()))


def _units(tasks: tuple[TaskLine, ...]) -> tuple[str, ...]:
    printed = {
        unit: fold(unit)
        for task in tasks
        for assignment in task.assignments
        for unit in (*assignment.lead, *assignment.coordinate)
    }
    return tuple(sorted(printed, key=printed.__getitem__))
