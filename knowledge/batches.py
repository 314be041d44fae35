"""Reads lines by their ids, however many."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

# Both databases limit how many values one statement may carry.
_BATCH = 5_000


class _Line(Protocol):
    @property
    def id(self) -> int: ...


LineT = TypeVar("LineT", bound=_Line)
ValueT = TypeVar("ValueT")


def batches(values: Sequence[ValueT]) -> Iterator[Sequence[ValueT]]:
    """The values, ids for the most part, a batch at a time."""
    return (values[start : start + _BATCH] for start in range(0, len(values), _BATCH))


def read_by_ids(ids: Sequence[int], read: Callable[[Sequence[int]], Iterable[LineT]]) -> tuple[LineT, ...]:
    """What `read` finds of `ids`, in their order."""
    found = {line.id: line for batch in batches(ids) for line in read(batch)}
    return tuple(found[line_id] for line_id in ids if line_id in found)
