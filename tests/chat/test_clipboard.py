"""Which clipboard takes what is copied."""

import sys
from pathlib import Path

import pytest

from qa_bot.chat import clipboard

offer = clipboard.offer


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_the_first_program_that_works_takes_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, does in (("wl-copy", "exit 1"), ("xclip", f"cat > {tmp_path}/taken")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert offer("“ü”", {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "linux") == "xclip"
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "“ü”"
    assert offer("x", {"WAYLAND_DISPLAY": "w"}, "linux") is None


def test_without_a_display_no_program_is_tried() -> None:
    assert clipboard.programs("linux", {}) == []
    assert clipboard.programs("darwin", {}) == [["pbcopy"]]
