"""What proves reports: files and links, which wait in a talk until they are attached and then stay for good."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from knowledge.errors import EvidenceRefusedError
from knowledge.evidence_files import EvidenceFiles, Staged
from knowledge.roles import Channel
from knowledge.schema import EvidenceRow
from knowledge.schema.database import Database, claim
from knowledge.types import EvidenceKind

MOST = 10
_FILING = "evidence"
_COLUMNS: tuple[Any, ...] = (
    EvidenceRow.id,
    EvidenceRow.report_id,
    EvidenceRow.kind,
    EvidenceRow.name,
    EvidenceRow.link,
    EvidenceRow.size,
    EvidenceRow.sha256,
    EvidenceRow.channel,
    EvidenceRow.channel_file,
    EvidenceRow.sender,
    EvidenceRow.at,
    EvidenceRow.retracted_at,
)


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """A file or a link as it was sent; `channel_file` is the name by which the channel hands it out again.

    By `message` the one is known in which it came, if it is heard again.
    """

    kind: EvidenceKind
    name: str
    channel: Channel
    chat: str
    sender: str
    link: str | None = None
    channel_file: str | None = None
    size: int | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A piece of evidence with the number of its report, None where it waits for one.

    A file without a checksum stays with its channel, where it is called `channel_file`.
    """

    id: int
    report: int | None
    kind: EvidenceKind
    name: str
    link: str | None
    size: int | None
    sha256: str | None
    channel: Channel
    channel_file: str | None
    sender: str
    at: datetime
    retracted_at: datetime | None


class Evidence:
    """The part of the store that knows what proves reports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, new: NewEvidence, at: datetime) -> int:
        """Let a link, or a file that stays with the channel, wait for its report; its number."""
        with self._database.writing() as connection:
            return _keep(connection, new, None, at)

    def keep_file(self, files: EvidenceFiles, path: Path, new: NewEvidence, at: datetime, day: datetime) -> int:
        """Keep a file and let it wait for its report; its number. `day` is when the sender's day began.

        Raises EvidenceRefusedError where it is too large, or too much for one day.
        """
        with files.stage(path) as staged, self._database.writing() as connection:
            claim(connection, _FILING)
            if _size_since(connection, new.sender, day) + staged.size > files.a_day:
                raise EvidenceRefusedError("too_much", files.a_day >> 20)
            staged.settle()
            return _keep(connection, new, staged, at)

    def list_waiting(self, chat: str, sender: str, since: datetime) -> tuple[EvidenceLine, ...]:
        """What a person sent in a talk and has not attached yet, the oldest first."""
        own = (EvidenceRow.chat == chat, EvidenceRow.sender == sender, EvidenceRow.at >= since)
        with self._database.reading() as connection:
            return read_evidence(connection, *own, *_WAITS)

    def get(self, ids: Sequence[int]) -> tuple[EvidenceLine, ...]:
        """The evidence with these numbers."""
        with self._database.reading() as connection:
            return read_evidence(connection, EvidenceRow.id.in_(ids))

    def of_reports(self, reports: Sequence[int]) -> Mapping[int, tuple[EvidenceLine, ...]]:
        """What proves each of the reports; those that nothing does are left out."""
        found: defaultdict[int, list[EvidenceLine]] = defaultdict(list)
        with self._database.reading() as connection:
            for line in read_evidence(connection, EvidenceRow.report_id.in_(reports), *_HOLDS):
                found[line.report or 0].append(line)
        return {report: tuple(lines) for report, lines in found.items()}

    def drop(self, ids: Sequence[int], at: datetime) -> None:
        """Let these wait no longer; what is attached by now stays."""
        with self._database.writing() as connection:
            connection.execute(update(EvidenceRow).where(EvidenceRow.id.in_(ids), *_WAITS).values(retracted_at=at))

    def sweep(self, files: EvidenceFiles, before: datetime) -> int:
        """Forget what has waited since `before`, and delete every file that nothing is known of; how many."""
        with self._database.writing() as connection:
            connection.execute(delete(EvidenceRow).where(EvidenceRow.report_id.is_(None), EvidenceRow.at < before))
        # only now, for a row must not outlive its file where the program ends in between
        with self._database.writing() as connection:
            claim(connection, _FILING)
            known = frozenset(filter(None, connection.scalars(select(EvidenceRow.sha256).distinct())))
            return files.sweep(known, before.timestamp())


_HOLDS: tuple[ColumnElement[bool], ...] = (EvidenceRow.retracted_at.is_(None),)
_WAITS = (*_HOLDS, EvidenceRow.report_id.is_(None))


def read_evidence(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[EvidenceLine, ...]:
    """The evidence that satisfies `conditions`, the oldest first."""
    rows = connection.execute(select(*_COLUMNS).where(*conditions).order_by(EvidenceRow.id)).all()
    return tuple(EvidenceLine(*row) for row in rows)


def attach(connection: Connection, report: int, ids: Sequence[int], sender: str) -> tuple[int, ...]:
    """Let what the sender sent prove a report, each once; the numbers under which it does."""
    if not ids:
        return ()
    lines = read_evidence(connection, EvidenceRow.id.in_(ids))
    held = read_evidence(connection, EvidenceRow.report_id == report, *_HOLDS)
    if len(lines) < len(set(ids)) or not all(_may_prove(line, report, sender) for line in lines):
        raise EvidenceRefusedError("gone")
    new = [line for line in lines if not any(_is_same(line, other) for other in held)]
    if len(held) + len(new) > MOST:
        raise EvidenceRefusedError("too_many", MOST)
    return tuple(_attach(connection, report, line) for line in new)


def detach(connection: Connection, ids: Sequence[int], at: datetime) -> tuple[int, ...]:
    """Let evidence prove its report no more; it stays on record as taken back. The numbers of what did until now."""
    attached = (EvidenceRow.id.in_(ids), EvidenceRow.report_id.is_not(None), *_HOLDS)
    taken = update(EvidenceRow).where(*attached).values(retracted_at=at).returning(EvidenceRow.id)
    return tuple(sorted(connection.scalars(taken)))


def names_of(connection: Connection, ids: Sequence[int]) -> list[str]:
    """The names of evidence, of a link its address."""
    return [line.link or line.name for line in read_evidence(connection, EvidenceRow.id.in_(ids))]


def _keep(connection: Connection, new: NewEvidence, staged: Staged | None, at: datetime) -> int:
    """The number under which it waits; what waits already, or came in this message heard before, keeps its own."""
    values = asdict(new) | {"at": at, "report_id": None, "retracted_at": None, "stored": None, "sha256": None}
    same: ColumnElement[bool] = EvidenceRow.channel_file == new.channel_file
    if new.link is not None:
        same = EvidenceRow.link == new.link
    if staged is not None:
        stored = f"{staged.sha256[:2]}/{staged.sha256}"
        values |= {"sha256": staged.sha256, "size": staged.size, "stored": stored}
        same = EvidenceRow.sha256 == staged.sha256
    own = (EvidenceRow.chat == new.chat, EvidenceRow.sender == new.sender, same)
    heard = _known(connection, *own, EvidenceRow.message == new.message) if new.message is not None else None
    if heard is not None:
        return heard
    known = _known(connection, *own, *_WAITS)
    if known is not None:
        connection.execute(update(EvidenceRow).where(EvidenceRow.id == known).values(at=at))
        return known
    return connection.scalars(insert(EvidenceRow).values(values).returning(EvidenceRow.id)).one()


def _known(connection: Connection, *conditions: ColumnElement[bool]) -> int | None:
    return connection.scalar(select(func.min(EvidenceRow.id)).where(*conditions))


def _size_since(connection: Connection, sender: str, day: datetime) -> int:
    sent = (EvidenceRow.sender == sender, EvidenceRow.at >= day, EvidenceRow.sha256.is_not(None))
    files = select(EvidenceRow.sha256, EvidenceRow.size).where(*sent).distinct().subquery()
    return connection.scalar(select(func.sum(files.c.size))) or 0


def _may_prove(line: EvidenceLine, report: int, sender: str) -> bool:
    """Whether it is the sender's own and not called off, or belonged to the report before."""
    if line.report == report:
        return True
    return line.sender == sender and line.retracted_at is None


def _is_same(line: EvidenceLine, other: EvidenceLine) -> bool:
    names = (line.sha256, line.link, line.channel_file)
    return any(name is not None and name in (other.sha256, other.link, other.channel_file) for name in names)


def _attach(connection: Connection, report: int, line: EvidenceLine) -> int:
    """Its number: its own where it was waiting, else that of a copy, for rows that prove something never change."""
    if line.report is None:
        connection.execute(update(EvidenceRow).where(EvidenceRow.id == line.id).values(report_id=report))
        return line.id
    row = connection.execute(select(EvidenceRow.__table__).where(EvidenceRow.id == line.id)).one()
    values: dict[str, Any] = {**row._mapping, "report_id": report, "retracted_at": None}
    del values["id"]
    return connection.scalars(insert(EvidenceRow).values(values).returning(EvidenceRow.id)).one()
