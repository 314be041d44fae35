"""Who may do what, where: every role, every command, in the own unit, beside it, and in another organisation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

import pytest
from sqlalchemy import func, insert, select

from knowledge import commands as give
from knowledge.commands import Actor, Command
from knowledge.deadlines.types import RelativeDeadline
from knowledge.errors import DeniedError
from knowledge.evidence import NewEvidence
from knowledge.importing.draft import PlanDraft
from knowledge.perform import perform
from knowledge.rights import OPEN_TO_ALL, RIGHTS, authorise, may_give
from knowledge.roles import Channel, Role
from knowledge.schema import AuditRow, SuccessionRow
from knowledge.store import Store, open_store
from knowledge.types import AnswerKind, EvidenceKind, RuleKind, RulePart, TargetRule
from tests.knowledge.drafts import assignment, plan, task
from tests.knowledge.offices import (
    HEALTH,
    JUSTICE,
    NOW,
    OPERATOR,
    OTHER,
    PROVINCE,
    WEEK,
    acting,
    invited,
    joined,
    two_provinces,
)

# nowhere · unit: the own one · organisation: all units of the own one · everywhere
EXPECTED = """
                     stranger    viewer      officer     leader        administrator  administrator_of_all
ReportProgress       nowhere     nowhere     unit        organisation  organisation   everywhere
RetractReport        nowhere     nowhere     unit        organisation  organisation   everywhere
RestoreReport        nowhere     nowhere     unit        organisation  organisation   everywhere
SetTargetRule        nowhere     nowhere     nowhere     organisation  organisation   everywhere
RetractTargetRule    nowhere     nowhere     nowhere     organisation  organisation   everywhere
RestoreTargetRule    nowhere     nowhere     nowhere     organisation  organisation   everywhere
ReportEvent          nowhere     nowhere     unit        organisation  organisation   everywhere
RetractEvent         nowhere     nowhere     unit        organisation  organisation   everywhere
RestoreEvent         nowhere     nowhere     unit        organisation  organisation   everywhere
AttachEvidence       nowhere     nowhere     unit        organisation  organisation   everywhere
DetachEvidence       nowhere     nowhere     unit        organisation  organisation   everywhere
AnswerReport         nowhere     nowhere     nowhere     organisation  organisation   everywhere
RetractAnswer        nowhere     nowhere     nowhere     organisation  organisation   everywhere
RestoreAnswer        nowhere     nowhere     nowhere     organisation  organisation   everywhere
ReplyToAnswer        nowhere     nowhere     unit        organisation  organisation   everywhere
RetractReply         nowhere     nowhere     unit        organisation  organisation   everywhere
RestoreReply         nowhere     nowhere     unit        organisation  organisation   everywhere
ImportPlan           nowhere     nowhere     nowhere     nowhere       organisation   everywhere
WithdrawPlan         nowhere     nowhere     nowhere     nowhere       organisation   everywhere
RestorePlan          nowhere     nowhere     nowhere     nowhere       organisation   everywhere
Invite               nowhere     nowhere     nowhere     nowhere       organisation   everywhere
RevokeInvitation     nowhere     nowhere     nowhere     nowhere       organisation   everywhere
Join                 everywhere  everywhere  everywhere  everywhere    everywhere     everywhere
ChangePerson         nowhere     nowhere     nowhere     nowhere       organisation   everywhere
RemovePerson         nowhere     nowhere     nowhere     nowhere       organisation   everywhere
ReadmitPerson        nowhere     nowhere     nowhere     nowhere       organisation   everywhere
ErasePerson          nowhere     nowhere     nowhere     nowhere       organisation   everywhere
BindChat             nowhere     nowhere     nowhere     nowhere       organisation   everywhere
UnbindChat           nowhere     nowhere     nowhere     nowhere       organisation   everywhere
MoveChat             nowhere     nowhere     nowhere     nowhere       organisation   everywhere
MarkReach            nowhere     nowhere     nowhere     nowhere       organisation   everywhere
AddUnit              nowhere     nowhere     nowhere     nowhere       organisation   everywhere
RenameUnit           nowhere     nowhere     nowhere     nowhere       organisation   everywhere
PlaceUnit            nowhere     nowhere     nowhere     nowhere       organisation   everywhere
AddAlias             nowhere     nowhere     nowhere     nowhere       organisation   everywhere
RemoveAlias          nowhere     nowhere     nowhere     nowhere       organisation   everywhere
MergeUnits           nowhere     nowhere     nowhere     nowhere       organisation   everywhere
PartUnits            nowhere     nowhere     nowhere     nowhere       organisation   everywhere
SucceedUnits         nowhere     nowhere     nowhere     nowhere       organisation   everywhere
Reorganise           nowhere     nowhere     nowhere     nowhere       organisation   everywhere
RetractSuccessions   nowhere     nowhere     nowhere     nowhere       organisation   everywhere
RestoreSuccessions   nowhere     nowhere     nowhere     nowhere       organisation   everywhere
SetGroup             nowhere     nowhere     nowhere     nowhere       organisation   everywhere
ArrangeAll           nowhere     nowhere     nowhere     nowhere       organisation   everywhere
"""
REACHES = {
    "nowhere": (),
    "unit": ("own unit",),
    "organisation": ("own unit", "other unit"),
    "everywhere": ("own unit", "other unit", "other organisation"),
}
_HEAD, *_ROWS = (line.split() for line in EXPECTED.strip().splitlines())
IN_THREE_DAYS = RelativeDeadline(3, True, "after", "ký")
TOLD = date(2026, 3, 1)
GIVEN = TargetRule((RulePart(RuleKind.GIVEN, 90.0),))
MATRIX = {row[0]: dict(zip(_HEAD, row[1:], strict=True)) for row in _ROWS}
ACTORS = {
    "stranger": Actor("1", "Lạ", None),
    "viewer": Actor("2", "Xem", Role.VIEWER, JUSTICE, PROVINCE),
    "officer": Actor("3", "Cán bộ", Role.OFFICER, JUSTICE, PROVINCE),
    "leader": Actor("4", "Lãnh đạo", Role.LEADER, JUSTICE, PROVINCE),
    "administrator": Actor("5", "Quản trị", Role.ADMIN, JUSTICE, PROVINCE),
    "administrator_of_all": Actor("6", "Quản trị tất cả", Role.ADMIN),
}


@dataclass(frozen=True)
class Spot:
    """A unit with one of everything that a command can be about."""

    unit: int
    name: str
    organisation: int
    issuer: str
    draft: PlanDraft
    task: str
    target: str
    rule: int
    part: str
    event: int
    report: int
    person: int
    invitation: int
    chat: str
    succession: int
    evidence: int
    answer: int


@dataclass(frozen=True)
class World:
    store: Store
    spots: dict[str, Spot]
    administrator: int


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('rights') / 'dondoc.sqlite3'}") as store:
        units = two_provinces(store)
        spots = {
            "own unit": spot(store, units.justice, JUSTICE, units.province, PROVINCE),
            "other unit": spot(store, units.health, HEALTH, units.province, PROVINCE),
            "other organisation": spot(store, units.other_justice, JUSTICE, units.other, OTHER),
        }
        yield World(store, spots, joined(store, Role.ADMIN, None, "everything").id)


def spot(store: Store, unit: int, name: str, organisation: int, issuer: str) -> Spot:
    draft = plan(task("1", assignment(IN_THREE_DAYS, lead=(name,))), file=f"{unit}.txt")
    draft = replace(draft, document=replace(draft.document, issuer=issuer, number=f"{unit}/KH-UBND"))
    stored = perform(store, give.ImportPlan(draft), OPERATOR, NOW).plan.id
    key = next(line.key for line in store.tasks.list_tasks() if line.plan_id == stored)
    part = next(line.assignment_key for line in store.events.list_waiting() if line.plan_id == stored)
    event = give.ReportEvent((give.NewEvent(part, "ký", TOLD, TOLD),), name, "ký hôm qua")
    target = next(line.key for line in store.targets.list_targets() if line.plan_id == stored)
    report = give.ReportProgress((give.NewReport(key, percent=50.0),), name, issuer, "c", "được 50%")
    person, chat = joined(store, Role.OFFICER, unit, f"person {unit}").id, f"chat {unit}"
    perform(store, give.BindChat(Channel.TELEGRAM, chat, unit), OPERATOR, NOW)
    invited(store, Role.OFFICER, unit)
    number = perform(store, report, OPERATOR, NOW).reports[0]
    link = NewEvidence(EvidenceKind.LINK, "", Channel.JSONL, "c", OPERATOR.id, link="https://vidu.vn")
    evidence = store.evidence.keep(link, NOW)
    perform(store, give.AttachEvidence(number, (evidence,)), OPERATOR, NOW)
    return Spot(
        unit=unit,
        name=name,
        organisation=organisation,
        issuer=issuer,
        draft=draft,
        task=key,
        target=target,
        rule=perform(store, give.SetTargetRule(target, GIVEN, "…"), OPERATOR, NOW).rules[0],
        part=part,
        event=perform(store, event, OPERATOR, NOW).events[0],
        report=number,
        evidence=evidence,
        answer=perform(store, give.AnswerReport(number, AnswerKind.ACKNOWLEDGED), OPERATOR, NOW).answers[0],
        person=person,
        invitation=store.people.list_invitations(NOW)[0].id,
        chat=chat,
        succession=succession(store, unit),
    )


def succession(store: Store, unit: int) -> int:
    values = {"former_id": unit, "successor_id": None, "since": date(2030, 1, 1), "source": ""}
    with store.database.writing() as connection:
        return connection.scalars(insert(SuccessionRow).values(values).returning(SuccessionRow.id)).one()


def report_on(at: Spot) -> Command:
    return give.ReportProgress((give.NewReport(at.task, percent=60.0),), at.name, at.issuer, "c", "được 60%")


def reorganise(at: Spot) -> Command:
    return give.Reorganise(
        "đổi tên", (give.NamedSuccession(at.name, at.issuer, "Sở Mới", at.issuer, date(2030, 1, 1)),)
    )


ABOUT: dict[str, Callable[[Spot], Command]] = {
    "ReportProgress": report_on,
    "RetractReport": lambda at: give.RetractReport((at.report,)),
    "RestoreReport": lambda at: give.RestoreReport((at.report,)),
    "SetTargetRule": lambda at: give.SetTargetRule(at.target, GIVEN, "…"),
    "RetractTargetRule": lambda at: give.RetractTargetRule((at.rule,)),
    "RestoreTargetRule": lambda at: give.RestoreTargetRule((at.rule,)),
    "ReportEvent": lambda at: give.ReportEvent((give.NewEvent(at.part, "ký", TOLD, TOLD),), at.name, "ký hôm qua"),
    "RetractEvent": lambda at: give.RetractEvent((at.event,)),
    "RestoreEvent": lambda at: give.RestoreEvent((at.event,)),
    "AttachEvidence": lambda at: give.AttachEvidence(at.report, (at.evidence,)),
    "DetachEvidence": lambda at: give.DetachEvidence((at.evidence,)),
    "AnswerReport": lambda at: give.AnswerReport(at.report, AnswerKind.RETURNED, "vì sao?"),
    "RetractAnswer": lambda at: give.RetractAnswer((at.answer,)),
    "RestoreAnswer": lambda at: give.RestoreAnswer((at.answer,)),
    "ReplyToAnswer": lambda at: give.ReplyToAnswer(at.report, "vì mưa"),
    "RetractReply": lambda at: give.RetractReply((at.answer,)),
    "RestoreReply": lambda at: give.RestoreReply((at.answer,)),
    "ImportPlan": lambda at: give.ImportPlan(at.draft),
    "WithdrawPlan": lambda at: give.WithdrawPlan(at.draft.file),
    "RestorePlan": lambda at: give.RestorePlan(at.draft.file, 1),
    "Invite": lambda at: give.Invite(Role.OFFICER, at.unit, "digest", NOW + WEEK),
    "RevokeInvitation": lambda at: give.RevokeInvitation(at.invitation),
    "Join": lambda at: give.Join("digest", Channel.TELEGRAM, "9", "Lan"),
    "ChangePerson": lambda at: give.ChangePerson(at.person, Role.VIEWER),
    "RemovePerson": lambda at: give.RemovePerson(at.person),
    "ReadmitPerson": lambda at: give.ReadmitPerson(at.person),
    "ErasePerson": lambda at: give.ErasePerson(at.person),
    "BindChat": lambda at: give.BindChat(Channel.TELEGRAM, "new", at.unit),
    "UnbindChat": lambda at: give.UnbindChat(Channel.TELEGRAM, at.chat),
    "MoveChat": lambda at: give.MoveChat(Channel.TELEGRAM, at.chat, "new"),
    "MarkReach": lambda at: give.MarkReach(at.person, reachable=False),
    "AddUnit": lambda at: give.AddUnit("Phòng Mới", at.unit),
    "RenameUnit": lambda at: give.RenameUnit(at.unit, "Sở Mới"),
    "PlaceUnit": lambda at: give.PlaceUnit(at.unit, at.organisation),
    "AddAlias": lambda at: give.AddAlias(at.unit, "SM"),
    "RemoveAlias": lambda at: give.RemoveAlias(at.unit, "SM"),
    "MergeUnits": lambda at: give.MergeUnits((at.unit,), at.organisation),
    "PartUnits": lambda at: give.PartUnits((at.unit,)),
    "SucceedUnits": lambda at: give.SucceedUnits((give.NewSuccession(at.unit, None),), date(2030, 1, 1)),
    "Reorganise": reorganise,
    "RetractSuccessions": lambda at: give.RetractSuccessions((at.succession,)),
    "RestoreSuccessions": lambda at: give.RestoreSuccessions((at.succession,)),
    "SetGroup": lambda at: give.SetGroup(at.organisation, "Các Sở", (at.unit,)),
    "ArrangeAll": lambda at: give.ArrangeAll((give.AddAlias(at.unit, "SM"), give.RenameUnit(at.unit, "Sở Mới"))),
}


def may(world: World, command: Command, actor: Actor) -> bool:
    with world.store.database.reading() as connection:
        try:
            authorise(connection, command, actor, NOW)
        except DeniedError:
            return False
    return True


@pytest.mark.parametrize("name", MATRIX)
@pytest.mark.parametrize("who", ACTORS)
def test_a_role_may_give_a_command_just_where_the_table_says(world: World, name: str, who: str) -> None:
    reached = [place for place, at in world.spots.items() if may(world, ABOUT[name](at), ACTORS[who])]
    assert reached == list(REACHES[MATRIX[name][who]])


def test_every_command_has_a_right_or_is_open_to_all() -> None:
    commands = frozenset(get_args(Command))
    assert RIGHTS.keys() | OPEN_TO_ALL == commands and not RIGHTS.keys() & OPEN_TO_ALL


def test_every_command_stands_in_the_matrix() -> None:
    assert MATRIX.keys() == ABOUT.keys() == {command.__name__ for command in get_args(Command)}


@pytest.mark.parametrize("role", [*Role, None])
def test_what_a_role_may_give_at_all_is_told_without_asking_where(role: Role | None) -> None:
    who = "stranger" if role is None else "administrator" if role is Role.ADMIN else role.value
    told = {command.__name__ for command in get_args(Command) if may_give(command, role)}
    assert told == {name for name, row in MATRIX.items() if row[who] != "nowhere"}


def reaches_beyond(world: World) -> dict[str, Command]:
    """What an administrator of one organisation could try, to get a hold of another or of everything."""
    own, other, everything = world.spots["own unit"], world.spots["other organisation"], world.administrator
    new_plan = replace(other.draft, file="mới.txt")
    return {
        "invites to everything": give.Invite(Role.ADMIN, None, "digest", NOW + WEEK),
        "lets a person administer everything": give.ChangePerson(own.person, Role.ADMIN, everywhere=True),
        "sends a person into another organisation": give.ChangePerson(own.person, unit=other.unit),
        "sends a person above the own organisation": give.ChangePerson(own.person, Role.ADMIN, other.organisation),
        "draws a person out of another organisation": give.ChangePerson(other.person, unit=own.unit),
        "degrades who administers everything": give.ChangePerson(everything, Role.VIEWER, own.unit),
        "removes who administers everything": give.RemovePerson(everything),
        "erases who administers everything": give.ErasePerson(everything),
        "takes another organisation's chat": give.BindChat(Channel.TELEGRAM, other.chat, own.unit),
        "hands the own chat to another organisation": give.BindChat(Channel.TELEGRAM, own.chat, other.unit),
        "adds an organisation": give.AddUnit("UBND tỉnh Mới", None, organisation=True),
        "swallows another organisation's unit": give.MergeUnits((other.unit,), own.unit),
        "hides a unit in another organisation": give.PlaceUnit(own.unit, other.organisation),
        "counts another organisation's unit in a group": give.SetGroup(own.organisation, "Các Sở", (other.unit,)),
        "mixes another organisation into several": give.ArrangeAll(
            (give.AddAlias(own.unit, "x"), give.AddAlias(other.unit, "y"))
        ),
        "issues a plan in the name of another organisation": give.ImportPlan(new_plan),
        "puts a plan in place of another organisation's": give.ImportPlan(
            replace(own.draft, file="x"), other.draft.file
        ),
    }


@pytest.mark.parametrize(("who", "allowed"), [("administrator", False), ("administrator_of_all", True)])
def test_no_administrator_of_one_organisation_reaches_beyond_it(world: World, who: str, allowed: bool) -> None:
    tried = reaches_beyond(world)
    told = {what: may(world, command, ACTORS[who]) for what, command in tried.items()}
    assert told == dict.fromkeys(tried, allowed)


COMMUNE = "UBND xã Hoà Tiến"


@pytest.mark.parametrize(
    ("actor", "lead", "allowed"),
    [
        (Actor("7", "Lan", Role.OFFICER, COMMUNE, COMMUNE), COMMUNE, True),
        (Actor("7", "Lan", Role.OFFICER, COMMUNE, COMMUNE), "UBND các xã, phường", True),
        (Actor("7", "Lan", Role.LEADER, COMMUNE, COMMUNE), "UBND các xã, phường", True),
        (Actor("7", "Lan", Role.LEADER, COMMUNE, COMMUNE), "Các Sở, ban, ngành", False),
        (Actor("7", "Lan", Role.OFFICER, COMMUNE, COMMUNE), JUSTICE, False),
        (Actor("7", "Lan", Role.LEADER, JUSTICE, OTHER), "Các Sở, ban, ngành", False),
    ],
)
def test_a_commune_reports_what_the_province_gives_to_it_and_no_more(
    store: Store, actor: Actor, lead: str, allowed: bool
) -> None:
    draft = plan(task("1", assignment(lead=(lead,))))
    perform(store, give.ImportPlan(replace(draft, document=replace(draft.document, issuer=PROVINCE))), OPERATOR, NOW)
    report = give.NewReport(store.tasks.list_tasks()[0].key, percent=50.0)
    command = give.ReportProgress((report,), actor.unit, actor.organisation, "c", "được 50%")
    assert may(World(store, {}, 0), command, actor) is allowed


def test_a_plan_withdrawn_by_another_organisation_is_not_put_in_force(store: Store) -> None:
    units = two_provinces(store)
    theirs = spot(store, units.other_justice, JUSTICE, units.other, OTHER)
    perform(store, give.WithdrawPlan(theirs.draft.file), OPERATOR, NOW)
    with pytest.raises(DeniedError, match="organisation"):
        perform(store, give.RestorePlan(theirs.draft.file, 1), ACTORS["administrator"], NOW)


def test_who_comes_by_a_channel_that_can_not_vouch_is_who_the_store_says(store: Store) -> None:
    """Whatever a message claims, an account has the role, unit and organisation it has joined with."""
    units = two_provinces(store)
    person = joined(store, Role.ADMIN, units.justice, "7")
    claims = replace(acting(person), role=Role.ADMIN, unit=None, organisation=None)
    with pytest.raises(DeniedError, match="organisation"):
        perform(store, give.AddAlias(units.other_justice, "STP"), claims, NOW)
    with pytest.raises(DeniedError, match="stranger"):
        perform(store, give.AddAlias(units.justice, "STP"), replace(claims, id="8"), NOW)


def test_what_was_denied_leaves_nothing_behind(store: Store) -> None:
    units = two_provinces(store)
    for actor in list(ACTORS.values())[:-1]:
        with pytest.raises(DeniedError):
            perform(store, give.Invite(Role.ADMIN, units.other, "digest", NOW + WEEK), actor, NOW)
    with store.database.reading() as connection:
        assert connection.scalar(select(func.count(AuditRow.id))) == 0
    assert store.people.list_invitations(NOW) == ()
