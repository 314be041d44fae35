"""A process that reads nothing: it misbehaves as the name of the file it is given says."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def main(path: str, seconds: str) -> None:
    match Path(path).stem:
        case "treo":
            child = subprocess.Popen(["sleep", "600"])
            Path(path).write_text(str(child.pid), encoding="ascii")
            time.sleep(600)
        case "bo-lai":
            child = subprocess.Popen(["sleep", "600"])
            Path(path).write_text(str(child.pid), encoding="ascii")
            Path("result.json").write_text('{"reason": "no_plan", "detail": ""}', encoding="ascii")
        case "bi-mat":
            told = " ".join(name for name in os.environ if name.startswith("DONDOC_"))
            Path("result.json").write_text(f'{{"reason": "no_plan", "detail": "{told}"}}', encoding="ascii")
        case "loi":
            raise ZeroDivisionError(path)
        case name:
            os.kill(os.getpid(), signal.Signals[name])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[3])
