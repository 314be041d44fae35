"""The program started as others start it, in a home of its own, for measuring."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from bot.errors import LoadingError

PROGRAM = (sys.executable, "-m", "bot")


@dataclass(frozen=True, slots=True)
class Home:
    """A folder in which a measured program keeps its data; the operator's own stays untouched."""

    folder: Path

    def load(self, plans: Sequence[Path]) -> None:
        """Import these plans, those of a folder among them, or the sample where none is given."""
        arguments = ["import", "--yes", *map(str, _files(plans))] if plans else ["sample"]
        command = [*PROGRAM, "plans", *arguments]
        if subprocess.run(command, env=self._environment(), stdout=subprocess.DEVNULL, check=False).returncode:
            raise LoadingError

    def export(self) -> list[dict[str, Any]]:
        """The stored plans as plan JSON."""
        done = subprocess.run(
            [*PROGRAM, "plans", "export"], env=self._environment(), stdout=subprocess.PIPE, check=True
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    def start(self, command: str) -> "subprocess.Popen[bytes]":
        """Start a command that talks."""
        return subprocess.Popen(
            [*PROGRAM, command], env=self._environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def _environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if name != "DONDOC_DATABASE_URL"}
        return {**inherited, "DONDOC_HOME": str(self.folder)}


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.iterdir()) if path.is_dir() else [path]


class Talk:
    """A running `dondoc pipe`: one message out, one reply back."""

    def __init__(self, home: Home) -> None:
        self._process = home.start("pipe")

    def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        """The reply to one message."""
        said, answered = channel(self._process)
        said.write(json.dumps(message).encode() + b"\n")
        said.flush()
        reply: dict[str, Any] = json.loads(answered.readline())
        return reply

    def end(self) -> int:
        """Stop the program; the most memory it held, in bytes."""
        said, answered = channel(self._process)
        peak = _peak_memory(self._process.pid)
        said.close()
        answered.close()
        _, status, usage = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return peak or usage.ru_maxrss * 1024


def _peak_memory(pid: int) -> int | None:
    """The most memory a running process held, in bytes, where the system tells.

    What is told at its end counts what its parent held when it was started, too.
    """
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text().splitlines() if status.is_file() else ()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), None)


def channel(process: "subprocess.Popen[bytes]") -> tuple[IO[bytes], IO[bytes]]:
    """What the process reads and what it writes."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("the process was started without pipes")
    return process.stdin, process.stdout
