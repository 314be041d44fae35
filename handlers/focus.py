"""What the talk is about: kept in the store between messages, so that "thế còn hạn?" has a meaning after a restart."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from typing import Any

from handlers.intents import Field

LIFETIME = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Focus:
    """The last question's kind and subject (`tasks` are ids); `listed` and `shown` page through a list."""

    intent: str = ""
    fields: tuple[Field, ...] = ()
    tasks: tuple[int, ...] = ()
    section: tuple[str, ...] = ()
    plans: tuple[int, ...] = ()
    listed: tuple[int, ...] = ()
    shown: int = 0

    def dump(self) -> str:
        """As JSON text for the store."""
        return json.dumps(asdict(self), ensure_ascii=False)


NO_FOCUS = Focus()
_NAMES = {field.name for field in fields(Focus)}


def load_focus(payload: str | None) -> Focus:
    """The focus stored as `payload`; an empty one where nothing is stored, or an earlier version stored it."""
    values: dict[str, Any] = json.loads(payload) if payload is not None else {}
    if values.keys() != _NAMES:
        return NO_FOCUS
    return Focus(
        intent=values["intent"],
        fields=tuple(map(Field, values["fields"])),
        tasks=tuple(values["tasks"]),
        section=tuple(values["section"]),
        plans=tuple(values["plans"]),
        listed=tuple(values["listed"]),
        shown=values["shown"],
    )
