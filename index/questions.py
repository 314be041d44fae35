"""Reading a question: abbreviations written out, slips repaired, the words of asking left out."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from index.accents import NO_ACCENTS, Accents
from index.spelling import Speller
from index.terms import terms as terms_of
from index.terms import text_terms, tokens
from knowledge.vietnamese.abbreviations import Abbreviations
from knowledge.vietnamese.fold import fold, nfc, spelling
from knowledge.vietnamese.syllables import is_syllable, sounds_alike

_PACKAGED = Path(__file__).with_name("question_words.toml")
_PACKAGED_SYNONYMS = Path(__file__).with_name("synonyms.toml")
_SYNONYM_WEIGHT = 0.5

Phrase = tuple[str, ...]
Synonyms = Mapping[Phrase, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """Words and phrases of asking as written with accents, and the same folded."""

    words: frozenset[str]
    phrases: frozenset[Phrase]

    @property
    def folded(self) -> frozenset[str]:
        """Every single word of asking, folded."""
        return frozenset(map(fold, self.words)) | {fold(word) for phrase in self.phrases for word in phrase}


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched: weighted terms for the words, a text for the encoder.

    `accented` are the words typed with accents, each as spelt and as the folded word it is searched as.
    """

    terms: Mapping[str, float]
    text: str
    accented: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Token:
    raw: str
    folded: str
    typed: str

    @property
    def bare(self) -> bool:
        return self.raw.lower() == self.folded


def load_question_words(extra: Sequence[Path] = ()) -> QuestionWords:
    """The packaged words of asking and those of the office's own files."""
    files = [tomllib.loads(path.read_text("utf-8-sig")) for path in (_PACKAGED, *extra)]
    words = {nfc(word) for file in files for word in file.get("words", ())}
    phrases = {tuple(nfc(phrase).split()) for file in files for phrase in file.get("phrases", ())}
    return QuestionWords(frozenset(words), frozenset(phrases))


def load_synonyms(extra: Sequence[Path] = ()) -> Synonyms:
    """What people say and how plans write it, packaged and of the office's own files."""
    files = [tomllib.loads(path.read_text("utf-8-sig")) for path in (_PACKAGED_SYNONYMS, *extra)]
    return {
        tuple(nfc(said).split()): (written,) if isinstance(written, str) else tuple(written)
        for file in files
        for said, written in file.get("synonyms", {}).items()
    }


class QuestionReader:
    """Turns what was typed into what is searched."""

    def __init__(
        self,
        abbreviations: Abbreviations,
        question_words: QuestionWords,
        synonyms: Synonyms | None = None,
    ) -> None:
        self._abbreviations = abbreviations
        self._synonyms = load_synonyms() if synonyms is None else synonyms
        self._said = _by_folded_run(self._synonyms.keys())
        self._words = _by_folded(question_words.words)
        self._phrases = _by_folded_run(question_words.phrases)
        self._longest = max((len(phrase) for phrase in self._phrases), default=0)

    def read(self, text: str, speller: Speller, pairs: Set[str], accents: Accents = NO_ACCENTS) -> Question:
        """The question as searched; `pairs` are the neighbouring syllables that the plans know, `accents` theirs."""
        repaired = _repaired(self._abbreviations.expand(text), speller)
        runs = self._content(repaired, accents) or [repaired]
        said = " ".join(token.raw for run in runs for token in run)
        terms = dict.fromkeys(_run_terms(runs), 1.0)
        for phrase in self._said_in(runs):
            # A pair that only a synonym stands for, and no plan knows, must not count as missing.
            for unknown in set(map(" ".join, pairwise(map(fold, phrase)))) - pairs:
                terms.pop(unknown, None)
            for written in self._synonyms[phrase]:
                terms = dict.fromkeys(text_terms(written), _SYNONYM_WEIGHT) | terms
                said += f" {written}"
        accented = ((token.typed, token.folded) for run in runs for token in run if _has_accents(token.typed))
        return Question(terms, said, frozenset((spelling(typed), folded) for typed, folded in accented))

    def _said_in(self, runs: Sequence[Sequence[_Token]]) -> Iterator[Phrase]:
        longest = max(map(len, self._said), default=0)
        for run in runs:
            position = 0
            while position < len(run):
                phrase = _longest_phrase(run[position : position + longest], self._said)
                if phrase:
                    yield phrase
                position += len(phrase) or 1

    def _content(self, tokens: Sequence[_Token], accents: Accents) -> list[list[_Token]]:
        runs: list[list[_Token]] = [[]]
        position = 0
        while position < len(tokens):
            asking = self._asking(tokens, position, accents)
            if asking:
                runs.append([])
            else:
                runs[-1].append(tokens[position])
            position += asking or 1
        return [run for run in runs if run]

    def _asking(self, tokens: Sequence[_Token], position: int, accents: Accents) -> int:
        phrase = _longest_phrase(tokens[position : position + self._longest], self._phrases)
        if phrase:
            return len(phrase)
        token = tokens[position]
        if token.folded not in self._words or not any(_agrees(token, word) for word in self._words[token.folded]):
            return 0
        return 0 if token.bare and self._is_other_word(tokens, position, accents) else 1

    def _is_other_word(self, tokens: Sequence[_Token], position: int, accents: Accents) -> bool:
        """Whether a word typed bare stands beside another as plans write it, and is there no word of asking."""
        word = tokens[position].folded
        left = accents.spellings(tokens[position - 1].folded, word) if position else ()
        right = accents.spellings(word, tokens[position + 1].folded) if position + 1 < len(tokens) else ()
        spelt = {spelling(pair[1]) for pair in left} | {spelling(pair[0]) for pair in right}
        return bool(spelt) and not spelt & set(map(spelling, self._words[word]))


def _repaired(text: str, speller: Speller) -> list[_Token]:
    typed = list(tokens(text))
    repaired = speller.repair_each([folded for _, folded in typed])
    repaired = [_believed(raw, folded, meant) for (raw, folded), meant in zip(typed, repaired, strict=True)]
    return [
        _Token(raw if word == folded else word, word, raw)
        for (raw, folded), meant in zip(typed, repaired, strict=True)
        for word in meant
        if word
    ]


def _believed(raw: str, folded: str, meant: tuple[str, ...]) -> tuple[str, ...]:
    """A true syllable typed with its accents is no slip, except for one that sounds the same."""
    if not _has_accents(raw) or not is_syllable(folded) or (len(meant) == 1 and sounds_alike(folded, meant[0])):
        return meant
    return (folded,)


def _has_accents(raw: str) -> bool:
    return raw.lower() != fold(raw)


def _run_terms(runs: Sequence[Sequence[_Token]]) -> Iterator[str]:
    for run in runs:
        yield from terms_of([token.folded for token in run])


def _longest_phrase(tokens: Sequence[_Token], phrases: Mapping[Phrase, Sequence[Phrase]]) -> Phrase:
    for length in range(len(tokens), 0, -1):
        for phrase in phrases.get(tuple(token.folded for token in tokens[:length]), ()):
            if all(map(_agrees, tokens, phrase)):
                return phrase
    return ()


def _agrees(token: _Token, written: str) -> bool:
    return token.bare or spelling(token.raw) == spelling(written)


def _by_folded(words: Set[str]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, tuple[str, ...]] = {}
    for word in words:
        grouped[fold(word)] = (*grouped.get(fold(word), ()), word)
    return grouped


def _by_folded_run(phrases: Set[Phrase]) -> dict[Phrase, tuple[Phrase, ...]]:
    grouped: dict[Phrase, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        folded = tuple(map(fold, phrase))
        grouped[folded] = (*grouped.get(folded, ()), phrase)
    return grouped
