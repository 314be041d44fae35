"""Makes tokenizer.json of the built-in encoder: folded syllables and their firm pairs, of running text and of talk."""

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers

from index.training.corpus import read_text, syllables
from index.training.wordings import load_wordings
from knowledge.vietnamese.abbreviations import packaged_abbreviations
from knowledge.vietnamese.fold import fold

_UNKNOWN = "[UNK]"
_UNKNOWN_SCORE = -30.0
_LEFT, _RIGHT = "<>"
_LEAST_SYLLABLES = 12
_LEAST_PAIRS = 30
_LEAST_FIRMNESS = 0.15
# A pair that people say is one token even where the text hardly knows it.
_SAID_FIRMNESS = 1.0


def firm_pairs(single: Counter[str], pairs: Counter[tuple[str, str]], known: set[str]) -> Iterator[tuple[str, str]]:
    """The pairs that stand together far more often than chance, by normalised pointwise mutual information."""
    total = single.total()
    for (left, right), count in pairs.items():
        if count < _LEAST_PAIRS or left not in known or right not in known or min(len(left), len(right)) < 2:
            continue
        information = math.log(count * total / (single[left] * single[right]))
        if information / -math.log(count / total) > _LEAST_FIRMNESS:
            yield left, right


def make_tokenizer(lines: Iterable[str], sayings: Iterable[str] = ()) -> Tokenizer:
    """A tokenizer that folds accents away and takes a firm pair, or a saying of two syllables, for one token."""
    said = [syllables(saying) for saying in sayings]
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in lines:
        words = syllables(line)
        single.update(words)
        pairs.update(pairwise(words))
    words = _words(single, said)
    total = single.total()
    score = {word: math.log(max(single[word], 1) / total) for word in words}
    firm = sorted(firm_pairs(single, pairs, set(words)), key=lambda pair: (-pairs[pair], pair))
    paired = {(left, right): math.log(pairs[left, right] / total) for left, right in firm}
    for left, right in sorted(tuple(saying) for saying in said if len(saying) == 2 and _is_plain("".join(saying))):
        paired.setdefault((left, right), score[left] + score[right] + _SAID_FIRMNESS)
    scored = [(_UNKNOWN, _UNKNOWN_SCORE)]
    scored += [(_token(word), score[word]) for word in words]
    scored += [(_token(left) + _token(right), value) for (left, right), value in paired.items()]
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = _normalizer()
    return tokenizer


def _words(single: Counter[str], said: Iterable[Sequence[str]]) -> list[str]:
    frequent = {word for word, count in single.items() if count >= _LEAST_SYLLABLES and _is_plain(word)}
    short = {fold(entry.short) for entry in packaged_abbreviations().entries}
    talk = {word for saying in said for word in saying}
    return sorted(frequent | set(filter(_is_plain, short | talk)))


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha()


def _token(word: str) -> str:
    # Both ends are marked, so that an unknown word is never read as the beginning of a known one.
    return f"{_LEFT}{word}{_RIGHT}"


def _normalizer() -> normalizers.Sequence:
    return normalizers.Sequence(
        [
            normalizers.NFD(),
            normalizers.StripAccents(),
            normalizers.Lowercase(),
            normalizers.Replace("đ", "d"),
            normalizers.Replace(Regex("[^a-z]+"), " "),
            normalizers.Strip(),
            normalizers.Prepend(_LEFT),
            normalizers.Replace(" ", _RIGHT + _LEFT),
            normalizers.Replace(Regex("$"), _RIGHT),
        ]
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path, help="text.txt.xz")
    parser.add_argument("out", type=Path, help="tokenizer.json to write")
    options = parser.parse_args()
    sayings = (saying for ways in load_wordings().values() for saying in ways)
    tokenizer = make_tokenizer(read_text(options.text), sayings)
    tokenizer.save(str(options.out), pretty=False)
    print(f"{tokenizer.get_vocab_size()} tokens")


if __name__ == "__main__":
    main()
