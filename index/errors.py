"""What can go wrong in the index; each error carries facts, and `handlers.explain` puts them into words."""


class SearchIndexError(Exception):
    """Something the index can't do."""


class EncoderUnavailableError(SearchIndexError):
    """The configured encoder can't be loaded; `encoder` is as configured, None for the built-in one."""

    def __init__(self, encoder: str | None, detail: str) -> None:
        super().__init__(f"{encoder or 'built-in'}: {detail}")
        self.encoder = encoder
        self.detail = detail


class PartLostError(SearchIndexError):
    """A saved part of the index that can't be used; `reason` is "missing", "unreadable" or "damaged"."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".rstrip())
        self.reason = reason
        self.detail = detail
