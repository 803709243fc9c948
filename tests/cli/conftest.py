"""Runs the command as a person does, with a home of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qa_bot.cli import main

ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT / "corpus"
COMMAND = [sys.executable, "-m", "qa_bot"]
PLACES = ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA")
"""What the platforms take the place of caches from."""

RAIN = """Rainfall at the river station

Abstract
Background: The river station has measured rain since 1931.
Methods: Rain was measured every morning with a copper gauge by two volunteers.
Results: In the wet year 1958 the station recorded 912 mm of rain, and the river flooded the lower meadow.
Conclusions: Copper gauges are cheap and reliable for small stations.
"""


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str


Cli = Callable[..., Said]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that is shared, so that the vocabulary is compiled once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """The environment of a process in that home."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "PYTHONIOENCODING")}
    return kept | dict.fromkeys(PLACES, str(home)) | {"PYTHONPATH": str(ROOT)}


@pytest.fixture
def cli(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Cli]:
    """Calls the command in this process."""
    for place in PLACES:
        monkeypatch.setenv(place, str(home))
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: str | Path) -> Said:
        code = main([str(argument) for argument in arguments])
        return Said(code, *capsys.readouterr())

    yield call


@pytest.fixture
def run(environment: dict[str, str], tmp_path: Path) -> Cli:
    """Runs the command in a process of its own, from a folder that is not the checkout."""

    def call(
        *arguments: str | bytes | Path,
        stdin: bytes = b"",
        env: dict[str, str] | None = None,
        timeout: float = 300,
    ) -> Said:
        done = subprocess.run(
            [*COMMAND, *arguments], input=stdin, env=environment | (env or {}), cwd=tmp_path,
            capture_output=True, timeout=timeout,
        )  # fmt: skip
        return Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return call


@pytest.fixture
def rain(tmp_path: Path) -> Path:
    """A library of one document."""
    folder = tmp_path / "rain"
    folder.mkdir()
    (folder / "rain.txt").write_text(RAIN, encoding="utf-8", newline="\n")
    return folder


def one_line(said: Said) -> str:
    """The single line of an error, without a traceback and without data."""
    assert said.out == ""
    lines = said.err.splitlines()
    assert len(lines) == 1, said.err
    assert lines[0].startswith("qa-bot: ")
    return lines[0].removeprefix("qa-bot: ")
