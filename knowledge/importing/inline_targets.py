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

_NO_PROMISES = ("Căn cứ", "Mở đầu", "Nơi nhận", "Tiêu đề", "Người ký")
_SENTENCE_END = re.compile(r";|(?<=[^\W\d]{2})\.(?=\s)|(?<=[%)])\s?\.(?=\s|$)|\s[-+•]\s(?=[A-ZÀ-ỸĐ0-9])|\n")


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
    for sentence in _SENTENCE_END.split(one_line(text)):
        subject, rest = _subject(sentence)
        for clause in _clauses(rest):
            folded = fold(clause)
            if any(word in folded for word in figure_words("past")):
                continue
            for figure in find_figures(clause):
                yield _target(where, subject, clause, figure)


def _subject(sentence: str) -> tuple[str, str]:
    """What several figures after a colon are about, and the part with the figures."""
    head, colon, rest = sentence.partition(":")
    if colon and len(find_figures(rest)) > 1 and not find_figures(head):
        return one_line(head).strip(" -"), rest
    return "", sentence


def _clauses(sentence: str) -> Iterator[str]:
    """Parts with a figure each, cut at commas that end one figure's clause and begin another's."""
    start = 0
    for comma in re.finditer(r"\s?,\s*", sentence):
        left, right = sentence[start : comma.start()], sentence[comma.end() :]
        if not find_figures(left) or not find_figures(right):
            continue
        folded = fold(right)
        fresh = folded[:1].isdigit() or starts_with_word(folded, figure_words("clause_starts")) is not None
        if fresh and not _promises_more(left):
            yield one_line(left)
            start = comma.end()
    yield one_line(sentence[start:])


def _promises_more(left: str) -> bool:
    """Whether a part stops before it has said what its figure is about ("100% các sở")."""
    return len(left.split()) < 3


def _target(where: str, subject: str, clause: str, figure: Figure) -> InlineTargetDraft:
    text = clause.strip(" -+•,.")
    about = f"{clause[: figure.start]} {clause[figure.end :]}"
    about = re.sub(r"^(?:trong đó|đảm bảo|bảo đảm|phấn đấu|đạt)[ ,:]+", "", one_line(about).strip(" -,.:"), flags=re.IGNORECASE)
    about = re.sub(r"\s*(?:đạt tỷ lệ|đạt|tỷ lệ|chiếm tỷ lệ)$", "", about).strip(" ,.:")
    about = about[:1].lower() + about[1:] if about[1:2].islower() else about
    metric = ", ".join(filter(None, (subject, about)))
    if figure.unit == "%" and clause[: figure.start].strip(" -") == "" and not subject:
        metric = f"tỷ lệ {about}"
    return InlineTargetDraft(where, text if not subject else f"{subject}: {text}", metric, figure.comparator, figure.value, figure.unit)
