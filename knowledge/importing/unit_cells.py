"""Reading a cell of units: who leads, who coordinates, one name an item, without the notes on what they do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.importing.markup import one_line
from knowledge.importing.vocabulary import folded_longest_first, load_data, starts_with_word
from knowledge.vietnamese.fold import fold, nfc
from knowledge.vietnamese.slips import find_meant, is_slip_of

_LONGEST_HEAD = 24
_NAME = r"[A-ZÀ-ỸĐ][a-zà-ỹđ]+(?:\s+[A-ZÀ-ỸĐ][a-zà-ỹđ]+){1,4}"
_BRACKETS = re.compile(r"\(([^()]{2,200})\)")
_OTHERS_BEGIN = re.compile(
    r"(?<=[a-zà-ỹđ])(?<!với)(?<!cùng)(?<!và)(?<!hợp)\s+(?=Các\s)"
    r"|(?<=[a-zà-ỹđ])\s+(?=(?:Ban|Sở|Văn phòng|UBND)\s[^,;:.]{3,40}:)"
)


@dataclass(frozen=True, slots=True)
class UnitCell:
    """The units of a cell as printed, in order."""

    lead: tuple[str, ...]
    coordinate: tuple[str, ...]


@cache
def _words(key: str) -> tuple[str, ...]:
    return folded_longest_first(load_data("units.toml")[key])


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _words(key)))})(?!\w)")


@cache
def _person() -> re.Pattern[str]:
    """A person's name with "Đ/c" before it, or with a family name that people have."""
    words = load_data("units.toml")
    titles, families = "|".join(words["person_titles"]), "|".join(words["families"])
    return re.compile(rf"(?:(?:{titles})\s+{_NAME}|(?:{families})\s+{_NAME})")


def split_units(cell: str) -> UnitCell:
    """The units of a cell; those said to "phối hợp" coordinate, the others lead."""
    lead: list[str] = []
    coordinate: list[str] = []
    for item in _items(_with_marks_told(nfc(cell))):
        before, after = _roles(item)
        lead += [unit for unit in before if unit not in lead]
        coordinate += [unit for unit in after if unit not in coordinate]
    return UnitCell(tuple(lead), tuple(coordinate))


def _with_marks_told(cell: str) -> str:
    """The cell, its roles in brackets told in words: "A (chính), B, C (phối hợp)" is "A; phối hợp B, C"."""
    parts: list[str] = []
    start = 0
    for match in _BRACKETS.finditer(cell):
        said, _, named = match[1].partition(":")
        helps = _is_title(said, "coordinate_titles")
        if not helps and not _is_title(said, "lead_titles"):
            continue
        before = cell[start : match.start()].strip(" \n,;")
        parts.append(f"phối hợp {before}" if helps and before and not named else before)
        parts.append(f"phối hợp {named.strip()}" if helps and named else "")
        start = match.end()
    if not start:
        return cell
    rest = cell[start:].strip(" \n,;.")
    parts.append(rest if _pattern("coordinate_words").search(fold(rest)) or not rest else f"phối hợp {rest}")
    return "; ".join(part for part in parts if part)


def with_sides_told(cell: str) -> str:
    """A cell of those who lead and, behind a stroke, those who help, with this said in words."""
    left, _, right = (part.strip() for part in cell.partition("/"))
    told = _coordination(fold(cell)) is not None or "/" in right
    return cell if told or not has_head(left) or not has_head(right) else f"{left}\nphối hợp {right}"


def is_known_unit(unit: str) -> bool:
    """Whether a name begins as units do, or has the form of a ward's posts ("Tư pháp – Hộ tịch")."""
    return _has_plain_head(fold(unit)) or bool(re.match(r"[^\W\d_][\w ]+ ?[–-] ?[^\W\d_]", unit)) or unit[:1].isdigit()


def has_head(text: str) -> bool:
    """Whether a text begins as the name of a unit does, be it with a slip."""
    folded = fold(text)
    return _has_plain_head(folded) or _has_slipped_head(folded[:_LONGEST_HEAD])


def _has_plain_head(folded: str) -> bool:
    return (
        starts_with_word(folded, _words("not_heads")) is None and starts_with_word(folded, _words("heads")) is not None
    )


@lru_cache(maxsize=4096)
def _has_slipped_head(folded: str) -> bool:
    """Whether a text begins as the name of a unit does, but for a slip."""
    other = starts_with_word(folded, _words("not_heads")) or find_meant(folded, _words("not_heads"), in_front=True)
    return other is None and find_meant(folded, _words("heads"), in_front=True) is not None


def unit_in_front(text: str) -> UnitCell | None:
    """The units a sentence begins with, where it does."""
    return split_units(text) if has_head(text) else None


def _items(cell: str) -> Iterator[str]:
    """The items of a list: lines, semicolons, bullets; a dash between two names is not a bullet."""
    for line in re.split(r"\n+|;|(?<=[.;])\s+(?=[-–+•]\s)", cell):
        for item in _bulleted(line, alone=not re.search(r"[;\n]", cell.strip())):
            yield from _sentences(item)


def _bulleted(line: str, alone: bool) -> list[str]:
    text = one_line(line)
    bullet = re.match(r"([-+•–])\s*", text)
    if bullet is None:
        return [text]
    if not alone:
        return [text[bullet.end() :]]
    parts = re.split(rf"\s{re.escape(bullet[1])}\s?(?=[A-ZÀ-ỸĐ])", text[bullet.end() :])
    joined = [parts[0]]
    for part in parts[1:]:
        if is_person(part) or (has_head(part) and not _is_post(joined[-1], part)):
            joined.append(part)
        else:
            joined[-1] += f" {bullet[1]} {part}"
    return joined


def _is_post(before: str, part: str) -> bool:
    """Whether a part is the post of the person named before it ("Đ/c Lê An - Trưởng phòng Kinh tế")."""
    return _person().fullmatch(before) is not None and _person().match(part) is None


def is_person(part: str) -> bool:
    """Whether a part of a list that names a person begins with another."""
    return _person().fullmatch(re.split(r"\s[-–]\s", part)[0]) is not None


def _sentences(item: str) -> Iterator[str]:
    """Sentences, and units that begin with a capital in the middle of a note ("… tổ chức Các sở chủ động …")."""
    item = re.sub(r"\([^()]*\)", " ", item)
    for sentence in re.split(r"(?<=[^\W\d_]{2})\.\s+(?=[A-ZÀ-ỸĐ])", item):
        pieces = _OTHERS_BEGIN.split(sentence)
        for piece in pieces:
            if piece := one_line(piece).strip(" .,;:-–"):
                yield piece


def _roles(item: str) -> tuple[list[str], list[str]]:
    item = _without_prefix(item)
    found = _coordination(fold(item))
    if found is None:
        return _names(item), []
    before = item[: found[0]].rstrip(" ,")
    after = re.sub(r"^(?:với|cùng|cùng với)\s+", "", item[found[1] :].strip(" ,:"), flags=re.IGNORECASE)
    if not before:
        return [], _names(after)
    if has_head(after):
        return _names(before), _names(after)
    return ([], _names(before)) if not _note_start(before) else (_names(before), [])


def _coordination(folded: str) -> tuple[int, int] | None:
    """Where an item says that units help, be it with a slip."""
    if exact := _pattern("coordinate_words").search(folded):
        return exact.span()
    slipped = find_meant(folded, _words("coordinate_words"), plain=True)
    return (slipped.start, slipped.end) if slipped else None


def _without_prefix(item: str) -> str:
    """Without "Chủ trì:" or "Sở:" before the names; a name followed by a colon and its work is left to the notes."""
    head, colon, rest = item.partition(":")
    if not colon:
        return item
    if _is_title(head, "lead_titles"):
        return rest.strip()
    if _is_title(head, "coordinate_titles"):
        return f"phối hợp {rest.strip()}"
    if len(head.split()) <= 2 and (has_head(rest.strip()) or rest.strip()[:1].isdigit()):
        return rest.strip()
    return head


def _is_title(head: str, key: str) -> bool:
    """Whether what stands before a colon is one of the titles of a list, be it with a slip."""
    folded = fold(head).strip()
    return folded in _words(key) or any(is_slip_of(folded.split(), title, plain=True) for title in _words(key))


def _note_start(text: str) -> int:
    """Where the note on what a unit does begins; 0 where there is none."""
    folded = _pattern("protected").sub(lambda match: "\x02" * len(match[0]), fold(text))
    for match in _pattern("note_verbs").finditer(folded):
        before = folded[: match.start()].rstrip()
        listed = before.endswith((",", "cac")) and match[0] in _words("members")
        named = match[0] in _words("need_object") and not folded[match.end() :].strip(" .,;")
        if before and text[match.start()].islower() and not listed and not named and not _opens_clause(before):
            return match.start()
    slipped = find_meant(folded, _words("doing_words"))
    return slipped.start if slipped and text[slipped.start].islower() else 0


def _opens_clause(before: str) -> bool:
    """Whether a verb after this still belongs to the name."""
    return any(before == opener or before.endswith(f" {opener}") for opener in _words("clause_openers"))


def _names(text: str) -> list[str]:
    start = _note_start(text)
    text = text[:start] if start else text
    names: list[str] = []
    for part in _parts(text.strip(" ,.;:")):
        level = starts_with_word(fold(part), _words("levels"))
        if level is not None and names and (stem := _stem_before_level(names[-1])):
            names.append(f"{stem} {part}")
        elif names and _belongs_to(names[-1], part):
            names[-1] = f"{names[-1]}, {part}"
        else:
            names.append(part)
    return [name for name in map(_finish, names) if name]


def _parts(text: str) -> list[str]:
    """The text cut at commas and at an "và" before another unit's name."""
    hidden = _pattern("protected").sub(
        lambda match: match[0].replace(",", "\x01").replace("va", "\x02\x02"), fold(text)
    )
    parts, start = [], 0
    for match in re.finditer(r",\s*(?:va\s+)?|\s+va\s+", hidden):
        rest = text[match.end() :]
        if match[0].startswith(",") or (has_head(rest) and not _is_member(_first_part(rest))):
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def _first_part(text: str) -> str:
    return re.split(r",|\s+và\s+", text)[0]


def _is_member(part: str) -> bool:
    """Whether a part is only a common noun of a group ("ngành", "địa phương liên quan")."""
    folded = re.split(r"\s+va\s+", fold(part).strip())
    ends = [_end_of_member(noun) for noun in folded]
    if not all(ends):
        return False
    tail = folded[-1][ends[-1] :].strip()
    # Folded, "Sở Tài chính" would end as "sở tại …" does; a name goes on with a capital.
    own = part.strip()[-len(tail) :][:1].isupper() and not part.isupper()
    return not tail or (not own and starts_with_word(tail, _words("member_tails")) is not None)


@lru_cache(maxsize=4096)
def _end_of_member(folded: str) -> int:
    """Where the common noun that a text begins with ends, be it with a slip; 0 where it begins with none."""
    noun = starts_with_word(folded, _words("members"))
    slipped = find_meant(folded, _words("members"), in_front=True) if noun is None else None
    return slipped.end if slipped else len(noun or "")


def _belongs_to(name: str, part: str) -> bool:
    last = name.rsplit(",", 1)[-1].strip()
    if is_person(part) and _person().match(name) is not None:
        return False
    if _is_member(part):
        return _ends_in_members(last)
    return not has_head(part)


def _ends_in_members(text: str) -> bool:
    """Whether a text can be the front of a group ("Các Sở", "UBND các huyện", "Thủ trưởng các cơ quan")."""
    folded = re.split(r"\bva\b", fold(text))[-1].strip()
    if _is_member(re.sub(r"^(?:ca[ceo]|[oe]ac|\d+(?:/\d+)?)\s+", "", folded)):
        return True
    return re.search(rf"\b(?:cac|\d+)\s+(?:{'|'.join(_words('members'))})$", folded) is not None


def _stem_before_level(name: str) -> str:
    found = _pattern("levels").search(fold(name))
    return name[: found.start()].strip() if found else ""


def _finish(name: str) -> str:
    return re.sub(r"^(?:và|cùng|với)\s+", "", one_line(name).strip(" .,;:-–"), flags=re.IGNORECASE)
