"""Reads the versions of the plans, those that are no longer in force among them."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, select

from knowledge.differences import Difference, differences
from knowledge.errors import PlanNotFoundError
from knowledge.plans import read_draft, read_plans
from knowledge.schema import AuditRow, PlanRow
from knowledge.schema.database import Database
from knowledge.types import PlanState, PlanVersion


class Versions:
    """The part of the store that knows what the plans were before."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_versions(self) -> tuple[PlanVersion, ...]:
        """Every version of every plan, the newest import last."""
        with self._database.reading() as connection:
            return _read_versions(connection)

    def history(self, file: str) -> tuple[PlanVersion, ...]:
        """The versions of the plan that had this file name last, the newest last, or `PlanNotFoundError`."""
        with self._database.reading() as connection:
            lineage = newest_lineage(connection, file)
            if lineage is None:
                raise PlanNotFoundError(file)
            return _read_versions(connection, PlanRow.lineage == lineage)

    def differences(self, old: PlanVersion, new: PlanVersion) -> tuple[Difference, ...]:
        """What `new` says otherwise than `old`, both of one lineage."""
        with self._database.reading() as connection:
            return differences(read_draft(connection, old.plan), read_draft(connection, new.plan))


def newest_lineage(connection: Connection, file: str) -> str | None:
    """The lineage of the newest version that had this file name."""
    newest = select(PlanRow.lineage).where(PlanRow.file == file).order_by(PlanRow.version.desc())
    return connection.scalar(newest.limit(1))


def _read_versions(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[PlanVersion, ...]:
    columns = (PlanRow.id, PlanRow.lineage, PlanRow.version, PlanRow.withdrawn_at, PlanRow.replaced)
    kept = {row.id: row for row in connection.execute(select(*columns).where(*conditions)).all()}
    importers = _importers(connection)
    return tuple(
        PlanVersion(
            plan=plan,
            lineage=kept[plan.id].lineage,
            version=kept[plan.id].version,
            state=_state(kept[plan.id].withdrawn_at is None, kept[plan.id].replaced),
            until=kept[plan.id].withdrawn_at,
            imported_by=importers.get((plan.file, kept[plan.id].version), ""),
        )
        for plan in read_plans(connection, *conditions)
    )


def _state(in_force: bool, replaced: bool) -> PlanState:
    if in_force:
        return PlanState.IN_FORCE
    return PlanState.REPLACED if replaced else PlanState.WITHDRAWN


def _importers(connection: Connection) -> Mapping[tuple[str, int], str]:
    imports = select(AuditRow.actor_name, AuditRow.facts).where(AuditRow.command == "ImportPlan")
    return {(facts["file"], facts["version"]): name for name, facts in connection.execute(imports)}
