"""Whether a message asks something, whatever it tells besides: "nv 3 xong chưa", "việc nào đang vướng"."""

from collections.abc import Sequence

from handlers.understanding.patterns import Cue
from handlers.understanding.report_words import trailing_words
from handlers.understanding.thoughts import TELLING
from handlers.understanding.told import Told
from knowledge.vietnamese.fold import fold

_DENYING = frozenset({"khong", "chua", "chang", "het", "ko"})
# So many words behind "không" a "gì" still means nothing: "không có vướng mắc gì".
_DENIED = 4
_SOME = frozenset({"hom", "bua", "ngay", "tuan", "thang", "nay"})
_QUESTION_WORDS = frozenset({"ai", "nao", "gi", "dau", "may", "bao", "mo"})
# As they are spelt, đ typed as d.
_SPELT = frozenset({"ai", "nào", "gì", "dâu", "mấy", "bao", "mô"})
# "chi tiêu", "chi trả", "chi bộ" ask nothing.
_NO_QUESTION = frozenset({"tieu", "tra", "tiet", "phi", "nhanh", "bo", "hoi", "doan", "cuc", "thuong", "ngan", "dao"})
_TRAILING = frozenset({"chưa", "chua", "không", "khong", "hả", "hử", "à", "nhỉ", "chăng", "sao"})
_ASKED = frozenset(
    {"who", "lead", "coordinate", "when", "when_day", "when_month", "when_quarter", "when_often", "product", "howmuch"}
    | {"count", "count_targets", "list", "which_task", "overview", "signer", "number_of", "issued", "issuer", "basis"}
    | {"recipient", "status"}
)


def asks(told: Told) -> bool:
    """Whether a message is a question or a request."""
    heard = told.heard
    if heard.utterance.text.rstrip().endswith("?") or _trails_off(heard.utterance.raws):
        return True
    if any(cue.meaning == "course" and cue.start == 0 for cue in heard.cues):
        return True
    for cue in told.cues:
        if cue.meaning == "asking" and _asks_with(told, cue):
            return True
        if cue.meaning == "several" and not (told.numbers or told.evidence):
            return True
    return _wonders(told) or any(_is_question(told, cue) for cue in heard.cues)


def _asks_with(told: Told, cue: Cue) -> bool:
    """Whether words of asking do ask: "chưa" at the end of a thought alone, "tới đâu cũng" nowhere."""
    words = told.heard.utterance.words
    denied = words[cue.end - 1] in ("gi", "nao") and _DENYING.intersection(
        words[max(cue.end - _DENIED - 1, 0) : cue.end]
    )
    if words[cue.end : cue.end + 1] == ("cung",) or denied:
        return False
    return words[cue.end - 1] != "chua" or _ends_thought(told, cue.end)


def _wonders(told: Told) -> bool:
    """Whether "gì", "nào" or "mấy" stands outside words like "không vướng gì", "mấy hôm nay"."""
    words, raws = told.heard.utterance.words, told.heard.utterance.raws
    denied = [place for place, word in enumerate(words) if word in _DENYING]
    telling = [cue for cue in told.cues if cue.meaning in TELLING | {"obstacle", "cleared"}]
    for place, word in enumerate(words):
        if any(cue.start <= place < cue.end for cue in telling):
            continue
        asking = raws[place].isascii() or raws[place].lower().replace("đ", "d") in _SPELT
        if word in ("gi", "nao") and asking and not any(0 < place - other <= _DENIED for other in denied):
            return True
        counted = raws[place] == "mấy" and words[place + 1 : place + 2] and words[place + 1] not in _SOME
        if counted and not _behind_telling(told, place):
            return True
    return False


def _behind_telling(told: Told, place: int) -> bool:
    """Whether a word stands in a thought behind one that told how far something is: "…, còn mấy văn bản mật"."""
    later = told.thoughts.later
    main = told.thoughts.all[told.thoughts.main]
    tells = bool(main.meanings & TELLING) or main.holds(told.thoughts.marks)
    return tells and bool(later) and told.spoken.characters(place, place + 1)[0] >= later[0].start


def _trails_off(raws: Sequence[str]) -> bool:
    """Whether a message ends as questions do, before words of courtesy."""
    said = [raw.lower() for raw in raws]
    if fold(" ".join(said[-2:])) == "thi chua":
        return False
    while len(said) > 1 and said[-1] in trailing_words() and said[-1] not in _TRAILING:
        said.pop()
    return len(said) > 2 and said[-1] in _TRAILING


def _ends_thought(told: Told, place: int) -> bool:
    raws = told.heard.utterance.raws
    while place < len(raws) and raws[place].lower() in trailing_words():
        place += 1
    return place >= len(raws) or not told.spoken.same_clause(place - 1, place)


def _is_question_word(told: Told, place: int) -> bool:
    """Whether a word asks: "chi" does in the Centre, "chỉ tiêu" and "chi trả" nowhere, nor "đâu cũng"."""
    utterance = told.heard.utterance
    raw, following = utterance.raws[place].lower(), next(iter(utterance.words[place + 1 : place + 2]), "")
    if following == "cung":
        return False
    if utterance.words[place] == "chi":
        return raw == "chi" and following not in _NO_QUESTION
    return utterance.words[place] in _QUESTION_WORDS and (raw.replace("đ", "d") in _SPELT or raw.isascii())


def _is_question(told: Told, cue: Cue) -> bool:
    """Whether a cue of questions asks: it holds a word that does, outside words like "chưa có ai làm"."""
    if cue.meaning not in _ASKED or not told.spoken.same_clause(cue.start, cue.end - 1):
        return False
    if told.heard.utterance.words[cue.end : cue.end + 1] == ("cung",):
        return False
    asking = [place for place in range(cue.start, cue.end) if _is_question_word(told, place)]
    if cue.meaning == "status" and told.evidence and "done" in told.meanings:
        return False
    if cue.meaning in ("status", "count"):
        asking = asking or [cue.start]
    telling = [other for other in told.cues if other.meaning in TELLING | {"obstacle", "cleared"}]
    return any(not any(other.start <= place < other.end for other in telling) for place in asking)
