"""Every command that changes something leaves exactly one entry, and none where it is given again."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from handlers.audit_wording import did
from knowledge import commands as give
from knowledge.audit import commands_of
from knowledge.audit_types import AuditEntry, Family
from knowledge.commands import Actor, Command, ImportPlan
from knowledge.deadlines.types import RelativeDeadline
from knowledge.errors import PlanNotFoundError
from knowledge.evidence import NewEvidence
from knowledge.people.tokens import digest_of
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.store import Store
from knowledge.types import AnswerKind, EvidenceKind, ProgressStatus, RuleKind, RulePart, TargetRule
from tests.knowledge.drafts import assignment, plan, task
from tests.knowledge.offices import JUSTICE, NOW, OPERATOR, PROVINCE, WEEK, Units, invited, join, joined, two_provinces

FILE = "ke-hoach.txt"
CHAT = (Channel.TELEGRAM, "-100")
SINCE = date(2025, 3, 1)
ENDS = give.NamedSuccession(JUSTICE, PROVINCE, None, None, SINCE)


@dataclass(frozen=True)
class Office:
    """A province with a plan, a report on it, an administrator and an officer."""

    store: Store
    units: Units
    officer: int
    code: str

    @classmethod
    def over(cls, store: Store) -> "Office":
        units = two_provinces(store)
        joined(store, Role.ADMIN, None, "1", "Quản trị")
        officer = joined(store, Role.OFFICER, units.justice, "41", "Lan Anh").id
        office = cls(store, units, officer, invited(store, Role.VIEWER, units.health))
        draft = plan(task("1", assignment(RelativeDeadline(3, True, "after", "ký"), lead=(JUSTICE,))))
        office.do(ImportPlan(replace(draft, document=replace(draft.document, issuer=PROVINCE))))
        office.do(office.report())
        return office

    def do(self, command: Command, actor: Actor = OPERATOR) -> object:
        return perform(self.store, command, actor, NOW)

    def report(self) -> give.ReportProgress:
        [line] = self.store.tasks.list_tasks()
        report = give.NewReport(task_key=line.key, status=ProgressStatus.DONE)
        return give.ReportProgress((report,), JUSTICE, PROVINCE, "c", "xong")

    def link(self) -> int:
        """A link that waits for its report."""
        new = NewEvidence(EvidenceKind.LINK, "a", Channel.JSONL, "c", OPERATOR.id, link="https://a.vn/1")
        return self.store.evidence.keep(new, NOW)

    def rule(self) -> give.SetTargetRule:
        target, *_ = self.store.targets.list_targets()
        return give.SetTargetRule(target.key, TargetRule((RulePart(RuleKind.GIVEN, 97.0),)), "cấp trên giao 97%")

    def event(self) -> give.ReportEvent:
        [waiting] = self.store.events.list_waiting()
        return give.ReportEvent((give.NewEvent(waiting.assignment_key, "ký", SINCE, SINCE),), JUSTICE, "ký hôm nay")

    def invite(self) -> give.Invite:
        return give.Invite(Role.VIEWER, self.units.justice, digest_of("x"), NOW + WEEK)

    def succeed(self) -> give.SucceedUnits:
        return give.SucceedUnits((give.NewSuccession(self.units.justice, self.units.health),), SINCE)

    def entries(self) -> tuple[AuditEntry, ...]:
        return self.store.audit.list_entries()


@pytest.fixture
def office(store: Store) -> Iterator[Office]:
    yield Office.over(store)


Makes = Callable[[Office], Command]
NOTHING: tuple[Makes, ...] = ()
SEEN: Makes = lambda _: give.AnswerReport(1, AnswerKind.ACKNOWLEDGED)  # noqa: E731 - one of many in a table
REPLY: Makes = lambda _: give.ReplyToAnswer(1, "vì mưa")  # noqa: E731 - one of many in a table
# The command, and what has to be done before it.
GIVEN: dict[type[Command], tuple[Makes, tuple[Makes, ...]]] = {
    give.ImportPlan: (lambda _: ImportPlan(plan(file="khac.txt")), NOTHING),
    give.WithdrawPlan: (lambda _: give.WithdrawPlan(FILE), NOTHING),
    give.RestorePlan: (lambda _: give.RestorePlan(FILE, 1), (lambda _: give.WithdrawPlan(FILE),)),
    give.ReportProgress: (lambda office: office.report(), NOTHING),
    give.RetractReport: (lambda _: give.RetractReport((1,)), NOTHING),
    give.RestoreReport: (lambda _: give.RestoreReport((1,)), (lambda _: give.RetractReport((1,)),)),
    give.AttachEvidence: (lambda office: give.AttachEvidence(1, (office.link(),)), NOTHING),
    give.DetachEvidence: (
        lambda _: give.DetachEvidence((1,)),
        (lambda office: give.AttachEvidence(1, (office.link(),)),),
    ),
    give.AnswerReport: (SEEN, NOTHING),
    give.RetractAnswer: (lambda _: give.RetractAnswer((1,)), (SEEN,)),
    give.RestoreAnswer: (lambda _: give.RestoreAnswer((1,)), (SEEN, lambda _: give.RetractAnswer((1,)))),
    give.ReplyToAnswer: (REPLY, (SEEN,)),
    give.RetractReply: (lambda _: give.RetractReply((2,)), (SEEN, REPLY)),
    give.RestoreReply: (lambda _: give.RestoreReply((2,)), (SEEN, REPLY, lambda _: give.RetractReply((2,)))),
    give.SetTargetRule: (lambda office: office.rule(), NOTHING),
    give.RetractTargetRule: (lambda _: give.RetractTargetRule((1,)), (lambda office: office.rule(),)),
    give.RestoreTargetRule: (
        lambda _: give.RestoreTargetRule((1,)),
        (lambda office: office.rule(), lambda _: give.RetractTargetRule((1,))),
    ),
    give.ReportEvent: (lambda office: office.event(), NOTHING),
    give.RetractEvent: (lambda _: give.RetractEvent((1,)), (lambda office: office.event(),)),
    give.RestoreEvent: (
        lambda _: give.RestoreEvent((1,)),
        (lambda office: office.event(), lambda _: give.RetractEvent((1,))),
    ),
    give.Invite: (lambda office: office.invite(), NOTHING),
    give.RevokeInvitation: (lambda _: give.RevokeInvitation(3), NOTHING),
    give.Join: (lambda office: join(office.code, "42"), NOTHING),
    give.ChangePerson: (lambda office: give.ChangePerson(office.officer, Role.LEADER), NOTHING),
    give.RemovePerson: (lambda office: give.RemovePerson(office.officer), NOTHING),
    give.ReadmitPerson: (
        lambda office: give.ReadmitPerson(office.officer),
        (lambda office: give.RemovePerson(office.officer),),
    ),
    give.ErasePerson: (lambda office: give.ErasePerson(office.officer), NOTHING),
    give.BindChat: (lambda office: give.BindChat(*CHAT, office.units.justice), NOTHING),
    give.UnbindChat: (
        lambda _: give.UnbindChat(*CHAT),
        (lambda office: give.BindChat(*CHAT, office.units.justice),),
    ),
    give.MoveChat: (
        lambda _: give.MoveChat(*CHAT, "-200"),
        (lambda office: give.BindChat(*CHAT, office.units.justice),),
    ),
    give.MarkReach: (lambda office: give.MarkReach(office.officer, False), NOTHING),
    give.AddUnit: (lambda office: give.AddUnit("Phòng Một", office.units.justice), NOTHING),
    give.RenameUnit: (lambda office: give.RenameUnit(office.units.justice, "Sở Pháp chế"), NOTHING),
    give.PlaceUnit: (lambda office: give.PlaceUnit(office.units.justice, office.units.health), NOTHING),
    give.AddAlias: (lambda office: give.AddAlias(office.units.justice, "Sở Luật"), NOTHING),
    give.RemoveAlias: (
        lambda office: give.RemoveAlias(office.units.justice, "Sở Luật"),
        (lambda office: give.AddAlias(office.units.justice, "Sở Luật"),),
    ),
    give.MergeUnits: (lambda office: give.MergeUnits((office.units.justice,), office.units.health), NOTHING),
    give.PartUnits: (
        lambda office: give.PartUnits((office.units.justice,)),
        (lambda office: give.MergeUnits((office.units.justice,), office.units.health),),
    ),
    give.SucceedUnits: (lambda office: office.succeed(), NOTHING),
    give.Reorganise: (lambda _: give.Reorganise("2025", (ENDS,)), NOTHING),
    give.RetractSuccessions: (lambda _: give.RetractSuccessions((1,)), (lambda office: office.succeed(),)),
    give.RestoreSuccessions: (
        lambda _: give.RestoreSuccessions((1,)),
        (lambda office: office.succeed(), lambda _: give.RetractSuccessions((1,))),
    ),
    give.SetGroup: (lambda office: give.SetGroup(office.units.province, "Các sở", (office.units.justice,)), NOTHING),
    give.ArrangeAll: (lambda office: give.ArrangeAll((give.AddAlias(office.units.justice, "Sở Luật"),)), NOTHING),
}
# Each of these is another one when it is given again.
ALWAYS_NEW = {give.ReportProgress, give.Invite, give.SetTargetRule}


def prepared(office: Office, kind: type[Command]) -> Command:
    make, before = GIVEN[kind]
    for first in before:
        office.do(first(office))
    return make(office)


@pytest.mark.parametrize("family", Family)
def test_no_command_is_left_out(family: Family) -> None:
    assert set(commands_of(family)) <= {kind.__name__ for kind in GIVEN}


@pytest.mark.parametrize("kind", GIVEN)
def test_a_command_that_changes_something_leaves_one_entry(office: Office, kind: type[Command]) -> None:
    command = prepared(office, kind)
    known = [entry.id for entry in office.entries()]
    office.do(command)
    newest, *others = office.entries()
    assert (newest.command, newest.actor_id) == (kind.__name__, OPERATOR.id)
    assert [entry.id for entry in others] == known


@pytest.mark.parametrize("kind", [kind for kind in GIVEN if kind not in ALWAYS_NEW])
def test_a_command_given_again_leaves_no_other_entry(office: Office, kind: type[Command]) -> None:
    command = prepared(office, kind)
    office.do(command)
    known = office.entries()
    with suppress(PlanNotFoundError):  # there is no plan any more to withdraw
        perform(office.store, command, OPERATOR, NOW + timedelta(hours=1))
    assert office.entries() == known


@pytest.mark.parametrize("kind", GIVEN)
def test_an_entry_names_what_was_changed(office: Office, kind: type[Command]) -> None:
    office.do(prepared(office, kind))
    bare = replace(office.entries()[0], before={}, after={}, unit=None)
    assert did(office.entries()[0]) != did(bare) or kind is give.MoveChat
