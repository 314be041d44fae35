"""Mentions of units in a message, told apart from topics that share their words."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.units.candidates import MOST_WORDS, Candidate, Candidates, Cue, candidates_for
from knowledge.units.keys import unit_key
from knowledge.units.spelling import TypedWord, form_of, read_data, tokens, typed_words
from knowledge.vietnamese.fold import nfc

_MOST_WORDS_OF_A_PLACE = 4
_COMMITTEE = re.compile(r"uy ban nhan dan (?:tinh|huyen|thi xa|quan|thanh pho|xa|phuong|thi tran|dac khu)")


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A unit named in a text: where it stands in the NFC text, its key, and its name as the plans print it."""

    start: int
    end: int
    key: str
    printed: str


@dataclass(frozen=True, slots=True)
class Context:
    """The words around a name that decide whether it is a mention."""

    cues: Mapping[Cue, frozenset[str]]
    not_after: frozenset[str]
    doers: frozenset[str]
    asks: frozenset[str]
    not_before: frozenset[str]
    blocked_heads: Mapping[str, frozenset[str]]
    accented_heads: Mapping[str, frozenset[str]]


def _phrases(items: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(tokens(item)) for item in items)


@cache
def _context() -> Context:
    data = read_data("mentions.toml")
    return Context(
        cues={cue: _phrases(data[cue]) for cue in (Cue.ANY, Cue.SIDE)},
        not_after=_phrases(data["not_after"]),
        doers=_phrases(data["doers"]),
        asks=_phrases(data["asks"]),
        not_before=_phrases(data["not_before"]),
        blocked_heads={head: _phrases(before) for head, before in data["blocked_heads"].items()},
        accented_heads={head: frozenset(spellings) for head, spellings in data["accented_heads"].items()},
    )


def _ends_with(words: Sequence[TypedWord], phrases: frozenset[str]) -> bool:
    before = [word.folded for word in words[-4:]]
    return any(" ".join(before[place:]) in phrases for place in range(len(before)))


def _starts_with(words: Sequence[TypedWord], phrases: frozenset[str]) -> bool:
    after = [word.folded for word in words[:3]]
    return any(" ".join(after[:end]) in phrases for end in range(1, len(after) + 1))


def _is_other_word(head: TypedWord, before: Sequence[TypedWord]) -> bool:
    context = _context()
    spellings = context.accented_heads.get(head.folded)
    if spellings is not None and not head.raw.isascii() and head.raw.lower() not in spellings:
        return True
    return _ends_with(before, context.blocked_heads.get(head.folded, frozenset()))


def _counts(candidate: Candidate, words: Sequence[TypedWord], start: int, end: int) -> bool:
    context, before, after = _context(), words[:start], words[end:]
    if candidate.cue is Cue.NEVER or _is_other_word(words[start], before) or _starts_with(after, context.not_before):
        return False
    does = _starts_with(after, context.doers)
    if candidate.cue is Cue.NONE:
        return does or not _ends_with(before, context.not_after)
    if candidate.cue is Cue.ANY and (does or (not before and _starts_with(after, context.asks))):
        return True
    return _ends_with(before, context.cues[candidate.cue])


def _is_in_code(text: str, start: int) -> bool:
    """Whether the name is the tail of a document number ("12/BC-SNV")."""
    return start > 1 and text[start - 1] in "-/" and not text[start - 2].isspace()


def _candidate(words: Sequence[TypedWord], candidates: Candidates) -> Candidate | None:
    if words[0].folded in ("va", "cac") or words[-1].folded in ("va", "cac"):
        return None
    return candidates.find(form_of([word.folded for word in words]))


def _last_end(words: Sequence[TypedWord], start: int) -> int:
    """The furthest a name beginning at `start` may reach: not past a mark that ends a clause."""
    for end in range(start + 1, min(start + MOST_WORDS, len(words))):
        if words[end].after_break:
            return end
    return min(start + MOST_WORDS, len(words))


def _longest(words: Sequence[TypedWord], start: int, candidates: Candidates) -> tuple[int, Candidate] | None:
    for end in range(_last_end(words, start), start, -1):
        candidate = _candidate(words[start:end], candidates)
        if candidate is not None:
            return end, candidate
    return None


def _end_of_place(text: str, words: Sequence[TypedWord], end: int) -> int:
    last = end
    while last < min(len(words), end + _MOST_WORDS_OF_A_PLACE) and words[last].raw.istitle():
        if not text[words[last - 1].end : words[last].start].isspace():
            break
        last += 1
    return last


def _with_place(text: str, words: Sequence[TypedWord], start: int, end: int, named: Candidate) -> tuple[int, Candidate]:
    """A committee together with the place named after it in capitals ("UBND huyện Yên Hòa")."""
    last = _end_of_place(text, words, end) if _COMMITTEE.fullmatch(named.key) else end
    if last == end:
        return end, named
    printed = text[words[start].start : words[last - 1].end]
    return last, replace(named, key=unit_key(printed), printed=printed)


def find_units(
    text: str, known: Collection[str], spellings: Collection[tuple[str, str]] = ()
) -> tuple[UnitMention, ...]:
    """The units and groups named in `text`; `known` are the names printed in the plans in force.

    `spellings` are further ways to call a unit, each with its name.
    """
    text = nfc(text)
    words, candidates = typed_words(text), candidates_for(frozenset(known), frozenset(spellings))
    mentions: list[UnitMention] = []
    start = 0
    while start < len(words):
        found = _longest(words, start, candidates)
        if found is None:
            start += 1
            continue
        end, candidate = _with_place(text, words, start, *found)
        if _counts(candidate, words, start, end) and not _is_in_code(text, words[start].start):
            mentions.append(UnitMention(words[start].start, words[end - 1].end, candidate.key, candidate.printed))
        start = end
    return tuple(mentions)
