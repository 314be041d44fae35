"""What surrounds a message: who sent it, in which talk, and what the plans in force hold."""

from dataclasses import replace

from handlers.catalogue import Catalogue, read_catalogue
from handlers.context import Context
from handlers.examples import example_questions
from handlers.files import Files, Report, unheard
from handlers.focus import NO_FOCUS, load_focus
from handlers.message import Message, Sender
from handlers.understanding.events import EventWords, event_words
from index.retriever import Retriever
from index.sync import Sync
from knowledge.store import Store
from knowledge.vietnamese.abbreviations import Abbreviations
from knowledge.working_days import WorkingDays


class Surroundings:
    """Looks up, for each message, all that its answer may need; kept up to date with the plans in force."""

    def __init__(
        self,
        store: Store,
        retriever: Retriever,
        sync: Sync,
        files: Files,
        abbreviations: Abbreviations,
        working_days: WorkingDays,
    ) -> None:
        self._store = store
        self._retriever = retriever
        self._sync = sync
        self._files = files
        self._abbreviations = abbreviations
        self._working_days = working_days
        self._catalogue = Catalogue((), (), ())
        self._events: tuple[EventWords, ...] = ()
        self._examples = example_questions(store, self._catalogue)

    def examples(self) -> tuple[str, ...]:
        """A few questions the plans in force can answer."""
        self._current()
        return self._examples

    def known(self, message: Message) -> Sender:
        """The sender as the store knows them where the channel can't vouch for them."""
        if message.channel.vouches:
            return message.sender
        person = self._store.people.find(message.channel, message.sender.id)
        if person is None:
            return replace(message.sender, role=None, unit=None, organisation=None)
        return replace(
            message.sender, name=person.name, role=person.role, unit=person.unit, organisation=person.organisation
        )

    def context(self, message: Message, report: Report = unheard) -> Context:
        """All that the answer to a message may need, its talk as it was left."""
        catalogue = self._current()
        focus = load_focus(self._store.conversations.find_focus(message.chat, message.sender.id, message.at))
        if not catalogue.holds(focus.all_plans):
            focus = NO_FOCUS  # its plan was replaced or withdrawn since
        sender = self._asker(message)
        return Context(
            self._store,
            self._retriever,
            catalogue,
            sender,
            message.at,
            message.chat,
            focus,
            self._files,
            message.channel,
            self._examples,
            report,
            self._store.directory.units_of(sender.organisation),
            message.join_link,
            before_others=message.aside is not None,
            person=message.sender,
            message=message.key,
            replying_to=message.replying_to,
            events=self._events,
            working_days=self._working_days,
        )

    def _asker(self, message: Message) -> Sender:
        """As whom a message is asked: its sender, in a group that stands for a unit as one of that unit."""
        if message.aside is None or message.sender.role is None:
            return message.sender
        unit = self._store.people.unit_of_chat(message.channel, message.chat)
        if unit is None:
            return message.sender
        organisation = self._store.directory.get_unit(unit.organisation)
        return replace(message.sender, unit=unit.name, organisation=organisation.name)

    def alone(self, context: Context, message: Message) -> Context:
        """The talk in which the sender is alone with the assistant, whatever group a message comes from."""
        if message.aside is None:
            return context
        return self.context(replace(message, chat=message.aside, aside=None), context.report)

    def _current(self) -> Catalogue:
        self._sync.refresh()
        if self._catalogue.plan_ids != self._retriever.plans:
            self._catalogue = read_catalogue(self._store)
            self._events = event_words(self._catalogue.waiting, self._abbreviations.expand)
            self._examples = example_questions(self._store, self._catalogue)
        return self._catalogue
