"""Reads the training corpus: pairs (question, passage) with their licence, and running text."""

import json
import lzma
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.vietnamese.fold import fold

# A model that ships learns only from rows under these licences; all others may measure it.
FREE_LICENCES = frozenset({"public-domain", "MIT", "CC-BY", "CC-BY-4.0", "CC-BY-SA", "CC-BY-SA-4.0"})
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A question or title and the passage that answers it."""

    question: str
    passage: str
    source: str
    kind: str
    licence: str

    @property
    def free(self) -> bool:
        """Whether a model that ships may learn from it."""
        return self.licence in FREE_LICENCES


def read_pairs(path: Path) -> Iterator[Pair]:
    """The rows of pairs.jsonl.xz in order."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Pair(row["q"], row["a"], row["src"], row["kind"], row["lic"])


def read_text(path: Path) -> Iterator[str]:
    """The lines of text.txt.xz in order."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(str.rstrip, lines)


def syllables(text: str) -> list[str]:
    """The folded words of `text`, as the tokenizer of the encoder sees them."""
    return _WORD.findall(fold(text))


def neighbours(lines: Sequence[str], count: int, seed: int) -> list[tuple[str, str]]:
    """Pairs of lines that follow each other, both long enough to say something."""
    chosen = random.Random(seed).sample(range(len(lines) - 1), min(count * 2, len(lines) - 1))
    pairs = ((lines[position], lines[position + 1]) for position in chosen)
    return [pair for pair in pairs if all(len(syllables(line)) >= 8 for line in pair)][:count]
