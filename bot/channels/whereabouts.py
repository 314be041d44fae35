"""What the program itself notes of a channel's people and groups: who can be reached, and which chat went where."""

from collections.abc import Callable
from datetime import datetime

from bot.phrases import phrase
from knowledge.commands import Actor, MarkReach, MoveChat
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.store import Store


class Whereabouts:
    """Notes it in the archive, in the program's own name; safe to be called from several threads."""

    def __init__(self, store: Store, channel: Channel, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._channel = channel
        self._clock = clock
        # nobody came in by the channel to do this: it is done by what the operator runs
        self._program = Actor("dondoc", phrase("program", "name"), Role.ADMIN)

    def administrators(self) -> tuple[str, ...]:
        """The accounts of those who administer by this channel."""
        people = self._store.people.list_people()
        return tuple(each.account for each in people if each.channel is self._channel and each.role is Role.ADMIN)

    def reached(self, account: str) -> Role | None:
        """Note that messages reach the person again; what they are by now, None for who has not joined."""
        return self._mark(account, reachable=True)

    def lost(self, account: str) -> None:
        """Note that messages reach the person no longer."""
        self._mark(account, reachable=False)

    def moved(self, chat: str, to: str) -> None:
        """Let a chat go on under another id."""
        perform(self._store, MoveChat(self._channel, chat, to), self._program, self._clock())

    def _mark(self, account: str, *, reachable: bool) -> Role | None:
        person = self._store.people.find(self._channel, account)
        if person is None:
            return None
        if reachable is (person.unreachable_since is not None):
            perform(self._store, MarkReach(person.id, reachable), self._program, self._clock())
        return person.role
