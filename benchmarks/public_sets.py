"""Public question sets in BEIR form, and how a ranking of one is measured: the same way for every system.

The measures are those of ir-measures. A system says which passages it found and how well; here they are put
in order, those of equal score in the order of the corpus, cut at 100, and handed over without ties.
"""

import platform
import random
import shlex
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from qa_bot import __version__
from qa_bot.documents.model import Document
from qa_bot.errors import UsageError
from qa_bot.evaluation.beir import is_beir, load_beir
from qa_bot.evaluation.measures import import_ir_measures
from qa_bot.evaluation.report import machine
from qa_bot.evaluation.sets import Question, QuestionSet
from qa_bot.library.library import Library, library_from_documents

MEASURES = ("nDCG@10", "RR@10", "Success@1", "Success@3", "R@100")
"""Names in ir-measures; the first is the one that systems are compared by."""

DEPTH = 100
"""Passages of a ranking that are looked at."""

DIGITS = 6
"""Significant digits of a score that count: what differs less, as single precision does, is a tie."""

SEED = 20_140_312
"""Of the sample of questions: the same number of them always gives the same ones."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage of a corpus as every system is given it."""

    source: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        """Title and text."""
        return f"{self.title} {self.text}"


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A set with the passages that have any text."""

    questions: QuestionSet
    documents: tuple[Document, ...]

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.questions.name

    def entries(self) -> list[Entry]:
        """The passages in the order of the corpus."""
        return [Entry(d.source, d.title, d.text) for d in self.documents]

    def library(self) -> Library:
        """The passages as a library, each of them one document that is ranked whole."""
        return library_from_documents(self.documents, whole=True)

    def sample(self, at_most: int | None) -> "PublicSet":
        """The same with at most so many questions, drawn from a fixed seed, in the order of the set."""
        questions = self.questions.questions
        if at_most is None or len(questions) <= at_most:
            return self
        drawn = sorted(random.Random(SEED).sample(range(len(questions)), at_most))
        return replace(self, questions=replace(self.questions, questions=tuple(questions[i] for i in drawn)))


def sets_under(places: Iterable[Path]) -> list[Path]:
    """The folders in BEIR form: those given, and those directly inside folders given.

    Raises UsageError where there is none.
    """
    found: list[Path] = []
    for place in places:
        inside = [place] if is_beir(place) else sorted(p for p in place.glob("*/") if is_beir(p))
        if not inside:
            raise UsageError(f"{place}: no set in BEIR form here (corpus.jsonl, queries.jsonl, qrels/*.tsv)")
        found.extend(inside)
    return found


def read_set(folder: Path) -> PublicSet:
    """The set in a folder. Raises UsageError naming file and line for what is wrong with it."""
    questions = load_beir(folder)
    return PublicSet(questions, tuple(d for d in questions.documents or () if d.sections))


def in_order(found: Mapping[str, float], places: Mapping[str, int]) -> list[str]:
    """The sources found, best first, at most `DEPTH`; equal scores in the order of the corpus."""
    rounded = {source: float(f"{score:.{DIGITS}g}") for source, score in found.items()}
    return sorted(rounded, key=lambda source: (-rounded[source], places[source]))[:DEPTH]


def score(questions: Iterable[Question], rankings: Mapping[str, Sequence[str]]) -> dict[str, list[float]]:
    """Each measure of each question, in the order of the questions."""
    library = import_ir_measures()
    judgements = {question.id: dict(question.relevant) for question in questions}
    run = {id: {source: -float(rank) for rank, source in enumerate(rankings[id])} for id in judgements}
    names = {library.parse_measure(name): name for name in MEASURES}
    scores = {name: dict.fromkeys(judgements, 0.0) for name in MEASURES}
    for metric in library.iter_calc(list(names), judgements, run):
        scores[names[metric.measure]][metric.query_id] = float(metric.value)
    return {name: list(values.values()) for name, values in scores.items()}


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def progress(message: str) -> None:
    """Say on standard error what is being done, and how long the whole has taken."""
    print(f"{time.perf_counter() - _STARTED:6.0f} s  {message}", file=sys.stderr, flush=True)


def made_by(packages: Iterable[str]) -> str:
    """The line of a page that says which command made it, with which versions, on what machine."""
    given = ["DATASETS" if Path(argument).is_dir() else argument for argument in sys.argv[1:]]
    command = shlex.join([f"benchmarks/{Path(sys.argv[0]).name}", *given])
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"Made by `python {command}` with qa-bot {__version__} ({versions}; {machine()}); not edited by hand."
    )


def cell(text: str) -> str:
    """Text inside a Markdown table."""
    return text.replace("|", "\\|")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a Markdown table."""
    return [
        "| " + " | ".join(map(cell, head)) + " |",
        "|---" * len(head) + "|",
        *("| " + " | ".join(map(cell, row)) + " |" for row in rows),
    ]


def write(text: str, file: Path | None) -> None:
    """Print a page, and write it to `file` if there is one."""
    if platform.system() == "Windows":
        print(
            text.encode(sys.stdout.encoding or "utf-8", "replace").decode(sys.stdout.encoding or "utf-8"),
            end="",
        )
    else:
        print(text, end="")
    if file:
        file.write_text(text, encoding="utf-8", newline="\n")


_STARTED = time.perf_counter()
