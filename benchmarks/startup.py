"""How fast qa-bot starts and answers, as ratios to what cannot be avoided, all measured in one run.

Run it with the Python of an environment that qa-bot is installed in and little else:

    python3 -m venv /tmp/clean && /tmp/clean/bin/python -m pip install -q . && /tmp/clean/bin/python benchmarks/startup.py

Every time but the warm question's is of a fresh process, from its start to its end or, for what paints a
screen, to the moment when the words in question reach the terminal. The processes take turns, so that a machine
that slows down slows all of them; the figures are medians. The exit code is 1 where a bound does not hold.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

PYTHON = sys.executable
QA_BOT = shutil.which("qa-bot", path=str(Path(PYTHON).parent))
QUESTION = "How many days after IVIg did the fever and rash begin?"
RESULTS = Path(__file__).with_name("RESULTS.md")
PACKAGES = ("qa-bot", "nltk", "numpy", "rank-bm25", "textual")
PATIENCE = 60.0
"""Seconds after which something that has not appeared is given up."""

MINIMAL_APP = """
from textual.app import App
from textual.widgets import Static

class Minimal(App):
    def compose(self):
        yield Static("painted")

Minimal().run()
"""
WARM_QUESTIONS = """
import json, sys, time
from pathlib import Path
from qa_bot.answering.answerer import Answerer
from qa_bot.answering.conversation import Conversation
from qa_bot.library.library import open_library

answerer = Answerer(open_library())
lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
questions = [json.loads(line) for line in lines if line.strip()]
for question in questions[:10]:
    answerer.ask(question["question"])
conversations, times = {}, []
for question in questions:
    name = question.get("conversation")
    conversation = conversations.setdefault(name, Conversation()) if name else None
    started = time.perf_counter()
    answerer.ask(question["question"], 5, conversation)
    times.append((time.perf_counter() - started) * 1000)
print(json.dumps(times))
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: medians in milliseconds, and the bound."""

    what: str
    milliseconds: float
    against: str
    other: float | None
    bound: float

    @property
    def figure(self) -> float:
        """What the bound is about: the ratio, or the milliseconds where there is nothing to compare with."""
        return self.milliseconds if self.other is None else self.milliseconds / self.other

    @property
    def holds(self) -> bool:
        """Whether the figure is within its bound."""
        return self.figure <= self.bound

    def markdown(self) -> str:
        """The line as Markdown."""
        unit = " ms" if self.other is None else " ×"
        other = "" if self.other is None else f"{self.other:.0f} ms"
        shown = f"{self.milliseconds:.1f}" if self.milliseconds < 10 else f"{self.milliseconds:.0f}"
        return (
            f"| {self.what} | {shown} ms | {self.against} | {other} | "
            f"{self.figure:.2f}{unit} | {self.bound:g}{unit} | {'yes' if self.holds else 'NO'} |"
        )


@contextmanager
def home() -> Iterator[dict[str, str]]:
    """The environment of a machine that qa-bot has never run on."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "XDG_", "NO_COLOR"))}
        cache = {"LOCALAPPDATA": folder, "WIN_PD_OVERRIDE_LOCAL_APPDATA": folder}
        yield kept | cache | {"HOME": folder, "TERM": "xterm-256color", "LINES": "40", "COLUMNS": "120"}


def process(command: list[str], environment: dict[str, str]) -> float:
    """Milliseconds of a process that ends by itself."""
    started = time.perf_counter()
    subprocess.run(
        command,
        env=environment,
        cwd=environment["HOME"],
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    return (time.perf_counter() - started) * 1000


def screen(command: list[str], environment: dict[str, str], *words: str) -> list[float]:
    """Milliseconds until each of `words`, in this order, reaches a terminal of 120 × 40 cells."""
    import fcntl
    import pty
    import select
    import struct
    import termios

    terminal, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    started = time.perf_counter()
    running = subprocess.Popen(
        command,
        env=environment,
        cwd=environment["HOME"],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        start_new_session=True,
    )
    os.close(inner)
    times: list[float] = []
    painted = b""
    try:
        while len(times) < len(words):
            left = PATIENCE - (time.perf_counter() - started)
            ready, _, _ = select.select([terminal], [], [], max(left, 0))
            if not ready:
                sys.exit(f"startup: {command}: “{words[len(times)]}” did not appear in {PATIENCE:.0f} s")
            painted += os.read(terminal, 65536)
            while len(times) < len(words) and words[len(times)].encode() in painted:
                times.append((time.perf_counter() - started) * 1000)
    finally:
        running.kill()
        running.wait()
        os.close(terminal)
    return times


def warm_questions(questions: Path, environment: dict[str, str]) -> list[float]:
    """Milliseconds of every question of the set, each asked once by one process that is warm."""
    done = subprocess.run(
        [PYTHON, "-c", WARM_QUESTIONS, str(questions.resolve())],
        env=environment,
        cwd=environment["HOME"],
        check=True,
        capture_output=True,
    )
    return [float(one) for one in json.loads(done.stdout)]


def first_ask(command: list[str]) -> float:
    """Milliseconds of the command on a machine that qa-bot has never run on."""
    with home() as environment:
        return process(command, environment)


def p95(times: list[float]) -> float:
    """The time that 95 % of `times` are within."""
    return sorted(times)[max(0, -(-95 * len(times) // 100) - 1)]


def measure(rounds: int, questions: Path) -> list[Row]:
    """All rows; every round has each process once."""
    assert QA_BOT
    ask = [QA_BOT, "ask", QUESTION]
    with home() as warm:
        process(ask, warm)
        turns: dict[str, Callable[[], list[float]]] = {
            "pass": lambda: [process([PYTHON, "-c", "pass"], warm)],
            "version": lambda: [process([QA_BOT, "--version"], warm)],
            "import": lambda: [process([PYTHON, "-c", "import nltk, rank_bm25"], warm)],
            "ask": lambda: [process(ask, warm)],
            "first ask": lambda: [first_ask(ask)],
            "question": lambda: [p95(warm_questions(questions, warm))],
        }
        if os.name == "posix":
            turns["minimal"] = lambda: screen([PYTHON, "-c", MINIMAL_APP], warm, "painted")
            turns["chat"] = lambda: screen([QA_BOT], warm, "❯", "the shipped documents")
        found: dict[str, list[list[float]]] = {name: [] for name in turns}
        for number in range(rounds + 1):
            for name, turn in turns.items():
                times = turn()
                if number:  # the first round only warms the disk's cache
                    found[name].append(times)
            print(f"\rround {number} of {rounds}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
    of = {name: [median(column) for column in zip(*times, strict=True)] for name, times in found.items()}
    imports = '`python -c "import nltk, rank_bm25"`'
    asked = "`qa-bot ask`, shipped documents"
    count = len([line for line in questions.read_text("utf-8").splitlines() if line.strip()])
    rows = [
        Row("`qa-bot --version`", of["version"][0], "`python -c pass`", of["pass"][0], 5),
        Row(f"{asked}, already indexed", of["ask"][0], imports, of["import"][0], 1),
        Row(f"{asked}, the very first", of["first ask"][0], imports, of["import"][0], 4),
        Row(f"a question when warm, p95 of {count}", of["question"][0], "", None, 10),
    ]
    if "chat" in of:
        minimal = "a minimal Textual app, first paint"
        rows.append(Row("chat: first paint", of["chat"][0], minimal, of["minimal"][0], 1.3))
        rows.append(Row("chat: first answer possible", of["chat"][1], minimal, of["minimal"][0], 2.5))
    return rows


def page(rows: list[Row], rounds: int) -> str:
    """The table, and what it was measured on."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    lines = [
        "# How fast it starts",
        "",
        f"Medians of {rounds} fresh processes, {platform.system()} {platform.machine()}, {os.cpu_count()} processors, "
        f"Python {platform.python_version()}, {versions}. Made by `python benchmarks/startup.py --write`, in an "
        "environment with qa-bot and what it needs, and nothing else. Times differ between machines; the ratios hold.",
        "",
        "| what | time | against | time | figure | bound | holds |",
        "|---|---|---|---|---|---|---|",
        *(row.markdown() for row in rows),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description="Measure how fast qa-bot starts and answers.")
    parser.add_argument("-n", "--rounds", type=int, default=21, help="fresh processes of each kind")
    parser.add_argument("--questions", type=Path, help="a questions.jsonl (default: the shipped set)")
    parser.add_argument("--write", action="store_true", help=f"write the table to benchmarks/{RESULTS.name}")
    options = parser.parse_args()
    if QA_BOT is None:
        sys.exit("startup: run this with the Python of an environment that qa-bot is installed in")
    if options.rounds < 1:
        sys.exit("startup: --rounds must be 1 or more")
    from qa_bot.paths import shipped_questions

    rows = measure(options.rounds, options.questions or shipped_questions() / "questions.jsonl")
    text = page(rows, options.rounds)
    print(text, end="")
    if options.write:
        RESULTS.write_text(text, encoding="utf-8", newline="\n")
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
