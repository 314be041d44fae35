"""The program: runs a command of the command line and turns every failure into a sentence and an exit status."""

import contextlib
import errno
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click

from bot.cli.root import dondoc
from bot.cli.vietnamese import usage_sentence
from bot.errors import SettingsError
from bot.phrases import phrase
from handlers.explain import explain, unexpected

log = logging.getLogger(__name__)

FAILED, MISUSED, BROKEN, INTERRUPTED, PIPE_CLOSED = 1, 2, 70, 130, 141


def main() -> None:
    """Run the command line of this process."""
    with Path(os.devnull).open("r+", encoding="utf-8") as nowhere:
        for name in ("stdin", "stdout", "stderr"):
            if getattr(sys, name) is None:  # closed by who called
                setattr(sys, name, nowhere)
            _speak_utf8(getattr(sys, name))
        sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit status."""
    try:
        # click's own main would end a closed pipe as a failure
        with dondoc.make_context("dondoc", list(arguments)) as context:
            status = dondoc.invoke(context)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.exceptions.Exit as end:
        return end.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(err=True)  # the prompt's line ends here
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return PIPE_CLOSED
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> int:
    match error:
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.ctx.get_help() if error.ctx else "", err=True)
            return MISUSED
        case click.UsageError():
            click.echo(usage_sentence(error), err=True)
            return MISUSED
        case OSError(errno=errno.ENOSPC):
            _forget_stdout()
            click.echo(phrase("usage", "disk_full"), err=True)
            return FAILED
    sentence = explain(error)
    if sentence is None:
        log.error("unexpected error", exc_info=error)
        click.echo(unexpected(), err=True)
        return BROKEN
    click.echo(sentence, err=True)
    return MISUSED if isinstance(error, SettingsError) else FAILED


def _speak_utf8(stream: TextIO | object) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def _forget_stdout() -> None:
    # Python would complain once more when it flushes the closed pipe at its end.
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
