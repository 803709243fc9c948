"""Opening a document in another program: the editor at the line, or what the system shows it with."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from qa_bot.errors import QaBotError, UsageError

LINE_FOR_LINE = frozenset({".txt", ".text", ".md", ".rst"})
"""Endings of files whose lines are those of the text that is shown."""

_PLUS = frozenset(
    "vi vim nvim gvim view emacs emacsclient nano pico micro kak joe jed mg ne less ed nvi".split()
)
_COLON = frozenset("hx helix subl sublime_text zed".split())
_GOTO = frozenset("code codium vscodium cursor windsurf code-insiders".split())
_WINDOWS = frozenset("code codium vscodium cursor windsurf code-insiders subl sublime_text zed gvim".split())
"""Editors with a window of their own: the chat need not leave the terminal to them."""


def editor(environ: Mapping[str, str]) -> list[str]:
    """The editor that the environment names, as the start of a command; empty if it names none."""
    try:
        return shlex.split(environ.get("VISUAL") or environ.get("EDITOR") or "")
    except ValueError as error:
        raise UsageError("VISUAL or EDITOR cannot be read: a quote in it is not closed") from error


def has_window(command: list[str]) -> bool:
    """Whether the editor opens a window of its own."""
    return Path(command[0]).stem in _WINDOWS


def at_line(command: list[str], file: Path, line: int) -> list[str]:
    """The command that opens `file` in the editor, at `line` where the editor is known to take one."""
    name = Path(command[0]).stem
    if file.suffix.lower() not in LINE_FOR_LINE:
        return [*command, str(file)]
    if name in _PLUS:
        return [*command, f"+{line}", str(file)]
    if name in _GOTO:
        return [*command, "--goto", f"{file}:{line}"]
    return [*command, f"{file}:{line}" if name in _COLON else str(file)]


def edit(command: list[str]) -> None:
    """Run an editor until it ends, or start it if it has a window. Raises QaBotError if it cannot be started."""
    try:
        if has_window(command):
            _start(command)
        else:
            subprocess.run(command, check=False)
    except OSError as error:
        raise UsageError(
            f"{command[0]}: cannot be started ({error.strerror}); set EDITOR to another editor"
        ) from error


def view(file: Path, platform: str = sys.platform) -> None:
    """Show `file` with what the system shows such files with. Raises QaBotError if there is nothing."""
    if platform == "win32":
        os.startfile(file)  # type: ignore[attr-defined, unused-ignore]
        return
    program = "open" if platform == "darwin" else "xdg-open"
    if shutil.which(program) is None:
        raise UsageError(f"{program}: not installed; set EDITOR and press Ctrl+O to open the file there")
    try:
        _start([program, str(file)])
    except OSError as error:
        raise QaBotError(f"{program}: cannot be started ({error.strerror})") from error


def _start(command: list[str]) -> None:
    subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
