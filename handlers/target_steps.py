"""/baocao for figures: which target, of which time, how much."""

from handlers import report_wording, wording
from handlers.answer import Answer, heading, silent, source, text
from handlers.context import Context
from handlers.drafts import Draft, Drafts, keep
from handlers.focus import Focus
from handlers.offers import token_of
from handlers.own_work import own_targets
from handlers.phrases import say
from handlers.progress import show_again
from handlers.reply import Block, Facts, ReplyIntent
from handlers.scope import PlanScope
from handlers.steps import CHOOSING, Step, paged, to_step
from handlers.targets import target_name
from handlers.tells import ReportSaid
from handlers.understanding import calendar
from handlers.understanding.bare_figures import read_bare_figure
from knowledge.types import Figure, Period, TargetLine


def answer_target_step(context: Context, step: Step) -> Answer:
    """The next question on the way to a figure."""
    if step.target is None:
        return _which(context, step)
    lines = context.store.targets.get_targets((step.target,))
    if not lines:
        return silent("expired", context.focus)
    [target] = lines
    if step.time is None:
        return _of_when(context, target)
    figure = read_bare_figure(step.words, target.unit)
    if figure is None:
        return _how_much(context, target, step, step.time)
    return _told(context, target, step.time, figure, step.words)


def _which(context: Context, step: Step) -> Answer:
    own = own_targets(context)
    if not own:
        return Answer((heading(say("steps", "no_targets")),), Facts(ReplyIntent.NONE), context.focus)
    page, turning = paged(own, step)
    choices = (to_step(wording.shorten(_figure(line), 90), Step(target=line.id), _brief(line)) for line in page)
    facts = Facts(ReplyIntent.CLARIFY, targets=tuple(map(wording.target_ref, own)))
    focus = Focus(CHOOSING, plans=tuple(dict.fromkeys(line.plan_id for line in own)))
    return Answer((heading(say("steps", "which_target")),), facts, focus, (*choices, *turning))


def _of_when(context: Context, target: TargetLine) -> Answer:
    times = _times(context)
    choices = tuple(to_step(report_wording.period(time), Step(target=target.id, time=time)) for time in times)
    facts = Facts(ReplyIntent.CLARIFY, targets=(wording.target_ref(target),))
    focus = Focus(CHOOSING, targets=(target.id,), plans=(target.plan_id,))
    return Answer((heading(say("steps", "when")), *_named(context, target)), facts, focus, choices)


def _times(context: Context) -> tuple[Period, ...]:
    """The times of which figures are told most often: the month and the quarter that are over, and those under way."""
    return tuple(calendar.around(what, context.today, back) for what in ("thang", "quy") for back in (-1, 0))


def _how_much(context: Context, target: TargetLine, step: Step, time: Period) -> Answer:
    facts = Facts(ReplyIntent.CLARIFY, targets=(wording.target_ref(target),))
    # A figure alone is no number of a choice, so nothing is offered.
    focus = Focus(ReplyIntent.READING.value, targets=(target.id,), plans=(target.plan_id,), awaits=step.says)
    asked = heading(say("steps", "how_much", period=report_wording.period(time)))
    return Answer((asked, *_named(context, target)), facts, focus)


def _told(context: Context, target: TargetLine, time: Period, figure: Figure, words: str) -> Answer:
    """The card with the figure."""
    name, period = target_name(target), report_wording.period(time)
    words = say("steps", "of_target", name=name, period=period, figure=words)
    draft = Draft(ReportSaid(words, figure=figure, period=time, reading=True)).of_target(target)
    token = token_of(context.message)
    keep(context, token, Drafts((draft,), PlanScope(((target.plan_id,),))))
    return show_again(context, token)


def _named(context: Context, target: TargetLine) -> tuple[Block, ...]:
    where = say("source", "at_target", number=target.number)
    return text(_figure(target)), source(wording.place_source(where, context.plan(target.plan_id)))


def _figure(target: TargetLine) -> str:
    return say("target", "figure", name=target_name(target), value=wording.figure(target))


def _brief(target: TargetLine) -> str:
    return say("steps", "brief_target", number=target.number)
