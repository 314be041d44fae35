"""What was asked and not answered at once, without personal data, so that an office learns which words it lacks."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, case, delete, func, insert, select, true, update

from knowledge.masking import masked
from knowledge.schema import MissRow
from knowledge.schema.database import Database, claim
from knowledge.types import MissKind, MissLine
from knowledge.vietnamese.fold import fold, words

_KEPT = 10_000
# Characters; nobody reads more of a question, nor of a task, to see what it was about.
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Miss:
    """One question as it was typed, and what became of it; see MissLine."""

    kind: MissKind
    said: str
    plans: tuple[int, ...] = ()
    chosen: str = ""
    chosen_words: str = ""


class Misses:
    """The part of the store that counts misses; the oldest leave when there are more than `kept`."""

    def __init__(self, database: Database, kept: int = _KEPT) -> None:
        self._database = database
        self._kept = kept

    def record(self, miss: Miss, day: date, sender_name: str = "") -> None:
        """Count a miss, its personal data taken out; one that says nothing is left alone."""
        said = masked(miss.said, sender_name)[:_LONGEST]
        folded = " ".join(word.folded for word in words(said))
        if not folded:
            return
        with self._database.writing(lightly=True) as connection:
            claim(connection, "misses")
            if not _counted(connection, miss, said, folded, day):
                connection.execute(insert(MissRow), _values(miss, said, folded, day))
                self._let_go(connection)

    def list_misses(
        self, since: date | None = None, kinds: tuple[MissKind, ...] = (), *, newest: bool = False
    ) -> tuple[MissLine, ...]:
        """Those last asked on `since` or later, the most frequent first, or the newest."""
        wanted = and_(
            MissRow.last_on >= since if since else true(),
            MissRow.kind.in_(kinds) if kinds else true(),
        )
        orders = (MissRow.times.desc(), MissRow.last_on.desc())
        query = select(MissRow).where(wanted).order_by(*(orders[::-1] if newest else orders), MissRow.id.desc())
        with self._database.reading() as connection:
            return tuple(
                MissLine(
                    row.kind,
                    row.said,
                    row.chosen,
                    row.chosen_words,
                    tuple(row.plans),
                    row.first_on,
                    row.last_on,
                    row.times,
                )
                for row in connection.execute(query)
            )

    def clear(self, before: date) -> int:
        """Forget what was last asked before that day; how many lines that were."""
        with self._database.writing() as connection:
            return connection.execute(delete(MissRow).where(MissRow.last_on < before)).rowcount

    def _let_go(self, connection: Connection) -> None:
        surplus = (connection.scalar(select(func.count()).select_from(MissRow)) or 0) - self._kept
        if surplus > 0:
            oldest = select(MissRow.id).order_by(MissRow.last_on, MissRow.id).limit(surplus)
            connection.execute(delete(MissRow).where(MissRow.id.in_(oldest.scalar_subquery())))


def _counted(connection: Connection, miss: Miss, said: str, folded: str, day: date) -> bool:
    """Count one more of the same; whether there was one."""
    same = and_(MissRow.kind == miss.kind, MissRow.folded == folded, MissRow.chosen == miss.chosen)
    # A message may come later than it was said.
    first = case((MissRow.first_on > day, day), else_=MissRow.first_on)
    last = case((MissRow.last_on < day, day), else_=MissRow.last_on)
    counted = {"times": MissRow.times + 1, "first_on": first, "last_on": last, "plans": list(miss.plans)}
    # With accents it reads better.
    accented = {"said": said} if fold(said) != said.lower() else {}
    return connection.execute(update(MissRow).where(same).values(**counted, **accented)).rowcount > 0


def _values(miss: Miss, said: str, folded: str, day: date) -> dict[str, object]:
    return {
        "kind": miss.kind,
        "folded": folded,
        "chosen": miss.chosen,
        "said": said,
        "chosen_words": miss.chosen_words[:_LONGEST],
        "plans": list(miss.plans),
        "first_on": day,
        "last_on": day,
        "times": 1,
    }
