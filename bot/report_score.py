"""How well reports were understood: each part on its own, apart for the messages held back from tuning.

A note is right that holds every piece of the sender's own words that is expected of it: what stands in the way, why,
what is asked for, promised or left. What else it holds is judged by no score, for nothing said may be lost.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.evaluate import REPORTED, Fields, Judged, each_report, holds, wrong_subject

SUBJECT = "subject"
PARTS = (SUBJECT, *REPORTED)
# Where none of these is expected, none may be understood.
_NEVER_INVENTED = frozenset({"percent", "completed_on", "evidence"})


def score_parts(judged: Sequence[Judged]) -> dict[str, Counter[bool]]:
    """How often each part of the reports was understood and how often not."""
    counts: dict[str, Counter[bool]] = {part: Counter() for part in PARTS}
    for one in judged:
        facts = one.reply.get("facts") or {}
        for expect, told in each_report(one.question.expect, facts):
            for part, right in _graded(expect, told):
                counts[part][right] += 1
    return counts


def _graded(expect: Fields, told: Fields) -> Iterator[tuple[str, bool]]:
    yield SUBJECT, not any(wrong_subject(expect, told))
    for part in REPORTED:
        if part in expect:
            yield part, holds(part, expect, told)
        elif part in _NEVER_INVENTED:
            yield part, not told.get(part)
