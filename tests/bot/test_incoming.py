"""Files that people send lie under harmless names, and for no longer than they are read."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.incoming import Incoming
from knowledge.file_names import safe_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Kế hoạch 2026.docx", "Kế hoạch 2026.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\an\\kh.xlsx", "kh.xlsx"),
        ("/", "tep"),
        ("..", "tep"),
        (".docx", "docx"),
        ("a\nb\x00c.pdf", "a bc.pdf"),
        ("kh\u202efdp.docx", "khfdp.docx"),
        ('a"b?*c.docx', "a b c.docx"),
        ("Ke\u0302\u0301 hoạch.docx", "Kế hoạch.docx"),
    ],
)
def test_a_name_keeps_nothing_that_does_harm(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


def test_a_name_that_is_too_long_keeps_its_ending() -> None:
    name = safe_name("kế hoạch " * 100 + ".docx")
    assert name.endswith(".docx")
    assert len(name.encode()) <= 160


@settings(max_examples=100)
@given(st.text(max_size=300))
def test_whatever_the_name_a_file_can_be_made_in_its_own_folder(name: str) -> None:
    path = Path("folder") / safe_name(name)
    assert (path.parent, len(path.parts)) == (Path("folder"), 2)
    assert 0 < len(path.name.encode()) <= 255


def test_a_file_is_gone_when_it_was_read(tmp_path: Path) -> None:
    with Incoming(tmp_path / "incoming").place("../kh.docx") as path:
        path.write_bytes(b"x")
        assert path.is_relative_to(tmp_path / "incoming")
    assert list((tmp_path / "incoming").iterdir()) == []


def test_two_files_of_one_name_lie_apart(tmp_path: Path) -> None:
    incoming = Incoming(tmp_path)
    with incoming.place("kh.docx") as first, incoming.place("kh.docx") as second:
        assert first != second


def test_what_a_killed_program_left_is_swept_away_and_what_is_being_read_stays(tmp_path: Path) -> None:
    left, read = tmp_path / "left", tmp_path / "read"
    for folder in (left, read):
        folder.mkdir()
        (folder / "kh.docx").write_bytes(b"x")
    os.utime(left, (1000, 1000))
    os.utime(read, (9000, 9000))
    Incoming(tmp_path).sweep(9001)
    assert list(tmp_path.iterdir()) == [read]
