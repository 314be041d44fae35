"""Slips of the kind that reading a picture makes, put into what a reader made of a clean file."""

import re
import tomllib
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from knowledge.importing.source import Block, Cell, Grid, Paragraph, Source

_WORD = re.compile(r"[^\W_]+")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def slipped(source: Source, seed: int, share: float, labels: bool = False) -> Source:
    """The document with a slip in a share of its words; figures stay, Roman numerals only slip with `labels`."""
    random = Random(seed)
    return Source(tuple(_block(block, random, share, labels) for block in source.blocks))


def _block(block: Block, random: Random, share: float, labels: bool) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(slip_text(block.text, random, share, labels))
    return Grid(tuple(tuple(_cell(cell, random, share, labels) for cell in row) for row in block.rows))


def _cell(cell: Cell, random: Random, share: float, labels: bool) -> Cell:
    return replace(cell, text=slip_text(cell.text, random, share, labels))


def slip_text(text: str, random: Random, share: float, labels: bool = False) -> str:
    """The text with a slip in a share of its words."""

    def slip(match: re.Match[str]) -> str:
        word = match[0]
        roman = re.fullmatch("[IVXLC]+", word) is not None
        spared = any(letter.isdigit() for letter in word) or len(word) < 2 or (roman and not labels)
        return word if spared or random.random() >= share else slip_word(word, random)

    return _WORD.sub(slip, unicodedata.normalize("NFC", text))


def slip_word(word: str, random: Random) -> str:
    """The word with a mark lost or a letter taken for another."""
    marks, letters = _data()["marks"]["lost"], _data()["letters"]
    marked = [at for at, letter in enumerate(word) if letter.lower() in marks]
    taken = [at for at, letter in enumerate(word) if letter in letters]
    if marked and (not taken or random.random() < 0.5):
        at = random.choice(marked)
        read = unicodedata.normalize("NFD", word[at])
        return word[:at] + unicodedata.normalize("NFC", read[:-1]) + word[at + 1 :]
    if not taken:
        return word
    at = random.choice(taken)
    other: str = random.choice(letters[word[at]])
    return word[:at] + other + word[at + 1 :]
