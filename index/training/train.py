"""Trains the built-in encoder; the same corpus, tokenizer and seed give the same file to the last bit."""

import argparse
import json
import os
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from index.training.corpus import neighbours, read_pairs, read_text
from index.training.noise import Noise
from index.training.rows import Rows
from index.training.spectral import spectral_vectors
from index.training.wordings import Speaker, load_tasks, load_wordings
from knowledge.vietnamese.abbreviations import packaged_abbreviations

Ids = NDArray[np.int64]

_PASSAGE_LETTERS = 700
_LONGEST_QUESTION = 20
_WHOLE_PASSAGE = 24
_LEAST_CROP = 12
_LEFT_OUT = 0.15
_RARITY = 1e-3
_BATCH = 768
_TEXTS_AT_ONCE = 5_000
# How much a cosine counts beside words, chosen by index.training.evaluate on rows that nothing learnt from.
_FUSION_WEIGHT = 0.4
# Examples that stood together stay together in a batch: what is told apart from its neighbours is told apart from all.
_BLOCK = 8


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the passage it asks for, and the number of what that passage tells, however it looks."""

    question: Ids
    passage: Ids
    told: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything the result depends on besides the corpus and the tokenizer."""

    dimensions: int = 256
    epochs: int = 8
    learning_rate: float = 0.004
    temperature: float = 0.05
    neighbours: int = 150_000
    sayings: int = 12
    told: int = 60
    rows: int | None = None
    seed: int = 1


def encode(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Ids]:
    """The known tokens of each text."""
    found: list[Ids] = []
    for start in range(0, len(texts), _TEXTS_AT_ONCE):
        for encoding in tokenizer.encode_batch_fast(texts[start : start + _TEXTS_AT_ONCE], add_special_tokens=False):
            ids = np.array(encoding.ids, np.int64)
            found.append(ids[ids != 0])
    return found


def examples(tokenizer: Tokenizer, pairs: Path, lines: Sequence[str], recipe: Recipe) -> list[Example]:
    """What belongs together, neighbours in the corpus side by side."""
    free = [pair for pair in read_pairs(pairs) if pair.free][: recipe.rows]
    noise = Noise(packaged_abbreviations(), recipe.seed)
    speaker = Speaker(load_wordings(), recipe.seed)
    questions = [pair.question for pair in free]
    passages = [pair.passage[:_PASSAGE_LETTERS] for pair in free]
    rows = Rows(questions, packaged_abbreviations(), recipe.seed)
    near = neighbours(lines, recipe.neighbours, recipe.seed)
    chosen = [(lines[number], phrase) for number, phrase in speaker.chosen(lines)]
    sayings = [*speaker.phrases() * recipe.sayings, *load_tasks() * recipe.told]
    random.Random(recipe.seed).shuffle(sayings)
    match = Matcher(tokenizer)
    return [
        *match(questions, passages),
        *match(map(noise.spoil, questions), passages),
        *match((noise.spoil(speaker.say_all(question)) for question in questions), passages),
        *match([left for left, _ in near], [right for _, right in near]),
        *match((noise.spoil(speaker.say(*one)) for one in chosen), [line for line, _ in chosen], rows.dress),
        *match((noise.spoil(question) for question, _ in sayings), [told for _, told in sayings], rows.dress),
    ]


class Matcher:
    """Makes examples, and numbers what their passages tell."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._numbers: dict[str, int] = {}

    def __call__(
        self, questions: Iterable[str], passages: Sequence[str], dress: Callable[[str], str] = str
    ) -> list[Example]:
        """Each question with its passage, where both have known tokens."""
        told = [self._numbers.setdefault(passage, len(self._numbers)) for passage in passages]
        asked = encode(self._tokenizer, list(questions))
        dressed = encode(self._tokenizer, [dress(passage) for passage in passages])
        both = zip(asked, dressed, told, strict=True)
        return [
            Example(question, passage, number) for question, passage, number in both if len(question) and len(passage)
        ]


class Trainer:
    """A bag of vectors that learns to tell the passage of a question from the other passages of its batch."""

    def __init__(self, vectors: torch.Tensor, recipe: Recipe) -> None:
        self.bag = torch.nn.EmbeddingBag.from_pretrained(vectors, freeze=False, mode="mean")
        self._recipe = recipe
        self._random = np.random.default_rng(recipe.seed)

    def fit(self, data: Sequence[Example]) -> Iterator[float]:
        """Train, yielding the loss after each epoch."""
        optimizer = torch.optim.Adam(self.bag.parameters(), lr=self._recipe.learning_rate)
        rounds = self._recipe.epochs * (len(data) // _BATCH)
        schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, max(rounds, 1))
        for _ in range(self._recipe.epochs):
            loss = torch.zeros(())
            for batch in self._batches(data):
                loss = self._loss(batch)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                schedule.step()
            yield float(loss.detach())

    def _batches(self, data: Sequence[Example]) -> Iterator[list[Example]]:
        blocks = self._random.permutation(-(-len(data) // _BLOCK))
        order = (blocks[:, None] * _BLOCK + np.arange(_BLOCK)).ravel()
        order = order[order < len(data)]
        for start in range(0, len(order) - _BATCH + 1, _BATCH):
            yield [data[number] for number in order[start : start + _BATCH]]

    def _loss(self, batch: Sequence[Example]) -> torch.Tensor:
        questions = self._embedded(self._shortened(example.question) for example in batch)
        passages = self._embedded(self._cropped(example.passage) for example in batch)
        scores = questions @ passages.T / self._recipe.temperature
        scores = scores.masked_fill(twins(batch), -torch.inf)
        right = torch.arange(len(batch))
        entropy = torch.nn.functional.cross_entropy
        return (entropy(scores, right) + entropy(scores.T, right)) / 2

    def _embedded(self, texts: Iterable[Ids]) -> torch.Tensor:
        runs = list(texts)
        starts = np.cumsum([0, *(len(run) for run in runs[:-1])])
        return torch.nn.functional.normalize(
            self.bag(torch.from_numpy(np.concatenate(runs)), torch.from_numpy(starts)), dim=1
        )

    def _shortened(self, ids: Ids) -> Ids:
        ids = self._cropped(ids)[:_LONGEST_QUESTION] if len(ids) > _WHOLE_PASSAGE else ids
        kept = ids[self._random.random(len(ids)) >= _LEFT_OUT]
        return kept if len(kept) > 1 else ids

    def _cropped(self, ids: Ids) -> Ids:
        if len(ids) <= _WHOLE_PASSAGE or self._random.random() < 0.3:
            return ids
        length = self._random.integers(_LEAST_CROP, len(ids))
        start = self._random.integers(0, len(ids) - length + 1)
        return ids[start : start + length]


def twins(batch: Sequence[Example]) -> torch.Tensor:
    """Where the passage of one question is also that of another: it is not wrong for either."""
    told = torch.tensor([example.told for example in batch])
    return (told[:, None] == told[None, :]) & ~torch.eye(len(batch), dtype=torch.bool)


def rarity_weights(lines: Sequence[Ids], size: int) -> torch.Tensor:
    """How much each token says at first: little where it is frequent."""
    counts = np.bincount(np.concatenate(lines), minlength=size)
    return torch.from_numpy(_RARITY / (_RARITY + counts / counts.sum())).float()


def save(vectors: NDArray[np.float32], tokenizer: Path, folder: Path, fusion_weight: float = _FUSION_WEIGHT) -> None:
    """Write the encoder as model2vec and sentence-transformers read it: whole bytes, and a scale for each token."""
    vectors[0] = 0
    scale = np.abs(vectors).max(1) / 127
    scale[scale == 0] = 1
    rounded = np.clip(np.rint(vectors / scale[:, None]), -127, 127).astype(np.int8)
    folder.mkdir(parents=True, exist_ok=True)
    save_file({"embeddings": rounded, "weights": scale.astype(np.float32)}, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)
    if tokenizer.resolve() != (folder / "tokenizer.json").resolve():
        copyfile(tokenizer, folder / "tokenizer.json")
    config = {
        "model_type": "model2vec",
        "fusion_weight": fusion_weight,
        "architectures": ["StaticModel"],
        "normalize": True,
        "hidden_dim": vectors.shape[1],
        "max_length": 512,
        "embedding_dtype": "int8",
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")


def train(pairs: Path, text: Path, tokenizer_file: Path, recipe: Recipe) -> NDArray[np.float32]:
    """The vectors of all tokens."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    started = time.monotonic()
    lines = list(read_text(text))[: recipe.rows]
    ids = encode(tokenizer, lines)
    size = tokenizer.get_vocab_size()
    vectors = spectral_vectors(ids, size, recipe.dimensions) * rarity_weights(ids, size)[:, None]
    print(f"{time.monotonic() - started:.0f} s: first vectors of {size} tokens")
    trainer = Trainer(vectors, recipe)
    data = examples(tokenizer, pairs, lines, recipe)
    for epoch, loss in enumerate(trainer.fit(data), 1):
        print(f"{time.monotonic() - started:.0f} s: epoch {epoch} of {len(data)} examples, loss {loss:.3f}", flush=True)
    return np.asarray(trainer.bag.weight.detach().numpy(), np.float32)


def main() -> None:
    """Run from the command line."""
    recipe = Recipe()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, help="pairs.jsonl.xz")
    parser.add_argument("text", type=Path, help="text.txt.xz")
    parser.add_argument("tokenizer", type=Path, help="tokenizer.json, made by index.training.vocabulary")
    parser.add_argument("out", type=Path, help="folder of the encoder")
    parser.add_argument("--epochs", type=int, default=recipe.epochs)
    parser.add_argument("--dimensions", type=int, default=recipe.dimensions)
    parser.add_argument("--rows", type=int, help="only so many pairs and lines, to try the script")
    options = parser.parse_args()
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    recipe = Recipe(dimensions=options.dimensions, epochs=options.epochs, rows=options.rows)
    save(train(options.pairs, options.text, options.tokenizer, recipe), options.tokenizer, options.out)


if __name__ == "__main__":
    main()
