"""The assistant in a process of its own, which may be killed at any moment, and what it answers meanwhile."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bot.channels.answering import answer
from bot.channels.jsonl import read_message, write_reply
from bot.rereading import RereadingAssistant
from bot.settings import Settings
from bot.wiring import Parts, files, open_archive

# A server that has read all that no office changes, and forks: a start takes no second then.
FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["tests.bot.mortal_parts"])
_PATIENCE = 30.0

Json = dict[str, Any]


@contextmanager
def opened(settings: Settings) -> Iterator[Parts]:
    """The archive and the assistant of a process that was forked."""
    from tests.bot.mortal_parts import EMBEDDER, WORDS

    with open_archive(settings) as store:
        reads = files(settings)
        yield Parts(store, RereadingAssistant(store, EMBEDDER, WORDS, settings.home, reads, time.monotonic))


def _answer(home: Path, connection: Connection) -> None:
    with opened(Settings(home=home)) as parts:
        while True:
            message = read_message(json.dumps(connection.recv()).encode(), datetime.now(UTC))
            connection.send(json.loads(write_reply(message.chat, answer(parts.assistant, message))))


class Mortal:
    """The process, and the pipe on which it hears and answers."""

    def __init__(self, home: Path) -> None:
        self._connection, theirs = FORKS.Pipe()
        self._process = FORKS.Process(target=_answer, args=(home, theirs), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        """Its number on this machine."""
        return int(self._process.pid or 0)

    def ask(self, message: Json) -> Json:
        """The answer of a process that lives."""
        self.tell(message)
        answer = self.answer()
        assert answer is not None
        return answer

    def tell(self, message: Json) -> None:
        self._connection.send(message)

    def answer(self, patience: float = _PATIENCE) -> Json | None:
        """The next answer, None where none comes in time or it died without one."""
        if not self._connection.poll(patience):
            return None
        try:
            return dict(self._connection.recv())
        except (EOFError, ConnectionResetError):
            return None

    def kill(self) -> None:
        """SIGKILL: it can do nothing more, not even notice."""
        self._process.kill()
        self._process.join()
        self._process.close()


def as_leader(text: str, organisation: str, **fields: Any) -> Json:
    sender = {"id": "7", "name": "An", "role": "leader", "organisation": organisation}
    return {"chat": "c", "at": datetime.now(UTC).isoformat(), "from": sender, "text": text, **fields}
