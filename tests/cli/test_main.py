"""What holds for every command: options, errors, interruptions, pipes, terminals."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

import qa_bot
from qa_bot import cli as command_line
from qa_bot.commands import console
from qa_bot.library.refresh import Progress

from .conftest import COMMAND, Cli, one_line


def test_version_and_help(cli: Cli) -> None:
    assert cli("--version") == (said := cli("--debug", "--version"))
    assert (said.code, said.out, said.err) == (0, f"qa-bot {qa_bot.__version__}\n", "")
    for arguments in (["--help"], ["-h"], *([name, "--help"] for name in command_line._COMMANDS)):
        said = cli(*arguments)
        assert said.code == 0 and said.out.startswith("usage: qa-bot") and said.err == ""
    assert all(f"  {name} " in cli("--help").out for name in command_line._COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--colour"], "--colour"),
        (["ask", "--colour", "fever"], "--colour"),
        (["ask", "fever", "--jso"], "--jso"),
        (["ask", "fever", "--library"], "--library"),
        (["ask", "fever", "--library", ""], "--library"),
        (["ask", "fever", "--library", "no/such"], "no/such"),
        (["info", "no/such"], "no/such"),
        (["index", "no/such"], "no/such"),
        (["index"], "LIBRARY"),
        (["index", ".", "--engine", "lucene"], "lucene"),
        (["index", ".", "--engine", "tantivy"], "tantivy"),
        (["index", ".", "--engine", "milvus"], "milvus"),
        (["eval", "no/such"], "such"),
        (["chat", "no/such"], "such"),
        (["no/such"], "such"),
        (["what is IVIg?"], "qa-bot ask"),
        ([""], "path"),
        (["one", "two"], "two"),
    ],
)
def test_wrong_use_is_one_line(cli: Cli, arguments: list[str], named: str) -> None:
    said = cli(*arguments)
    assert said.code == 2 and named in one_line(said)


def test_line_ends_in_names_stay_in_the_line(cli: Cli) -> None:
    assert "no\\such" not in one_line(cli("info", "no\nsuch\x1b[31m"))


def test_a_library_called_like_a_command(run: Cli, tmp_path: Path) -> None:
    (tmp_path / "ask").mkdir()
    (tmp_path / "ask" / "zebra.txt").write_text("The zebra weighed 312 kilograms.", encoding="utf-8")
    for arguments in (["./ask"], ["chat", "ask"]):
        said = run(*arguments, stdin=b"what did the zebra weigh\n")
        assert said.code == 0 and "312 kilograms" in said.out and said.err == ""
    assert run("ask").code == 2


def test_without_a_terminal_the_chat_is_lines(run: Cli) -> None:
    said = run(stdin=b"How many days after IVIg did the fever and rash begin?\n")
    assert said.code == 0 and "Nine days after" in said.out and "\x1b" not in said.out


def test_a_fault_of_the_program_is_one_line(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr("qa_bot.commands.ask.open_library", broken)
    said = cli("ask", "did it work?")
    assert said.code == 3
    line = one_line(said)
    assert "ZeroDivisionError: division by zero" in line and "--debug" in line and "did it work?" in line
    said = cli("ask", "did it work?", "--debug")
    assert said.code == 3 and "Traceback" in said.err and "in broken" in said.err
    assert "Traceback" in cli("--debug", "ask", "did it work?").err
    assert "Traceback" not in cli("ask", "--", "--debug").err


def test_interrupted(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qa_bot.commands.ask.open_library", interrupted)
    said = cli("ask", "a long question " * 50)
    assert said.code == 130 and one_line(said).startswith("interrupted; the question was: a long question")
    assert len(said.err) < 300


@pytest.mark.skipif(os.name != "posix", reason="pipes of another kind")
@pytest.mark.parametrize("arguments", [["info"], ["--help"], ["index", ".", "--json"], ["ask", "lupus"]])
def test_nobody_reads_on(environment: dict[str, str], tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "zebra.txt").write_text("The zebra weighed 312 kilograms.", encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COMMAND, *arguments], env=environment, cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL, timeout=60,
    )  # fmt: skip
    os.close(writing)
    assert done.returncode == 0 and done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said(environment: dict[str, str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "info"], env=environment, stdout=full, stderr=subprocess.PIPE, timeout=60
        )
    assert done.returncode == 3 and b"No space left" in done.stderr and done.stderr.count(b"\n") == 1


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_for_terminals_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "PATIENCE", 0)
    monkeypatch.setattr(console, "PAUSE", 0)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with console.progress() as show:
        assert show is None
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with console.progress() as show:
        assert show
        show(Progress(3, 4000, "some/long\x1b[2J.txt"))
        show(Progress(4, 4000, "b.txt"))
    shown = terminal.getvalue()
    assert (
        "Reading the documents: 3 of 4,000, some/long" in shown and "\x1b" not in shown and "\n" not in shown
    )
    assert shown.endswith("\r") and shown.rstrip("\r").rpartition("\r")[2].strip() == ""


def test_quick_work_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with console.progress() as show:
        assert show
        show(Progress(0, 4, "a.txt"))
    assert terminal.getvalue() == ""
