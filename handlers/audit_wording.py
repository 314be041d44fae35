"""Entries of the audit trail put into Vietnamese: one sentence each, from the phrases of its command."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from handlers import report_wording, wording
from handlers.phrases import say
from knowledge.applied import Facts
from knowledge.audit_types import AuditEntry
from knowledge.types import Figure, Period

_FILE = Path(__file__).with_suffix(".toml")
_BLANK = re.compile(r"\{([\w.|]+)\}")
_SHORT = 80
# So many things are named one by one.
_NAMED = 5


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def sentence(entry: AuditEntry, zone: tzinfo) -> str:
    """The entry as one sentence: who did what, and when."""
    return _say("whole", who=who(entry), did=did(entry), at=moment(entry, zone))


def who(entry: AuditEntry) -> str:
    """The name of who acted, with what they are and where they did it."""
    name = entry.actor_name or _say("nobody")
    role = say("role", entry.actor_role) if entry.actor_role else ""
    channel = say("channel", entry.channel) if entry.channel else ""
    if role and channel:
        return _say("role_and_channel", who=name, role=role, channel=channel)
    if role:
        return _say("role", who=name, role=role)
    return _say("channel", who=name, channel=channel) if channel else name


def did(entry: AuditEntry) -> str:
    """What was done: the first phrase of the command of which every blank can be filled."""
    told = {"progress": _progress(entry), "successions": _successions(entry)}
    facts = {"before": entry.before, "after": entry.after, "unit": entry.unit, **told}
    filled = (_filled(phrase, facts) for phrase in _tables()["did"][entry.command])
    return next(phrase for phrase in filled if phrase is not None)


def moment(entry: AuditEntry, zone: tzinfo) -> str:
    """When it was done: "09:12 03/02/2026"."""
    at = entry.at.astimezone(zone)
    return _say("moment", time=f"{at:%H:%M}", date=wording.day(at.date()))


def _say(name: str, **values: object) -> str:
    phrase: str = _tables()["sentence"][name]
    return phrase.format(**values)


def _filled(phrase: str, facts: Mapping[str, Any]) -> str | None:
    """The phrase with its blanks filled in, None where one of them can't be."""
    values = {blank: _value(blank, facts) for blank in _BLANK.findall(phrase)}
    if not all(values.values()):
        return None
    return _BLANK.sub(lambda blank: values[blank[1]], phrase)


def _value(blank: str, facts: Mapping[str, Any]) -> str:
    """The words for the first of the alternatives that is there, "" where none is."""
    return next(filter(None, (_told(path, facts) for path in blank.split("|"))), "")


def _told(path: str, facts: Any) -> str:
    """The words for what stands at the path; of several things the first few."""
    *_, name = steps = path.split(".")
    found = [facts]
    for step in steps:
        found = [value for each in found for value in _within(each, step)]
    return _few(dict.fromkeys(_word(name, value) for value in found))


def _within(facts: Any, name: str) -> list[Any]:
    value = facts.get(name) if isinstance(facts, Mapping) else None
    if isinstance(value, list):
        return value
    return [] if value in (None, "") else [value]


def _word(name: str, value: Any) -> str:
    words = _tables()["words"].get(name, {})
    match value:
        case bool():
            return str(words[str(value).lower()])
        case float():
            return wording.number(value)
        case _:
            return say("role", value) if name == "role" else str(words.get(value, value))


def _few(told: Iterable[str]) -> str:
    several = list(told)
    first, left = ", ".join(several[:_NAMED]), len(several) - _NAMED
    return _say("more", first=first, count=left) if left > 0 else first


def _successions(entry: AuditEntry) -> str:
    """Who has given way to whom."""
    told = [*entry.before.get("successions", ()), *entry.after.get("successions", ())]
    return _few(map(_succession, told))


def _succession(change: Facts) -> str:
    since = wording.day(date.fromisoformat(change["since"]))
    name = "succeeded" if change["successor"] else "ended"
    return _say(name, former=change["former"], successor=change["successor"], since=since)


def _progress(entry: AuditEntry) -> str:
    """How each task or target of the entry stood and stands."""
    before, after = entry.before.get("stands", ()), entry.after.get("stands", ())
    return "; ".join(_line(stood, stands) for stood, stands in zip(before, after, strict=True))


def _line(stood: Facts, stands: Facts) -> str:
    before, after = _standing(stood), _standing(stands)
    if before == after:
        return _say("progress_same", subject=_subject(stands), after=after)
    return _say("progress", subject=_subject(stands), before=before, after=after)


def _subject(place: Facts) -> str:
    content = wording.shorten(place.get("content", ""), _SHORT)
    if "target" in place:
        subject = _say("target", content=content)
    elif place.get("task"):
        section = _say("section", section=".".join(place["where"])) if place["where"] else ""
        subject = _say("task", number=place["task"], section=section)
    elif "task" in place:
        subject = _say("task_bare", content=content)
    else:
        return _say("gone")
    return _say("in_plan", subject=subject, plan=place["plan"])


def _standing(stands: Facts) -> str:
    return ", ".join(_parts(stands)) or _say("unreported")


def _parts(stands: Facts) -> Iterator[str]:
    if "status" in stands:
        percent = say("report", "percent", percent=wording.number(stands["percent"])) if "percent" in stands else ""
        yield say("status", stands["status"]) + percent
    if "value" in stands:
        yield report_wording.figure(Figure(stands["value"], stands["measure"], stands.get("out_of")))
    if "period" in stands:
        start, end = map(date.fromisoformat, stands["period"])
        yield _say("period", period=report_wording.period(Period(start, end)))
