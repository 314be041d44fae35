"""The assistant with an office's own words, which are read anew when their files change, without a restart."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import UnreadableVocabularyError
from bot.vocabulary import Stamps, folder_of, own_words, stamps_of
from handlers.assistant import Assistant
from handlers.files import Files, Report, unheard
from handlers.message import Message
from handlers.reply import Reply
from handlers.understanding.hear import Ear, load_ear
from handlers.understanding.samples import Samples, load_samples
from index.embedder import Embedder
from index.questions import QuestionWords, Synonyms, load_question_words, load_synonyms
from index.retriever import Retriever
from index.sync import Sync
from knowledge.notices import News
from knowledge.store import Store
from knowledge.vietnamese.abbreviations import Abbreviations, load_abbreviations
from knowledge.working_days import WorkingDays, load_working_days

log = logging.getLogger(__name__)

_SECONDS_BETWEEN_LOOKS = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """All words that an office may add to, the packaged ones with its own, and how its files stood before."""

    stamps: Stamps
    ear: Ear
    abbreviations: Abbreviations
    asking: QuestionWords
    synonyms: Synonyms
    samples: Samples
    working_days: WorkingDays


@dataclass(frozen=True, slots=True)
class _Made:
    words: Words
    retriever: Retriever
    sync: Sync
    assistant: Assistant


def read_words(home: Path) -> Words:
    """The words of today; raises UnreadableVocabularyError where one of the office's files can't be used."""
    stamps = stamps_of(home)
    abbreviations = load_abbreviations(own_words(home, "abbreviations"))
    return Words(
        stamps,
        load_ear((*own_words(home, "cues"), *own_words(home, "progress"))),
        abbreviations,
        load_question_words(own_words(home, "question_words")),
        load_synonyms(own_words(home, "synonyms")),
        load_samples(own_words(home, "samples"), abbreviations.expand),
        load_working_days(own_words(home, "holidays")),
    )


class RereadingAssistant:
    """Answers as an Assistant does; the message that finds the office's files changed is answered with the new words.

    The new words are put together aside and swapped whole: other threads are answered with the old ones meanwhile, and
    so is everybody as long as a file can't be read.
    """

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        words: Words,
        home: Path,
        files: Files,
        seconds: Callable[[], float],
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._home = home
        self._files = files
        self._seconds = seconds
        self._looked = seconds()
        self._seen = words.stamps
        self._lock = threading.Lock()
        self._made = self._first(words)

    def respond(self, message: Message, report: Report = unheard) -> Reply:
        """The reply to one message."""
        self._look()
        return self._made.assistant.respond(message, report)

    def takes_files(self, message: Message) -> Reply | None:
        """The reply that declines a file of this sender, None where it would be read."""
        return self._made.assistant.takes_files(message)

    def tell(self, news: News, message: Message) -> Reply | None:
        """What is told to a person who did not ask, None if there is nothing to tell."""
        return self._made.assistant.tell(news, message)

    def examples(self) -> tuple[str, ...]:
        """A few questions the plans in force can answer."""
        self._look()
        return self._made.assistant.examples()

    def _look(self) -> None:
        if self._seconds() - self._looked < _SECONDS_BETWEEN_LOOKS or not self._lock.acquire(blocking=False):
            return
        try:
            self._looked = self._seconds()
            stamps = stamps_of(self._home)
            if stamps != self._seen:
                self._reread()
                # As they stood before they were read: what changes meanwhile is found the next time.
                self._seen = stamps
        finally:
            self._lock.release()

    def _reread(self) -> None:
        try:
            words = read_words(self._home)
        except UnreadableVocabularyError as error:
            log.warning("the words stay as they were, for a file of the office's own can't be read: %s", error)
            return
        self._made = self._next(words, self._made)
        log.info("the office's own words in %s were read anew", folder_of(self._home))

    def _first(self, words: Words) -> _Made:
        retriever = Retriever(
            self._embedder, words.abbreviations, words.asking, words.ear.vocabulary, words.synonyms,
            words.ear.spelt_pairs,
        )  # fmt: skip
        return self._with(words, retriever, Sync(self._store, retriever, self._home / "index"))

    def _next(self, words: Words, before: _Made) -> _Made:
        if words.abbreviations == before.words.abbreviations:
            heard = (words.ear.vocabulary, words.synonyms, words.ear.spelt_pairs)
            retriever = before.retriever.reworded(words.asking, *heard)
            made = self._with(words, retriever, before.sync.beside(retriever))
        else:
            made = self._first(words)  # abbreviations are written out in what is indexed
        made.assistant.examples()  # reads what it answers from, so that nobody has to wait for it
        return made

    def _with(self, words: Words, retriever: Retriever, sync: Sync) -> _Made:
        own = (words.abbreviations, words.samples, words.working_days)
        assistant = Assistant(self._store, retriever, sync, words.ear, self._files, *own)
        return _Made(words, retriever, sync, assistant)
