"""Questions to the person at the terminal."""

import sys

from knowledge.vietnamese.fold import fold

_YES = frozenset({"c", "co", "y", "yes"})


def is_interactive() -> bool:
    """Whether a person sits at both ends of this process."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def yes(question: str) -> bool:
    """Whether the person agrees; no answer is no."""
    try:
        return fold(input(f"{question} [c/k] ").strip()) in _YES
    except EOFError:
        return False
