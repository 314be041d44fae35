"""What the processes that are killed start from, read once by the server that forks them."""

from pathlib import Path

from bot.channels import telegram
from bot.rereading import read_words
from index.embedder import load_embedder

__all__ = ["EMBEDDER", "WORDS", "telegram"]

EMBEDDER = load_embedder(None)
WORDS = read_words(Path("no office"))
