"""Reads the prose that tells from which units a new one was made: "Xã A (huyện B), một phần diện tích của xã C"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from knowledge.reorganisations.types import Former
from knowledge.vietnamese.fold import nfc

UNCHANGED = "giữ nguyên"

_KINDS = "phường|xã|thị trấn|thị xã|thành phố|huyện|quận|tỉnh"
_HAMLETS = ("Thôn", "Xóm")
_SHORT = ((re.compile(r"\bTP\.? ?HCM\b"), "Thành phố Hồ Chí Minh"),)
_ASIDES = re.compile(r"^Sắp xếp |\. Từ ngày .*", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?P<note>\([^()]*\))"
    r"|(?P<share>\b(?:một phần|phần còn l[ạa]i|toàn b[ộố])(?: diện tích(?: TN| tự nhiên)?)?"
    r"(?:,? (?:toàn b[ộố] )?quy mô dân số)?(?: củ?a?\b)*)"
    r"|(?P<settled>\bsau khi sắp xếp(?: theo quy định[^,]*)?)"
    rf"|(?P<kind>\b(?:các )?(?:{_KINDS}|thôn|xóm)\b)"
    r"|(?P<joint>(?-i:\bvà\b))"
    r"|(?P<end>[,;])"
    r"|(?P<word>[^\s,;()]+)",
    re.IGNORECASE,
)
_DISTRICT = re.compile(r"\((?:thuộc )?(?P<name>(?:huyện|quận|thị xã|thành phố) [^()]+)\)", re.IGNORECASE)
_TWICE = re.compile(rf"^(.+) (?:{_KINDS}) \1$", re.IGNORECASE)
_PART = re.compile(r"\bphần\b", re.IGNORECASE)


@dataclass(slots=True)
class _Reading:
    """What has been read of a list; `joint` is the place after its last "và", `named` whether a kind was told."""

    kind: str
    named: bool = False
    part: bool = False
    joint: int | None = None
    words: list[str] = field(default_factory=list)
    found: list[Former] = field(default_factory=list)

    def read(self, token: re.Match[str]) -> None:
        match token.lastgroup:
            case "word":
                self.words.append(token[0])
            case "kind" if self.words or (self.named and _capital(token[0]) in _HAMLETS):
                self.words.append(token[0])  # as in "Xã Tân Xã", "Phường Xóm Mới"
            case "kind":
                self.named, self.kind = True, _capital(token[0].lower().removeprefix("các "))
            case "note":
                self.end_name()
                self._note(token[0])
            case _:
                self.end_name()
                self._turn(token)

    def end_name(self) -> None:
        # What has no kind of its own shares that of the name before, unless it is no name: "khu vực bãi bồi".
        if self.words and (self.named or all(word[0].isupper() for word in self.words)):
            name = _TWICE.sub(r"\1", " ".join(self.words))
            self.found.append(Former(f"{self.kind} {name}", None, self.part))
        self.words.clear()
        self.named = False

    def _turn(self, token: re.Match[str]) -> None:
        match token.lastgroup:
            case "share":
                self.part = not token[0].lower().startswith("toàn")
                self.joint = None
            case "settled":
                self.part = False
            case "joint":
                self.joint = len(self.found)

    def _note(self, text: str) -> None:
        """A note is about the name before it; what is left of units may be noted once for all since "và"."""
        if district := _DISTRICT.fullmatch(text):
            self.found[-1:] = [replace(last, district=_capital(district["name"])) for last in self.found[-1:]]
        elif _PART.search(text):
            start = len(self.found) - 1 if self.joint is None else min(self.joint, len(self.found) - 1)
            self.found[start:] = [replace(former, part=True) for former in self.found[start:]]


def read_formers(prose: str, unit: str) -> tuple[Former, ...]:
    """The units that `unit` was made from, in the order of the prose; itself where it was left as it was."""
    text = nfc(prose).strip()
    if text.lower() == UNCHANGED:
        return (Former(unit),)
    reading = _Reading(kind_of_name(unit))
    for token in _TOKEN.finditer(_plain(text)):
        reading.read(token)
    reading.end_name()
    return tuple(_once(reading.found))


def kind_of_name(name: str) -> str:
    """The word for the kind of unit that a name begins with: "Phường", "Thị trấn"; the first word of others."""
    match = re.match(rf"(?:{_KINDS}|đặc khu)\b", name, re.IGNORECASE)
    return _capital(match[0] if match else name.split()[0])


def _plain(text: str) -> str:
    for short, full in _SHORT:
        text = short.sub(full, text)
    return _ASIDES.sub("", text)


def _capital(kind: str) -> str:
    return kind[0].upper() + kind[1:]


def _once(formers: Iterable[Former]) -> Iterator[Former]:
    """Each unit once, without the hamlets, which are no units of their own."""
    seen = set()
    for former in formers:
        if (former.name, former.district) not in seen and kind_of_name(former.name) not in _HAMLETS:
            seen.add((former.name, former.district))
            yield former
