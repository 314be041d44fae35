"""Figures promised inside tasks, products and prose."""

import re
from collections.abc import Iterator

from knowledge.importing.draft import InlineTargetDraft, TaskDraft
from knowledge.importing.figures import Figure, figure_words, find_figures
from knowledge.importing.markup import one_line
from knowledge.importing.prose import Passage
from knowledge.importing.task_tables import numbering_is_continuous, place_of
from knowledge.importing.vocabulary import starts_with_word
from knowledge.vietnamese.fold import fold

_LEAD_IN = re.compile(r"^(?:(?:trong đó|đảm bảo|bảo đảm|phấn đấu|đạt|có)(?:[ ,:]+|$))+", re.IGNORECASE)
_NO_PROMISES = ("Căn cứ", "Mở đầu", "Nơi nhận", "Tiêu đề", "Người ký")
_ITEM = re.compile(r"\n|\s[-+•]\s?(?=[A-ZÀ-ỸĐ])|(?<![%\d])\s[-+•]\s?(?=\d+\s?%)")
# Longer than any sentence of a plan: what has no end of sentence for so long is no promise but a broken file.
_LONGEST_SENTENCE = 1_500
_SENTENCE_END = re.compile(r";|(?<=[^\W\d]{2})\.(?=\s)|(?<=[%)])\s?\.(?=\s|$)")


def targets_of_tasks(tasks: tuple[TaskDraft, ...]) -> Iterator[InlineTargetDraft]:
    """Figures in the contents and results of tasks, each once."""
    continuous = numbering_is_continuous([(task.number, task.section) for task in tasks])
    for task in tasks:
        texts = dict.fromkeys([task.content, *(assignment.product for assignment in task.assignments)])
        found = (target for text in texts for target in promises(place_of(task, continuous), text))
        yield from dict.fromkeys(found)


def targets_of_prose(passages: tuple[Passage, ...]) -> Iterator[InlineTargetDraft]:
    """Figures promised in the prose, leaving out legal bases, what is past and who gets a copy."""
    for passage in passages:
        if not passage.where.startswith(_NO_PROMISES):
            yield from promises(f"prose {passage.where}", passage.text)


def promises(where: str, text: str) -> Iterator[InlineTargetDraft]:
    """The figures of a text with the clause each stands in."""
    for item in _ITEM.split(one_line(text)):
        for sentence in _sentences(item):
            subject, rest = _subject(sentence)
            for clause in _clauses(rest):
                if any(word in fold(clause) for word in figure_words("past")):
                    break
                yield from (_target(where, subject, *_promise(clause, figure)) for figure in find_figures(clause))
            else:
                continue
            break


def _sentences(item: str) -> list[str]:
    return [sentence for sentence in _SENTENCE_END.split(item) if len(sentence) <= _LONGEST_SENTENCE]


def _promise(clause: str, figure: Figure) -> tuple[str, Figure]:
    """The part of a clause that promises the figure, without why and what for."""
    folded = fold(clause)
    start = 0
    for word in figure_words("promise_after"):
        found = folded.rfind(f" {word} ", 0, figure.start)
        start = max(start, found + len(word) + 1 if found >= 0 else 0)
    for word in figure_words("promise_from"):
        start = max(start, folded.rfind(f", {word} ", start, figure.start + 1) + 1)
    ends = [found for word in figure_words("promise_until") if (found := folded.find(word, figure.end)) >= 0]
    if figure.unit != "%" and (found := folded.find(" viec ", figure.end)) >= 0:
        ends.append(found)
    cut = Figure(figure.start - start, figure.end - start, figure.comparator, figure.value, figure.unit)
    return clause[start : min(ends, default=len(clause))], cut


def _subject(sentence: str) -> tuple[str, str]:
    """What several figures after a colon are about, and the part with the figures."""
    head, colon, rest = sentence.partition(":")
    if colon and len(find_figures(rest)) > 1 and not find_figures(head):
        return one_line(head).strip(" -"), rest
    return "", sentence


def _clauses(sentence: str) -> Iterator[str]:
    """Parts with a figure each, cut at commas that end one figure's clause and begin another's."""
    start = 0
    for comma in re.finditer(r"\s?,(?!\d)\s*", sentence):
        left, right = sentence[start : comma.start()], sentence[comma.end() :]
        if not find_figures(left) or not find_figures(right):
            continue
        folded = fold(right)
        fresh = folded[:1].isdigit() or starts_with_word(folded, figure_words("clause_starts")) is not None
        ended = find_figures(left)[-1].end >= len(left.rstrip())
        if (fresh or ended) and not _promises_more(left):
            yield one_line(left)
            start = comma.end()
    yield one_line(sentence[start:])


def _promises_more(left: str) -> bool:
    """Whether a part stops before it has said what its figure is about ("100% các sở")."""
    return len(left.split()) < 3


def _target(where: str, subject: str, clause: str, figure: Figure) -> InlineTargetDraft:
    before = _LEAD_IN.sub("", clause[: figure.start].strip(" -,"))
    after = clause[figure.end :].strip(" -+•,.")
    about = re.sub(r"\s*(?:đạt tỷ lệ|chiếm tỷ lệ|đạt|có)$", "", one_line(f"{before} {after}")).strip(" ,.:")
    if figure.unit == "%" and not before and not subject:
        about = f"tỷ lệ {about}"
    about = about[:1].lower() + about[1:] if about[1:2].islower() else about
    text = clause.strip(" -+•,.")
    metric = ", ".join(filter(None, (subject, about)))
    return InlineTargetDraft(
        where, f"{subject}: {text}" if subject else text, metric or text, figure.comparator, figure.value, figure.unit
    )
