"""Text as it may be stored and shown."""

import unicodedata


def clean(text: str) -> str:
    """NFC text without what no store or screen can hold: control characters and broken surrogates."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", "".join(c for c in whole if c in "\n\t" or unicodedata.category(c) != "Cc"))
