"""What a start costs, and one run in a real terminal from start to quit."""

import os
import re
import select
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

OWN_SCREEN = "\x1b[?1049l"
"""Gives the terminal its own screen back."""
SEQUENCE = re.compile(r"\x1b\[(?!\?1049l)[0-9;?]*[A-Za-z]")
"""What moves the cursor and colours the text."""
HEAVY = "nltk", "numpy", "rank_bm25", "tantivy", "sqlite3"


def test_nothing_heavy_is_imported_with_the_chat() -> None:
    code = f"import sys, qa_bot.chat.app; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_plain_chat_does_not_import_textual(library: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from qa_bot.chat import run_chat;"
        f"run_chat(Path({str(library)!r})); print('textual' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="",
        capture_output=True,
        text=True,
        check=True,
        env=_environ(tmp_path),
    )
    assert done.stdout.strip() == "False"


def _environ(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TEXTUAL_THEME")}
    return kept | {
        "TERM": "xterm-256color",
        "XDG_CACHE_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "PYTHONIOENCODING": "utf-8",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_in_a_real_terminal_from_start_to_quit(library: Path, tmp_path: Path) -> None:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 130, 0, 0))
    code = (
        "import sys; from pathlib import Path; from qa_bot.chat import run_chat;"
        f"sys.exit(run_chat(Path({str(library)!r})))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=theirs, stdout=theirs, stderr=theirs, env=_environ(tmp_path),
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    seen = ""

    def wait_for(text: str) -> None:
        nonlocal seen
        end = monotonic() + 30
        while text not in (shown := SEQUENCE.sub("", seen)):
            assert monotonic() < end, f"{text!r} never came:\n{shown[-2000:]}"
            if select.select([ours], [], [], 0.1)[0]:
                seen += os.read(ours, 65536).decode(errors="replace")

    try:
        wait_for("Ask the documents")
        os.write(ours, b"heaviest horn\r")
        wait_for("Old males carry the heaviest horns. [1]")
        os.write(ours, b"1")
        wait_for("Passage 1 of")
        os.write(ours, b"\x11")
        wait_for(OWN_SCREEN)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
