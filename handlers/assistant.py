"""One message in, one reply out: hear, recognise, answer, remember what the talk is about."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from handlers.administering import ACTS
from handlers.answer import Answer, Choice, silent
from handlers.answer_words import read_answer_words
from handlers.asking import answer_asked
from handlers.confirm import answer_card, calls_off, typed_answer, undoes
from handlers.context import Context
from handlers.event_hearing import told_event
from handlers.evidence import (
    answer_evidence,
    answer_links,
    answer_sent,
    answer_waiting,
    decline_file,
)
from handlers.evidence_words import EvidenceAsked, part_links, read_evidence_words
from handlers.files import Files, HeldFile, Report, unheard
from handlers.focus import asked
from handlers.groups import for_the_unit
from handlers.handing import hand_over
from handlers.intents import Intent, Question, SayAgain, Unmatched
from handlers.joining import answer_stranger
from handlers.message import Message
from handlers.misses import note_choice, note_miss
from handlers.notices import answer_news
from handlers.offers import (
    as_intent,
    load_choices,
    option_keys,
    pick,
    typed_key,
)
from handlers.phrases import say
from handlers.quick import with_quick_reports
from handlers.refusing import or_not_recorded, tried
from handlers.remembering import given, offered, remembered
from handlers.reply import Facts, Reply, ReplyIntent
from handlers.replying import focus_replied_to, reports_replied_to
from handlers.report_talk import answer_in_thread, answer_talk
from handlers.several import told_apart
from handlers.slash import Action, Typed, read_slash, spoken_command
from handlers.step_by_step import led_on
from handlers.steps import CHOOSING, answers, is_sentence, names_more
from handlers.surroundings import Surroundings
from handlers.telling import answer_tell, with_links
from handlers.tells import AnswerCard, CardAnswer, ChangePending, Tell, TellProgress
from handlers.understanding.hear import Ear, Heard
from handlers.understanding.normalise import Normaliser
from handlers.understanding.recognise import recognise
from handlers.understanding.samples import Samples
from index.retriever import Retriever
from index.sync import Sync
from knowledge.conversations import Offer
from knowledge.notices import News
from knowledge.people.tokens import find_code
from knowledge.roles import Role
from knowledge.store import Store
from knowledge.vietnamese.abbreviations import Abbreviations, packaged_abbreviations
from knowledge.working_days import WorkingDays, packaged_working_days

# A number typed after these chooses one of the options.
_OFFERING = frozenset({CHOOSING, ReplyIntent.CLARIFY, ReplyIntent.REPORT, ReplyIntent.CONFIRMED})
# Characters; nobody asks one thing in more.
_LONGEST = 1_500


class Assistant:
    """Answers messages from the store; safe to be called from several threads."""

    def __init__(
        self,
        store: Store,
        retriever: Retriever,
        sync: Sync,
        ear: Ear,
        files: Files,
        abbreviations: Abbreviations | None = None,
        samples: Samples | None = None,
        working_days: WorkingDays | None = None,
    ) -> None:
        self._store = store
        self._retriever = retriever
        self._ear = ear
        self._abbreviations = abbreviations or packaged_abbreviations()
        self._samples = samples or Samples()
        calendar = working_days or packaged_working_days()
        self._around = Surroundings(store, retriever, sync, files, self._abbreviations, calendar)

    def respond(self, message: Message, report: Report = unheard) -> Reply:
        """The reply to one message; what the talk is about is stored before it is returned."""
        with or_not_recorded():
            return self._replied(message, report)

    def _replied(self, message: Message, report: Report) -> Reply:
        message = replace(message, sender=self._around.known(message))
        context = self._around.context(message, report)
        known = given(context) or given(self._around.alone(context, message))
        if known is not None:
            return known
        if message.replying_to:
            context = replace(context, focus=focus_replied_to(context))
        answer = tried(context, partial(self._answered, message=message))
        return remembered(self._around.alone(context, message) if answer.personal else context, answer)

    def takes_files(self, message: Message) -> Reply | None:
        """None where a file of this sender would be read; else the reply that declines it."""
        with or_not_recorded():
            declined = decline_file(self._around.context(replace(message, sender=self._around.known(message))))
        return None if declined is None else Reply(declined.blocks, declined.facts)

    def tell(self, news: News, message: Message) -> Reply | None:
        """What is told to a person who did not ask, as if they had sent an empty message; None if there is nothing.

        What they are talking of stays as it is: its options are chosen by their buttons alone.
        """
        context = self._around.context(replace(message, sender=self._around.known(message)))
        answer = answer_news(context, news)
        return None if answer is None else offered(context, answer, unasked=True)

    def examples(self) -> tuple[str, ...]:
        """A few questions the plans in force can answer."""
        return self._around.examples()

    def _aside(self, context: Context, message: Message, act: Callable[[Context], Answer]) -> Answer:
        """What is for the eyes of the sender alone, as a part of the talk in which they are."""
        if message.aside is None:
            return act(context)
        return replace(tried(self._around.alone(context, message), act), personal=True)

    def _answered(self, context: Context, message: Message) -> Answer:
        sent = message.file or message.held
        if sent is not None:
            return self._aside(context, message, partial(self._filed, message=message, sent=sent))
        key = message.choose or typed_key(message.text)
        offer = self._offer(context, message)
        if message.choose is not None or (key is not None and offer is not None):
            return self._chosen(context, message, offer, key or "")
        command = self._command(context, message)
        if command is not None and command.asks_report and is_sentence(command.following):
            return self._aside(context, message, partial(self._led_on, message=message, said=command.following))
        if command is not None and (command.command is None or command.command.action is not None):
            return self._acted(context, message, command)
        card = typed_answer(message.text, self._around.alone(context, message).focus)
        if card is not None:
            return self._aside(context, message, partial(answer_card, card=card))
        if context.sender.role is None:
            return answer_stranger(context)
        if message.replying_to and undoes(message.text):
            return silent("nothing_to_undo", context.focus)
        if command is not None and command.command is not None:
            message = replace(message, text=command.command.sentence(command.following))
        if not context.catalogue.plans:
            return silent("no_plans")
        return self._said(context, message, offer)

    def _led_on(self, context: Context, message: Message, said: str) -> Answer:
        """What is reported behind the command, or the step that goes on from what is named there."""
        named = said if names_more(said) else say("steps", "by_number", number=said)
        alone = replace(message, text=named, chat=context.chat, aside=None)
        anew = replace(context, focus=replace(context.focus, intent="", pending="", editing=False))
        return led_on(anew, self._said(anew, alone, None))

    def _said(self, context: Context, message: Message, offer: Offer | None) -> Answer:
        """What a sentence asks, or tells."""
        evidence = read_evidence_words(message.text)
        if evidence is not None:
            return self._aside(context, message, partial(self._proven, message=message, asked=evidence))
        about_reports = self._of_reports(context, message)
        if about_reports is not None:
            return about_reports
        said, links = part_links(message.text)
        if links and not said:
            return self._aside(context, message, partial(answer_links, links=links))
        if len(message.text) > _LONGEST:
            return silent(Unmatched.TOO_LONG.value, context.focus, example=self.examples()[0])
        heard = self._heard(context, self._samples.meant(said))
        choice = self._chosen_in_words(heard, offer)
        if choice is not None and offer is not None:
            return self._taken(context, message, offer, choice)
        intent = with_links(self._meant(context, heard), links)
        if links and not isinstance(intent, Tell) and reports_replied_to(context):
            return self._aside(context, message, partial(answer_links, links=links))
        in_thread = self._if_meant(context, message, partial(answer_in_thread, said=message.text, intent=intent))
        if in_thread is not None:
            return in_thread
        answer = self._asked(context, message, intent)
        note_miss(context, message.text, intent, answer)
        return for_the_unit(context, answer) if isinstance(intent, Question) and "mine" in heard.meanings else answer

    def _of_reports(self, context: Context, message: Message) -> Answer | None:
        """What becomes of a sentence about reports on record."""
        asked = read_answer_words(message.text) if len(message.text) <= _LONGEST else None
        if asked is None:
            return None
        return self._if_meant(context, message, partial(answer_talk, asked=asked, hears=partial(self._heard, context)))

    def _if_meant(self, context: Context, message: Message, act: Callable[[Context], Answer | None]) -> Answer | None:
        """What is for the eyes of the sender alone, where it is meant so."""
        if message.aside is None:
            return act(context)
        answer = tried(self._around.alone(context, message), act)
        return None if answer is None else replace(answer, personal=True)

    def _filed(self, context: Context, message: Message, sent: Path | HeldFile) -> Answer:
        """What becomes of a file: it proves what is reported under it, waits for a report, or is a plan."""
        intent = self._reported(context, message.text)
        answer = answer_sent(context, sent, reported=intent is not None)
        if answer is None and intent is not None:
            return answer_tell(context, intent, context.focus)
        return answer or answer_waiting(context)

    def _reported(self, context: Context, caption: str) -> TellProgress | ChangePending | None:
        """What is reported under a file."""
        if not caption or len(caption) > _LONGEST or context.sender.role is None or not context.catalogue.plans:
            return None
        said, links = part_links(caption)
        intent = with_links(self._meant(context, self._heard(context, self._samples.meant(said))), links)
        return intent if isinstance(intent, TellProgress | ChangePending) else None

    def _proven(self, context: Context, message: Message, asked: EvidenceAsked) -> Answer:
        """What was said of evidence; of a task it is that of all its reports."""
        if not asked.subject:
            return answer_evidence(context, asked)
        history = say("evidence", "history_of", subject=asked.subject)
        told = self._answered(context, replace(message, text=history, chat=context.chat, aside=None))
        return hand_over(context, told.facts.reports) if told.facts.reports else told

    def _command(self, context: Context, message: Message) -> Typed | None:
        """The command a message gives, or completes."""
        awaited = context.focus.awaits and not message.text.lstrip().startswith("/")
        if awaited and not calls_off(message.text) and answers(context.focus.awaits, message.text):
            return read_slash(f"{context.focus.awaits} {message.text}")
        if find_code(message.text) is not None:
            return read_slash(f"/{Action.START} {message.text}")
        typed = read_slash(message.text)
        return spoken_command(message.text) if typed is None and context.sender.role is Role.ADMIN else typed

    def _meant(self, context: Context, heard: Heard) -> Intent:
        intent = recognise(heard, context.catalogue, context.focus)
        event = told_event(context, heard, intent)
        if event is not None:
            return event
        if not isinstance(intent, TellProgress):
            return intent
        return replace(intent, reports=told_apart(context, heard, partial(self._heard, context), intent))

    def _heard(self, context: Context, message: str) -> Heard:
        utterance = Normaliser(
            self._abbreviations.expand, self._retriever.speller.repair_each, self._retriever.accents.restore
        ).normalise(message)
        return self._ear.hear(utterance, context.catalogue, context.sender, context.today, context.units)

    def _offer(self, context: Context, message: Message) -> Offer | None:
        """The options a button names; typed numbers and words choose only from the reply just given."""
        if message.offer is not None:
            return self._store.conversations.find_offer(message.offer, message.at)
        if message.choose is None and context.focus.intent not in _OFFERING:
            return None
        return self._store.conversations.latest_offer(message.chat, message.sender.id, message.at)

    def _chosen(self, context: Context, message: Message, offer: Offer | None, key: str) -> Answer:
        if offer is None:
            return silent("expired", context.focus)
        if (offer.chat, offer.sender) != (message.chat, message.sender.id):
            return replace(silent("denied", context.focus), facts=Facts(ReplyIntent.DENIED))
        choices = load_choices(offer.payload)
        keys = option_keys(choices)
        key = key.lstrip("0") or key[-1:]
        if key not in keys and choices[0].card is CardAnswer.UNDO:
            # A second tap on a card that was confirmed by the first.
            return answer_card(context, AnswerCard(CardAnswer.CONFIRM, choices[0].pending))
        if key not in keys:
            return silent("no_option", context.focus, key=key)
        return self._taken(context, message, offer, choices[keys.index(key)])

    def _taken(self, context: Context, message: Message, offer: Offer, choice: Choice) -> Answer:
        intent = as_intent(choice)
        if isinstance(intent, SayAgain):
            return self._answered(context, replace(message, text=intent.text, choose=None, offer=None))
        note_choice(context, offer, choice)
        return self._asked(context, message, intent)

    def _chosen_in_words(self, heard: Heard, offer: Offer | None) -> Choice | None:
        if offer is None:
            return None
        choices = load_choices(offer.payload)
        ids = [choice.task_id for choice in choices if choice.task_id is not None]
        return pick(heard, choices, self._store.tasks.get_tasks(ids))

    def _acted(self, context: Context, message: Message, typed: Typed) -> Answer:
        """What a command does that is no question."""
        command = typed.command
        if context.sender.role is None and (command is None or command.action is not Action.START):
            return answer_stranger(context)
        if command is None or command.action is None:
            return silent("unknown_command", context.focus)
        act = ACTS[command.action]
        if not command.personal:
            return act(context, typed.following)
        return self._aside(context, message, lambda alone: act(alone, typed.following))

    def _asked(self, context: Context, message: Message, intent: Intent) -> Answer:
        if isinstance(intent, Tell):
            return self._aside(context, message, partial(answer_tell, intent=intent, subject=context.focus))
        answer = answer_asked(context, intent)
        if not isinstance(intent, Question):
            return answer
        answer = with_quick_reports(context, answer)
        return replace(answer, focus=replace(answer.focus, asked=asked(intent)))
