"""What was read of a plan, and what it changes of the one that is stored, in words: shared by chat and command line."""

from collections import Counter
from collections.abc import Iterator, Sequence

from handlers.phrases import say
from handlers.wording import day, shorten
from knowledge.differences import Change, Difference, FieldChange, Subject
from knowledge.importing.draft import DocumentDraft, PlanDraft
from knowledge.importing.session import ImportComparison
from knowledge.types import PlanOutcome
from knowledge.units import unit_key

_MOSTLY = 2
# Headings and prose are counted, all else is told one by one.
_TEXTS = (Subject.SECTION, Subject.PROSE)


def document_facts(document: DocumentDraft) -> Iterator[tuple[str, str]]:
    """What the decision says of itself, with the name of each fact."""
    unknown = say("draft", "unknown")
    yield say("draft", "document"), document.number or unknown
    yield say("draft", "title"), document.title or unknown
    yield say("draft", "issuer"), document.issuer or unknown
    yield say("draft", "issued"), day(document.issued) if document.issued else unknown
    yield say("draft", "signer"), document.signer or unknown
    yield say("draft", "plan_year"), str(document.plan_year or unknown)


def counted(draft: PlanDraft) -> Iterator[tuple[str, int]]:
    """How many things of each kind were read, with the name of the kind."""
    yield say("draft", "tasks"), len(draft.tasks)
    yield say("draft", "assignments"), sum(len(task.assignments) for task in draft.tasks)
    yield say("draft", "sections"), len(draft.sections)
    yield say("draft", "units"), len(_units(draft))
    yield say("draft", "targets"), len(draft.targets)
    yield say("draft", "inline_targets"), len(draft.inline_targets)
    yield say("draft", "prose_duties"), len(draft.prose_duties)
    yield say("draft", "doubts"), len(draft.doubts)


def _units(draft: PlanDraft) -> set[str]:
    of_tasks = (name for task in draft.tasks for part in task.assignments for name in (*part.lead, *part.coordinate))
    of_targets = (name for target in draft.targets for name in target.owner)
    of_duties = (name for duty in draft.prose_duties for name in duty.lead)
    return {unit_key(name) for names in (of_tasks, of_targets, of_duties) for name in names}


def version_of_what(draft: PlanDraft, comparison: ImportComparison) -> str | None:
    """Of which stored plan this is a new version, and why it is taken for one; None of what is no version."""
    current = comparison.current
    if current is None or comparison.outcome is not PlanOutcome.REPLACED:
        return None
    named = "looks_like" if comparison.replaces else "same_name"
    return say("changes", named, file=draft.file, current=current.file)


def change_counts(comparison: ImportComparison) -> Iterator[str]:
    """How many tasks are new, gone and changed, and whether it may be another plan under the same name."""
    counts = {"added": comparison.tasks_added, "removed": comparison.tasks_removed}
    yield say("changes", "tasks", **counts, changed=comparison.tasks_changed)
    before = comparison.current.task_count if comparison.current else 0
    if not comparison.replaces and comparison.tasks_removed * _MOSTLY > before:
        yield say("changes", "unlike")


def told_singly(differences: Sequence[Difference]) -> list[Difference]:
    """The differences that are told one by one."""
    return [difference for difference in differences if difference.subject not in _TEXTS]


def counts_of_texts(differences: Sequence[Difference]) -> Iterator[str]:
    """How many headings and passages are new and gone."""
    for subject in _TEXTS:
        counts = Counter(difference.change for difference in differences if difference.subject is subject)
        if counts:
            numbers = {"added": counts[Change.ADDED], "removed": counts[Change.REMOVED]}
            yield say("changes", "texts", subject=say("subjects", subject), **numbers)


def place_of(difference: Difference) -> str:
    """What a difference is about: "Nhiệm vụ A.I.3"."""
    return f"{say('subjects', difference.subject)} {difference.place}".strip()


def field_change(change: FieldChange, longest: int) -> str:
    """A field with what it said and what it says, each no longer than that."""
    name = "field" if change.part is None else "field_of_part"
    old, new = (shorten(one_line(text), longest) or say("changes", "nothing") for text in (change.old, change.new))
    return say("changes", name, field=say("fields", change.field), part=change.part, old=old, new=new)


def one_line(text: str) -> str:
    """A text without line breaks and runs of spaces."""
    return " ".join(text.split())
