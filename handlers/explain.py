"""Errors put into words: facts come from the error, sentences from explain.toml."""

import tomllib
from collections import ChainMap
from functools import lru_cache
from pathlib import Path

_FALLBACK = "other"


@lru_cache(maxsize=1)
def _sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def explain(error: BaseException) -> str | None:
    """One sentence for a person, or None where this error has none and is a fault of the program."""
    kinds = (_sentences().get(kind.__name__) for kind in type(error).__mro__)
    # A kind of an error says only what it says otherwise.
    sentences = ChainMap(*(told for told in kinds if told is not None))
    if not sentences:
        return None
    reason = str(getattr(error, "reason", _FALLBACK))
    return sentences.get(reason, sentences[_FALLBACK]).format_map(vars(error))


def unexpected() -> str:
    """What a person is told about a fault of the program."""
    return _sentences()["unexpected"][_FALLBACK]
