"""What can go wrong in a conversation; each error carries facts, and `explain` puts them into words."""

from knowledge.errors import UnreadableFileError


class FileRefusedError(UnreadableFileError):
    """A file sent into a talk that can't be taken in; `path` is its bare name."""


class NotRecordedError(Exception):
    """What was said, or confirmed, could not be recorded."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail
