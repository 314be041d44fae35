"""Reads a message's HTML as strictly as Telegram does, and refuses it with Telegram's words."""

import html
import re
from dataclasses import dataclass

_TOKEN = re.compile(r"<(/?)([^<>]*)>|(<)|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);|[^<&]+|&")
_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
_ATTRIBUTES = re.compile(r'(?:\s+[a-z-]+(?:="[^"<>]*")?)*\s*')


class EntityError(ValueError):
    """HTML that Telegram would not take."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A run of formatted text, counted in UTF-16 code units."""

    type: str
    offset: int
    length: int


def units(text: str) -> int:
    """The length of `text` as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse(source: str) -> tuple[str, tuple[Entity, ...]]:
    """The plain text and the formatted runs of `source`."""
    text, entities = "", []
    opened: list[tuple[str, int]] = []
    for token in _TOKEN.finditer(source):
        if not token[0].startswith("<"):
            text += html.unescape(token[0]) if token[0].startswith("&") and len(token[0]) > 1 else token[0]
        elif token[1]:
            name, start = _close(opened, token[2])
            entities.append(Entity(_TYPES[name], start, units(text) - start))
        else:
            opened.append((_name(token[2] or "", token.start()), units(text)))
    if opened:
        raise EntityError(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return text.strip(), tuple(entity for entity in entities if entity.length)


def _name(tag: str, offset: int) -> str:
    name = re.match(r"[a-z0-9-]*", tag.lower())
    found = name[0] if name else ""
    if found not in _TYPES or not _ATTRIBUTES.fullmatch(tag[len(found) :]):
        raise EntityError(f'Unsupported start tag "{found}" at byte offset {offset}')
    return found


def _close(opened: list[tuple[str, int]], tag: str) -> tuple[str, int]:
    if not opened:
        raise EntityError(f'Unexpected end tag "{tag}"')
    name, start = opened.pop()
    if tag.strip() not in ("", name):
        raise EntityError(f'Unmatched end tag, expected "</{name}>", found "</{tag}>"')
    return name, start
