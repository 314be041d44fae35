"""Versions of a plan: what keeps its identity, what is told to have changed, and what is kept of what was."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from knowledge.commands import ImportPlan, WithdrawPlan
from knowledge.differences import Change, FieldChange, Subject, differences
from knowledge.errors import PlanNotFoundError, PlanStandsApartError
from knowledge.identities import with_keys
from knowledge.importing.draft import PlanDraft, TaskDraft
from knowledge.importing.session import compare
from knowledge.schema.database import Database
from knowledge.store import Store, open_store
from knowledge.types import PlanOutcome, PlanState
from tests.knowledge.conftest import Performs
from tests.knowledge.drafts import assignment, plan, plan_drafts, task

FILE, NEW = "ke-hoach.txt", "ke-hoach-sua-doi.txt"
CONTENTS = (
    "Ban hành bộ tiêu chí đánh giá cán bộ một cửa",
    "Số hoá hồ sơ lưu trữ giai đoạn trước",
    "Tổ chức hội nghị đối thoại với doanh nghiệp",
    "Kiểm tra việc tiếp công dân tại cấp xã",
)
OLD = tuple(task(str(number), assignment(), content=content) for number, content in enumerate(CONTENTS, 1))


def keys_of(store: Store) -> dict[str, str]:
    return {line.content: line.key for line in store.tasks.list_tasks()}


def amended(*tasks: TaskDraft) -> list[str | None]:
    """For each task the content of the one it was before, if it was there."""
    old = with_keys(plan(*OLD), None)
    known = {was.key: was.content for was in old.tasks}
    return [known.get(now.key) for now in with_keys(plan(*tasks), old).tasks]


def test_every_thing_gets_a_key_of_its_own(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(*OLD)))
    tasks = store.tasks.list_tasks()
    parts = [part for line in tasks for part in line.assignments]
    keys = [line.key for line in tasks] + [part.key for part in parts]
    keys += [target.key for target in store.targets.list_targets()]
    assert all(keys) and len(set(keys)) == len(keys)


def test_a_task_keeps_its_key_through_a_new_number_and_a_new_section() -> None:
    moved = [replace(was, number=str(number), section=("II",)) for number, was in enumerate(reversed(OLD), 5)]
    assert amended(*moved) == list(reversed(CONTENTS))


def test_a_task_keeps_its_key_through_a_new_wording_and_a_new_lead() -> None:
    reworded = replace(OLD[1], content="Số hoá toàn bộ hồ sơ lưu trữ giai đoạn trước đây", assignments=())
    assert amended(OLD[0], reworded) == [CONTENTS[0], CONTENTS[1]]


def test_a_task_put_in_between_is_new_and_the_others_keep_their_keys() -> None:
    new = task("2", content="Xây dựng phần mềm theo dõi phản ánh")
    later = [replace(was, number=str(int(was.number) + 1)) for was in OLD[1:]]
    assert amended(OLD[0], new, *later) == [CONTENTS[0], None, *CONTENTS[1:]]


def test_another_task_under_an_old_number_is_new() -> None:
    assert amended(task("1", content="Mua sắm máy quét cho bộ phận lễ tân")) == [None]


@pytest.mark.parametrize("content", ["Báo cáo kết quả quý II", "Báo cáo kết quả quý I năm 2"])
def test_texts_that_differ_in_a_figure_alone_are_not_the_same_task(content: str) -> None:
    old = with_keys(plan(task("1", content="Báo cáo kết quả quý I")), None)
    (new,) = with_keys(plan(task("7", content=content)), old).tasks
    assert new.key != old.tasks[0].key


def test_assignments_keep_their_keys_when_they_change_places() -> None:
    parts = (assignment(lead=("Sở Y tế",)), assignment(lead=("Sở Tư pháp",)))
    old = with_keys(plan(task("1", *parts)), None)
    new = with_keys(plan(task("1", *reversed(parts))), old)
    assert [part.key for part in new.tasks[0].assignments] == [part.key for part in reversed(old.tasks[0].assignments)]


def test_a_target_keeps_its_key_when_more_is_promised() -> None:
    draft = plan()
    old = with_keys(draft, None)
    new = with_keys(replace(draft, targets=(replace(draft.targets[0], value=98.0),)), old)
    assert new.targets[0].key == old.targets[0].key


def test_a_key_brought_along_holds_whatever_else_has_changed() -> None:
    old = with_keys(plan(*OLD), None)
    renamed = replace(old.tasks[2], content="Khác hẳn", number="99", section=())
    assert with_keys(plan(renamed), old).tasks[0].key == old.tasks[2].key


def test_a_key_of_another_plan_is_not_taken_over() -> None:
    strange = replace(OLD[0], key="f" * 32)
    assert with_keys(plan(strange), None).tasks[0].key != strange.key


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan_drafts, plan_drafts)
def test_no_key_is_given_twice_and_the_same_plan_keeps_them_all(one: PlanDraft, other: PlanDraft) -> None:
    first = with_keys(one, None)
    assert with_keys(one, first).tasks == first.tasks
    assert [thing.key for thing in with_keys(one, first).tasks] == [thing.key for thing in first.tasks]
    second = with_keys(other, first)
    targets = [target.key for target in second.targets] + [target.key for target in second.inline_targets]
    for keys in ([line.key for line in second.tasks], targets, [duty.key for duty in second.prose_duties]):
        assert all(keys) and len(set(keys)) == len(keys)


def test_what_was_added_changed_and_removed_is_told_field_by_field() -> None:
    old = with_keys(plan(*OLD[:2]), None)
    given_away = replace(OLD[0], assignments=(assignment(lead=("Sở Tư pháp",)),))
    found = differences(old, with_keys(plan(given_away, OLD[3]), old))
    assert [(one.subject, one.change, one.place) for one in found] == [
        (Subject.TASK, Change.CHANGED, "I.1"),
        (Subject.TASK, Change.ADDED, "I.4"),
        (Subject.TASK, Change.REMOVED, "I.2"),
    ]
    assert found[0].fields == (FieldChange("lead", "Sở Nội vụ", "Sở Tư pháp"),)


def test_a_document_that_says_otherwise_of_itself_is_told() -> None:
    old = plan()
    (found,) = differences(old, replace(old, document=replace(old.document, signer="Lê Văn Tám")))
    assert (found.subject, found.fields) == (Subject.DOCUMENT, (FieldChange("signer", "", "Lê Văn Tám"),))


def test_an_assignment_that_comes_and_one_that_goes_are_told() -> None:
    first, second = assignment(lead=("Sở Y tế",)), replace(assignment(lead=("Sở Xây dựng",)), product="Tờ trình")
    old = with_keys(plan(task("1", first)), None)
    found = differences(old, with_keys(plan(task("1", first, second)), old))
    assert found[0].fields == (FieldChange("assignment", "", "Sở Xây dựng · Tờ trình", 2),)


def test_a_plan_imported_anew_keeps_the_keys_that_it_had(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(*OLD)))
    before = keys_of(store)
    do(ImportPlan(plan(*OLD[1:], title="Kế hoạch sửa đổi")))
    assert keys_of(store) == {content: before[content] for content in CONTENTS[1:]}


def test_a_plan_taken_back_and_imported_again_keeps_the_keys_that_it_had(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(*OLD)))
    before = keys_of(store)
    do(WithdrawPlan(FILE))
    assert do(ImportPlan(plan(*OLD, title="Kế hoạch sửa đổi"))).outcome is PlanOutcome.ADDED
    assert keys_of(store) == before


def test_the_same_document_under_another_name_is_a_version_of_it(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(*OLD)))
    before = keys_of(store)
    told = compare(store, plan(*OLD[:3], file=NEW))
    assert (told.outcome, told.replaces, told.tasks_removed) == (PlanOutcome.REPLACED, FILE, 1)
    do(ImportPlan(plan(*OLD[:3], file=NEW), told.replaces))
    assert [line.file for line in store.plans.list_plans()] == [NEW]
    assert keys_of(store).items() <= before.items()


def test_a_document_of_the_same_number_with_other_tasks_is_another_plan(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(*OLD[:2])))
    assert compare(store, plan(*OLD[2:], file=NEW)).outcome is PlanOutcome.ADDED


def test_a_document_that_is_to_stand_apart_does(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(*OLD)))
    assert compare(store, plan(*OLD, file=NEW), apart=True).outcome is PlanOutcome.ADDED


def test_undoing_a_replacement_under_another_name_brings_the_old_one_back(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(*OLD)))
    before = store.tasks.list_tasks()
    undo = do(ImportPlan(plan(*OLD[:1], file=NEW), FILE)).undo
    assert undo is not None
    redo = do(undo).undo
    assert (store.tasks.list_tasks(), [line.file for line in store.plans.list_plans()]) == (before, [FILE])
    assert redo is not None
    do(redo)
    assert [line.file for line in store.plans.list_plans()] == [NEW]


def test_a_plan_can_not_replace_two(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(*OLD)))
    do(ImportPlan(plan(*OLD[:1], file=NEW)))
    with pytest.raises(PlanStandsApartError):
        do(ImportPlan(plan(*OLD[:2], file=NEW), FILE))
    assert len(store.plans.list_plans()) == 2


def test_the_history_tells_each_version_and_what_became_of_it(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(*OLD)))
    do(ImportPlan(plan(*OLD[:3], file=NEW), FILE))
    do(WithdrawPlan(NEW))
    first, second = store.versions.history(NEW)
    assert [(one.plan.file, one.state) for one in (first, second)] == [
        (FILE, PlanState.REPLACED),
        (NEW, PlanState.WITHDRAWN),
    ]
    assert (first.imported_by, first.lineage) == ("Lan", second.lineage)
    (removed,) = store.versions.differences(first, second)
    assert (removed.change, removed.text) == (Change.REMOVED, CONTENTS[3])


def test_a_plan_that_never_was_has_no_history(store: Store) -> None:
    with pytest.raises(PlanNotFoundError):
        store.versions.history("khong-co.txt")


def test_a_store_of_the_first_version_gets_keys_and_lineages(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    import knowledge.migrations

    path = tmp_path / "cu.sqlite3"
    database = Database(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(Path(knowledge.migrations.__file__).parent))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    database.close()
    columns = "id, version, imported_at, withdrawn_at, file, title, digest"
    row = f"INSERT INTO plans ({columns}) VALUES (?, ?, ?, ?, 'a', '', '')"
    with sqlite3.connect(path) as raw:
        raw.executemany(
            row, [(1, 1, "2025-01-06 09:00:00", "2025-01-07 09:00:00"), (2, 2, "2025-01-07 09:00:00", None)]
        )
        raw.executemany(
            "INSERT INTO tasks (plan_id, position, number, section, content) VALUES (2, ?, '', '[]', '')", [(0,), (1,)]
        )
    raw.close()
    with open_store(f"sqlite:///{path}") as store:
        assert [one.state for one in store.versions.history("a")] == [PlanState.REPLACED, PlanState.IN_FORCE]
        first, second = store.tasks.list_tasks()
        assert first.key and second.key and first.key != second.key
