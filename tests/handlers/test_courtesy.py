"""What one is told who asks for help."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.channels.answering import Answering
from bot.rendering.plain import plain_text
from handlers.message import Message, Sender
from knowledge.roles import Role
from knowledge.samples import load_sample
from tests.talking import open_plans

AT = datetime.fromisoformat("2026-05-13T09:00:00+07:00")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answering]:
    with open_plans(tmp_path_factory.mktemp("home"), load_sample(2026)) as opened:
        yield opened


def told(assistant: Answering, role: Role) -> str:
    return plain_text(assistant.respond(Message(role.value, Sender(role.value, role=role), AT, text="/trogiup")))


def test_help_names_the_commands_of_ones_role(assistant: Answering) -> None:
    admin, officer = told(assistant, Role.ADMIN), told(assistant, Role.OFFICER)
    assert [command in admin for command in ("/moi", "/nhatky", "/quahan")] == [True, True, True]
    assert [command in officer for command in ("/moi", "/nhatky", "/quahan")] == [False, False, True]
