"""What stands in the way or is asked for, cut out of a message in the sender's own words."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handlers.understanding.patterns import Cue
from handlers.understanding.spoken import Spoken
from knowledge.vietnamese.fold import words

_FILE = Path(__file__).with_name("report_words.toml")
_HALTING = frozenset({"stuck", "unable", "unstarted", "unfinished", "doing"})
_CUT_SHORT = frozenset({"stuck", "unable"})
# A clause that tells how far one is belongs to no note.
_TELLING = frozenset({"done", "doing", "unfinished"})
_ENDING = frozenset({"but", "so"})
_EDGES = " ,;:.-–—!…"
# Words before what is stuck that are no part of the reason.
_AUXILIARY = frozenset({"đang", "bị", "phải", "tạm", "thời", "đành", "vẫn", "còn"})


@dataclass(frozen=True, slots=True)
class Note:
    """The words as typed, where they stand, and whether they tell of an obstacle rather than of a wish."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    obstacle: bool = False


def find_note(spoken: Spoken, cues: Sequence[Cue], marks: Iterable[tuple[int, int]]) -> Note:
    """The note of a message; `marks` are stretches that tell figures, documents and days."""
    marked = [start for start, _ in marks]
    begins = sorted({*_beginnings(spoken, cues), *_behind_stuck(spoken, cues, marked)})
    if not begins:
        return Note("")
    cuts = sorted({*marked, *_starts(spoken, cues, _TELLING)})
    telling = frozenset(cuts) | set(_starts(spoken, cues, _HALTING))
    pieces = (_trimmed(spoken, piece) for piece in _pieces(_clauses(spoken, cues), begins, cuts, telling))
    kept = tuple(piece for piece in pieces if piece[0] < piece[1])
    text = ", ".join(spoken.text[start:end] for start, end in kept)
    halts = any(cue.meaning in ("obstacle", "stuck") for cue in cues)
    return Note(text, kept, halts or bool(text and _gives_reason(cues)))


def _starts(spoken: Spoken, cues: Sequence[Cue], meanings: Collection[str]) -> Iterator[int]:
    return (spoken.characters(cue.start, cue.end)[0] for cue in cues if cue.meaning in meanings)


def _gives_reason(cues: Sequence[Cue]) -> bool:
    return any(cue.meaning == "reason" for cue in cues)


def _beginnings(spoken: Spoken, cues: Sequence[Cue]) -> Iterator[int]:
    """The characters at which a note may begin."""
    halted = min((cue.start for cue in cues if cue.meaning in _HALTING), default=None)
    for cue in cues:
        start, end = spoken.characters(cue.start, cue.end)
        if cue.meaning in ("obstacle", "request"):
            yield start
        elif cue.meaning == "reason" and halted is not None and halted < cue.start:
            yield end
        elif cue.meaning == "stuck":
            yield from _from_stuck(spoken, cue)


def _behind_stuck(spoken: Spoken, cues: Sequence[Cue], marks: Collection[int]) -> Iterator[int]:
    """Of what is stuck the clause behind tells why: "dừng rồi, nhà thầu xin rút"."""
    stuck = next((cue for cue in reversed(cues) if cue.meaning in _CUT_SHORT), None)
    if stuck is None:
        return
    end = spoken.clause_end(spoken.characters(stuck.start, stuck.end)[1])
    first = next((word.start for word in spoken.typed if word.start >= end), None)
    last = spoken.clause_end(end + 1)
    if first is not None and not any(first <= place < last for place in (*marks, *_starts(spoken, cues, _TELLING))):
        yield first


def _from_stuck(spoken: Spoken, cue: Cue) -> Iterator[int]:
    """ "vướng kinh phí" is told whole; "dừng vì …" only from its reason on."""
    raws = spoken.utterance.raws
    if cue.end < len(raws) and spoken.same_clause(cue.end - 1, cue.end) and raws[cue.end].lower() not in _tail():
        first = next((at for at in range(cue.start, cue.end) if raws[at].lower() not in _AUXILIARY), cue.start)
        yield spoken.characters(first, cue.end)[0]


def _clauses(spoken: Spoken, cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """The stretches between signs and words that begin another thought."""
    cuts = [spoken.characters(cue.start, cue.end) for cue in cues if cue.meaning in _ENDING]
    start = 0
    while start < len(spoken.text):
        end = spoken.clause_end(start)
        for first, last in cuts:
            if start < first < end:
                yield start, first
                start = last
        yield start, end
        start = end + 1


def _pieces(
    clauses: Iterable[tuple[int, int]], begins: Sequence[int], cuts: Sequence[int], telling: Collection[int]
) -> Iterator[tuple[int, int]]:
    """The parts of clauses that are note: from where one begins, and whole clauses after it that tell nothing else."""
    going_on = False
    for start, end in clauses:
        first = next((place for place in begins if start <= place < end), None)
        if first is not None:
            yield first, min((place for place in cuts if first < place < end), default=end)
        going_on = first is not None or (going_on and not any(start <= place < end for place in telling))
        if going_on and first is None:
            yield start, end


@cache
def _tail() -> frozenset[str]:
    return frozenset(tomllib.loads(_FILE.read_text("utf-8"))["tail"]["words"])


def _trimmed(spoken: Spoken, piece: tuple[int, int]) -> tuple[int, int]:
    """The piece without signs at its edges and the words with which a message trails off."""
    start, end = piece
    text = spoken.text[start:end]
    said = list(words(text))
    while said and said[-1].raw.lower() in _tail():
        said.pop()
    if not said:
        return start, start
    return start + said[0].start, start + said[-1].end
