"""The program as an operator starts it, with a home of its own."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.__main__ import run

Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Program:
    """Each command in a process of its own."""

    home: Path

    def __call__(self, *arguments: str | Path, said: str | bytes = "", **settings: str) -> Done:
        """Run a command to its end; `settings` are variables without their prefix."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *map(str, arguments)],
            input=_bytes(said),
            env=self.environment(settings),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Done(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    def environment(self, settings: dict[str, str]) -> dict[str, str]:
        # compiled code is kept between starts, as it is where the program is installed
        ours_to_set = ("DONDOC_", "PYTHONDONTWRITEBYTECODE")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours_to_set)}
        ours = {f"DONDOC_{name.upper()}": value for name, value in settings.items()}
        return {**inherited, "DONDOC_HOME": str(self.home), **ours}


class Commands(Program):
    """Each command in this process: the same but for the start, which takes longer than most commands."""

    def __call__(self, *arguments: str | Path, said: str | bytes = "", **settings: str) -> Done:
        """Run a command to its end; `settings` are variables without their prefix."""
        keys = io.TextIOWrapper(io.BytesIO(_bytes(said)), "utf-8")
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        with _environment(self.environment(settings)), _typed(keys), redirect_stdout(out), redirect_stderr(err):
            status = run([*map(str, arguments)])
        told = (stream.buffer.getvalue().decode() for stream in (out, err))
        return Done(arguments, status, *told)

    def seen(self, typed: str, *arguments: str | Path) -> str:
        """What the screen shows when a person at a terminal types `typed`."""
        keys = _Terminal(io.BytesIO(_bytes(typed)), "utf-8")
        written = io.BytesIO()
        screen = _Terminal(written, "utf-8", write_through=True)
        with _environment(self.environment({})), _typed(keys), redirect_stdout(screen), redirect_stderr(screen):
            assert run([*map(str, arguments)]) == 0
        return written.getvalue().decode()


class _Terminal(io.TextIOWrapper):
    """One end of a terminal."""

    def isatty(self) -> bool:
        return True


@contextmanager
def _environment(wanted: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _typed(keys: io.TextIOWrapper) -> Iterator[None]:
    before, sys.stdin = sys.stdin, keys
    try:
        yield
    finally:
        sys.stdin = before


def _bytes(said: str | bytes) -> bytes:
    return said if isinstance(said, bytes) else said.encode()


@pytest.fixture
def dondoc(tmp_path: Path) -> Commands:
    return Commands(tmp_path / "home")


@pytest.fixture
def process(tmp_path: Path) -> Program:
    return Program(tmp_path / "home")
