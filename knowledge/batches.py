"""Reads lines by their ids, however many."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

# Both databases limit how many values one statement may carry.
_BATCH = 5_000


class _Line(Protocol):
    @property
    def id(self) -> int: ...


LineT = TypeVar("LineT", bound=_Line)


def read_by_ids(ids: Sequence[int], read: Callable[[Sequence[int]], Iterable[LineT]]) -> tuple[LineT, ...]:
    """What `read` finds of `ids`, in their order."""
    batches = (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
    found = {line.id: line for batch in batches for line in read(batch)}
    return tuple(found[line_id] for line_id in ids if line_id in found)
