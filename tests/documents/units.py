"""Cells that say who does a task, and the units they name."""

from dataclasses import dataclass, field
from random import Random

from tests.documents.made import data

Names = tuple[str, ...]
Named = tuple[str, Names]


@dataclass(frozen=True, slots=True)
class Office:
    """The office that issues a plan: its level, its place and the units it can charge."""

    level: str
    place: str
    kind: str
    field_lead: str
    units: tuple[str, ...]
    groups: tuple[Named, ...]

    @property
    def body(self) -> str:
        """The committee's short name."""
        return f"UBND {self.kind} {self.place}"


@dataclass(frozen=True, slots=True)
class Who:
    """The cells of one assignment and the units they name."""

    cells: dict[str, str]
    lead: Names
    coordinate: Names = field(default=())


def make_office(random: Random, lead: dict[str, str]) -> Office:
    """An invented office before or after the reform of 2025."""
    words = data("layouts")
    level = random.choice(["before", "after", "ward"])
    kind = random.choice(["xã", "phường"]) if level == "ward" else "tỉnh"
    place = random.choice(words["places"]["ward" if level == "ward" else "province"])
    fill = {"P": place, "K": kind}
    own = f"{lead[level]} {kind}" if lead[level] in {"Trạm Y tế", "Công an"} else lead[level]
    units = tuple(unit.format(**fill) for unit in words["units"][level])
    groups = tuple(_group(group.format(**fill)) for group in words["units"][f"{level}_groups"])
    return Office(level, place, kind, own, tuple(unit for unit in units if unit != own), groups)


def _group(printed: str) -> Named:
    text, *names = printed.split("|")
    return text, tuple(names) or (text,)


def make_person(random: Random, kind: str) -> Named:
    """A person who leads, with the post or without."""
    words = data("layouts")["people"]
    name = " ".join(random.choice(words[part]) for part in ("family", "middle", "given"))
    post = random.choice(words["posts"]).format(K=kind)
    person = random.choice([f"Đ/c {name} – {post}", f"Đ/c {name}", name, f"Đồng chí {name}", f"Ông {name} - {post}"])
    return person, (person,)


def make_who(random: Random, office: Office, form: str) -> Who:
    """Who does it, in the columns of a form: two, doer, lead or person."""
    if form == "person":
        text, names = _joined(random, [make_person(random, office.kind) for _ in range(random.choice([1, 1, 2]))])
        return Who({"person": text}, names)
    lead = _picked(random, office, random.choice([1, 1, 1, 1, 2]), 0.15, office.field_lead)
    named = {name for _, names in lead for name in names}
    rest = _picked(random, office, random.choice([0, 1, 1, 2, 2, 3]), 0.45, "")
    rest = [one for one in rest if not named & set(one[1])]
    if form == "lead":
        rest = []
    text, names = _joined(random, lead)
    others, helpers = _joined(random, rest) if rest else ("", ())
    if form == "doer":
        return Who({"doer": _mixed(random, lead, rest) if rest else text}, names, helpers)
    if form == "lead":
        return Who({"lead": text}, names)
    return Who({"lead": text, "coordinate": others}, names, helpers)


def _picked(random: Random, office: Office, count: int, groups: float, own: str) -> list[Named]:
    found: list[Named] = [(own, (own,))] if own and count and random.random() < 0.6 else []
    while len(found) < count:
        unit = random.choice(office.units)
        named = random.choice(office.groups) if random.random() < groups else (unit, (unit,))
        if not set(named[1]) & {name for one in found for name in one[1]}:
            found.append(named)
    return found


def _joined(random: Random, named: list[Named]) -> Named:
    texts = [text for text, _ in named]
    names = tuple(name for _, own in named for name in own)
    plain = len(texts) == 1
    style = random.choice([", ", ", ", "; ", "- ", "-;", "\n"])
    if plain:
        note = random.choice([" (theo dõi, tổng hợp)", "", "", "", "", "", "", "", "."])
        return texts[0] + note, names
    if style in {"- ", "-;"}:
        end = ";" if style == "-;" else ""
        return "\n".join(f"- {text}{end}" for text in texts).removesuffix(";") + ("." if end else ""), names
    return style.join(texts), names


def _mixed(random: Random, lead: list[Named], rest: list[Named]) -> str:
    leads, others = ", ".join(text for text, _ in lead), ", ".join(text for text, _ in rest)
    return random.choice(
        [
            f"{leads} chủ trì, phối hợp với {others}",
            f"{leads} chủ trì; phối hợp: {others}",
            f"Chủ trì: {leads}\nPhối hợp: {others}",
            f"- Chủ trì: {leads};\n- Phối hợp: {others}.",
            f"{leads} chủ trì; {others} phối hợp",
            f"{leads}; phối hợp: {others}",
        ]
    )
