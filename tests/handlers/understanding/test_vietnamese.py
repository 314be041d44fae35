"""Vietnamese as it is typed and spoken: numbers, dates, slips, chat and dialect, understood as in vietnamese.yaml."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings
from bot.wiring import open_archive
from handlers.catalogue import read_catalogue
from handlers.focus import NO_FOCUS
from handlers.intents import AskFact, AskList, Intent, NotUnderstood, SmallTalk
from handlers.message import Sender
from handlers.understanding.hear import Ear, Heard
from handlers.understanding.normalise import Normaliser
from handlers.understanding.recognise import recognise
from index.embedder import load_embedder
from index.retriever import Retriever
from index.sync import Sync
from knowledge.commands import Actor, ImportPlan
from knowledge.importing.read import read_plan
from knowledge.perform import perform
from knowledge.roles import Role
from knowledge.types import Period
from knowledge.vietnamese.abbreviations import expand

TODAY = date(2026, 5, 14)  # a Thursday
PLAN = Path(__file__).parents[2] / "offices" / "dong-phong" / "dong-phong.txt"
SENDER = Sender("1", organisation="UBND xã Đồng Phong")
CASES = [
    pytest.param(case, id=case["said"])
    for cases in yaml.safe_load(Path(__file__).with_name("vietnamese.yaml").read_text("utf-8")).values()
    for case in cases
]

Understand = Callable[[str], tuple[Heard, Intent]]


@pytest.fixture(scope="module")
def understand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Understand]:
    """What is heard in a message to the commune's office, and what it asks."""
    home, ear = tmp_path_factory.mktemp("home"), Ear()
    with open_archive(Settings(home=home)) as store:
        perform(store, ImportPlan(read_plan(PLAN)), Actor("1", "1", Role.ADMIN), datetime.now(UTC))
        retriever = Retriever(load_embedder(None), known_words=ear.vocabulary, spoken=ear.spelt_pairs)
        Sync(store, retriever, home / "index").refresh()
        catalogue = read_catalogue(store)
        normaliser = Normaliser(expand, retriever.speller.repair_each, retriever.accents.restore)

        def read(text: str) -> tuple[Heard, Intent]:
            heard = ear.hear(normaliser.normalise(text), catalogue, SENDER, TODAY)
            return heard, recognise(heard, catalogue, NO_FOCUS)

        yield read


def kind(intent: Intent) -> str:
    match intent:
        case AskFact(fields):
            return fields[0].value
        case AskList(mode):
            return mode.value
        case SmallTalk(courtesy):
            return courtesy.value
        case NotUnderstood(reason):
            return reason.value
        case _:
            return type(intent).__name__


def days(period: list[date] | str) -> list[Period]:
    return [Period(*period)] if isinstance(period, list) else []


@pytest.mark.parametrize("case", CASES)
def test_a_message_is_understood(case: dict[str, Any], understand: Understand) -> None:
    heard, intent = understand(case["said"])
    understood = {
        "number": heard.number.number if heard.number else "",
        "period": [mention.period for mention in heard.periods],
        "asks": kind(intent),
        "words": case.get("words") if case.get("words", "") in heard.utterance.line else heard.utterance.line,
        "unit": heard.units[0].printed if heard.units else "",
    }
    expected = {**case, "period": days(case.get("period", ""))} if "period" in case else case
    assert {name: understood[name] for name in expected if name != "said"} == {
        name: value for name, value in expected.items() if name != "said"
    }
