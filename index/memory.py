"""Memory that is no longer used, given back to the system."""

import ctypes
import sys


def give_back() -> None:
    """Give back what many short-lived arrays have left in pieces; glibc keeps it otherwise."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
