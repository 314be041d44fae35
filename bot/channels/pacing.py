"""How much of one sender is heard: a burst at once, then one message a second, whatever others send."""

from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum

_BURST = 20
_SECONDS_EACH = 1.0
_SENDERS = 10_000


class Hearing(Enum):
    """Whether a message is heard; of those that are not, the first is told so, and the others go in silence."""

    HEARD = "heard"
    TOLD = "told"
    SILENT = "silent"


@dataclass(slots=True)
class _Bucket:
    """What a sender may still say, as of a moment; and when they were told last that it was too much."""

    left: float
    at: float
    told_at: float | None = None


class Pacing:
    """A bucket for each of the senders heard last: one forgotten since has a full one again."""

    def __init__(self, burst: int = _BURST, senders: int = _SENDERS) -> None:
        self._burst = burst
        self._senders = senders
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def hear(self, sender: str, at: float) -> Hearing:
        """Whether this message is heard, which the sender said `at` so many seconds; of two, the later comes later."""
        bucket = self._bucket(sender, at)
        now = max(at, bucket.at)
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) / _SECONDS_EACH)
        bucket.at = now
        if bucket.left >= 1:
            bucket.left -= 1
            return Hearing.HEARD
        if bucket.told_at is not None and now - bucket.told_at < self._burst * _SECONDS_EACH:
            return Hearing.SILENT
        bucket.told_at = now
        return Hearing.TOLD

    def _bucket(self, sender: str, at: float) -> _Bucket:
        bucket = self._buckets.setdefault(sender, _Bucket(self._burst, at))
        self._buckets.move_to_end(sender)
        if len(self._buckets) > self._senders:
            self._buckets.popitem(last=False)
        return bucket
