"""Old Word files are read through LibreOffice, or refused with a reason."""

import subprocess
from pathlib import Path

import pytest

from handlers.explain import explain
from knowledge import samples
from knowledge.errors import UnreadableFileError
from knowledge.importing.read import understand
from knowledge.importing.readers.word import word97

needs_converter = pytest.mark.skipif(
    word97.converter() is None, reason="LibreOffice Writer is not installed (package libreoffice-writer-nogui)"
)


def _header(flags: int) -> bytes:
    """An old Word file as far as its first stream's flags."""
    streams = "".join(("Root Entry", "WordDocument")).encode("utf-16-le")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00")
    return (
        head + (b"\xec\xa5" + bytes(8) + flags.to_bytes(2, "little")).ljust(512, b"\x00") + streams.ljust(512, b"\x00")
    )


@needs_converter
def test_an_old_word_file_says_what_the_new_one_says(tmp_path: Path) -> None:
    new = Path(samples.__file__).parent / "ke-hoach-mau.docx"
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [str(word97.converter()), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc:MS Word 97",
         "--outdir", str(tmp_path), str(new)],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    old, again = understand(tmp_path / "ke-hoach-mau.doc"), understand(new)
    assert (old.document, old.tasks, old.sections) == (again.document, again.tasks, again.sections)


@needs_converter
def test_an_old_word_file_cut_short_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(_header(0))
    with pytest.raises(UnreadableFileError) as caught:
        understand(path)
    assert caught.value.reason in {"damaged", "empty", "no_plan"}


def test_a_password_is_seen_before_anything_is_converted(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(_header(0x0100))
    with pytest.raises(UnreadableFileError) as caught:
        understand(path)
    assert caught.value.reason == "encrypted"


def test_without_libreoffice_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.doc"
    path.write_bytes(_header(0))
    with pytest.raises(UnreadableFileError) as caught:
        understand(path)
    assert caught.value.reason == "no_libreoffice"
    assert "libreoffice-writer-nogui" in str(explain(caught.value))
