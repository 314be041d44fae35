"""How people say what offices write: finds office wording in running text and says it as people do."""

import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from index.questions import Phrase, load_question_words, load_synonyms
from knowledge.vietnamese.fold import nfc, spelling

_TABLE = Path(__file__).with_name("colloquial.toml")
_TOLD = Path(__file__).with_name("told.toml")
_WORD = re.compile(r"[^\W_]+")
_LINES_A_SAYING = 100
_SAID = 0.8
_CONTEXT_KEPT = 0.5
_WIDEST_CONTEXT = 6
_ASKED = 0.3


def load_wordings() -> dict[Phrase, tuple[str, ...]]:
    """What offices write, word by word as spelt, and the ways to say it, of the table and of the synonyms."""
    said: dict[Phrase, list[str]] = defaultdict(list)
    for group in tomllib.loads(_TABLE.read_text("utf-8")).values():
        for written, ways in group.items():
            said[tuple(spelt(written))].extend(ways)
    for way, written_ways in load_synonyms().items():
        for written in written_ways:
            said[tuple(spelt(written))].append(" ".join(way))
    return {written: tuple(dict.fromkeys(ways)) for written, ways in said.items()}


def load_tasks(path: Path = _TOLD) -> list[tuple[str, str]]:
    """Questions in everyday words, each with the row of a plan that it asks for."""
    tasks: dict[str, list[str]] = tomllib.loads(path.read_text("utf-8"))["tasks"]
    return [(question, task) for task, questions in tasks.items() for question in questions]


def spelt(text: str) -> list[str]:
    """The words of a text in one spelling, without punctuation."""
    return [_spelling(word) for word in _WORD.findall(nfc(text))]


@lru_cache(maxsize=200_000)
def _spelling(word: str) -> str:
    return spelling(word)


class Speaker:
    """Says office wording as people do, always the same way for one seed."""

    def __init__(self, wordings: Mapping[Phrase, tuple[str, ...]], seed: int) -> None:
        self._wordings = wordings
        self._random = random.Random(seed)
        self._starting: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in sorted(wordings, key=len, reverse=True):
            self._starting[phrase[0]].append(phrase)
        asking = load_question_words()
        self._asking = sorted(" ".join(phrase) for phrase in asking.phrases)

    def find(self, words: Sequence[str]) -> list[tuple[int, Phrase]]:
        """Where the words hold office wording, the longest at each place."""
        found: list[tuple[int, Phrase]] = []
        position = 0
        while position < len(words):
            phrase = self._at(words, position)
            if phrase:
                found.append((position, phrase))
            position += len(phrase) or 1
        return found

    def _at(self, words: Sequence[str], position: int) -> Phrase:
        for phrase in self._starting.get(words[position], ()):
            if tuple(words[position : position + len(phrase)]) == phrase:
                return phrase
        return ()

    def chosen(self, lines: Iterable[str]) -> list[tuple[int, Phrase]]:
        """Lines, by number, that hold each wording, as many for each way to say it."""
        seen: dict[Phrase, int] = defaultdict(int)
        kept: dict[Phrase, list[int]] = defaultdict(list)
        for number, line in enumerate(lines):
            for phrase in {phrase for _, phrase in self.find(spelt(line))}:
                seen[phrase] += 1
                limit = _LINES_A_SAYING * len(self._wordings[phrase])
                if len(kept[phrase]) < limit:
                    kept[phrase].append(number)
                elif (place := self._random.randrange(seen[phrase])) < limit:
                    kept[phrase][place] = number
        return sorted((number, phrase) for phrase, numbers in kept.items() for number in numbers)

    def say(self, line: str, focus: Phrase) -> str:
        """A question on what the line says of `focus`, with little of its own words."""
        words = spelt(line)
        found = self.find(words)
        start = self._random.choice([position for position, phrase in found if phrase == focus])
        first = start - self._random.randint(0, _WIDEST_CONTEXT)
        last = start + len(focus) + self._random.randint(0, _WIDEST_CONTEXT)
        return self._asked(self._spoken(words, found, max(first, 0), last, start))

    def say_all(self, text: str) -> str:
        """The text with all office wording said as people do; empty where it holds none."""
        words = spelt(text)
        found = self.find(words)
        return " ".join(self._spoken(words, found, 0, len(words), found[0][0], kept=1.0)) if found else ""

    def phrases(self) -> list[tuple[str, str]]:
        """Every way to say each wording, beside the wording itself."""
        return [(said, " ".join(written)) for written, ways in self._wordings.items() for said in ways]

    def _spoken(
        self,
        words: Sequence[str],
        found: Sequence[tuple[int, Phrase]],
        first: int,
        last: int,
        focus: int,
        kept: float = _CONTEXT_KEPT,
    ) -> list[str]:
        phrases = dict(found)
        spoken: list[str] = []
        position = first
        while position < min(last, len(words)):
            phrase = phrases.get(position, ())
            if phrase and (position == focus or self._random.random() < _SAID):
                spoken.append(self._random.choice(self._wordings[phrase]))
            else:
                spoken.extend(word for word in words[position : position + (len(phrase) or 1)] if self._stays(kept))
            position += len(phrase) or 1
        return spoken

    def _stays(self, kept: float) -> bool:
        return self._random.random() < kept

    def _asked(self, spoken: list[str]) -> str:
        if self._random.random() >= _ASKED:
            return " ".join(spoken)
        asking = self._random.choice(self._asking)
        return " ".join([asking, *spoken] if self._random.random() < 0.5 else [*spoken, asking])
