"""Measures an encoder on texts it never saw: recall of the right passage, alone and beside lexical search."""

import argparse
import random
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedder import BUILT_IN, BuiltinEmbedder
from index.fusion import fused
from index.keywords import LexicalScores, build_keywords, postings
from index.lexicon import Lexicon
from index.questions import QuestionReader, load_question_words
from index.spelling import Speller
from index.training.corpus import Pair, read_pairs
from knowledge.vietnamese.abbreviations import packaged_abbreviations

_PASSAGE_LETTERS = 700
_WEIGHTS = (0.1, 0.2, 0.3, 0.4, 0.6)
_UNSEEN = Path(__file__).with_name("unseen.toml")
_LEAST_ROWS = 100

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Trial:
    """Questions on one source with all its passages; `right` are the numbers of the passages that answer them."""

    source: str
    questions: tuple[str, ...]
    passages: tuple[str, ...]
    right: tuple[int, ...]


def held_out(pairs: Sequence[Pair], limit: int, seed: int) -> list[Trial]:
    """One trial for each source that a shipped model never learns from."""
    asked = [pair for pair in pairs if not pair.free and pair.kind in ("qa", "qa-generated")]
    grouped = groupby(sorted(asked, key=lambda pair: pair.source), key=lambda pair: pair.source)
    sources = [(source, list(rows)) for source, rows in grouped]
    return [_trial(source, rows, limit, seed) for source, rows in sources if len(rows) >= _LEAST_ROWS]


def unseen() -> Trial:
    """Everyday questions on invented rows of plans, on which the weight beside words is chosen."""
    tasks: dict[str, list[str]] = tomllib.loads(_UNSEEN.read_text("utf-8"))["tasks"]
    asked = [(question, number) for number, questions in enumerate(tasks.values()) for question in questions]
    return Trial("invented plans", tuple(text for text, _ in asked), tuple(tasks), tuple(right for _, right in asked))


def _trial(source: str, rows: list[Pair], limit: int, seed: int) -> Trial:
    texts = list(dict.fromkeys(pair.passage[:_PASSAGE_LETTERS] for pair in rows))
    numbers = {text: number for number, text in enumerate(texts)}
    chosen = random.Random(seed).sample(rows, min(limit, len(rows)))
    right = tuple(numbers[pair.passage[:_PASSAGE_LETTERS]] for pair in chosen)
    return Trial(source, tuple(pair.question for pair in chosen), tuple(texts), right)


def lexical_scores(trial: Trial) -> list[LexicalScores]:
    """For each question the score and the coverage of each passage by words."""
    abbreviations, words, lexicon = packaged_abbreviations(), load_question_words(), Lexicon()
    texts = [abbreviations.expand(text, chat=False) for text in trial.passages]
    keywords = build_keywords([postings(texts, lexicon)], lexicon)
    speller = Speller(keywords.frequencies, keywords.pairs, words.folded)
    reader = QuestionReader(abbreviations, words)
    return [keywords.score(reader.read(text, speller, keywords.pairs).terms) for text in trial.questions]


def cosines(trial: Trial, embedder: BuiltinEmbedder) -> Scores:
    """For each question its cosine with each passage."""
    queries, passages = embedder.encode_queries(trial.questions), embedder.encode_passages(trial.passages)
    return np.asarray(queries @ passages.T, np.float32)


def recall(scores: Scores, right: Sequence[int], depth: int) -> float:
    """The share of questions whose right passage is among the best `depth`; of equals it stands last."""
    reached = scores[np.arange(len(right)), right]
    return float(((scores >= reached[:, None]).sum(1) <= depth).mean())


def report(trial: Trial, embedder: BuiltinEmbedder, say: Callable[[str], None]) -> None:
    """Say recall@1 and recall@5 of each way to search."""
    lexical, meaning = lexical_scores(trial), cosines(trial, embedder)
    ways = {"words": np.stack([scores.bm25 for scores in lexical]), "encoder": meaning}
    for weight in dict.fromkeys((embedder.fusion_weight, *_WEIGHTS)):
        rows = zip(lexical, meaning, strict=True)
        ways[f"fused, {weight:g}"] = np.stack([fused(words.bm25, words.coverage, row, weight) for words, row in rows])
    say(f"{trial.source}: {len(trial.questions)} questions, {len(trial.passages)} passages")
    for way, scores in ways.items():
        say(f"  {way:<12} {recall(scores, trial.right, 1):.3f} / {recall(scores, trial.right, 5):.3f}")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="?", help="pairs.jsonl.xz; without it only the invented plans")
    parser.add_argument("--encoder", type=Path, default=BUILT_IN, help="folder of the encoder (default: built-in)")
    parser.add_argument("--questions", type=int, default=1000, help="questions a source")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    embedder = BuiltinEmbedder(options.encoder)
    sources = held_out(list(read_pairs(options.pairs)), options.questions, options.seed) if options.pairs else []
    for trial in [unseen(), *sources]:
        report(trial, embedder, print)


if __name__ == "__main__":
    main()
