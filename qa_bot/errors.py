"""What can go wrong in a way that a person can mend, and the exit code that says so."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command; other programs rely on them."""

    DONE = 0
    """Done; for `ask`, answered."""
    NOT_FOUND = 1
    """`ask`: the documents do not answer the question."""
    USAGE = 2
    """Wrong use: an unknown option, an empty question, a library path that does not exist."""
    LIBRARY = 3
    """The library could not be read or indexed at all."""
    SERVICE = 4
    """A service that was asked for cannot be reached."""
    INTERRUPTED = 130
    """Interrupted from the keyboard."""


class QaBotError(Exception):
    """An error told in one line: what it is about, what is wrong, what to do next."""

    exit_code = ExitCode.USAGE


class UsageError(QaBotError):
    """The command, a question or a file given to it is not what it takes."""


class LibraryError(QaBotError):
    """Nothing in the library could be read, or its catalogue could not be written."""

    exit_code = ExitCode.LIBRARY


class ReadError(QaBotError):
    """One file could not be read; the others go on and this one is listed."""

    exit_code = ExitCode.LIBRARY
