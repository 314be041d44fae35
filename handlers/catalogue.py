"""What the plans in force offer to the understanding: their names, places, sections and units."""

from collections import Counter
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

    @cached_property
    def title_words(self) -> Counter[str]:
        """How many titles hold each folded word."""
        return Counter(word for plan in self.plans for word in set(folded_words(plan.title)))

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
