"""Which of the figures counted in a message was reached: the one behind "đạt", "được", or of a measure "là", "còn"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.understanding.amounts import FigureSaid
from handlers.understanding.patterns import Cue
from handlers.understanding.report_words import trailing_words
from handlers.understanding.spoken import Spoken

_ALREADY = re.compile(r" (?:roi|r|oy)(?!\w)")
_REACHING = frozenset({"duoc", "dat"})
_LEADING = {"reached", "added"}
# Before a figure so many words may stand between "đạt" and it: "đạt được khoảng".
_NEAR = 2


@dataclass(frozen=True)
class Reached:
    """The figures counted in a message, beside its cues and whether it names a measure."""

    spoken: Spoken
    cues: Sequence[Cue]
    counts: Sequence[FigureSaid]
    names_measure: bool

    def figure(self) -> FigureSaid | None:
        """The figure reached; of a measure that is named, any that counts something."""
        counted = [said for said in self.counts if said.figure.unit and not said.guessed]
        if self.names_measure:
            bare = self._behind(self.counts, {*_LEADING, "amounts"}) or self._introduced(self.counts)
            return counted[-1] if counted else bare
        others = [said for said in self.counts if said not in counted]
        reached = self._behind(counted, _LEADING) or self._introduced(counted) or self._behind(others, _LEADING)
        if reached or any(cue.meaning == "done" for cue in self.cues):
            return reached
        return self._behind(self._last(counted), {"amounts"}) or self._so_far(counted)

    def _introduced(self, counts: Sequence[FigureSaid]) -> FigureSaid | None:
        """The figure behind a colon: "giải tỏa đợt 2: 132 trường hợp"."""
        return next((said for said in counts if self.spoken.text[: said.start].rstrip().endswith(":")), None)

    def _so_far(self, counts: Sequence[FigureSaid]) -> FigureSaid | None:
        """The last figure before "rồi": "tính tới giờ 710 cụ rồi"."""
        line = self.spoken.folded
        return next((said for said in reversed(counts) if _ALREADY.match(line, said.end)), None)

    def _last(self, counts: Sequence[FigureSaid]) -> list[FigureSaid]:
        """The figure with which the message ends."""
        return [said for said in counts if self._ends(said.end)]

    def _ends(self, character: int) -> bool:
        behind = (word for word in self.spoken.typed if word.start >= character)
        return all(word.raw.lower() in trailing_words() for word in behind)

    def _behind(self, counts: Sequence[FigureSaid], leading: set[str]) -> FigureSaid | None:
        """The last figure close behind words that lead to one."""
        words = self.spoken.utterance.words
        cues = [cue for cue in self.cues if cue.meaning in leading or words[cue.end - 1] in _REACHING]
        ends = [self.spoken.characters(cue.end - 1, cue.end)[1] for cue in cues]
        near = [said for said in counts if any(self._is_near(end, said.start) for end in ends)]
        return near[-1] if near else None

    def _is_near(self, end: int, start: int) -> bool:
        return start >= end and self.spoken.text[end:start].count(" ") <= _NEAR
