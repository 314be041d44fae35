"""How well documents are imported: extractions held against gold, field by field.

Gold comes from the invented offices and from made documents, which are written from a seed together with what they
say. Seeds from 1000 on are kept back: their rates are printed, but nobody looks at their differences while the importer
is being tuned, so that they stay a measure of documents never seen.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

from knowledge.errors import UnreadableFileError
from knowledge.importing.plan_json import to_json
from knowledge.importing.read import read_plan
from knowledge.vietnamese.fold import fold

KEPT_BACK = 1000
FORMATS = ("txt", "docx", "xlsx", "pdf", "scan")
CHECKOUT = Path(__file__).parents[1]
_OFFICES = CHECKOUT / "tests" / "offices"

Fields = dict[str, Any]
_DOCUMENT = ("number", "issued", "plan_year", "signer")
_SAME_TASK, _SAME_TARGET, _SAME_CONTENT, _SAME_TEXT = 80, 90, 97, 95


@dataclass(slots=True)
class Rates:
    """How many of each kind of fact were right, of how many; and the differences in words."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def count(self, name: str, right: int, of: int = 1) -> None:
        """Count facts."""
        self.right[name] += right
        self.all[name] += of

    def hold(self, name: str, same: bool, where: str, wanted: object, got: object) -> None:
        """Count one fact, and tell where it differs."""
        self.count(name, int(same))
        if not same:
            self.differences.append(f"{name} {where}: {wanted!r} ≠ {got!r}")

    def add(self, other: "Rates") -> None:
        """Add another document's."""
        self.right += other.right
        self.all += other.all
        self.differences += other.differences

    def rates(self) -> dict[str, float]:
        """The share that is right of each kind of fact that there is."""
        return {name: self.right[name] / count for name, count in self.all.items() if count}


@dataclass(frozen=True, slots=True)
class Pair:
    """A document and the file of its gold."""

    document: Path
    gold: Path


def made_documents(folder: Path, form: str, first: int, last: int) -> list[Pair]:
    """Write the made documents of a format for the seeds from first to last."""
    command = [sys.executable, "-m", "tests.documents", str(folder), str(first), str(last), form]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    return pairs(folder / "gold" / form, folder / "documents" / form)


def pairs(gold: Path, documents: Path) -> list[Pair]:
    """The files of a folder of gold with the documents of the same name."""
    files = (path for path in sorted(documents.iterdir()) if path.is_file() and path.suffix != ".json")
    named = {path.stem: path for path in files}
    return [Pair(named[path.stem], path) for path in sorted(gold.glob("*.json")) if path.stem in named]


def offices() -> list[Pair]:
    """The invented offices of the test suite."""
    return [Pair(path.parent / f"{path.parent.name}.txt", path) for path in sorted(_OFFICES.glob("*/gold.json"))]


def score_pairs(held: Iterable[Pair]) -> Rates:
    """Read every document and hold it against its gold; one that can't be read has nothing right."""
    total = Rates()
    for pair in held:
        gold = json.loads(pair.gold.read_text(encoding="utf-8"))
        try:
            got = to_json(read_plan(pair.document))
        except UnreadableFileError as error:
            got = {}
            total.differences.append(f"{pair.document.name}: {error}")
        total.add(score(gold, got, pair.document.name))
    return total


def score(gold: Fields, got: Fields, file: str = "") -> Rates:
    """Hold one extraction against its gold."""
    rates = Rates()
    _score_document(rates, gold["document"], got.get("document") or {}, file)
    _score_tasks(rates, gold.get("tasks", []), got.get("tasks", []), file)
    _score_targets(rates, gold.get("targets", []), got.get("targets", []), file)
    _score_inline(rates, gold.get("inline_targets", []), got.get("inline_targets", []), file)
    _score_duties(rates, gold.get("prose_duties", []), got.get("prose_duties", []), file)
    return rates


def _score_document(rates: Rates, gold: Fields, got: Fields, file: str) -> None:
    for name in _DOCUMENT:
        same = letters(gold.get(name)) == letters(got.get(name))
        rates.hold("document", same, f"{file} {name}", gold.get(name), got.get(name))
    same = _alike(gold.get("title"), got.get("title")) > 85
    rates.hold("document", same, f"{file} title", gold.get("title"), got.get("title"))


def _score_tasks(rates: Rates, gold: Sequence[Fields], got: Sequence[Fields], file: str) -> None:
    matched = _match(gold, got, "content", _SAME_TASK)
    rates.count("task_recall", len(matched), len(gold))
    rates.count("task_precision", len(matched), len(got))
    rates.differences += [f"missing {file}: {_place(task)}" for task in _left(gold, [one for one, _ in matched])]
    rates.differences += [f"extra {file}: {_place(task)}" for task in _left(got, [other for _, other in matched])]
    for wanted, found in matched:
        where = f"{file} {_place(wanted)}"
        same = _alike(wanted["content"], found["content"]) >= _SAME_CONTENT
        rates.hold("content", same, where, wanted["content"], found["content"])
        rates.hold(
            "number", letters(wanted["number"]) == letters(found["number"]), where, wanted["number"], found["number"]
        )
        same = _each(wanted["section"]) == _each(found["section"])
        rates.hold("section", same, where, wanted["section"], found["section"])
        _score_assignments(rates, wanted["assignments"], found["assignments"], where)


def _score_assignments(rates: Rates, gold: Sequence[Fields], got: Sequence[Fields], where: str) -> None:
    rates.hold("assignment_count", len(gold) == len(got), where, len(gold), len(got))
    left = list(got)
    for wanted in gold:
        found = max(left, key=lambda one: _nearness(wanted, one), default={})
        if found:
            left.remove(found)
        for name, same in _ASSIGNED.items():
            wants, has = wanted.get(name), found.get(name)
            rates.hold(name, same(wants, has), where, wants, has)


def _nearness(wanted: Fields, one: Fields) -> float:
    texts = sum(_alike(wanted.get(name), one.get(name)) for name in ("product", "deadline_text"))
    return texts + 200 * (_units(wanted["lead"]) == _units(one["lead"]))


def _score_targets(rates: Rates, gold: Sequence[Fields], got: Sequence[Fields], file: str) -> None:
    right = 0
    for wanted, found in _match(gold, got, "name", _SAME_TARGET):
        if _figure(wanted) == _figure(found):
            right += 1
        else:
            rates.differences.append(f"target {file}: {wanted} ≠ {found}")
    rates.count("target_recall", right, len(gold))
    rates.count("target_precision", right, len(got))


def _score_inline(rates: Rates, gold: Sequence[Fields], got: Sequence[Fields], file: str) -> None:
    left, right = list(got), 0
    for wanted in gold:
        found = next((one for one in left if _figure(one) == _figure(wanted) and _same_promise(wanted, one)), None)
        if found is None:
            rates.differences.append(f"missing figure {file}: {wanted['text']}")
        else:
            left.remove(found)
            right += 1
    rates.differences += [f"extra figure {file}: {one['text']}" for one in left]
    rates.count("inline_recall", right, len(gold))
    rates.count("inline_precision", right, len(got))


def _same_promise(wanted: Fields, one: Fields) -> bool:
    within = letters(wanted["metric"]) in letters(one["text"])
    return within or _alike(wanted["text"], one["text"]) > 50 or _alike(wanted["metric"], one["metric"]) > 60


def _score_duties(rates: Rates, gold: Sequence[Fields], got: Sequence[Fields], file: str) -> None:
    for wanted in gold:
        text = wanted["content"]
        said = (one["content"] for one in got)
        same = any(_alike(text, one) > 70 or letters(text)[:80] in letters(one) for one in said)
        rates.hold("duty_recall", same, file, text, None)


def _match(gold: Sequence[Fields], got: Sequence[Fields], name: str, least: float) -> list[tuple[Fields, Fields]]:
    """Each of gold with the one most like it, the surest pairs first; place and number decide between twins."""
    likely = sorted(_likely(gold, got, name, least), reverse=True)
    taken: set[int] = set()
    matched: dict[int, int] = {}
    for _, at, to in likely:
        if at not in matched and to not in taken:
            matched[at] = to
            taken.add(to)
    return [(gold[at], got[to]) for at, to in sorted(matched.items())]


def _likely(gold: Sequence[Fields], got: Sequence[Fields], name: str, least: float) -> Iterator[tuple[float, int, int]]:
    for at, wanted in enumerate(gold):
        for to, one in enumerate(got):
            near = _alike(wanted[name], one[name])
            if near >= least:
                yield near + 5 * sum(wanted.get(key) == one.get(key) for key in ("number", "section")), at, to


def _left(all_of: Sequence[Fields], used: Sequence[Fields]) -> Iterator[Fields]:
    seen = {id(one) for one in used}
    return (one for one in all_of if id(one) not in seen)


def _place(task: Fields) -> str:
    return f"{'.'.join(task['section'])}/{task['number']} {task['content'][:60]}"


def letters(value: object) -> str:
    """What a text says in letters and digits alone, whatever its accents, case and spelling of a committee."""
    text = fold(str(value if value is not None else "")).replace("uy ban nhan dan", "ubnd")
    return "".join(letter for letter in text if letter.isalnum() or letter in "%<>")


def _alike(one: object, other: object) -> float:
    return ratio(letters(one), letters(other))


def _each(values: Iterable[str] | None) -> list[str]:
    return [letters(value) for value in values or ()]


def _units(values: Iterable[str] | None) -> frozenset[str]:
    return frozenset(_each(values)) - {""}


def _same_text(wanted: object, found: object) -> bool:
    return _alike(wanted, found) >= _SAME_TEXT or not (letters(wanted) or letters(found))


def _times(values: Iterable[Fields] | None) -> frozenset[tuple[object, ...]]:
    """What deadlines come to: their wording, event and reference aside."""
    return frozenset(_time(one) for one in values or ())


def _time(one: Fields) -> tuple[object, ...]:
    before = one["kind"] == "date" and bool(one.get("before"))
    working = one.get("days") is not None and bool(one.get("working_days"))
    kept = ("kind", "due", "start", "every", "due_day", "days", "direction")
    return (*(one.get(name) for name in kept), before, working)


def _figure(one: Fields) -> tuple[float, str]:
    return float(one["value"]), str(one["comparator"])


_ASSIGNED: dict[str, Callable[[Any, Any], bool]] = {
    "lead": lambda wanted, found: _units(wanted) == _units(found),
    "coordinate": lambda wanted, found: _units(wanted) == _units(found),
    "product": _same_text,
    "deadline_text": _same_text,
    "deadlines": lambda wanted, found: _times(wanted) == _times(found),
}
