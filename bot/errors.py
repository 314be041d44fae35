"""What can go wrong at the door; `handlers.explain` puts it into words."""

from pathlib import Path


class SettingsError(Exception):
    """A variable is missing or holds a value that can't be used; `reason` is the name of the setting."""

    def __init__(self, reason: str, value: str = "") -> None:
        super().__init__(f"{reason}: {value}")
        self.variable = f"DONDOC_{reason.upper()}"
        self.reason = reason
        self.value = value


class MalformedMessageError(Exception):
    """A line that is no message; `reason` names what is wrong with it."""

    def __init__(self, reason: str, chat: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.chat = chat


class UnreadableQuestionsError(Exception):
    """A file that holds no questions to be scored with."""

    def __init__(self, path: Path, line: int = 0) -> None:
        super().__init__(f"{path}:{line}")
        self.path = path
        self.line = line
        self.reason = "line" if line else "whole"


class UnwritableFileError(Exception):
    """A file that can't be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class LoadingError(Exception):
    """The plans to be measured with could not all be loaded; the import has said why."""


class UnreadableVocabularyError(Exception):
    """A file of an office's own words that can't be read or has another shape; `detail` says where."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail
