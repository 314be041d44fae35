"""A Bot API server of our own for tests: real HTTP on this machine, and a control side in Python."""

from tests.emulator.server import Emulator
from tests.emulator.state import Callback, Chat, Sent, User

__all__ = ["Callback", "Chat", "Emulator", "Sent", "User"]
