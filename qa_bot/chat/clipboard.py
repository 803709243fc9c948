"""The system's clipboard, through the small program that the platform has for it."""

import shutil
import subprocess
import sys
from collections.abc import Mapping

_SECONDS = 2.0


def programs(platform: str, environ: Mapping[str, str]) -> list[list[str]]:
    """Commands that take text on standard input to the clipboard, best first."""
    if platform == "darwin":
        return [["pbcopy"]]
    if platform == "win32":
        return [["clip"]]
    found = []
    if environ.get("WAYLAND_DISPLAY"):
        found.append(["wl-copy"])
    if environ.get("DISPLAY"):
        found += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    return found


def offer(text: str, environ: Mapping[str, str], platform: str = sys.platform) -> str | None:
    """Give `text` to the clipboard; the name of the program that took it, None if none did."""
    encoding = "utf-16" if platform == "win32" else "utf-8"
    for command in programs(platform, environ):
        if not shutil.which(command[0]):
            continue
        try:
            subprocess.run(
                command,
                input=text.encode(encoding, "replace"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return command[0]
    return None
