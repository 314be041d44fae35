"""Which handler answers what: one for each kind of question."""

from typing import assert_never

from handlers.answer import Answer, silent
from handlers.context import Context
from handlers.courtesy import answer_courtesy
from handlers.intents import (
    AskDocument,
    AskFact,
    AskLetter,
    AskList,
    AskMore,
    AskPassage,
    AskReading,
    AskReadings,
    AskTarget,
    AskTargets,
    AskUnits,
    NotUnderstood,
    Question,
    SmallTalk,
)
from handlers.letter import answer_letter
from handlers.lists import answer_list, answer_more
from handlers.passages import answer_passage
from handlers.plans import answer_document
from handlers.readings import answer_reading, answer_readings
from handlers.reporters import answer_more_units, answer_units
from handlers.targets import answer_target, answer_targets
from handlers.tasks import answer_fact


def answer_asked(  # noqa: C901, PLR0912 - one case for each kind of intent
    context: Context, intent: Question | AskMore | SmallTalk | NotUnderstood
) -> Answer:
    """The answer to a question, to courtesy, or to what was not understood."""
    match intent:
        case AskFact():
            return answer_fact(context, intent)
        case AskTarget():
            return answer_target(context, intent)
        case AskTargets():
            return answer_targets(context, intent)
        case AskReading():
            return answer_reading(context, intent)
        case AskReadings():
            return answer_readings(context, intent)
        case AskUnits():
            return answer_units(context, intent)
        case AskList():
            return answer_list(context, intent)
        case AskMore() if context.focus.asked.units is not None:
            return answer_more_units(context, context.focus.asked.units)
        case AskMore():
            return answer_more(context)
        case AskDocument():
            return answer_document(context, intent)
        case AskLetter():
            return answer_letter(context, intent)
        case AskPassage():
            return answer_passage(context, intent)
        case SmallTalk(courtesy):
            return answer_courtesy(context, courtesy)
        case NotUnderstood(reason):
            return silent(reason.value, context.focus, example=context.examples[0])
        case _:
            assert_never(intent)
