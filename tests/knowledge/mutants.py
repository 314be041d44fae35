"""Mutants of documents: bytes flipped, cut and moved, members of archives and elements of XML changed at random."""

import io
import zipfile
from collections.abc import Callable
from random import Random

from lxml import etree  # type: ignore[import-untyped]

Mutation = Callable[[Random, bytes], bytes]

_NUMBERS = (b"0", b"-1", b"65536", b"999999999", b"99999999999999999999", b"1e999", b"NaN", b"")
_VALUES = ("", "-1", "0", "7", "999999999", "NaN", "continue", "decimal", "%9.", "A1:XFD1048576", "..", "x" * 300, "١٢")
_TEXTS = (
    "",
    "1",
    "STT",
    "Tiếp theo",
    "((((",
    "**a",
    "<br>",
    "\t",
    "31/02/2026",
    "trước ngày 99/99/9999",
    "≥ 100%",
    "Sở " * 99,
)
_WEIGHTY = ("document", "sheet", "workbook", "styles", "numbering", "sharedStrings", "Types", "rels")


def mutate(random: Random, data: bytes) -> bytes:
    """A mutant of a document, changed once or a few times."""
    for _ in range(random.choice((1, 1, 2, 4))):
        data = random.choice(_fitting(data))(random, data)
    return data


def _fitting(data: bytes) -> tuple[Mutation, ...]:
    if data.startswith(b"PK"):
        return (_change_member,) * 4 + (_drop_member, _change_bytes)
    return (_change_bytes,)


def _change_bytes(random: Random, data: bytes) -> bytes:
    return random.choice((_flip, _flip, _cut, _move, _repeat, _drop, _renumber))(random, data)


def _flip(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 3, 20)) if data else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _cut(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _chunk(random: Random, data: bytes) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 16, 200, 3000)))


def _move(random: Random, data: bytes) -> bytes:
    start, end = _chunk(random, data)
    rest = data[:start] + data[end:]
    at = random.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def _repeat(random: Random, data: bytes) -> bytes:
    start, end = _chunk(random, data)
    return data[:end] + data[start:end] * random.choice((1, 5, 50)) + data[end:]


def _drop(random: Random, data: bytes) -> bytes:
    start, end = _chunk(random, data)
    return data[:start] + data[end:]


def _renumber(random: Random, data: bytes) -> bytes:
    """Put an odd number where a digit stands."""
    digits = [at for at, byte in enumerate(data) if 48 <= byte <= 57]
    if not digits:
        return data
    at = random.choice(digits)
    return data[:at] + random.choice(_NUMBERS) + data[at + 1 :]


def _members(data: bytes) -> dict[str, bytes] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # mutated before, so that it is no archive any more
        return None


def _packed(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _change_member(random: Random, data: bytes) -> bytes:
    members = _members(data)
    if not members:
        return _flip(random, data)
    name = _chosen(random, members)
    change = random.choice((_change_xml,) * 5 + (_change_bytes,))
    return _packed({**members, name: change(random, members[name])})


def _drop_member(random: Random, data: bytes) -> bytes:
    members = _members(data)
    if not members:
        return _cut(random, data)
    del members[_chosen(random, members)]
    return _packed(members)


def _chosen(random: Random, members: dict[str, bytes]) -> str:
    names = sorted(members)
    return random.choices(names, [8 if any(part in name for part in _WEIGHTY) else 1 for name in names])[0]


def _change_xml(random: Random, data: bytes) -> bytes:
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return _flip(random, data)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for _ in range(random.choice((1, 3, 10))):
        _change_element(random, elements)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _change_element(random: Random, elements: list[etree._Element]) -> None:
    element, other = random.choice(elements), random.choice(elements)
    parent = element.getparent()
    match random.randrange(6):
        case 0 | 1 if element.attrib:
            element.set(random.choice(sorted(map(str, element.attrib))), random.choice(_VALUES))
        case 2:
            element.text = random.choice(_TEXTS)
        case 3 if parent is not None:
            parent.remove(element)
        case 4 if parent is not None and other not in set(element.iter()):
            other.append(element)
        case 5:
            element.tag = other.tag
        case _:
            for name, value in other.attrib.items():
                element.set(name, value)
