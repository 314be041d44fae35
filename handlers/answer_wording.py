"""What was said to reports put into words, and a report named in a few."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from handlers import report_wording, wording
from handlers.phrases import say
from knowledge.answers import BY_LEADERS, AnswerLine
from knowledge.types import ReportLine, TargetLine, TaskLine

_SHORT = 60


def talk(lines: Iterable[AnswerLine], zone: tzinfo | None, *, people_named: bool = True) -> Iterator[str]:
    """The talk about a report, one thing said a line; people by what they are where they are not to be named."""
    for line in lines:
        who = line.actor_name if people_named else ""
        told = say("answers", "talk", who=who or _part(line), at=moment(line.at, zone), what=said(line))
        yield told + (say("answers", "talk_retracted") if line.retracted_at is not None else "")


def said(line: AnswerLine) -> str:
    """What was said: "trả lại, hỏi “số liệu ở đâu ra?”"."""
    bare = line.kind.value
    name = f"{bare}_words" if line.text and line.kind.value in ("acknowledged", "evidence_asked") else bare
    return say("answers", name, words=line.text)


def moment(at: datetime, zone: tzinfo | None) -> str:
    """A time of day and the day where the office is."""
    return report_wording.moment(at.astimezone(zone))


def subject(line: TaskLine | TargetLine | None) -> str:
    """What is reported on, in a few words."""
    if line is None:
        return ""
    if isinstance(line, TargetLine):
        return wording.shorten(line.name, _SHORT)
    label, content = wording.task_label(line), wording.shorten(line.content, _SHORT)
    return say("clarify", "task", label=label, content=content.rstrip(" ."))


def made_by(report: ReportLine, *, people_named: bool = True) -> str:
    """Who made a report, with the unit."""
    names = (report.reporter_name if people_named else "", report.unit)
    return ", ".join(filter(None, names)) or say("report", "somebody")


def _part(line: AnswerLine) -> str:
    return say("answers", "leader" if line.kind in BY_LEADERS else "unit")
