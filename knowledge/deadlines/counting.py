"""The last day of a deadline that hangs on an event, counted from the day on which that came about."""

from datetime import date, timedelta

from knowledge.deadlines.types import RelativeDeadline
from knowledge.working_days import WorkingDays


def is_counted(deadline: RelativeDeadline) -> bool:
    """Whether a day follows from the event: "ngay sau khi" names none."""
    return deadline.days is not None or deadline.direction == "before"


def last_day(deadline: RelativeDeadline, happened: date, calendar: WorkingDays) -> date:
    """The last day that is in time; the deadline has to be a counted one.

    As the Civil Code of 2015 counts: the day of the event is not counted (article 147), the period ends with its last
    day, and where that is a day off with the next working day (article 148). What has to be done so many days before an
    event is not put off by a day off; without a number of days it has to be done by the day before.
    """
    if deadline.direction == "before":
        count = 1 if deadline.days is None else deadline.days
        return calendar.add(happened, -count) if deadline.working_days else happened - timedelta(days=count)
    count = deadline.days or 0
    if deadline.working_days:
        return calendar.add(happened, count)
    return calendar.on_or_after(happened + timedelta(days=count))
