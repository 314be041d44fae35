"""The program as an operator starts it: its own process, a home of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Program:
    home: Path

    def __call__(
        self, *arguments: str | Path, said: str | bytes = "", **settings: str
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end; `settings` are variables without their prefix."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *map(str, arguments)],
            input=said if isinstance(said, bytes) else said.encode(),
            env=self.environment(settings),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    def environment(self, settings: dict[str, str]) -> dict[str, str]:
        # compiled code is kept between starts, as it is where the program is installed
        ours_to_set = ("DONDOC_", "PYTHONDONTWRITEBYTECODE")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours_to_set)}
        ours = {f"DONDOC_{name.upper()}": value for name, value in settings.items()}
        return {**inherited, "DONDOC_HOME": str(self.home), **ours}


@pytest.fixture
def dondoc(tmp_path: Path) -> Program:
    return Program(tmp_path / "home")
