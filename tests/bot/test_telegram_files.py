"""Files sent to the bot over real HTTP: told of, fetched, read, answered in one message, and gone."""

import time

import pytest

from bot.channels.telegram_phrases import wording
from handlers.files import Report, unheard
from handlers.message import Message
from handlers.reply import Reply
from tests.bot.telegram_parrot import AN, GROUP, Parrot, running
from tests.emulator import Emulator

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]

_MB = 1 << 20
STICKER = {
    "file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
    "is_animated": False, "is_video": False,
}  # fmt: skip


async def test_a_document_is_read_and_answered_in_the_message_that_told_its_size(emulator: Emulator) -> None:
    async with running(emulator, parrot := Parrot()) as incoming:
        emulator.send_file(7, AN, "ke-hoach.docx", b"x" * 1_500_000, "kế hoạch mới")
        status = await emulator.next_message(7)
        first = emulator.records.calls_of("sendMessage")[0]["text"]
    assert ("ke-hoach.docx" in first, "1,4 MB" in first) == (True, True)
    assert emulator.message(7, status.id).text == "đã đọc ke-hoach.docx"
    assert parrot.files == [("ke-hoach.docx", b"x" * 1_500_000)]
    assert parrot.heard[0].text == "kế hoạch mới"
    assert not list(incoming.glob("*"))


async def test_while_a_file_is_read_the_message_tells_what_is_being_done(emulator: Emulator) -> None:
    class Slow(Parrot):
        def respond(self, message: Message, report: Report = unheard) -> Reply:
            report("đang so sánh")
            while not emulator.records.calls_of("editMessageText"):
                time.sleep(0.01)
            return super().respond(message)

    async with running(emulator, Slow()):
        emulator.send_file(7, AN, "kh.docx", b"x")
        await emulator.next_message(7)
    edits = [call["text"] for call in emulator.records.calls_of("editMessageText")]
    assert edits == ["đang so sánh", "đã đọc kh.docx"]


async def test_a_hostile_name_does_no_harm(emulator: Emulator) -> None:
    async with running(emulator, parrot := Parrot()):
        emulator.send_file(7, AN, "../../../tmp/a\u202excod.docx", b"x")
        await emulator.next_message(7)
    assert parrot.files == [("axcod.docx", b"x")]


@pytest.mark.parametrize("told", [21 * _MB, 0])
async def test_more_than_twenty_megabytes_are_heard_of_and_not_fetched(emulator: Emulator, told: int) -> None:
    async with running(emulator, parrot := Parrot()):
        emulator.send_file(7, AN, "lon.pdf", b"x" * 21 * _MB, file_size=told)
        answer = await emulator.next_message(7)
    assert emulator.message(7, answer.id).text == "để lại lon.pdf"
    [held] = [message.held for message in parrot.heard]
    assert held is not None
    assert (held.size, held.id.startswith("document:sent-"), parrot.files) == (told, True, [])


async def test_a_file_of_somebody_whose_files_are_not_wanted_is_not_fetched(emulator: Emulator) -> None:
    async with running(emulator, parrot := Parrot(declines="chưa nhận tệp")):
        emulator.send_file(7, AN, "anh.docx", b"x")
        assert (await emulator.next_message(7)).text == "chưa nhận tệp"
    assert emulator.records.calls_of("getFile") == []
    assert parrot.heard == []


async def test_a_picture_is_fetched_in_its_largest_size(emulator: Emulator) -> None:
    sizes = [
        {"file_id": name, "file_unique_id": name, "width": width, "height": 9} for name, width in (("s", 9), ("l", 99))
    ]
    emulator.hold("s", b"small")
    emulator.hold("l", b"large")
    async with running(emulator, parrot := Parrot()):
        emulator.post(7, AN, photo=sizes)
        await emulator.next_message(7)
    ((name, content),) = parrot.files
    assert (name.endswith(".jpg"), content) == (True, b"large")


async def test_a_download_that_fails_once_is_tried_again(emulator: Emulator, parrot: Parrot) -> None:
    emulator.fail_next("getFile", 500, "Internal Server Error")
    emulator.send_file(7, AN, "kh.docx", b"x")
    status = await emulator.next_message(7)
    emulator.say(7, AN, "xong")
    await emulator.next_message(7)
    assert emulator.message(7, status.id).text == "đã đọc kh.docx"


async def test_a_file_that_can_not_be_fetched_is_told_in_place_of_how_far_it_is(
    emulator: Emulator, parrot: Parrot
) -> None:
    emulator.fail_next("getFile", 400, "Bad Request: wrong file_id")
    emulator.send_file(7, AN, "kh.docx", b"x")
    status = await emulator.next_message(7)
    emulator.say(7, AN, "xong")
    await emulator.next_message(7)
    assert "chưa tải được" in emulator.message(7, status.id).text


async def test_what_is_no_file_gets_one_sentence_and_an_album_that_is_not_wanted_too(emulator: Emulator) -> None:
    async with running(emulator, Parrot()):
        emulator.post(7, AN, sticker=STICKER)
        assert (await emulator.next_message(7)).text == wording().phrases.unsupported
    async with running(emulator, Parrot(declines="chưa nhận tệp")):
        for _ in range(3):
            emulator.post(7, AN, document={"file_id": "d", "file_unique_id": "d"}, media_group_id="album")
        emulator.say(7, AN, "xong")
        assert (await emulator.next_message(7)).text == "chưa nhận tệp"
        assert (await emulator.next_message(7)).text == "xong"


async def test_in_a_group_a_file_is_read_only_where_the_bot_is_named(emulator: Emulator, parrot: Parrot) -> None:
    emulator.send_file(GROUP, AN, "khong.docx", b"x")
    emulator.send_file(GROUP, AN, "co.docx", b"x", "@dondoc_bot đây")
    await emulator.next_message(GROUP)
    emulator.say(GROUP, AN, "/quahan")
    await emulator.next_message(GROUP)
    assert [name for name, _ in parrot.files] == ["co.docx"]
    assert parrot.heard[0].text == "đây"
