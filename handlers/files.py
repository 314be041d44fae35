"""What the assistant may do with files: have one read as a plan, and lay out those it hands over."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from handlers.outgoing import Outgoing
from knowledge.evidence_files import EvidenceFiles
from knowledge.importing.draft import PlanDraft

# Raises UnreadableFileError where the file holds no plan, or can't be read within the limits.
Reads = Callable[[Path], PlanDraft]
# Told, in a sentence, what is being done while an answer takes its time.
Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Files:
    """Files that come in, go out, and are kept to prove reports."""

    read: Reads
    outgoing: Outgoing
    evidence: EvidenceFiles


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that stays with its channel, which hands it out by `id`; its size is 0 where it is not told."""

    id: str
    name: str
    size: int


def unheard(sentence: str) -> None:
    """Where nobody waits to be told."""
