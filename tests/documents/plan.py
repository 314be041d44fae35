"""An invented plan from a seed: what is printed and what it says, gold by construction."""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from tests.documents.deadlines import make_deadline
from tests.documents.made import Block, Gold, Letterhead, Made, MadeCell, MadeTable, PageBreak, Prose, data
from tests.documents.targets import make_targets
from tests.documents.tasks import Layout, TaskMaker, TaskRow, make_layout
from tests.documents.units import Office, make_office

FORMATS = ("txt", "docx", "xlsx", "pdf", "scan")
_WIDTHS = {
    "number": 5,
    "content": 34,
    "lead": 16,
    "coordinate": 18,
    "doer": 24,
    "person": 20,
    "product": 24,
    "deadline": 15,
}
_HEADINGS = ("I. MỤC ĐÍCH, YÊU CẦU", "II. NHIỆM VỤ", "III. TỔ CHỨC THỰC HIỆN")


@dataclass(frozen=True, slots=True)
class _Facts:
    number: str
    issued: date
    year: int
    subject: str
    signer: str
    office: Office

    @property
    def day(self) -> str:
        return f"ngày {self.issued.day:02d} tháng {self.issued.month:02d} năm {self.issued.year}"


def make_plan(seed: int, form: str) -> Made:
    """The plan of a seed as a file of the format holds it."""
    random = Random(f"{form} {seed}")
    fields = random.sample(data("fields")["field"], 4)
    office = make_office(random, fields[0]["lead"])
    facts = _facts(random, fields[0], office)
    layout = make_layout(random, marks_merges=form != "txt")
    small = form == "scan"
    tasks = TaskMaker(random, office, layout, facts.year, fields).make(random.randint(18, 24 if small else 60))
    table = _table(random, layout, tasks.rows)
    kind = "sheet" if form == "xlsx" else random.choice(["decision", "decision", "plan", "appendix"])
    head, gold = _head(random, facts, kind)
    before, inline = _purposes(random, fields) if kind in {"decision", "plan"} else ([], [])
    after, duties = _duties(random, facts) if kind in {"decision", "plan"} else ([], [])
    targets, figures = make_targets(random, fields, office, facts.year) if random.random() < 0.5 else (None, [])
    body: list[Block] = [*before, *([Prose(_HEADINGS[1], "bold")] if before else []), *_split(random, table), *after]
    if targets is not None:
        title = [Prose("PHỤ LỤC", "centre"), Prose("CHỈ TIÊU CHỦ YẾU", "centre")]
        body = [*body, *([PageBreak()] if after else []), *title, targets]
    if kind == "plan":
        body += _signature(facts)
    name = f"{form}-{seed:04d}"
    gold |= {
        "tasks": tasks.gold,
        "targets": figures,
        "inline_targets": [*tasks.inline, *inline],
        "prose_duties": duties,
    }
    return Made(name, (*head, *body), {"file": name, **gold}, random.randrange(1 << 30))


def _facts(random: Random, field: dict[str, Any], office: Office) -> _Facts:
    year = {"before": random.choice([2023, 2024, 2025]), "after": 2026, "ward": 2026}[office.level]
    issued = random.choice(
        [date(year - 1, 12, random.randint(10, 31)), date(year, random.randint(1, 3), random.randint(1, 28))]
    )
    people = data("layouts")["people"]
    signer = " ".join(random.choice(people[part]) for part in ("family", "middle", "given"))
    return _Facts(str(random.randint(12, 980)), issued, year, field["title"], signer, office)


def _head(random: Random, facts: _Facts, kind: str) -> tuple[list[Block], Gold]:
    office = facts.office
    plan = f"{facts.subject} năm {facts.year} của {office.kind} {office.place}"
    first = plan[0].upper() + plan[1:]
    document: Gold = {
        "issuer": office.body,
        "issued": facts.issued.isoformat(),
        "plan_year": facts.year,
        "signer": facts.signer,
    }
    if kind == "plan":
        number = f"{facts.number}/KH-UBND"
        blocks = [_letterhead(facts, number), Prose("KẾ HOẠCH", "centre"), Prose(first, "centre"), *_bases(facts)]
        return blocks, {"document": {**document, "number": number, "title": f"Kế hoạch {plan}"}}
    number = f"{facts.number}/QĐ-UBND"
    reference = f"(Ban hành kèm theo Quyết định số {number} {facts.day} của {office.body})"
    if kind in {"appendix", "sheet"}:
        headed = f"{'PHỤ LỤC' if kind == 'appendix' else 'KẾ HOẠCH'} {plan}".upper()
        said = {**document, "number": number, "title": headed, "signer": None}
        return [Prose(headed, "centre"), Prose(reference, "centre")], {"document": said}
    title = f"Ban hành Kế hoạch {plan}"
    last = "Thủ trưởng các cơ quan, đơn vị, cá nhân liên quan chịu trách nhiệm thi hành Quyết định này./."
    blocks = [
        _letterhead(facts, number),
        Prose("QUYẾT ĐỊNH", "centre"),
        Prose(title, "centre"),
        Prose(f"ỦY BAN NHÂN DÂN {office.kind} {office.place}".upper(), "centre"),
        *_bases(facts),
        Prose("QUYẾT ĐỊNH:", "centre"),
        Prose(f"Điều 1. Ban hành kèm theo Quyết định này Kế hoạch {plan}."),
        Prose("Điều 2. Quyết định này có hiệu lực kể từ ngày ký."),
        Prose(f"Điều 3. {last}"),
        Prose("Nơi nhận:", "bold"),
        Prose("- Như Điều 3;"),
        Prose("- Lưu: VT."),
        *_signature(facts),
        PageBreak(),
        Prose("KẾ HOẠCH", "centre"),
        Prose(first, "centre"),
        Prose(reference, "centre"),
    ]
    return blocks, {"document": {**document, "number": number, "title": title}}


def _letterhead(facts: _Facts, number: str) -> Letterhead:
    office = facts.office
    left = ("ỦY BAN NHÂN DÂN", f"{office.kind} {office.place}".upper(), f"Số: {number}")
    return Letterhead(
        left, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", f"{office.place}, {facts.day}")
    )


def _bases(facts: _Facts) -> list[Block]:
    return [Prose(text.format(p=facts.year - 1)) for text in data("layouts")["prose"]["bases"]]


def _signature(facts: _Facts) -> list[Block]:
    deputy = len(facts.signer) % 2
    titles = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") if deputy else ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    return [Prose(text, "signature") for text in (*titles, facts.signer)]


def _purposes(random: Random, fields: list[dict[str, Any]]) -> tuple[list[Block], list[Gold]]:
    blocks: list[Block] = [Prose(_HEADINGS[0], "bold"), Prose("1. Mục đích", "bold")]
    blocks += [Prose(f"- {text}") for text in random.sample(data("layouts")["prose"]["purposes"], 2)]
    blocks.append(Prose("2. Mục tiêu", "bold"))
    gold: list[Gold] = []
    for about in fields[0]["figures"][: random.randint(1, 3)]:
        word, comparator, value = random.choice(
            [("tối thiểu", ">=", 80), ("trên", ">", 85), ("ít nhất", ">=", 70), ("", "=", 100)]
        )
        text = f"100% {about}" if not word else f"Phấn đấu {word} {value}% {about}"
        blocks.append(Prose(f"- {text}."))
        gold.append(
            {
                "where": "prose I.2",
                "text": text,
                "metric": f"tỷ lệ {about}",
                "comparator": comparator,
                "value": value,
                "unit": "%",
            }
        )
    return blocks, gold


def _duties(random: Random, facts: _Facts) -> tuple[list[Block], list[Gold]]:
    blocks: list[Block] = [Prose(_HEADINGS[2], "bold")]
    gold: list[Gold] = []
    units = random.sample(facts.office.units, 3)
    for place, (unit, wording) in enumerate(
        zip(units, random.sample(data("layouts")["prose"]["duties"], 3), strict=True)
    ):
        text, _, timed = wording.partition("|")
        deadline = make_deadline(random, facts.year, "date_before")
        said = deadline.text[0].lower() + deadline.text[1:] if timed else ""
        text = text.format(B=facts.office.body, t=said)
        where = f"III.{place + 1}"
        if random.random() < 0.5:
            blocks.append(Prose(f"{place + 1}. {unit} {text}"))
            text = f"{unit} {text}"
        else:
            text = text[0].upper() + text[1:]
            blocks += [Prose(f"{place + 1}. {unit}", "bold"), Prose(f"- {text}")]
        gold.append(
            {
                "where": where,
                "lead": [unit],
                "content": text,
                "deadline_text": said,
                "deadlines": deadline.says if timed else [],
            }
        )
    return blocks, gold


def _table(random: Random, layout: Layout, rows: list[TaskRow]) -> MadeTable:
    words = data("layouts")["headers"]
    titles = {key: random.choice(names) for key, names in words.items()}
    columns = layout.columns
    header = [MadeCell(titles.get(column, column.removeprefix("extra ")), bold=True) for column in columns]
    printed = [_printed(random, layout, row) for row in rows]
    body = _with_merged_cells(printed, [row.merged for row in rows], columns)
    widths = tuple(_WIDTHS.get(column, 10) for column in columns)
    if layout.who == "two" and random.random() < 0.4:
        return MadeTable(_two_rows(header, columns, titles["who"]), body, widths)
    return MadeTable((tuple(header),), body, widths)


def _two_rows(header: list[MadeCell], columns: tuple[str, ...], above: str) -> tuple[tuple[MadeCell | None, ...], ...]:
    top: list[MadeCell | None] = []
    below: list[MadeCell | None] = []
    for column, cell in zip(columns, header, strict=True):
        inner = column in {"lead", "coordinate"}
        top.append(
            MadeCell(above, span=2, bold=True)
            if column == "lead"
            else None
            if inner
            else MadeCell(cell.text, rows=2, bold=True)
        )
        below.append(cell if inner else None)
    return tuple(top), tuple(below)


def _printed(random: Random, layout: Layout, row: TaskRow) -> list[MadeCell | None]:
    if row.heading and layout.heading_spans:
        title = MadeCell(f"{row.texts['number']}. {row.texts['content']}", span=len(layout.columns), bold=True)
        return [title, *[None] * (len(layout.columns) - 1)]
    task = not row.heading and "deadline" in row.texts and len(row.texts) > 3
    cells: list[MadeCell | None] = []
    for column in layout.columns:
        extra = column.removeprefix("extra ")
        text = row.texts.get(column, "")
        if task and extra != column and not row.merged:
            text = random.choice(data("layouts")["extras"][extra])
        cells.append(MadeCell(text, bold=row.heading))
    return cells


def _with_merged_cells(
    rows: list[list[MadeCell | None]], merged: list[frozenset[str]], columns: tuple[str, ...]
) -> tuple[tuple[MadeCell | None, ...], ...]:
    """Lower parts become None, and the cell above them grows."""
    for place in range(len(rows) - 1, 0, -1):
        for at, column in enumerate(columns):
            cell, above = rows[place][at], rows[place - 1][at]
            if column in merged[place] and cell is not None and above is not None:
                rows[place - 1][at] = MadeCell(above.text, above.span, cell.rows + 1, above.bold)
                rows[place][at] = None
    return tuple(tuple(row) for row in rows)


def _split(random: Random, table: MadeTable) -> list[Block]:
    """The table whole, or in two with its header said again."""
    if random.random() > 0.2 or len(table.rows) < 12:
        return [table]
    place = len(table.rows) // 2
    while place < len(table.rows) and not _stands_alone(table.rows[place]):
        place += 1
    if place >= len(table.rows):
        return [table]
    return [
        MadeTable(table.header, table.rows[:place], table.widths),
        PageBreak(),
        MadeTable(table.header, table.rows[place:], table.widths),
    ]


def _stands_alone(row: tuple[MadeCell | None, ...]) -> bool:
    """Whether a table may be cut above a row: it is a numbered task that shares no cell with the row above."""
    return None not in row and bool(row[0] and row[0].text and row[0].text[0].isdigit())
