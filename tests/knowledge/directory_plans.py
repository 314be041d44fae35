"""Plans of offices for tests of the directory, and who commands there."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from knowledge.commands import Actor, ImportPlan, UnitCommand
from knowledge.directory.types import UnitLine
from knowledge.importing.draft import PlanDraft
from knowledge.perform import Arranged, perform
from knowledge.roles import Role
from knowledge.store import Store
from tests.knowledge.drafts import assignment, plan, task

AT = datetime(2025, 1, 6, 9, tzinfo=UTC)
ADMIN = Actor("7", "Lan", Role.ADMIN)
PROVINCE = "UBND tỉnh Thanh Hải"
Arranges = Callable[[UnitCommand], Arranged]


def plan_of(issuer: str | None, *names: str, file: str = "ke-hoach.txt", helping: Iterable[str] = ()) -> PlanDraft:
    """A plan of this issuer in which these units lead, and others help."""
    tasks = [task(str(number), assignment(lead=(name,))) for number, name in enumerate(names, 1)]
    tasks.append(task("99", assignment(lead=(), coordinate=tuple(helping))))
    draft = plan(*tasks, file=file)
    return replace(
        draft, document=replace(draft.document, issuer=issuer), targets=(), prose_duties=(), inline_targets=()
    )


def imported(store: Store, *drafts: PlanDraft) -> None:
    for draft in drafts:
        perform(store, ImportPlan(draft), ADMIN, AT)


def names(lines: Iterable[UnitLine]) -> list[str]:
    return [line.name for line in lines]


def the(store: Store, name: str, organisation: str | None = None) -> UnitLine:
    """The one unit called so."""
    [line] = store.directory.find_units(name, organisation)
    return line
