"""The directory of units as a workbook: handed over, and, when it comes back, shown as what it would change."""

from pathlib import Path

from handlers.answer import Answer, heading, item, text
from handlers.context import Context
from handlers.phrases import say
from handlers.reply import Facts, ReplyIntent
from handlers.unit_changes import propose_change
from knowledge.directory.workbook import read_units, write_units

# Of more problems the rest are counted.
_SHOWN = 15


def answer_export(context: Context) -> Answer:
    """The units of the sender's organisation as a workbook, all units for somebody who belongs to none."""
    directory = context.store.directory
    own = directory.units_of(context.sender.organisation).organisation
    path = context.files.outgoing.place(say("units", "workbook_name"), ".xlsx", context.today)
    count = write_units(path, directory, own.id if own else None)
    blocks = (heading(say("units", "workbook", count=count)),)
    return Answer(blocks, Facts(ReplyIntent.DOCUMENT, count=count), context.focus, files=(path,))


def answer_workbook(context: Context, file: Path) -> Answer:
    """What a person has changed in the workbook, or all that is wrong in it; UnreadableFileError where it is none."""
    changes = read_units(file, context.store.directory)
    if changes.problems:
        blocks = [heading(say("units", "problems", count=len(changes.problems)))]
        blocks += map(item, changes.problems[:_SHOWN])
        if len(changes.problems) > _SHOWN:
            blocks.append(text(say("units", "more_problems", count=len(changes.problems) - _SHOWN)))
        return Answer(tuple(blocks), Facts(ReplyIntent.NONE), context.focus)
    if changes.command is None:
        return Answer((heading(say("units", "no_change")),), Facts(ReplyIntent.NONE), context.focus)
    return propose_change(context, changes.command)
