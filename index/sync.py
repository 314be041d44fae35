"""Keeps the index true to the store: what is in force is indexed, nothing else."""

import logging
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from pathlib import Path

from index.errors import PartLostError
from index.memory import give_back
from index.parts import KnownRows, PlanPart, Rows
from index.passages import Passage, passages_of
from index.retriever import Retriever
from index.saved import Origin, load_part, path_of, reading_of, save_part, saved_plans
from knowledge.store import Store
from knowledge.types import TaskFilter

log = logging.getLogger(__name__)

_NOTES_AT_ONCE = 1_000
# After so many plans made the texts of these need not be embedded again for those that follow.
_PLANS_AT_ONCE = 32


class Sync:
    """Brings a retriever up to date with a store, and keeps its parts in a folder between starts.

    A stored plan never changes: a new import of it has a new id. So the ids in force say all there is to know,
    and several processes may share one database; the outbox is only struck out, never relied on.
    """

    def __init__(self, store: Store, retriever: Retriever, folder: Path) -> None:
        self._store = store
        self._retriever = retriever
        self._folder = folder
        self._lock = threading.Lock()
        self._reading = reading_of(retriever.maker.abbreviations)
        self._encoder = retriever.maker.embedder.fingerprint

    def beside(self, retriever: Retriever) -> "Sync":
        """The same for a retriever that was made of this one's; of the two one at a time takes plans in."""
        other = copy(self)
        other._retriever = retriever
        return other

    def refresh(self) -> bool:
        """Index what has come into force and drop what has gone; True where anything had changed."""
        if self._in_force() == self._retriever.plans:
            return False
        with self._lock:
            notes = self._store.changes.pending(_NOTES_AT_ONCE)
            in_force, indexed = self._in_force(), self._retriever.plans
            if in_force == indexed:
                return False
            self._take_in(in_force - indexed, indexed - in_force)
            self._forget(in_force)
            give_back()
            if notes:
                self._store.changes.done([note.id for note in notes])
            return True

    def _in_force(self) -> frozenset[int]:
        return self._store.plans.list_ids()

    def _take_in(self, added: frozenset[int], gone: frozenset[int]) -> None:
        """Read what was saved and make the rest; plans stand in the order of their ids."""
        names = self._store.plans.fingerprints(added)
        origins = {plan: Origin(plan, names[plan], self._encoder, self._reading) for plan in sorted(names)}
        parts = {plan: part for plan, origin in origins.items() if (part := self._restored(origin))}
        new = [origin for plan, origin in origins.items() if plan not in parts]
        left_over = list(self._left_over(parts.keys() | self._retriever.plans)) if new else []
        for start in range(0, len(new), _PLANS_AT_ONCE):
            known = KnownRows([*self._retriever.rows(), *_rows(parts), *left_over])
            parts |= {origin.plan_id: self._made(origin, known) for origin in new[start : start + _PLANS_AT_ONCE]}
        self._retriever.take({plan: parts[plan] for plan in sorted(parts)}, gone)

    def _restored(self, origin: Origin) -> PlanPart | None:
        """The part of a plan as it was saved, where it was made of the same."""
        try:
            saved = load_part(self._folder, origin.plan_id)
        except PartLostError as error:
            # It can always be made again from the store, and of a new plan there is none.
            level = logging.DEBUG if error.reason == "missing" else logging.WARNING
            log.log(level, "plan %s is indexed anew: %s", origin.plan_id, error)
            return None
        return saved.part(self._retriever.maker) if saved.origin == origin else None

    def _left_over(self, used: Collection[int]) -> Iterator[Rows]:
        """The vectors of parts saved that can't be used whole: of plans gone, or read by other rules."""
        for plan_id in saved_plans(self._folder):
            if plan_id not in used:
                with suppress(PartLostError):
                    saved = load_part(self._folder, plan_id)
                    if saved.origin.encoder == self._encoder:
                        yield saved.rows

    def _made(self, origin: Origin, known: KnownRows) -> PlanPart:
        part = self._retriever.maker.make(origin.plan_id, self._passages(origin.plan_id), known)
        try:
            save_part(self._folder, origin, part, self._retriever.maker)
        except OSError as error:
            # It only makes the next start faster; without it every question is answered as well.
            log.warning("the index of plan %s could not be saved: %s", origin.plan_id, error)
        return part

    def _forget(self, in_force: frozenset[int]) -> None:
        """Remove the files of plans that are gone."""
        for plan_id in frozenset(saved_plans(self._folder)) - in_force:
            try:
                path_of(self._folder, plan_id).unlink(missing_ok=True)
            except OSError as error:
                log.warning("the index of plan %s could not be removed: %s", plan_id, error)

    def _passages(self, plan_id: int) -> Sequence[Passage]:
        plans = (plan_id,)
        return passages_of(
            self._store.tasks.list_tasks(TaskFilter(plans=plans)),
            self._store.targets.list_targets(plans=plans),
            self._store.prose.list_duties(plans=plans),
            self._store.prose.list_prose(plans=plans),
        )


def _rows(parts: Mapping[int, PlanPart]) -> Iterator[Rows]:
    return ((part.text_ids, part.vectors) for part in parts.values())
