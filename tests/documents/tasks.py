"""The tasks of a made plan: headings, groups, assignments, and the rows that print them."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.documents.deadlines import make_deadline
from tests.documents.made import Gold, data, flat
from tests.documents.units import Office, make_who

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_COMPARED = {"Tối thiểu": ">=", "Ít nhất": ">=", "Trên": ">", "": "="}


@dataclass(frozen=True, slots=True)
class Layout:
    """How an office sets its table of tasks."""

    columns: tuple[str, ...]
    who: str
    scheme: str
    restarts: bool
    number_form: str
    groups: float
    seconds: float
    merges: bool
    heading_spans: bool


@dataclass(slots=True)
class TaskRow:
    """A row: its texts by column, which of them are the lower part of the cell above, or a heading."""

    texts: dict[str, str]
    merged: frozenset[str] = frozenset()
    heading: bool = False


@dataclass(slots=True)
class Tasks:
    """The rows of the table and what they say."""

    rows: list[TaskRow] = field(default_factory=list)
    gold: list[Gold] = field(default_factory=list)
    inline: list[Gold] = field(default_factory=list)


@dataclass(slots=True)
class TaskMaker:
    """Makes a plan's tasks one after the other."""

    random: Random
    office: Office
    layout: Layout
    year: int
    fields: list[dict[str, Any]]
    made: Tasks = field(default_factory=Tasks)
    _phrases: list[str] = field(default_factory=list)
    _number: int = 0
    _before: Gold | None = None

    def make(self, count: int) -> Tasks:
        """So many tasks under the headings of the layout."""
        self._phrases = [phrase for one in self.fields for phrase in _shuffled(self.random, one["tasks"])]
        sections = _sections(self.layout.scheme, self.fields)
        share = max(3, -(-count // max(1, sum(1 for path, _ in sections if path))))
        for path, title in sections:
            if title and path:
                self._before = None
                self.made.rows.append(TaskRow({"number": path[-1], "content": title}, heading=True))
            if self.layout.scheme == "letters" and len(path) == 1:
                continue
            if self.layout.restarts:
                self._number = 0
            target = len(self.made.gold) + (share if path else count)
            while len(self.made.gold) < min(target, count):
                self._one(path)
            if len(self.made.gold) >= count:
                break
        return self.made

    def _one(self, path: tuple[str, ...]) -> None:
        self._number += 1
        if self.random.random() < self.layout.groups:
            self._group(path)
        else:
            self._task(self._label(), path)

    def _label(self) -> str:
        return f"{self._number:02d}" if self.layout.number_form == "01" else str(self._number)

    def _group(self, path: tuple[str, ...]) -> None:
        label = self._label()
        title = self.random.choice([group for one in self.fields for group in one["groups"]])
        texts = {"number": self._printed(label), "content": title}
        held = None
        if self.random.random() < 0.2:
            held = make_deadline(self.random, self.year, "date_before quarter")
            texts["deadline"] = held.text
        self.made.rows.append(TaskRow(texts))
        self._before = None
        form = self.random.choice(["2.1", "2.1", "a", ""])
        for place in range(self.random.randint(2, 4)):
            own = {"2.1": f"{label}.{place + 1}", "a": "abcd"[place], "": ""}[form]
            self._task(own, (*path, label), held)

    def _printed(self, label: str) -> str:
        if not label:
            return ""
        return f"{label})" if label.isalpha() else label + ("." if self.layout.number_form == "1." else "")

    def _content(self, where: str) -> str:
        text = self._phrases.pop(0) if self._phrases else ""
        if not text:
            self._phrases = [
                f"Tiếp tục {phrase[0].lower()}{phrase[1:]}" for one in self.fields for phrase in one["tasks"]
            ]
            text = self._phrases.pop(0)
        chance = self.random.random()
        if chance < 0.1:
            text += (
                f" theo Quyết định số {self.random.randint(100, 2000)}/QĐ-TTg ngày 15/8/2024 của Thủ tướng Chính phủ"
            )
        elif chance < 0.17:
            text += f", gồm:\n- Cấp {self.office.kind};\n- Cấp cơ sở"
        elif chance < 0.25:
            figure, said = self._figure(where)
            text += f", bảo đảm {figure[0].lower()}{figure[1:]}"
            self.made.inline.append(said)
        elif chance < 0.3:
            text += (
                f" trên địa bàn {self.office.kind} {self.office.place}; công khai kết quả để nhân dân biết, giám sát"
            )
        return text + self.random.choice(["", "", ".", ";"][: 3 if chance > 0.9 else 2])

    def _figure(self, where: str) -> tuple[str, Gold]:
        about = self.random.choice([figure for one in self.fields for figure in one["figures"]])
        word = self.random.choice(list(_COMPARED))
        value = self.random.choice([60, 75, 82.5, 90, 95]) if word else 100
        text = f"{word} {str(value).replace('.', ',')}% {about}".strip()
        return text, {
            "where": where,
            "text": text,
            "metric": f"tỷ lệ {about}",
            "comparator": _COMPARED[word],
            "value": value,
            "unit": "%",
        }

    def _product(self, where: str) -> str:
        products = [product for one in self.fields[:2] for product in one["products"]]
        chance = self.random.random()
        if chance < 0.15:
            return "\n".join(f"- {product}." for product in self.random.sample(products, 2))
        if chance < 0.22:
            figure, said = self._figure(where)
            self.made.inline.append(said)
            return figure
        chosen: str = self.random.choice(products)
        return chosen

    def _task(self, label: str, path: tuple[str, ...], held: Any = None) -> None:
        where = f"task {label}"
        content = self._content(where)
        task: Gold = {"number": label, "section": list(path), "content": flat(content), "assignments": []}
        texts = {"number": self._printed(label), "content": content}
        row, assignment = self._assignment(texts, where, held)
        task["assignments"].append(assignment)
        self.made.rows.append(row)
        if label and self.random.random() < self.layout.seconds:
            self._second(task, where)
        self.made.gold.append(task)
        self._before = assignment if row.texts.get("deadline") and len(task["assignments"]) == 1 else None

    def _assignment(self, texts: dict[str, str], where: str, held: Any) -> tuple[TaskRow, Gold]:
        who = make_who(self.random, self.office, self.layout.who)
        product = self._product(where) if "product" in self.layout.columns else ""
        own = held is None or self.random.random() < 0.3
        deadline = make_deadline(self.random, self.year) if own else held
        cells = {**texts, **who.cells, "product": product, "deadline": deadline.text if own else ""}
        gold: Gold = {
            "lead": list(who.lead),
            "coordinate": list(who.coordinate),
            "product": flat(product),
            "deadline_text": deadline.text,
            "deadlines": deadline.says,
        }
        row = TaskRow(cells)
        if own and self._before is not None and texts["number"]:
            row = self._like_above(row, gold)
        return row, gold

    def _like_above(self, row: TaskRow, gold: Gold) -> TaskRow:
        """Some cells say the same as the row above: by a ditto mark, or merged with it where that shows."""
        assert self._before is not None
        chance = self.random.random()
        if chance < 0.06:
            gold["deadline_text"], gold["deadlines"] = self._before["deadline_text"], self._before["deadlines"]
            row.texts["deadline"] = self.random.choice(["nt", "-nt-", "Như trên", '"'])
        elif self.layout.merges and chance < 0.16:
            gold["deadline_text"], gold["deadlines"] = self._before["deadline_text"], self._before["deadlines"]
            row.texts["deadline"] = ""
            row.merged = frozenset({"deadline"})
        return row

    def _second(self, task: Gold, where: str) -> None:
        row, gold = self._assignment({"number": "", "content": ""}, where, None)
        row.merged = frozenset({"number", "content"})
        if self.random.random() < 0.4 and "product" in self.layout.columns:
            first = task["assignments"][0]
            gold["deadline_text"], gold["deadlines"] = first["deadline_text"], first["deadlines"]
            row.texts["deadline"] = ""
            row.merged |= {"deadline"}
        task["assignments"].append(gold)
        self.made.rows.append(row)


def _shuffled(random: Random, phrases: list[str]) -> list[str]:
    return random.sample(phrases, len(phrases))


def _sections(scheme: str, fields: list[dict[str, Any]]) -> list[tuple[tuple[str, ...], str]]:
    if scheme == "none":
        return [((), "")]
    if scheme == "roman":
        return [((_ROMAN[place],), title) for place, title in enumerate(fields[0]["sections"])]
    found: list[tuple[tuple[str, ...], str]] = []
    for letter, one in zip("ABC", fields, strict=False):
        found.append(((letter,), one["title"].upper()))
        found += [((letter, _ROMAN[place]), title) for place, title in enumerate(one["sections"][:3])]
    return found


def make_layout(random: Random, marks_merges: bool) -> Layout:
    """How this office sets its table."""
    who = random.choice(["two", "two", "two", "doer", "doer", "lead", "person"])
    persons = {"two": ["lead", "coordinate"], "doer": ["doer"], "lead": ["lead"], "person": ["person"]}[who]
    rest = random.choice(
        [
            [*persons, "product", "deadline"],
            ["product", *persons, "deadline"],
            ["deadline", *persons, "product"],
            [*persons, "deadline", "product"],
            [*persons, "deadline"],
        ]
    )
    extras = [
        f"extra {name}" for name in random.sample(data("layouts")["headers"]["extra"], random.choice([0, 0, 1, 1, 2]))
    ]
    columns = ["number", "content", *rest]
    for extra in extras:
        columns.insert(random.randint(2, len(columns)), extra)
    if who == "two" and columns.index("coordinate") != columns.index("lead") + 1:
        columns.remove("coordinate")
        columns.insert(columns.index("lead") + 1, "coordinate")
    return Layout(
        tuple(columns),
        who,
        random.choice(["letters", "roman", "roman", "none"]),
        random.random() < 0.5,
        random.choice(["1", "1", "1.", "01"]),
        random.choice([0, 0, 0.12, 0.2]),
        random.choice([0, 0.08, 0.2]),
        marks_merges,
        random.random() < 0.3,
    )
