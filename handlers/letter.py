"""Whole parts of the document around the tables: goals, legal bases, recipients, and where it contradicts itself."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import assert_never

from handlers import wording
from handlers.answer import Answer, heading, item, quote, source, text
from handlers.catalogue import folded_words
from handlers.context import Context
from handlers.focus import Focus
from handlers.intents import AskLetter, LetterPart
from handlers.passages import contradicts
from handlers.phrases import say
from handlers.reply import Block, Facts, ReplyIntent
from knowledge.types import PlanLine, ProseLine

_CUT = 220
_PLACES = {LetterPart.BASIS: "Căn cứ", LetterPart.RECIPIENT: "Nơi nhận"}
# What headings call the goals, and so do those who ask.
_GOALS = frozenset(["muc tieu", "muc dich", "yeu cau", "nguyen tac", "trong tam"])
_LONGEST_HEADING = 12
_BULLET = re.compile(r"^[-+•*]\s*|[;.]$")


def answer_letter(context: Context, ask: AskLetter) -> Answer:
    """The part asked for of the first plan that has it, or that none has."""
    if ask.part is LetterPart.CONFLICT:
        return _conflicts(context, ask)
    for plan_id in (plan_id for tier in ask.scope.tiers for plan_id in tier):
        plan = context.plan(plan_id)
        blocks = tuple(_part(plan, context.store.prose.list_prose((plan_id,)), ask))
        if blocks:
            told = (*blocks, source(wording.plan_name(plan)))
            return Answer(told, Facts(ReplyIntent.PASSAGE), Focus(ReplyIntent.PASSAGE.value, plans=(plan_id,)))
    return context.not_found(ask.scope)


def _part(plan: PlanLine, prose: Sequence[ProseLine], ask: AskLetter) -> Iterator[Block]:
    match ask.part:
        case LetterPart.GOAL:
            yield from _goals(prose, ask.named)
        case LetterPart.BASIS | LetterPart.RECIPIENT:
            lines = [_BULLET.sub("", line.text) for line in prose if line.where == _PLACES[ask.part]]
            lines = [line for line in lines if not line.endswith(":")]
            if lines:
                yield heading(say("letter", ask.part.value, plan=wording.plan_title(plan)))
            yield from (item(wording.shorten(line, _CUT)) for line in lines)
        case LetterPart.CONFLICT:
            raise ValueError(ask.part)
        case _:
            assert_never(ask.part)


def _goals(prose: Sequence[ProseLine], named: str) -> Iterator[Block]:
    """The paragraphs under the headings that bear the name asked for, or any name of goals."""
    asked = {name for name in _GOALS if name in named} or _GOALS
    for line in prose:
        words = " ".join(folded_words(line.text))
        if len(words.split()) > _LONGEST_HEADING or not any(name in words for name in asked):
            continue
        under = [other for other in prose if other.position > line.position and _is_under(other.where, line.where)]
        if under:
            yield heading(say("letter", "goal", heading=line.text.rstrip(" .:")))
            yield from (quote(other.text) for other in under)
            return


def _is_under(where: str, place: str) -> bool:
    return where == place or where.startswith(f"{place}.")


def _conflicts(context: Context, ask: AskLetter) -> Answer:
    """Every pair of paragraphs of the plans meant that contradict each other."""
    plans = ask.scope.first
    pairs = [
        pair for plan_id in plans for pair in combinations(context.store.prose.list_prose((plan_id,)), 2)
        if contradicts(*pair)
    ]  # fmt: skip
    if pairs:
        blocks = [heading(say("letter", "conflict", count=len(pairs)))]
        blocks += [block for pair in pairs for block in _side_by_side(context, *pair)]
    else:
        blocks = [text(say("letter", "conflict_none", plans=context.plan_names(plans)))]
    return Answer(tuple(blocks), Facts(ReplyIntent.PASSAGE), Focus(ReplyIntent.PASSAGE.value, plans=plans))


def _side_by_side(context: Context, line: ProseLine, other: ProseLine) -> tuple[Block, ...]:
    return quote(line.text), quote(other.text), source(wording.place_source(line.where, context.plan(line.plan_id)))
