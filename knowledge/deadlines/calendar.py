"""Days, months and quarters of the plan's year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from knowledge.deadlines.tokens import Token, calendar_day
from knowledge.deadlines.types import PeriodDeadline


@dataclass(frozen=True, slots=True)
class PlanYear:
    """The year that dates and periods without one belong to; None where it is not known."""

    year: int | None

    def day_of(self, token: Token, year: int | None = None) -> date | None:
        """The day a DATE or DAYMONTH token names."""
        numbers = token.numbers
        chosen = numbers[2] if len(numbers) == 3 else (year or self.year)
        return calendar_day(numbers[0], numbers[1], chosen) if chosen else None

    def months(self, first: int, last: int, year: int | None = None) -> PeriodDeadline | None:
        """The period from the first day of one month to the last of another."""
        chosen = year or self.year
        if not chosen or not 1 <= first <= last <= 12:
            return None
        return PeriodDeadline(date(chosen, first, 1), date(chosen, last, monthrange(chosen, last)[1]))

    def quarter(self, quarter: int, year: int | None = None) -> PeriodDeadline | None:
        """A quarter."""
        return self.months(3 * quarter - 2, 3 * quarter, year) if 1 <= quarter <= 4 else None
