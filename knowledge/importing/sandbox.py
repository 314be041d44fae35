"""Reading a document in a process of its own, which can be stopped with all it started."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer

import knowledge
from knowledge.errors import UnreadableFileError
from knowledge.importing.draft import PlanDraft
from knowledge.importing.plan_json import from_json

WORKER = "knowledge.importing.worker"

_ROOT = Path(knowledge.__file__).parent.parent
_LARGEST_RESULT = 64 * 1024 * 1024
# What the system or a library's lack of memory ends a process with, and what its time running out does.
_REASONS = {signal.SIGXCPU: "too_slow", signal.SIGKILL: "too_heavy", signal.SIGABRT: "too_heavy"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take."""

    seconds: int = 60
    megabytes: int = 1024


class ReadingFaultError(Exception):
    """The program, not the file, is at fault; the message is what the process left behind."""


def read_apart(path: Path, size_limit: int, limits: Limits, worker: str = WORKER) -> PlanDraft:
    """The plan of a file, read in a process of its own; UnreadableFileError where there is none within the limits."""
    with tempfile.TemporaryDirectory(prefix="dondoc-", ignore_cleanup_errors=True) as folder:
        arguments = [worker, str(path.absolute()), str(size_limit), str(limits.seconds), str(limits.megabytes)]
        status, in_time = _run(arguments, limits.seconds, Path(folder))
        if not in_time:
            raise UnreadableFileError(path, "too_slow", str(limits.seconds))
        if status < 0:
            raise UnreadableFileError(path, _REASONS.get(signal.Signals(-status), "damaged"), f"signal {-status}")
        if status > 0:
            raise ReadingFaultError(Path(folder, "errors.txt").read_text(encoding="utf-8", errors="replace"))
        result = Path(folder, "result.json")
        if result.stat().st_size > _LARGEST_RESULT:
            raise UnreadableFileError(path, "too_heavy", str(result.stat().st_size))
        return _draft(path, json.loads(result.read_bytes()))


def _draft(path: Path, result: dict[str, object]) -> PlanDraft:
    if "reason" in result:
        raise UnreadableFileError(path, str(result["reason"]), str(result["detail"]))
    return from_json(result["plan"], path)


def _run(arguments: list[str], seconds: int, folder: Path) -> tuple[int, bool]:
    """The exit status of the process, and whether it ended within its time."""
    with Path(folder, "errors.txt").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", *arguments],
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
    late = Event()
    timer = Timer(seconds, _stop, (process.pid, late))
    timer.start()
    try:
        # not yet reaped, so that its number can't be another's when its group is killed
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    finally:
        timer.cancel()
        timer.join()
        _kill(process.pid)
        status = process.wait()
    return status, not late.is_set()


def _stop(group: int, late: Event) -> None:
    late.set()
    _kill(group)


def _kill(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _environment(folder: Path) -> dict[str, str]:
    """The surroundings of this process without its secrets; temporary files go where they are cleared away."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DONDOC_")}
    search = os.pathsep.join(filter(None, (str(_ROOT), inherited.get("PYTHONPATH"))))
    return {**inherited, "PYTHONPATH": search, "TMPDIR": str(folder), "HOME": str(folder)}
