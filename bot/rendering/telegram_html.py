"""Replies as Telegram messages: HTML, cut between blocks into parts that Telegram takes."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from bot.phrases import phrase
from bot.rendering.plain import plain_text
from bot.text import clean
from handlers.reply import Block, BlockKind, Option, Reply

LONGEST_MESSAGE = 4096
LONGEST_LABEL = 40
LONGEST_ALERT = 200
_SENTENCE_END = re.compile(r"[.!?…;][\"”')\]]*\s+|\n+")
_SPACE = re.compile(r"\s+")
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


@dataclass(frozen=True, slots=True)
class _Style:
    """How a kind of block is drawn: `lead` is read as text, the tags are not."""

    lead: str
    opening: str
    closing: str

    def draw(self, text: str) -> str:
        return f"{self.opening}{escape(self.lead + text)}{self.closing}"


_STYLES = {
    BlockKind.HEADING: _Style("", "<b>", "</b>"),
    BlockKind.TEXT: _Style("", "", ""),
    BlockKind.ITEM: _Style("• ", "", ""),
    BlockKind.QUOTE: _Style("", "<blockquote>", "</blockquote>"),
    BlockKind.SOURCE: _Style(phrase("reply", "source"), "<i>", "</i>"),
}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block, or as much of it as fits a message; `gap` parts it from the piece before."""

    gap: str
    html: str
    units: int


def render(reply: Reply) -> tuple[str, ...]:
    """The messages of a reply, each valid HTML of at most 4,096 UTF-16 units when read; none for an empty reply."""
    parts: list[str] = []
    room = 0
    for piece in _pieces(_blocks(reply)):
        if parts and len(piece.gap) + piece.units <= room:
            parts[-1] += piece.gap + piece.html
            room -= len(piece.gap) + piece.units
        else:
            parts.append(piece.html)
            room = LONGEST_MESSAGE - piece.units
    return tuple(parts)


def listed(options: tuple[Option, ...]) -> bool:
    """Whether the options stand in the text as well, some label being too long for a button."""
    return any(option.brief or units(option.label) > LONGEST_LABEL for option in options)


def button_label(option: Option) -> str:
    """What a button says: the key, if it may be typed instead, and as much of the label as can be read."""
    said = _shortened(" ".join(clean(option.brief or option.label).split()), LONGEST_LABEL)
    return f"{option.key}. {said}" if option.typed else said


def alert(reply: Reply) -> str:
    """As much of the reply as fits the window that a pressed button may open."""
    return _shortened(clean(plain_text(reply)), LONGEST_ALERT)


def units(text: str) -> int:
    """The length of `text` as Telegram counts it, in UTF-16 code units."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _blocks(reply: Reply) -> Iterator[Block]:
    for block in reply.blocks:
        if text := clean(block.text).strip():
            yield Block(block.kind, text)
    if listed(reply.options):
        yield Block(BlockKind.TEXT, "\n".join(f"{o.key}. {clean(o.label)}" for o in reply.options))


def _pieces(blocks: Iterator[Block]) -> Iterator[_Piece]:
    before: BlockKind | None = None
    for block in blocks:
        style = _STYLES[block.kind]
        gap = _gap(before, block.kind)
        for text in _fitting(block.text, LONGEST_MESSAGE - units(style.lead)):
            yield _Piece(gap, style.draw(text), units(style.lead + text))
            gap = "\n"
        before = block.kind


def _gap(before: BlockKind | None, after: BlockKind) -> str:
    same = before is after and after in (BlockKind.ITEM, BlockKind.SOURCE)
    return "\n" if same or BlockKind.QUOTE in (before, after) else "\n\n"


def _fitting(text: str, limit: int) -> Iterator[str]:
    while units(text) > limit:
        end = _cut(text, limit)
        if piece := text[:end].rstrip():
            yield piece
        text = text[end:].lstrip()
    if text:
        yield text


def _cut(text: str, limit: int) -> int:
    """Where to cut so that at most `limit` units come before: after a sentence, a word, or else a letter."""
    end = _reach(text, limit)
    for boundary in (_SENTENCE_END, _SPACE):
        ends = [match.end() for match in boundary.finditer(text, end // 2, end)]
        if ends:
            return ends[-1]
    whole = end
    while whole > 0 and _continues(text, whole):
        whole -= 1
    return whole or end


def _shortened(text: str, limit: int) -> str:
    return text if units(text) <= limit else text[: _cut(text, limit - 1)].rstrip() + "…"


def _reach(text: str, limit: int) -> int:
    end = min(len(text), limit)
    while units(text[:end]) > limit:
        end -= (units(text[:end]) - limit + 1) // 2
    return end


def _continues(text: str, index: int) -> bool:
    """Whether the character at `index` belongs to the letter or the picture before it."""
    character = text[index]
    return (
        unicodedata.category(character).startswith("M")
        or character == _JOINER
        or text[index - 1] == _JOINER
        or ord(character) in _SKIN_TONES
    )
