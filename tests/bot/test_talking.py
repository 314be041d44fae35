"""The talking commands, started as others start them."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.plan_files import plan_json
from tests.conftest import Program

HARD = (
    "a" * 10_000,
    "nhiệm vụ " * 1_500,
    "🙂" * 500,
    "<b>&amp;</b><script>x</script>",
    "%s {0} {name} \\ ' \" `",
    "' OR 1=1; --",
    "\u202e\u0000\ud800",
    " ",
    "?",
)


def test_the_pipe_answers_every_message_however_hard(process: Program, dondoc: Program, tmp_path: Path) -> None:
    dondoc("plans", "import", "--yes", plan_json(tmp_path))
    sent = [json.dumps({"chat": str(at), "from": {"id": "1"}, "text": text}) for at, text in enumerate(HARD)]
    lines = [*sent, "không phải JSON", "{}", json.dumps({"chat": "x", "from": {"id": "1"}, "choose": "99"})]
    done = process("pipe", said="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["chat"] for answer in answers] == [*map(str, range(len(HARD))), "", "", "x"]
    assert all(answer["text"] for answer in answers)
    assert "Traceback" not in done.stderr


def test_the_chat_answers_from_a_pipe(process: Program, dondoc: Program, tmp_path: Path) -> None:
    dondoc("plans", "import", "--yes", plan_json(tmp_path))
    done = process("chat", said="ai chủ trì trồng bàng hai bên đường liên thôn?\n")
    assert (done.returncode, "Phòng Văn hoá" in done.stdout) == (0, True)


def test_an_empty_store_says_how_to_get_the_sample(dondoc: Program) -> None:
    done = dondoc("chat", said="/thoat\n")
    assert "dondoc plans sample" in done.stdout
    assert "Chưa có kế hoạch nào" in dondoc("plans", "list").stdout


def test_the_sample_comes_by_itself_only_at_the_very_first_start(dondoc: Program) -> None:
    assert "Đã nạp kế hoạch mẫu" in dondoc("chat", "--sample-if-new").stdout
    [plan] = dondoc("plans", "export").stdout.splitlines()
    dondoc("plans", "withdraw", json.loads(plan)["file"])
    assert "Đã nạp kế hoạch mẫu" not in dondoc("chat", "--sample-if-new").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is POSIX")
def test_a_person_at_an_empty_store_is_asked_about_the_sample(dondoc: Program) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "chat"]
    process = subprocess.Popen(command, env=dondoc.environment({}), stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, b"c\n/thoat\n")
    shown = b""
    while chunk := _read(ours):
        shown += chunk
    assert process.wait(30) == 0
    assert "Đã nạp kế hoạch mẫu" in shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_a_plan_is_sent_through_the_pipe_and_put_in_force(dondoc: Program, tmp_path: Path) -> None:
    hoa = {"id": "hoa", "role": "admin", "organisation": "UBND xã Tân Lộc"}
    said = [{"file": str(plan_json(tmp_path)), "text": "bản mới"}, {"choose": "1"}, {"text": "nv 2 ai chủ trì"}]
    lines = "".join(json.dumps({"chat": "c", "from": hoa, **message}) + "\n" for message in said)
    shown, done, asked = map(json.loads, dondoc("pipe", said=lines).stdout.splitlines())
    assert (shown["facts"]["intent"], shown["facts"]["count"]) == ("clarify", 2)
    assert [Path(file).suffix for file in shown["files"]] == [".xlsx"]
    assert (done["facts"]["intent"], "Ban Quản lý đình" in asked["text"]) == ("confirmed", True)


def test_a_plan_is_sent_by_its_path_in_the_chat_of_the_command_line(dondoc: Program, tmp_path: Path) -> None:
    shown = dondoc("chat", "--role", "admin", said=f"/nap {plan_json(tmp_path)}\n1\nnv 2 ai chủ trì\n").stdout
    assert all(words in shown for words in ("đang đọc", "1. Nạp", "Đã nạp", "Ban Quản lý đình"))
