"""The codes of invitations: 60 random bits that a person can read out and type, kept as a digest only."""

import hashlib
import re
import secrets

# Crockford's base 32: no letter that can be taken for a digit.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LENGTH = 12
_GROUP = 4
_BETWEEN = re.compile(r"[\s\-‐-―]+")
_DIGIT = re.compile(r"\d", re.ASCII)


def new_code() -> str:
    """A code that nobody can guess; a digit is always in it, so that no word is ever taken for a code."""
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        if _DIGIT.search(code):
            return code


def shown(code: str) -> str:
    """The code in groups, as a person reads it."""
    return "-".join(code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def read_code(typed: str) -> str | None:
    """The code that was typed in any case, with or without hyphens; None where it can be none."""
    code = _BETWEEN.sub("", typed).upper().translate(_ALIKE)
    return code if len(code) == _LENGTH and set(code) <= set(_ALPHABET) else None


def find_code(message: str) -> str | None:
    """The code that is all a message says; None where it says anything else."""
    bare = message.strip()
    return read_code(bare) if _DIGIT.search(bare) and not re.search(r"\s", bare) else None


def digest_of(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()
