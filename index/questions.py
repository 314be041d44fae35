"""Reading a question: abbreviations written out, slips repaired, the words of asking left out."""

import tomllib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from index.spelling import Speller
from index.terms import pair, single_terms, tokens
from knowledge.vietnamese.abbreviations import Abbreviations
from knowledge.vietnamese.fold import fold, nfc

_PACKAGED = Path(__file__).with_name("question_words.toml")


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """Words and phrases of asking as written with accents, and the same folded."""

    words: frozenset[str]
    phrases: frozenset[tuple[str, ...]]

    @property
    def folded(self) -> frozenset[str]:
        """Every single word of asking, folded."""
        return frozenset(map(fold, self.words)) | {fold(word) for phrase in self.phrases for word in phrase}


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched: weighted terms for the words, a text for the encoder."""

    terms: Mapping[str, float]
    text: str


@dataclass(frozen=True, slots=True)
class _Token:
    raw: str
    folded: str

    @property
    def bare(self) -> bool:
        return self.raw.lower() == self.folded


def load_question_words(extra: Sequence[Path] = ()) -> QuestionWords:
    """The packaged words of asking and those of the office's own files."""
    files = [tomllib.loads(path.read_text("utf-8")) for path in (_PACKAGED, *extra)]
    words = {nfc(word) for file in files for word in file.get("words", ())}
    phrases = {tuple(nfc(phrase).split()) for file in files for phrase in file.get("phrases", ())}
    return QuestionWords(frozenset(words), frozenset(phrases))


class QuestionReader:
    """Turns what was typed into what is searched."""

    def __init__(self, abbreviations: Abbreviations, question_words: QuestionWords) -> None:
        self._abbreviations = abbreviations
        self._words = _by_folded(question_words.words)
        self._phrases = _by_folded_run(question_words.phrases)
        self._longest = max((len(phrase) for phrase in self._phrases), default=0)

    def read(self, text: str, speller: Speller, pairs: Set[str]) -> Question:
        """The question as searched; `pairs` are the neighbouring syllables that the plans know."""
        repaired = _repaired(self._abbreviations.expand(text), speller)
        runs = self._content(repaired, pairs) or [repaired]
        terms: dict[str, float] = {}
        for run in runs:
            for left, token in zip([None, *run], run, strict=False):
                terms.update(dict.fromkeys(single_terms(token.folded), 1.0))
                if left is not None:
                    terms[pair(left.folded, token.folded)] = 1.0
        return Question(terms, " ".join(token.raw for run in runs for token in run))

    def _content(self, tokens: Sequence[_Token], pairs: Set[str]) -> list[list[_Token]]:
        runs: list[list[_Token]] = [[]]
        position = 0
        while position < len(tokens):
            asking = self._asking(tokens, position, pairs)
            if asking:
                runs.append([])
            else:
                runs[-1].append(tokens[position])
            position += asking or 1
        return [run for run in runs if run]

    def _asking(self, tokens: Sequence[_Token], position: int, pairs: Set[str]) -> int:
        for length in range(min(self._longest, len(tokens) - position), 1, -1):
            run = tokens[position : position + length]
            written = self._phrases.get(tuple(token.folded for token in run), ())
            if any(all(map(_agrees, run, phrase)) for phrase in written):
                return length
        token = tokens[position]
        if token.folded not in self._words or not any(_agrees(token, word) for word in self._words[token.folded]):
            return 0
        return 0 if token.bare and _in_known_pair(tokens, position, pairs) else 1


def _repaired(text: str, speller: Speller) -> list[_Token]:
    typed = list(tokens(text))
    repaired = speller.repair_each([folded for _, folded in typed])
    return [
        _Token(raw if word == folded else word, word)
        for (raw, folded), meant in zip(typed, repaired, strict=True)
        for word in meant
        if word
    ]


def _agrees(token: _Token, written: str) -> bool:
    return token.bare or token.raw.lower() == written


def _in_known_pair(tokens: Sequence[_Token], position: int, pairs: Set[str]) -> bool:
    folded = tokens[position].folded
    before = position > 0 and pair(tokens[position - 1].folded, folded) in pairs
    return before or (position + 1 < len(tokens) and pair(folded, tokens[position + 1].folded) in pairs)


def _by_folded(words: Set[str]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, tuple[str, ...]] = {}
    for word in words:
        grouped[fold(word)] = (*grouped.get(fold(word), ()), word)
    return grouped


def _by_folded_run(phrases: Set[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    grouped: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        folded = tuple(map(fold, phrase))
        grouped[folded] = (*grouped.get(folded, ()), phrase)
    return grouped
