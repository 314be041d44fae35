"""What is wrong with a value that was read, told by its place."""


class MalformedError(Exception):
    """A value of the wrong type or out of range; the message begins with its place."""
