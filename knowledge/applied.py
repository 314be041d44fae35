"""What a command did, for whoever gave it and for the audit trail."""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Facts = dict[str, Any]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Applied(Generic[Result]):
    """A command's result, whether anything changed, and how things stood before and after, as JSON values.

    `organisation` and `unit` name whose affair it is, None where it is everybody's.
    """

    result: Result
    changed: bool
    before: Facts = field(default_factory=dict)
    after: Facts = field(default_factory=dict)
    organisation: str | None = None
    unit: str | None = None
