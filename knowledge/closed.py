"""Which times of recurring duties were reported done, and by whom."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from knowledge.expected import Expected
from knowledge.schema.database import Database
from knowledge.types import Period, ProgressStatus
from knowledge.words import Word, read_words


@dataclass(frozen=True, slots=True)
class Closed:
    """Of each unit the newest word on each time, where it is that the time is done."""

    words: tuple[Word, ...]

    def by(self, task: str, keys: Collection[str], period: Period) -> bool:
        """Whether one of the units with these keys, or somebody in its stead, said that the time is done."""
        return any(word.unit in keys or any(lead in keys for _, lead in word.stead) for word in self._of(task, period))

    def said(self, task: str, expected: Expected, period: Period) -> bool:
        """Whether who has to report said that the time is done, or somebody did in its stead."""
        if expected.lead is not None:
            return any((expected.part, expected.lead) in word.stead for word in self._of(task, period))
        return bool(expected.keys) and self.by(task, expected.keys, period)

    def _of(self, task: str, period: Period) -> Iterator[Word]:
        return (word for word in self.words if word.task == task and word.period == period)


def find_closed(database: Database, tasks: Sequence[str]) -> Closed:
    """What was said of the times of these tasks (keys): of each unit the newest word on each time, where it is done."""
    with database.reading() as connection:
        words = read_words(connection, tasks, of_times=True)
    return Closed(tuple(word for word in words if word.status is ProgressStatus.DONE))
