"""The note of a report: what stands in the way, is asked for or is still to come, and whatever else was said.

It is told in the sender's own words, whole, without those that became status, per cent, figure, day or document.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.understanding.patterns import Cue
from handlers.understanding.thoughts import Stretch, Thought, Thoughts
from knowledge.vietnamese.fold import words

_HALTING = frozenset({"stuck", "unable", "unstarted", "unfinished", "doing"})
# Behind these a thought begins that tells more of them than how far one is.
_TELLING = frozenset({"done", "doing", "unfinished"})
_BEGINNING = frozenset({"obstacle", "request", "future", "promised"})
# A request or a promise tells of days that no work was done on.
_WITH_DAYS = frozenset({"request", "future", "promised"})
_PROMISING = frozenset({"future", "promised"})
_HINDERING = frozenset({"obstacle", "request", "reason", "stuck"})
# Words before what is stuck that are no part of the reason.
_AUXILIARY = frozenset({"đang", "bị", "phải", "tạm", "thời", "đành", "vẫn", "còn"})
_CONNECTING = frozenset({"và", "thì", "mà", "va", "thi", "ma", "nhưng"})


@dataclass(frozen=True, slots=True)
class Note:
    """The words as typed and where they stand.

    `obstacle` where something stands in the way, `hinders` where they tell why something is not done, `aside` those of
    which no cue tells that they are a note.
    """

    text: str
    spans: tuple[Stretch, ...] = ()
    obstacle: bool = False
    hinders: bool = False
    aside: str = ""


@dataclass(frozen=True)
class NoteFinder:
    """Finds the note among thoughts; `empty` are the typed words that say nothing, `tail` those messages end with.

    `subject_told` tells that what the report is of was named by the time that anything was told of it, `subject_before`
    that it was named in a thought before; `denials` are where something is said not to be done.
    """

    thoughts: Thoughts
    empty: frozenset[int]
    tail: frozenset[str]
    subject_told: bool
    subject_before: bool
    denials: tuple[int, ...] = ()

    def find(self) -> Note:
        """The note, empty where nothing more was said."""
        found = [(thought, piece) for place, thought in enumerate(self.thoughts.all) for piece in self._piece(place)]
        kept = [(thought, trimmed) for thought, piece in found if self._says(trimmed := self._trimmed(piece))]
        spans = tuple(self._joined(kept))
        text = ", ".join(self._text[start:end] for start, end in spans)
        meanings = {cue.meaning for cue in self.thoughts.cues}
        halts = bool(meanings & {"obstacle", "stuck"}) or bool(text and "reason" in meanings)
        aside = " ".join(self._text[start:end] for thought, (start, end) in kept if not thought.cues)
        return Note(text, spans, halts, any(not self._only_promises(thought) for thought, _ in kept), aside)

    @property
    def _text(self) -> str:
        return self.thoughts.spoken.text

    def _piece(self, place: int) -> Iterator[Stretch]:
        """The part of a thought that belongs to the note."""
        thought = self.thoughts.all[place]
        if place > self.thoughts.main:
            yield from self._of_later(thought)
        elif place and any(self._piece(place - 1)) and not thought.holds(self.thoughts.marks) and not thought.cues:
            yield thought.start, thought.end
        elif place and place == self.thoughts.main and self.subject_before:
            yield from self._whole_from_cue(thought)
        elif thought.leads_on and (reason := self._reason(thought)) is not None:
            yield reason
        else:
            yield from self._from_cue(thought)

    def _of_later(self, thought: Thought) -> Iterator[Stretch]:
        """Of a thought that follows all but what tells that nothing is in the way, or figures, days and documents."""
        meanings = thought.meanings
        if "cleared" in meanings and not meanings & _HINDERING:
            return
        whole = meanings & _WITH_DAYS or thought.holds(self.thoughts.ahead)
        if thought.holds(self.thoughts.marks) and not whole:
            yield from self._from_cue(thought)
        elif self.subject_told or whole or meanings & (_HINDERING | _HALTING) or self._denies(thought):
            yield thought.start, thought.end

    def _denies(self, thought: Thought) -> bool:
        return any(thought.start <= place < thought.end for place in self.denials)

    def _reason(self, thought: Thought) -> Stretch | None:
        """What stands before "nên", behind "do"."""
        starts = (self._characters(cue)[1] for cue in thought.cues if cue.meaning == "reason")
        first = next(starts, None)
        return None if first is None else (first, thought.end)

    def _whole_from_cue(self, thought: Thought) -> Iterator[Stretch]:
        """As from a cue, with the words in front of it where they hold no figure or day."""
        for start, end in self._from_cue(thought):
            marked = any(thought.start <= place < start for place, _ in self.thoughts.marks)
            yield start if marked else thought.start, end

    def _from_cue(self, thought: Thought) -> Iterator[Stretch]:
        """From the first word that tells of an obstacle, a request or a promise, up to the next figure or day."""
        begins = sorted(start for cue in thought.cues for start in self._beginnings(thought, cue))
        begins += [start for start, _ in self.thoughts.ahead if thought.start <= start < thought.end]
        if not begins:
            return
        start = min(begins)
        with_days = bool(thought.meanings & _WITH_DAYS)
        cuts = [] if with_days else [place for place, _ in self.thoughts.marks]
        cuts += [self._characters(cue)[0] for cue in thought.cues if cue.meaning in _TELLING and not with_days]
        yield start, min((cut for cut in cuts if start < cut < thought.end), default=thought.end)

    def _beginnings(self, thought: Thought, cue: Cue) -> Iterator[int]:
        start, end = self._characters(cue)
        if cue.meaning in _BEGINNING:
            yield start
        elif cue.meaning == "reason" and self._told_before(thought, start):
            yield end
        elif cue.meaning == "stuck":
            yield from self._from_stuck(cue)

    def _told_before(self, thought: Thought, place: int) -> bool:
        """Whether something was told that a reason can be given for."""
        halted = any(cue.meaning in _HALTING and self._characters(cue)[0] < place for cue in self.thoughts.cues)
        return halted or any(thought.start <= start < place for start, _ in self.thoughts.marks)

    def _from_stuck(self, cue: Cue) -> Iterator[int]:
        """ "vướng kinh phí" is told whole; "dừng vì …" only from its reason on."""
        spoken = self.thoughts.spoken
        raws = spoken.utterance.raws
        if cue.end < len(raws) and spoken.same_clause(cue.end - 1, cue.end) and raws[cue.end].lower() not in self.tail:
            first = next((at for at in range(cue.start, cue.end) if raws[at].lower() not in _AUXILIARY), cue.start)
            yield spoken.characters(first, cue.end)[0]

    def _only_promises(self, thought: Thought) -> bool:
        promises = bool(thought.meanings & _PROMISING) or thought.holds(self.thoughts.ahead)
        return promises and not thought.meanings & _HINDERING

    @property
    def _promises(self) -> list[int]:
        cues = [self._characters(cue)[0] for cue in self.thoughts.cues if cue.meaning in _PROMISING]
        return [*cues, *(start for start, _ in self.thoughts.ahead)]

    def _characters(self, cue: Cue) -> Stretch:
        return self.thoughts.spoken.characters(cue.start, cue.end)

    def _says(self, piece: Stretch) -> bool:
        """Whether more stands there than words of courtesy and of how far something is; of a promise all counts."""
        if any(piece[0] <= start < piece[1] for start in self._promises):
            return True
        typed = enumerate(self.thoughts.spoken.typed)
        told = [word for at, word in typed if piece[0] <= word.start < piece[1] and at not in self.empty]
        return any(any(letter.isalnum() for letter in word.raw) for word in told)

    def _trimmed(self, piece: Stretch) -> Stretch:
        """The piece without signs at its edges, a conjunction in front and the words messages trail off with."""
        start, end = piece
        said = list(words(self._text[start:end]))
        while said and said[-1].raw.lower() in self.tail:
            said.pop()
        while said and said[0].raw.lower() in _CONNECTING:
            said.pop(0)
        return (start + said[0].start, start + said[-1].end) if said else (start, start)

    def _joined(self, kept: list[tuple[Thought, Stretch]]) -> Iterator[Stretch]:
        """The pieces, those on both sides of "nên" in one."""
        last: Stretch | None = None
        for (thought, piece), leading in zip(kept, [None, *(thought for thought, _ in kept)], strict=False):
            if last is not None and leading is not None and leading.leads_on and thought.start - leading.end < 10:
                last = last[0], piece[1]
                continue
            if last is not None:
                yield last
            last = piece
        if last is not None:
            yield last
