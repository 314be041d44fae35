"""What a handler works with while it answers one message."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from handlers import wording
from handlers.answer import Answer, silent
from handlers.catalogue import Catalogue
from handlers.files import Files, Report, unheard
from handlers.focus import Focus
from handlers.message import Sender
from handlers.scope import PlanScope
from handlers.understanding.events import EventWords
from index.retriever import Retriever
from knowledge.commands import Actor
from knowledge.directory.snapshot import NO_UNITS, OrganisationUnits
from knowledge.perform import may_see_reports
from knowledge.roles import Channel
from knowledge.store import Store
from knowledge.types import PlanLine
from knowledge.working_days import WorkingDays, packaged_working_days

# So many plans are named one by one.
_NAMED = 2


@dataclass(frozen=True, slots=True)
class Context:
    """The store to read facts from, the index to find rows with, and the talk so far.

    `units` is what the directory knows of the sender's organisation. What is said `before_others` is read by a whole
    group; where the group stands for a unit, it is asked by a `sender` of that unit, and `person` is who speaks.
    By `message` what is said is known when it is heard again; what the assistant said that it replies to is
    `replying_to`.
    """

    store: Store
    retriever: Retriever
    catalogue: Catalogue
    sender: Sender
    now: datetime
    chat: str
    focus: Focus
    files: Files
    channel: Channel = Channel.JSONL
    examples: tuple[str, ...] = ()
    report: Report = unheard
    units: OrganisationUnits = NO_UNITS
    join_link: str | None = None
    before_others: bool = False
    person: Sender | None = None
    message: str = ""
    replying_to: str = ""
    events: tuple[EventWords, ...] = ()
    working_days: WorkingDays = field(default_factory=packaged_working_days)

    @property
    def actor(self) -> Actor:
        """Whoever speaks as one who gives commands."""
        sender = self.person or self.sender
        return Actor(sender.id, sender.name, sender.role, sender.unit, sender.organisation, self.channel)

    @property
    def today(self) -> date:
        """The day of the message."""
        return self.now.date()

    @property
    def organisations(self) -> tuple[str, ...]:
        """The sender's organisation and those whose place it took; none where all are the sender's affair."""
        own = self.sender.organisation
        return () if own is None else (own, *self.units.former_organisations(self.today))

    def plan(self, plan_id: int) -> PlanLine:
        """A plan in force."""
        return self.catalogue.plan(plan_id)

    def sees_reports(self, plan_id: int) -> bool:
        """Whether the sender sees what is reported on a plan."""
        return may_see_reports(self.store, self.plan(plan_id).issuer, self.actor, self.now)

    def units_of(self, organisation: str | None) -> OrganisationUnits:
        """What the directory knows of an organisation."""
        own = organisation == self.sender.organisation
        return self.units if own else self.store.directory.units_of(organisation)

    def not_found(self, scope: PlanScope) -> Answer:
        """An honest "not there" that says where was looked."""
        looked = [plan_id for tier in scope.tiers for plan_id in tier]
        if len(looked) > _NAMED:
            return silent("not_found")
        return silent("not_found_in", plans=self.plan_names(looked))

    def plan_names(self, plan_ids: Iterable[int]) -> str:
        """The plans' titles one after another."""
        return "; ".join(wording.plan_title(self.plan(plan_id)) for plan_id in plan_ids)
