"""How far a task is by all that a message tells: a part done is not the whole, a promise no deed."""

import re

from handlers.understanding.patterns import Cue
from handlers.understanding.thoughts import Thought
from handlers.understanding.told import Told
from knowledge.types import ProgressStatus

_BEGUN = frozenset({"doing", "unfinished", "promised"})
_HALTING = frozenset({"stuck", "unable"})
# Told of what is left these leave the whole unfinished.
_UNDONE = frozenset({"unfinished", "unstarted", "unable", "doing", "stuck"})
_PROMISING = frozenset({"future", "promised"})
_STOPPED = re.compile(r"(?<!\w)(?:dung|ngung|hoan|gac|treo|dinh)(?!\w)")
# What is only sent later leaves nothing undone.
_SENDING = re.compile(
    r"(?<!\w)(?:gui|nop|bao cao|cap nhat|bo sung|chup|chuyen|khanh thanh|khai truong|lien hoan|rut kinh nghiem)(?!\w)"
)
# What of the rest is lacking or still goes on; of what only waits, the work itself is done.
_LACKING = re.compile(
    r"(?<!\w)(?:con thieu|chua|hut|dang (?!cho|doi)|(?:bo|huy) (?:do|vi)"
    # What is still appraised, signed or delivered is no whole yet; a result that is only confirmed was reached.
    r"|(?:cho|doi) (?:\w+ ){0,5}?(?:tham dinh|tham tra|ky|ban hanh|gop y|(?:hang|may|vat tu|thiet bi)(?: \w+)? ve))"
    r"(?!\w)"
)
# "còn 2 người chưa đi học": but for these it is done.
FEW_LEFT = re.compile(r"(?<!\w)con (?:\d+|moi|mot|hai|ba|bon|nam|vai|may|it|mot so) (?:\w+ ){0,3}chua(?!\w)")
_WAITING = re.compile(r"(?<!\w)(?:chờ|đợi)(?!\w)")
_MOVED = re.compile(r"(?<!\w)(?:doi|lui) (?:sang|qua|lai|den|toi) ")
# So many words in front name what was stopped.
_NAMING = 2
_WHOLE = 100


def how_far(told: Told) -> ProgressStatus | None:
    """How far the task is, None where nothing tells it."""
    halted = _halted(told)
    if halted is not None:
        return halted
    if told.percent is not None and 0 <= told.percent <= _WHOLE:
        return _by_percent(told.percent, told.meanings)
    if told.meanings & {*_BEGUN, "unstarted", "done"} or told.shares or _counted_work(told):
        return _under_way(told)
    if FEW_LEFT.search(told.spoken.folded):
        return ProgressStatus.IN_PROGRESS
    if _hindered(told):
        return ProgressStatus.BLOCKED
    return _not_begun(told) if told.idle else _past(told)


def _past(told: Told) -> ProgressStatus | None:
    """What a day gone by or "rồi" tells to be done, but for what is left."""
    if not told.is_past:
        return None
    left = any(_undone(told, thought) for thought in told.thoughts.all)
    return ProgressStatus.IN_PROGRESS if left else ProgressStatus.DONE


def _halted(told: Told) -> ProgressStatus | None:
    """What can't go on; where so much was done before, it is the rest that can't."""
    halting = [cue for cue in told.cues if cue.meaning in _HALTING]
    if not halting or _only_of_rest(told, halting):
        return None
    stuck = any(cue.meaning == "stuck" for cue in halting)
    return ProgressStatus.BLOCKED if stuck else _not_begun(told)


def _only_of_rest(told: Told, halting: list[Cue]) -> bool:
    thoughts = told.thoughts
    main, later = thoughts.all[thoughts.main], thoughts.later
    progressed = bool(main.meanings & {"done"} or told.percent or told.shares or told.counted)
    progressed = progressed or (bool(main.meanings & {"doing"}) and _put_off(told))
    whole = any(_stops_whole(told, cue, thought) for thought in thoughts.all for cue in halting if cue in thought.cues)
    return progressed and not whole and all(any(cue in thought.cues for thought in later) for cue in halting)


def _put_off(told: Told) -> bool:
    """Whether only the day was moved: "đang chuẩn bị, dời sang 28/7"."""
    return _MOVED.search(told.spoken.folded) is not None and bool(told.thoughts.ahead)


def _stops_whole(told: Told, cue: Cue, thought: Thought) -> bool:
    """Whether work was stopped, and no part named that was: "phải dừng", but not "14 bé ốm hoãn lại"."""
    start = told.spoken.characters(cue.start, cue.end)[0]
    stopped = _STOPPED.search(" ".join(told.heard.utterance.words[cue.start : cue.end])) is not None
    return stopped and len(told.spoken.text[thought.start : start].split()) < _NAMING


def _not_begun(told: Told) -> ProgressStatus:
    """Not begun; with a reason it is blocked."""
    return ProgressStatus.BLOCKED if told.note.hinders else ProgressStatus.NOT_STARTED


def _hindered(told: Told) -> bool:
    return told.note.obstacle and "cleared" not in told.meanings


def _counted_work(told: Told) -> bool:
    return told.counted is not None and not told.names_measure


def _by_percent(percent: float, meanings: frozenset[str]) -> ProgressStatus:
    if percent == 0:
        return ProgressStatus.NOT_STARTED
    unfinished = meanings & (_BEGUN | {"unstarted"}) - {"doing"}
    return ProgressStatus.DONE if percent == _WHOLE and not unfinished else ProgressStatus.IN_PROGRESS


def _under_way(told: Told) -> ProgressStatus:
    meanings = told.meanings
    if "done" in meanings:
        return ProgressStatus.IN_PROGRESS if _partly_done(told) else ProgressStatus.DONE
    if "unstarted" in meanings and not _works_now(told) and not told.shares:
        return _not_begun(told)
    if told.shares or not meanings & {*_BEGUN, "unstarted"}:
        return ProgressStatus.DONE if _whole_share(told) and not meanings & _BEGUN else ProgressStatus.IN_PROGRESS
    return ProgressStatus.BLOCKED if _hindered(told) and "doing" not in meanings else ProgressStatus.IN_PROGRESS


def _works_now(told: Told) -> bool:
    """Whether work is told to be under way: not by what will only be begun, as in "tuần sau mới bắt đầu"."""
    thoughts = told.thoughts
    now = (one for one in thoughts.all if not (one.meanings & _PROMISING or one.holds(thoughts.ahead)))
    return any(one.meanings & _BEGUN for one in now)


def _whole_share(told: Told) -> bool:
    return told.figure is not None and told.figure.value == told.figure.out_of


def _partly_done(told: Told) -> bool:
    """Whether what is told done is a share, or some of it is told not to be done yet."""
    if told.shares and not _whole_share(told):
        return True
    if _hindered(told) and "but" in told.meanings:
        return True
    finished = [thought for thought in told.thoughts.all if "done" in thought.meanings]
    others = [thought for thought in told.thoughts.all if thought not in finished]
    return any(thought.meanings & (_UNDONE - {"doing"}) for thought in finished) or any(
        _undone(told, thought) for thought in others
    )


def _undone(told: Told, thought: Thought) -> bool:
    """Whether a thought tells of something that is still to be done."""
    line = told.spoken.folded[thought.start : thought.end]
    if "cleared" in thought.meanings:
        return False
    if told.thoughts.tells_of_part(thought):
        return True
    promised = bool(thought.meanings & _PROMISING) or thought.holds(told.thoughts.ahead)
    if _hinders_part(told, thought):
        return True
    lacking = _LACKING.search(line) is not None
    return bool(thought.meanings & _UNDONE or lacking or (promised and not _SENDING.search(line)))


def _hinders_part(told: Told, thought: Thought) -> bool:
    """Whether what stands in the way has a subject of its own in front: "thcs chờ bộ mở cổng"."""
    starts = [told.spoken.characters(cue.start, cue.end)[0] for cue in thought.cues if cue.meaning == "obstacle"]
    waiting = _WAITING.search(told.spoken.text.lower(), thought.start, thought.end)
    first = min([*starts, *((waiting.start(),) if waiting else ())], default=thought.start)
    return told.says(thought.start, first)
