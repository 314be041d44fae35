"""What an administrator says of people: whom to invite, and what to do with one who has joined."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from knowledge.roles import Role
from knowledge.vietnamese.fold import fold, nfc

_FILE = Path(__file__).with_name("people_words.toml")
_DAYS = re.compile(r"\b(?:han |trong |het han sau )?(\d{1,4}) ngay\b")
_NUMBER = re.compile(r"#(\d{1,9})\b\s*")
_INVITATION = re.compile(r"(?:(?:loi|ma) moi )?(?:so )?#?(\d{1,9})")
_LOOSE = " ,.:;–-\n\t"


@dataclass(frozen=True, slots=True)
class InvitationSaid:
    """As what, into which unit and for how many days somebody is to be invited; what was not said is left open."""

    role: Role | None
    unit: str
    everywhere: bool
    days: int | None


class Deed(StrEnum):
    """What can be done with a person; the names of their words."""

    CHANGE_ROLE = "change_role"
    MOVE = "move"
    REMOVE = "remove"
    READMIT = "readmit"


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """The person (id) and what is to be done, None to look at them; of a role or a unit only what was said."""

    person: int
    deed: Deed | None
    rest: str


def read_invitation(said: str) -> InvitationSaid:
    """What a message says of an invitation, its parts in any order."""
    text, days = _without_days(nfc(said))
    role, rest = _role(_trimmed(text))
    rest = _trimmed(rest)
    everywhere = fold(rest) in _phrases("everywhere")
    return InvitationSaid(role, "" if everywhere else rest, everywhere, days)


def read_role(said: str) -> Role | None:
    """The role that a message names and nothing else."""
    role, rest = _role(_trimmed(nfc(said)))
    return role if not _trimmed(rest) else None


def read_person(said: str) -> PersonSaid | None:
    """What is to be done with the person whose number a message begins with; None where it begins with none."""
    text = nfc(said).strip()
    number = _NUMBER.match(fold(text))
    if number is None:
        return None
    rest = text[number.end() :]
    for deed in Deed:
        begun = _begins(rest, _phrases(deed.value))
        if begun:
            return PersonSaid(int(number[1]), deed, rest[begun:].strip(_LOOSE))
    return PersonSaid(int(number[1]), None, rest)


def read_revocation(said: str) -> int | None:
    """The number of the invitation to revoke; None where a message says no such thing."""
    text = nfc(said).strip()
    begun = _begins(text, _phrases("revoke"))
    number = _INVITATION.fullmatch(fold(text[begun:]).strip(_LOOSE)) if begun else None
    return None if number is None else int(number[1])


def asks_for_all(said: str) -> bool:
    """Whether nobody in particular is meant."""
    return not said or fold(nfc(said)).strip(_LOOSE) in _phrases("everybody")


def asks_for_removed(said: str) -> bool:
    """Whether those are meant who were removed."""
    return fold(nfc(said)).strip(_LOOSE) in _phrases("removed")


def _without_days(text: str) -> tuple[str, int | None]:
    days = _DAYS.search(fold(text))
    if days is None:
        return text, None
    return f"{text[: days.start()].rstrip()} {text[days.end() :].lstrip()}", int(days[1])


def _role(text: str) -> tuple[Role | None, str]:
    """The role that a text begins or ends with, and the rest of it."""
    for role in Role:
        begun, ended = _begins(text, _roles()[role]), _ends(text, _roles()[role])
        if begun:
            return role, text[begun:]
        if ended < len(text):
            return role, text[:ended]
    return None, text


def _trimmed(text: str) -> str:
    """The text without words that tell nothing at its beginning and end, up to where a role is told."""
    text = text.strip(_LOOSE)
    if _role(text)[0] is not None:
        return text
    begun, ended = _begins(text, _phrases("around")), _ends(text, _phrases("around"))
    if begun:
        return _trimmed(text[begun:])
    return _trimmed(text[:ended]) if ended < len(text) else text


def _begins(text: str, phrases: Iterable[str]) -> int:
    """How many characters of the text are the longest phrase it begins with; 0 where it begins with none."""
    folded = fold(text)
    return max((len(each) for each in phrases if re.match(rf"{re.escape(each)}\b", folded)), default=0)


def _ends(text: str, phrases: Iterable[str]) -> int:
    """Where the longest phrase begins that the text ends with; its length where it ends with none."""
    folded = fold(text)
    starts = (len(text) - len(each) for each in phrases if re.search(rf"\b{re.escape(each)}$", folded))
    return min(starts, default=len(text))


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _phrases(name: str) -> frozenset[str]:
    return frozenset(map(fold, _words()["words"][name]))


@cache
def _roles() -> dict[Role, frozenset[str]]:
    return {Role(name): frozenset(map(fold, phrases)) for name, phrases in _words()["roles"].items()}
