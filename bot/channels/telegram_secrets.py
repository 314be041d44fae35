"""Keeps the bot token out of everything that is logged."""

import logging

_MASK = "<token>"


class TokenFilter(logging.Filter):
    """Writes a mask wherever a record or its traceback shows the token."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass, masked."""
        message = record.getMessage()
        if self._token in message:
            record.msg, record.args = message.replace(self._token, _MASK), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = record.exc_text.replace(self._token, _MASK)
        return True


def keep_out_of_logs(token: str) -> None:
    """Mask the token in every log handler of the process, and leave out the lines of each HTTP request."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    if token:
        for handler in logging.getLogger().handlers:
            handler.addFilter(TokenFilter(token))
