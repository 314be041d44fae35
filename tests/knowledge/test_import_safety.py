"""Files with the wrong name, files made to do harm, files cut short: each is refused with its reason, or read."""

import os
import shutil
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from handlers.explain import explain
from knowledge.errors import UnreadableFileError
from knowledge.importing.read import understand
from knowledge.importing.readers import READERS
from tests.bot.plan_files import plan_json
from tests.conftest import Program
from tests.knowledge.hostile_files import LAUGHS, big_word_plan, rewritten, workbook_plan
from tests.knowledge.importing_samples import HEALTH_PLAN, word_plan

_MEGABYTE = 1024 * 1024


def _refusal(path: Path) -> UnreadableFileError:
    """The refusal of a file, whose sentence names it."""
    with pytest.raises(UnreadableFileError) as caught:
        understand(path, 50 * _MEGABYTE)
    sentence = explain(caught.value) or ""
    assert str(path) in sentence
    assert sentence.endswith(".")
    return caught.value


def _file(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


# --- the content tells what a file is, not its name


@pytest.mark.parametrize("name", ["ke-hoach.txt", "ke-hoach.pdf", "ke-hoach", "ke-hoach.json", "ke-hoach.jpg"])
def test_a_word_document_is_read_under_any_name(tmp_path: Path, name: str) -> None:
    right = understand(word_plan(tmp_path / "dung.docx"))
    path = tmp_path / name
    shutil.copy(tmp_path / "dung.docx", path)
    assert understand(path).tasks == right.tasks


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("anh.docx", b"GIF89a\x01\x00\x01\x00\x00", "picture"),
        ("anh.txt", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "picture"),
        ("phim.docx", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", "media"),
        ("cai-dat.docx", b"MZ\x90\x00\x03\x00\x00\x00", "program"),
        ("cai-dat.pdf", b"\x7fELF\x02\x01\x01\x00", "program"),
        ("nen.docx", b"Rar!\x1a\x07\x01\x00", "archive"),
        ("nen.xlsx", b"7z\xbc\xaf\x27\x1c\x00\x04", "archive"),
        ("nen.txt", b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "archive"),
        ("cu.docx", b"{\\rtf1\\ansi K\\'ea ho\\'e1ch}", "rich_text"),
        ("web.docx", b"\xef\xbb\xbf <html><body>K\xe1\xba\xbf ho\xe1\xba\xa1ch</body></html>", "web_page"),
        ("la.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "binary"),
    ],
)
def test_what_is_no_document_is_named(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    assert _refusal(_file(tmp_path, name, data)).reason == reason


@pytest.mark.parametrize(
    ("stream", "reason"),
    [("EncryptedPackage", "encrypted"), ("Workbook", "old_workbook"), ("PowerPoint Document", "slides")],
)
def test_an_older_office_file_is_named_by_its_streams(tmp_path: Path, stream: str, reason: str) -> None:
    directory = bytes(504) + stream.encode("utf-16-le").ljust(128, b"\x00")
    assert _refusal(_file(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + directory)).reason == reason


@pytest.mark.parametrize(
    ("member", "data", "reason"),
    [
        ("ke-hoach.txt", b"a", "archive"),
        ("ppt/presentation.xml", b"<a/>", "slides"),
        ("mimetype", b"application/vnd.oasis.opendocument.text", "open_document"),
    ],
)
def test_an_archive_is_named_by_what_is_in_it(tmp_path: Path, member: str, data: bytes, reason: str) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, data)
    assert _refusal(path).reason == reason


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong.txt")
    assert _refusal(tmp_path / "ong.txt").reason == "no_file"


def test_a_name_that_no_terminal_can_print_is_refused(tmp_path: Path) -> None:
    assert _refusal(_file(tmp_path, "ke\nhoach.txt", HEALTH_PLAN.encode())).reason == "name"


# --- archives that unpack to too much


def _with(path: Path, name: str, data: bytes) -> Path:
    return rewritten(path, {}, {name: data})


@pytest.mark.parametrize(
    "bomb",
    [
        pytest.param(lambda path: _with(path, "word/media/a.bin", bytes(20 * _MEGABYTE)), id="ratio"),
        pytest.param(lambda path: _with(path, "word/a.xml", b" " * (300 * _MEGABYTE)), id="size"),
        pytest.param(lambda path: rewritten(path, {}, {f"a/{n}": b"" for n in range(5_001)}), id="members"),
    ],
)
def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path, bomb: Callable[[Path], Path]) -> None:
    assert _refusal(bomb(word_plan(tmp_path / "a.docx"))).reason == "bomb"


def test_a_bomb_inside_a_document_is_never_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "trong.zip", "w", zipfile.ZIP_DEFLATED) as inner:
        inner.writestr("a", bytes(400 * _MEGABYTE))
    path = _with(word_plan(tmp_path / "a.docx"), "word/embeddings/a.zip", (tmp_path / "trong.zip").read_bytes())
    assert understand(path).tasks


def test_a_member_that_is_larger_than_it_says_is_damaged(tmp_path: Path) -> None:
    path = word_plan(tmp_path / "a.docx")
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("word/document.xml").file_size
    told = path.read_bytes().replace(struct.pack("<L", size), struct.pack("<L", 100))
    assert _refusal(_file(tmp_path, "b.docx", told)).reason == "damaged"


def test_a_large_honest_document_is_no_bomb(tmp_path: Path) -> None:
    assert len(understand(big_word_plan(tmp_path / "a.docx", 1_000)).tasks) == 1_000


@pytest.mark.parametrize("name", ["../../etc/cron.d/a", "/etc/passwd", "word\\..\\..\\a"])
def test_an_archive_whose_names_lead_out_of_it_is_refused(tmp_path: Path, name: str) -> None:
    assert _refusal(_with(word_plan(tmp_path / "a.docx"), name, b"a")).reason == "hostile"


def test_a_locked_archive_is_said_to_have_a_password(tmp_path: Path) -> None:
    data = bytearray(word_plan(tmp_path / "a.docx").read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert _refusal(_file(tmp_path, "b.docx", bytes(data))).reason == "encrypted"


# --- XML that would grow, or fetch


def _declared(declaration: str, encoding: str = "utf-8") -> Callable[[bytes], bytes]:
    def declare(data: bytes) -> bytes:
        text = data.decode().replace("encoding='UTF-8'", f"encoding='{encoding}'", 1)
        head, end, body = text.partition("?>")
        return f"{head}{end}{declaration}{body}".encode(encoding)

    return declare


@pytest.mark.parametrize(
    "declaration",
    [
        LAUGHS,
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        f"<!--{' ' * (2 * _MEGABYTE)}--><!DOCTYPE x>",
    ],
    ids=["laughs", "dtd", "file", "late"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_a_document_that_declares_entities_is_refused(
    tmp_path: Path, part: str, encoding: str, declaration: str
) -> None:
    path = rewritten(word_plan(tmp_path / "a.docx"), {part: _declared(declaration, encoding)}, {})
    assert _refusal(path).reason == "hostile"


@pytest.mark.skipif(".xlsx" not in READERS, reason="there is no reader of workbooks yet")
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_workbook_that_declares_entities_is_refused(tmp_path: Path, part: str) -> None:
    changes = {part: lambda data: data.replace(b"<", LAUGHS.encode() + b"<", 1)}
    assert _refusal(rewritten(workbook_plan(tmp_path / "a.xlsx"), changes, {})).reason == "hostile"


@pytest.mark.parametrize("tag", ["w:sdt", "w:tbl", "w:ins"])
def test_deep_nesting_is_refused(tmp_path: Path, tag: str) -> None:
    deep = f"<{tag}>" * 100_000 + f"</{tag}>" * 100_000
    changes = {"word/document.xml": lambda data: data.replace(b"<w:body>", b"<w:body>" + deep.encode())}
    assert _refusal(rewritten(word_plan(tmp_path / "a.docx"), changes, {})).reason == "damaged"


@contextmanager
def _listening() -> Iterator[tuple[str, list[str]]]:
    """A server and the paths that were asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


_EXTERNAL = ("image", "attachedTemplate", "aFChunk", "oleObject", "subDocument", "externalLinkPath")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _pointing(address: str) -> Callable[[bytes], bytes]:
    links = "".join(
        f'<Relationship Id="x{kind}" Type="{_RELATIONS}/{kind}" Target="{address}/{kind}" TargetMode="External"/>'
        for kind in _EXTERNAL
    )
    return lambda data: data.replace(b"</Relationships>", links.encode() + b"</Relationships>")


@pytest.mark.parametrize(
    ("suffix", "plan", "part"),
    [
        (".docx", word_plan, "word/_rels/document.xml.rels"),
        (".xlsx", workbook_plan, "xl/_rels/workbook.xml.rels"),
    ],
)
def test_nothing_that_a_document_points_to_is_fetched(
    tmp_path: Path, suffix: str, plan: Callable[[Path], Path], part: str
) -> None:
    if suffix not in READERS:
        pytest.skip("there is no reader of this kind yet")
    with _listening() as (address, asked):
        assert understand(rewritten(plan(tmp_path / f"a{suffix}"), {part: _pointing(address)}, {})).tasks
    assert asked == []


# --- damaged and odd, at the command line


def test_a_document_cut_anywhere_is_refused(tmp_path: Path) -> None:
    whole = word_plan(tmp_path / "du.docx").read_bytes()
    for part in range(1, 12):
        cut = _file(tmp_path, "cut.docx", whole[: len(whole) * part // 12])
        assert _refusal(cut).reason == "damaged"


def test_bad_files_have_a_sentence_each_and_leave_nothing_behind(tmp_path: Path, dondoc: Program) -> None:
    whole = word_plan(tmp_path / "du.docx").read_bytes()
    bad = [
        _file(tmp_path, "cut.docx", whole[:3000]),
        _file(tmp_path, "cai-dat.docx", b"MZ\x90\x00"),
        _with(_file(tmp_path, "bom.docx", whole), "word/media/a.bin", bytes(20 * _MEGABYTE)),
    ]
    done = dondoc("plans", "import", "--yes", *bad)
    told = done.stderr.splitlines()
    assert (done.returncode, [str(path) in line for path, line in zip(bad, told, strict=True)]) == (1, [True] * 3)
    assert not dondoc("plans", "export").stdout


def test_a_file_of_several_plans_with_one_bad_is_not_half_stored(tmp_path: Path, dondoc: Program) -> None:
    good = plan_json(tmp_path).read_text(encoding="utf-8")
    path = tmp_path / "nhieu.jsonl"
    path.write_text(f"{good}\n{good[:-9]}\n", encoding="utf-8")
    assert dondoc("plans", "import", "--yes", path).returncode == 1
    assert not dondoc("plans", "export").stdout


def test_the_time_for_a_file_can_be_set(tmp_path: Path, dondoc: Program) -> None:
    path = big_word_plan(tmp_path / "lon.docx", 8_000)
    done = dondoc("plans", "import", "--yes", path, import_seconds="1")
    assert (done.returncode, "DONDOC_IMPORT_SECONDS" in done.stderr) == (1, True)
