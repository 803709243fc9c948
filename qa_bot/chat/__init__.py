"""The chat: full screen with Textual in a terminal, line by line elsewhere. The core is opened late."""

import gc
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO


def kept_conversations() -> Path:
    """The file that conversations are kept in."""
    from platformdirs import user_data_path

    return user_data_path("qa-bot", appauthor=False) / "conversations.sqlite"


def run_chat(library: Path | None, history: bool = True) -> int:
    """Chat about `library` (none: the shipped documents) until the person quits; the exit code.

    With `history`, conversations and questions are kept for the next time; without, nothing is.
    Raises QaBotError where the plain chat has no library; the full-screen one tells it on the screen.
    """
    if wants_plain(sys.stdin, sys.stdout, os.environ):
        from qa_bot.chat.plain import PlainChat

        return PlainChat(library, sys.stdin, sys.stdout, sys.stderr).run()
    gc.disable()  # all that is made while starting stays: looking for garbage would only delay the first paint
    try:
        from qa_bot.chat.app import ChatApp

        app = ChatApp(library, kept_at=kept_conversations() if history else None)
        app.run()
    finally:
        gc.enable()
    return app.return_code or 0


def wants_plain(stdin: TextIO, stdout: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether to chat line by line: no terminal, a terminal without a screen, or no colours wanted."""
    if environ.get("NO_COLOR") or environ.get("TERM") == "dumb":
        return True
    return not (stdin.isatty() and stdout.isatty())
