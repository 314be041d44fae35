"""Keeps the index true to the store: what is in force is indexed, nothing else."""

import logging
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from index.errors import VectorsLostError
from index.passages import Passage, passages_of
from index.retriever import Retriever
from index.vectors import Vectors, load_vectors, save_vectors
from knowledge.store import Store
from knowledge.types import TaskFilter

log = logging.getLogger(__name__)

_NOTES_AT_ONCE = 1_000


class Sync:
    """Brings a retriever up to date with a store, and keeps its vectors in a folder between starts.

    A stored plan never changes: a new import of it has a new id. So the ids in force say all there is to know,
    and several processes may share one database; the outbox is only struck out, never relied on.
    """

    def __init__(self, store: Store, retriever: Retriever, folder: Path) -> None:
        self._store = store
        self._retriever = retriever
        self._folder = folder
        self._lock = threading.Lock()
        self._saved: Mapping[int, Vectors] | None = None

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
            if notes:
                self._store.changes.done([note.id for note in notes])
            return True

    def _in_force(self) -> frozenset[int]:
        return self._store.plans.list_ids()

    def _take_in(self, added: frozenset[int], gone: frozenset[int]) -> None:
        known = self._known_vectors()
        self._retriever.replace(self._passages(tuple(sorted(added))), gone, known)
        vectors = self._retriever.vectors()
        if vectors.keys() != known.keys():
            self._save(vectors)
        self._saved = vectors

    def _save(self, vectors: Mapping[int, Vectors]) -> None:
        try:
            save_vectors(self._folder, self._retriever.embedder.fingerprint, vectors)
        except OSError as error:
            # They only make the next start faster; without them every question is answered as well.
            log.warning("the vectors could not be saved: %s", error)

    def _known_vectors(self) -> Mapping[int, Vectors]:
        if self._saved is not None:
            return self._saved
        try:
            return load_vectors(self._folder, self._retriever.embedder.fingerprint)
        except VectorsLostError as error:
            # They can always be made again from the store, and at a first start there are none.
            log.log(logging.DEBUG if error.reason == "missing" else logging.WARNING, "vectors are made anew: %s", error)
            return {}

    def _passages(self, plans: tuple[int, ...]) -> Mapping[int, Sequence[Passage]]:
        found = passages_of(
            self._store.tasks.list_tasks(TaskFilter(plans=plans)),
            self._store.targets.list_targets(plans=plans),
            self._store.prose.list_duties(plans=plans),
            self._store.prose.list_prose(plans=plans),
        )
        return _by_plan(plans, found)


def _by_plan(plans: Sequence[int], passages: Iterable[Passage]) -> Mapping[int, Sequence[Passage]]:
    grouped: dict[int, list[Passage]] = defaultdict(list, {plan: [] for plan in plans})
    for passage in passages:
        grouped[passage.plan_id].append(passage)
    return grouped
