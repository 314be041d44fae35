"""Questions asked again in other writing: the answer must stay the same."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.evaluate import REPORTED, Exchange, Fields, Question, letters, messages_of, task_key
from bot.variants import Rewrite
from knowledge.vietnamese.abbreviations import expand

# In these the order of the tasks says nothing.
_SETS = frozenset({"tasks", "overdue", "upcoming", "clarify", "count"})


@dataclass(frozen=True, slots=True)
class Retold:
    """A question asked as it stands and again rewritten in one way, with the replies to both."""

    way: str
    question: Question
    said: tuple[str, ...]
    replies: tuple[Fields, ...]
    again: tuple[Fields, ...]

    @property
    def same(self) -> bool:
        """Whether every reply says the same."""
        return [*map(told, self.replies)] == [*map(told, self.again)]


def retell(questions: Sequence[Question], ways: Mapping[str, Rewrite], exchange: Exchange) -> list[Retold]:
    """Ask each question, and again in each way that changes its wording, every time in a new conversation."""
    asked = [(way, question, changed) for question in questions for way, changed in _rewritten(question, ways)]
    replies = iter(exchange([message for _, _, changed in asked for message in messages_of(changed)]))
    answers = [tuple(next(replies) for _ in changed.turns) for _, _, changed in asked]
    first = {id(question): answer for (way, question, _), answer in zip(asked, answers, strict=True) if not way}
    return [
        Retold(way, question, changed.turns, first[id(question)], answer)
        for (way, question, changed), answer in zip(asked, answers, strict=True)
        if way
    ]


def _rewritten(question: Question, ways: Mapping[str, Rewrite]) -> Iterator[tuple[str, Question]]:
    """The question itself under an empty name, then as rewritten; chats are named apart."""
    yield "", question
    for way, rewrite in ways.items():
        turns = tuple(map(rewrite, question.turns))
        if turns != question.turns:
            yield way, replace(question, id=f"{question.id} {way}", turns=turns)


def rates(retold: Sequence[Retold]) -> dict[str, Counter[bool]]:
    """How many of the questions were answered the same and how many not, by way of writing."""
    counts: dict[str, Counter[bool]] = {}
    for one in retold:
        counts.setdefault(one.way, Counter())[one.same] += 1
    return counts


def told(reply: Fields) -> tuple[Any, ...]:
    """What a reply says: its facts, and its text only where there are none to compare."""
    facts = reply.get("facts") or {}
    intent = facts.get("intent")
    tasks = [task_key(task) for task in facts.get("tasks", ())]
    targets = [tuple(sorted((name, str(value)) for name, value in one.items())) for one in facts.get("targets", ())]
    reported = tuple(part for one in (facts, *facts.get("each", ())) for part in _reported(one))
    bare = not (tasks or targets or facts.get("count") is not None or any(reported))
    return (
        intent,
        tuple(sorted(set(tasks)) if intent in _SETS else tasks[:1]),
        tuple(sorted(targets) if intent in _SETS else targets[:1]),
        facts.get("count"),
        reported,
        letters(_said(reply, intent)) if bare else "",
    )


def _reported(told: Fields) -> list[str]:
    # What a report quotes of the message is written as the message was.
    return [letters(expand(str(told[name]))) if told.get(name) else "" for name in REPORTED]


def _said(reply: Fields, intent: str | None) -> str:
    """The text of a reply; of what is not there only that it is not, whatever comes near and is offered."""
    text = str(reply.get("text") or "")
    return text.partition("\n")[0] if intent == "none" else text
