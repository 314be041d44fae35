"""Whole messages that an office has found misunderstood, each with the words in which it is understood."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from handlers.understanding.normalise import seen
from knowledge.vietnamese.fold import Word, spelling, words


@dataclass(frozen=True, slots=True)
class Sample:
    """A message as people type it, and what it means."""

    said: str
    means: str


class Samples:
    """Finds what a message means where it is word for word a sample."""

    def __init__(self, samples: Iterable[Sample] = (), expand: Callable[[str], str] = str) -> None:
        self._expand = expand
        self._known: dict[tuple[str, ...], list[tuple[tuple[Word, ...], str]]] = {}
        for sample in samples:
            typed = self._words(sample.said)
            if not typed:
                continue
            # The last of several samples with one wording holds.
            self._known.setdefault(_folded(typed), []).insert(0, (typed, sample.means))

    def meant(self, text: str) -> str:
        """What the message means, the message itself where it is no sample; accents that were typed must agree."""
        if not self._known:
            return text
        typed = self._words(text)
        known = self._known.get(_folded(typed), ())
        return next((means for said, means in known if all(map(_agree, typed, said))), text)

    def _words(self, text: str) -> tuple[Word, ...]:
        return tuple(words(self._expand(seen(text))))


def load_samples(paths: Iterable[Path], expand: Callable[[str], str]) -> Samples:
    """The samples of an office's files, in which abbreviations may be written out or not."""
    return Samples(_read(paths), expand)


def _read(paths: Iterable[Path]) -> Iterator[Sample]:
    for path in paths:
        for sample in tomllib.loads(path.read_text(encoding="utf-8-sig")).get("samples", ()):
            yield Sample(sample["said"], sample["means"])


def _folded(typed: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.folded for word in typed)


def _agree(typed: Word, said: Word) -> bool:
    return spelling(typed.raw) == spelling(said.raw) or any(word.raw.lower() == word.folded for word in (typed, said))
