"""What the directory of units adds to answers: a unit's whole share, and who has taken the place of those printed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from handlers import wording
from handlers.context import Context
from handlers.membership import Membership, membership_of
from handlers.phrases import say
from knowledge.directory.snapshot import OrganisationUnits
from knowledge.units import same_unit


@dataclass(frozen=True, slots=True)
class Roll:
    """The units of one organisation as they stand on the day of a message."""

    units: OrganisationUnits
    today: date

    def named(self, printed: Iterable[str]) -> str:
        """Units as printed, one after another, each with who has taken its place since."""
        return wording.unit_list(self._told(unit, "now") for unit in printed)

    def within_sentence(self, unit: str) -> str:
        """A unit named amid a sentence, with who has taken its place since."""
        return self._told(unit, "now_within")

    def _told(self, unit: str, phrase: str) -> str:
        now = self.units.now(unit, self.today)
        if now:
            return say("unit", phrase, unit=unit, now=say("unit", "and").join(now))
        ended = self.units.ended_on(unit, self.today)
        return unit if ended is None else say("unit", "ended", unit=unit, date=wording.day(ended))


def roll_of_plan(context: Context, plan_id: int) -> Roll:
    """The units of the organisation that issued a plan."""
    return Roll(context.units_of(context.plan(plan_id).issuer), context.today)


def roll_for(context: Context, unit: str, plans: Iterable[int]) -> Roll:
    """The units among which `unit` is known: the sender's own, else those of who issued one of the plans."""
    issuers = dict.fromkeys(context.plan(plan_id).issuer for plan_id in plans)
    known = (units for units in (context.units, *map(context.units_of, issuers)) if units.knows(unit, context.today))
    return Roll(next(known, context.units), context.today)


def share_of(
    context: Context, unit: str, printed: Iterable[str], plans: Iterable[int], *, by_name_only: bool = False
) -> Membership:
    """How the unit stands among the printed names, by what it is called and by what it has taken over."""
    roll = roll_for(context, unit, plans)
    formers = roll.units.formers(unit, roll.today)
    return membership_of(
        unit,
        context.sender.organisation,
        printed,
        by_name_only=by_name_only,
        named=roll.units.names_of(unit, roll.today),
        formers=dict.fromkeys(name for former in formers for name in former.names),
        said=roll.units.groups_said(unit),
    )


def taken_over(roll: Roll, unit: str, names: Iterable[str]) -> Iterator[tuple[str, date]]:
    """Of the printed names those that came to the unit from others, and since when."""
    formers = roll.units.formers(unit, roll.today)
    for printed in sorted(names):
        since = [former.since for former in formers if any(same_unit(printed, name) for name in former.names)]
        if since and not same_unit(printed, unit):
            yield printed, since[0]
