"""Reports made for measuring: the time from a message to its card, and from a yes to the report on record."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.bench.speed import percentiles
from bot.subprocesses import Home, Talk

_WARM_UP = 3
_SHARES = (20, 45, 70, 95)
_AT = "{year}-06-15T09:00:00+07:00"

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reporting:
    """How long so many reports took, in seconds: the median, and what nineteen of twenty stay below."""

    reports: int
    shown: tuple[float, float]
    recorded: tuple[float, float]


def measure_reports(home: Home, plans: Sequence[Fields], count: int) -> Reporting | None:
    """Report on tasks of plans (plan JSON) one by one and confirm each; None where none could be reported on."""
    talk = Talk(home)
    timed = [pair for place, said in enumerate(_reports(plans, count)) if (pair := _timed(talk, said, place))]
    talk.end()
    if len(timed) <= _WARM_UP:
        return None
    shown, recorded = zip(*timed[_WARM_UP:], strict=True)
    return Reporting(len(shown), percentiles(shown), percentiles(recorded))


def _reports(plans: Sequence[Fields], count: int) -> Iterator[Fields]:
    tasks = [(plan, task) for plan in plans for task in plan["tasks"] if task["number"] and task["assignments"]]
    for place in range(count if tasks else 0):
        plan, task = tasks[place % len(tasks)]
        lead = task["assignments"][0]["lead"]
        where = f" mục {'.'.join(task['section'])}" if task["section"] else ""
        yield {
            "at": _AT.format(year=(plan["document"].get("date") or "2026")[:4]),
            "from": {"role": "leader", "organisation": plan["document"]["issuer"], "unit": lead[0] if lead else None},
            "text": f"nv {task['number']}{where} đang làm {_SHARES[place % len(_SHARES)]}%, thiếu kinh phí",
        }


def _timed(talk: Talk, said: Fields, place: int) -> tuple[float, float] | None:
    """The seconds to the card and to the record; None where something is asked back instead."""
    talking = {"chat": f"report-{place}", "at": said["at"], "from": {"id": f"report-{place}", **said["from"]}}
    begun = time.perf_counter()
    card = talk.ask({**talking, "text": said["text"]})
    shown = time.perf_counter()
    if card["facts"]["intent"] != "report":
        return None
    done = talk.ask({**talking, "choose": "1"})
    return (shown - begun, time.perf_counter() - shown) if done["facts"]["intent"] == "confirmed" else None
