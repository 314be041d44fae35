"""Old Word files (.doc), which LibreOffice turns into new ones where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from knowledge.errors import UnreadableFileError
from knowledge.importing.readers.word.docx import read_docx
from knowledge.importing.source import Source

PROGRAMS = ("soffice", "libreoffice")

_TIME_LIMIT = 60
_WORD_MARK = b"\xec\xa5"
_SECTOR = 512
_FLAGS_AT, _FLAG_ENCRYPTED = 10, 0x0100
# No macros, no fetching of linked files while it converts.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def read_doc(path: Path) -> Source:
    """The paragraphs and grids of an old Word document."""
    program = converter()
    if _is_encrypted(path):
        raise UnreadableFileError(path, "encrypted")
    if program is None:
        raise UnreadableFileError(path, "no_libreoffice")
    with tempfile.TemporaryDirectory(prefix="dondoc-doc-") as folder:
        converted = _convert(program, path, Path(folder))
        try:
            return read_docx(converted)
        except UnreadableFileError as error:
            raise UnreadableFileError(path, error.reason, error.detail) from error


def converter() -> str | None:
    """The program that converts, None where none is installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def _is_encrypted(path: Path) -> bool:
    """Whether the document stream, which begins on a sector, says that it needs a password."""
    data = path.read_bytes()
    for at in range(_SECTOR, len(data), _SECTOR):
        if data.startswith(_WORD_MARK, at):
            flags = int.from_bytes(data[at + _FLAGS_AT : at + _FLAGS_AT + 2], "little")
            return bool(flags & _FLAG_ENCRYPTED)
    return False


def _convert(program: str, path: Path, folder: Path) -> Path:
    profile, source = folder / "profile", folder / "source.doc"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    shutil.copyfile(path, source)
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    try:
        # In this process's own group, so that whoever stops the reading stops the converter with it.
        subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=_TIME_LIMIT, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(path, "too_slow", str(_TIME_LIMIT)) from error
    converted = folder / "source.docx"
    if not converted.is_file():
        raise UnreadableFileError(path, "damaged", "no conversion")
    return converted
