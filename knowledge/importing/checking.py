"""Taking a JSON value apart while checking it, so that what is wrong can be named by its place."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from knowledge.malformed import MalformedError

# No database keeps a NUL, no encoding writes half of a pair.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Checked:
    """A value of a JSON document and where it stands ("tasks[3].number")."""

    value: object
    place: str

    def wrong(self, why: str) -> MalformedError:
        """The error to raise about this value."""
        return MalformedError(f"{self.place or '(gốc)'}: {why}")

    def has(self, key: str) -> bool:
        """Whether an object has a key."""
        return isinstance(self.value, dict) and key in self.value

    def field(self, key: str) -> "Checked":
        """The value of a key that must be there."""
        if not isinstance(self.value, dict):
            raise self.wrong("phải là một đối tượng")
        place = f"{self.place}.{key}" if self.place else key
        if key not in self.value:
            raise MalformedError(f"{place}: thiếu")
        return Checked(self.value[key], place)

    def elements(self) -> Iterator["Checked"]:
        """The elements of a list."""
        if not isinstance(self.value, list):
            raise self.wrong("phải là một danh sách")
        for index, element in enumerate(self.value):
            yield Checked(element, f"{self.place}[{index}]")

    def items(self, key: str) -> Iterator["Checked"]:
        """The elements of a list that may be left out."""
        if self.has(key):
            yield from self.field(key).elements()

    def text(self) -> str:
        """A string."""
        if not isinstance(self.value, str):
            raise self.wrong("phải là chuỗi")
        if _UNWRITABLE.search(self.value):
            raise self.wrong("có ký tự không hợp lệ")
        return self.value

    def optional_text(self) -> str | None:
        """A string or null."""
        return None if self.value is None else self.text()

    def texts(self) -> tuple[str, ...]:
        """A list of strings."""
        return tuple(element.text() for element in self.elements())

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.wrong("phải là true hoặc false")
        return self.value

    def number(self) -> float:
        """A finite number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.wrong("phải là số")
        try:
            number = float(self.value)
        except OverflowError as error:
            raise self.wrong("phải là số hữu hạn") from error
        if not math.isfinite(number):
            raise self.wrong("phải là số hữu hạn")
        return number

    def optional_whole(self, least: int, most: int) -> int | None:
        """A whole number in a range, or null."""
        if self.value is None:
            return None
        if isinstance(self.value, bool) or not isinstance(self.value, int) or not least <= self.value <= most:
            raise self.wrong(f"phải là số nguyên từ {least} đến {most}")
        return self.value

    def day(self) -> date:
        """A day as YYYY-MM-DD."""
        text = self.text()
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise self.wrong("phải là ngày dạng YYYY-MM-DD") from error
        if day.isoformat() != text:
            raise self.wrong("phải là ngày dạng YYYY-MM-DD")
        return day

    def choice(self, choices: type[_Choice]) -> _Choice:
        """One of an enumeration's values."""
        text = self.text()
        if text not in {choice.value for choice in choices}:
            raise self.wrong(f"không có giá trị “{text}”")
        return choices(text)
