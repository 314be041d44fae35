"""The process in which a document is read: it shuts itself in, and leaves what it understood as JSON."""

import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from knowledge.errors import UnreadableFileError

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_NEARLY_ALL = 0.8
# Reading pictures maps about half a gigabyte of libraries and threads' stacks of which little is ever touched.
_MAPPED = 2
_DIE_WITH_PARENT, _NO_NEW_PRIVILEGES = 1, 38


def main(path: str, size_limit: str, seconds: str, megabytes: str) -> None:
    """Read a file within limits; the result is left in the working folder."""
    _shut_in(int(seconds), int(megabytes) * 1024 * 1024)
    result = json.dumps(_outcome(Path(path), int(size_limit)))
    Path("result.json").write_text(result, encoding="ascii")


def _outcome(path: Path, size_limit: int) -> dict[str, Any]:
    from knowledge.importing.plan_json import to_json
    from knowledge.importing.read import LIGHT, understand
    from knowledge.importing.readers import suffix_of

    try:
        if suffix_of(path) in LIGHT:
            _tighten()
        return {"plan": to_json(understand(path, size_limit), keys=True)}
    except UnreadableFileError as error:
        # libraries written in C tell a lack of memory as they tell a broken file
        starved = error.reason == "damaged" and _peak() > _NEARLY_ALL * resource.getrlimit(resource.RLIMIT_AS)[0]
        return {"reason": "too_heavy" if starved else error.reason, "detail": error.detail}
    except MemoryError:
        return {"reason": "too_heavy", "detail": ""}


def _peak() -> int:
    """The most memory, in bytes, that this process has ever asked for and got."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmPeak")), 0)


def _shut_in(seconds: int, memory: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _leave_network(libc)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    resource.setrlimit(resource.RLIMIT_AS, (memory * _MAPPED, memory * _MAPPED))


def _tighten() -> None:
    """Take back what is granted for the mere mapping of large libraries, which some kinds of files don't need."""
    granted, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (granted // _MAPPED, most))


def _leave_network(libc: ctypes.CDLL) -> None:
    """Go where there is no network, on systems that let a process do so; no reader asks for one anyway."""
    user, group = os.getuid(), os.getgid()
    # root would lose its right to read others' files by becoming a user of a space of its own
    if libc.unshare(_NEW_NETWORK if user == 0 else _NEW_USER | _NEW_NETWORK) or user == 0:
        return
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
