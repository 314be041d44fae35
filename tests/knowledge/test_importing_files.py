"""Files that can and cannot be read."""

import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import UnreadableFileError
from knowledge.importing.parse import parse_plan
from knowledge.importing.plan_json import from_json, to_json
from knowledge.importing.read import read_plan
from knowledge.importing.readers.text import parse_text
from tests.knowledge.importing_samples import HEALTH_PLAN, WARD_PLAN, WRAPPED_PLAN, word_plan


def _reason(path: Path, size_limit: int = 10_000_000) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_plan(path, size_limit)
    return caught.value.reason


def _file(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert _reason(tmp_path / "khong-co.txt") == "missing"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "thu-muc.txt").mkdir()
    assert _reason(tmp_path / "thu-muc.txt") == "folder"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("trong.txt", b"", "empty"),
        ("trang.txt", b" \n\t\n", "empty"),
        ("rac.txt", bytes(range(256)) * 4, "binary"),
        ("word.txt", b"PK\x03\x04 rest of a document", "archive"),
        ("cu.txt", "Kế hoạch".encode("cp1258", errors="replace") + b"\xea\xff", "encoding"),
        ("la.txt", "Một bài thơ về mùa thu, không có nhiệm vụ nào.".encode(), "no_plan"),
        ("ke-hoach.xyz", b"abc", "unsupported"),
        ("ke-hoach", b"abc", "unsupported"),
        ("hong.docx", b"this is no archive", "damaged"),
        ("mang.json", b"[1, 2]", "bad_json"),
        ("la.json", b"\x00\x01", "binary"),
    ],
)
def test_each_unusable_file_has_its_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    assert _reason(_file(tmp_path, name, data)) == reason


def test_an_archive_that_is_no_word_document_is_told_to_be_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "nen.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    assert _reason(path) == "archive"


def test_a_word_document_cut_short_is_damaged(tmp_path: Path) -> None:
    whole = word_plan(tmp_path / "du.docx").read_bytes()
    assert _reason(_file(tmp_path, "cut.docx", whole[: len(whole) // 2])) == "damaged"


def test_a_word_document_without_a_plan_is_said_to_hold_none(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Thư mời họp lớp.")
    document.save(str(tmp_path / "thu.docx"))
    assert _reason(tmp_path / "thu.docx") == "no_plan"


def test_a_file_over_the_limit_is_too_large(tmp_path: Path) -> None:
    assert _reason(_file(tmp_path, "lon.txt", HEALTH_PLAN.encode()), size_limit=100) == "too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_of_offices_read_alike(tmp_path: Path, encoding: str) -> None:
    plan = read_plan(_file(tmp_path, "ke-hoach.txt", HEALTH_PLAN.encode(encoding)))
    assert plan == parse_plan(parse_text(HEALTH_PLAN), "ke-hoach.txt")


def test_line_ends_of_other_systems_read_alike(tmp_path: Path) -> None:
    plan = read_plan(_file(tmp_path, "ke-hoach.txt", WARD_PLAN.replace("\n", "\r\n").encode()))
    assert plan == parse_plan(parse_text(WARD_PLAN), "ke-hoach.txt")


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    assert read_plan(_file(tmp_path, "KE-HOACH.TXT", WARD_PLAN.encode())).tasks


_PIECES = st.sampled_from(
    [*HEALTH_PLAN.split("\n"), *WARD_PLAN.split("\n"), *WRAPPED_PLAN.split("\n"), "\t", "1\t\t", ""]
)


@given(st.one_of(st.lists(_PIECES, max_size=25).map("\n".join), st.text(max_size=200)))
@settings(max_examples=80, deadline=None)
def test_any_text_gives_a_draft_that_survives_its_json(text: str) -> None:
    draft = parse_plan(parse_text(text), "x.txt")
    assert from_json(to_json(draft), Path("x.json")) == draft
