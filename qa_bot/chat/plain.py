"""The chat line by line: for pipes, for terminals without a screen, for those who want no colours."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from shutil import get_terminal_size
from typing import TextIO

from qa_bot.chat.desk import Desk, Tell, open_desk
from qa_bot.errors import ExitCode, QaBotError
from qa_bot.rendering import harmless, reflow, render_answer

HELP = """Type a question and press Enter. Besides:
:new   start afresh: the next question is no follow-up
:quit  end (so does Ctrl+D)
"""
WIDEST = 100
"""Cells to a line at most; longer lines are hard to read."""


class PlainChat:
    """Questions from `stdin`, answers to `stdout`, errors to `stderr`."""

    def __init__(
        self,
        library: Path | None,
        stdin: TextIO,
        stdout: TextIO,
        stderr: TextIO,
        opener: Callable[[Path | None, Tell], Desk] = open_desk,
    ) -> None:
        self._library = library
        self._in, self._out, self._err = stdin, stdout, stderr
        self._opener = opener
        self._person = stdin.isatty() and stdout.isatty()
        for stream in (stdin, stdout, stderr):
            if reconfigure := getattr(stream, "reconfigure", None):
                reconfigure(errors="replace")

    def run(self) -> int:
        """Answer every line until the end; the exit code. Raises QaBotError if there is no library."""
        desk = self._opener(self._library, lambda done, total: None)
        if self._person:
            about = desk.about
            self._say(f"{reflow(about.name)}, {about.documents:,} documents; :help says more, :quit ends")
        for line in self._lines():
            if line == ":quit":
                break
            self._answer(desk, line)
        return ExitCode.DONE

    def _lines(self) -> Iterator[str]:
        """What is typed or piped, without empty lines."""
        while True:
            line = self._typed() if self._person else self._in.readline()
            if not line:
                return
            if line.strip():
                yield line.strip()

    def _typed(self) -> str:
        """One line from a person, with a prompt; empty at the end."""
        if self._in is sys.stdin:
            try:
                return input("\n> ") + "\n"
            except EOFError:
                self._say("")
                return ""
        self._out.write("\n> ")
        self._out.flush()
        return self._in.readline()

    def _answer(self, desk: Desk, line: str) -> None:
        if line == ":help":
            self._say(HELP)
        elif line == ":new":
            desk.start_afresh()
            self._say("A new conversation.")
        else:
            if not self._person:
                self._say(f"> {harmless(line)}")
            try:
                answer = desk.ask(line)
            except QaBotError as error:
                self._complain(str(error))
                return
            width = min(get_terminal_size().columns, WIDEST) - 1
            self._say("\n" * self._person + render_answer(answer, width, wants_color(self._out, os.environ)))
            if not self._person:
                self._say("")

    def _say(self, text: str) -> None:
        print(text, file=self._out, flush=True)

    def _complain(self, text: str) -> None:
        print(f"qa-bot: {reflow(text)}", file=self._err, flush=True)


def wants_color(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether `stream` is a terminal that may be sent colours."""
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
