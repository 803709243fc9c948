"""Standard output and the terminal, as the commands use them."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa_bot.library.refresh import Progress

WIDEST = 100
"""Cells to a line at most; longer lines are hard to read."""

PATIENCE = 0.4
"""Seconds that a library may take before progress is shown: what is quick need not flash."""

PAUSE = 0.1
"""Seconds between two messages about progress."""


def width() -> int:
    """Cells to fill a line with."""
    return min(get_terminal_size().columns, WIDEST)


def emit(text: str) -> bool:
    """Print `text` at once; whether anybody still reads it."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        be_quiet()
        return False
    return True


def be_quiet() -> None:
    """Nobody reads on: let the interpreter's last flush go nowhere, without a complaint."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        pass  # not a real file, as in tests: nothing is flushed at the end


@contextmanager
def progress() -> Iterator[Callable[["Progress"], None] | None]:
    """Shows how far the reading of a library is, on standard error where that is a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from qa_bot.rendering import cells, reflow

    next_time = monotonic() + PATIENCE
    shown = 0

    def show(now: "Progress") -> None:
        nonlocal next_time, shown
        if monotonic() < next_time:
            return
        line = reflow(f"Reading the documents: {now.done:,} of {now.total:,}, {now.source}")[: width() - 1]
        sys.stderr.write("\r" + line + " " * (shown - cells(line)))
        sys.stderr.flush()
        next_time, shown = monotonic() + PAUSE, cells(line)

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write("\r" + " " * shown + "\r")
            sys.stderr.flush()


def whole_characters(text: str) -> str:
    """`text` with lone surrogates, which no encoding has, replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
