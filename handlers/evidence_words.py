"""Sentences about evidence, and links in a message."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from knowledge.types import EvidenceKind
from knowledge.vietnamese.fold import fold

_FILE = Path(__file__).with_name("evidence.toml")
_LINK = re.compile(r"""https?://[^\s<>"“”]+""", re.IGNORECASE)
_TRAILING = ".,;:!?…)]}'’"
_EDGES = " \t\n.,;:!?…"
_ENDINGS = {
    EvidenceKind.PHOTO: frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".gif", ".bmp"}),
    EvidenceKind.VOICE: frozenset({".ogg", ".oga", ".opus", ".mp3", ".m4a", ".wav", ".amr", ".aac"}),
    EvidenceKind.VIDEO: frozenset({".mp4", ".mov", ".webm", ".3gp", ".avi", ".mkv"}),
}


class EvidenceAct(StrEnum):
    """What a sentence wants done with evidence; the names of its patterns in the file."""

    ATTACH = "attach"
    OTHER = "other"
    DROP = "drop"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class EvidenceAsked:
    """What is to be done, and with what: a report by its number, or the words that name what was reported on."""

    act: EvidenceAct
    report: int | None = None
    subject: str = ""


def read_evidence_words(text: str) -> EvidenceAsked | None:
    """What a sentence says of evidence; None where it says something else."""
    folded = " ".join(fold(text).strip(_EDGES).split())
    found = ((act, pattern.fullmatch(folded)) for act, pattern in _patterns())
    for act, match in found:
        if match is not None:
            named = match.groupdict()
            report = named.get("report")
            return EvidenceAsked(act, int(report) if report else None, named.get("subject") or "")
    return None


def part_links(text: str) -> tuple[str, tuple[str, ...]]:
    """A message without the links in it, and the links, each once."""
    links = tuple(dict.fromkeys(match[0].rstrip(_TRAILING) for match in _LINK.finditer(text)))
    if not links:
        return text, ()
    return " ".join(_LINK.sub(" ", text).split()).strip(), links


def kind_of(name: str) -> EvidenceKind:
    """What a file is, by the ending of its name."""
    ending = Path(name).suffix.lower()
    return next((kind for kind, endings in _ENDINGS.items() if ending in endings), EvidenceKind.DOCUMENT)


@cache
def _patterns() -> tuple[tuple[EvidenceAct, re.Pattern[str]], ...]:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple((act, re.compile(pattern)) for act in EvidenceAct for pattern in table[act])
