"""Question sets: questions, and the places in the documents that answer them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qa_bot.documents.model import Document
from qa_bot.errors import UsageError
from qa_bot.evaluation.jsonl import Line, read_lines

HALVES = ("development", "held-out")
"""What is tuned on, and what is only ever measured."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A place that answers a question: the shortest verbatim text of the document `source` that does."""

    source: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a set. Without `expected` and `relevant`, the documents do not answer it.

    `conversation` names the conversation that this is the next turn of. `relevant` is used by sets in
    BEIR form only: document to grade; `expected` then only says which sentence answers.
    """

    id: str
    question: str
    kind: str
    expected: tuple[Expected, ...] = ()
    conversation: str | None = None
    half: str | None = None
    relevant: Mapping[str, int] = field(default_factory=dict)
    line: int = 0

    @property
    def answerable(self) -> bool:
        """Whether the documents answer the question."""
        return bool(self.expected or self.relevant)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set as read. `path` is the file of the questions; `documents` is the library that a set in BEIR
    form brings along, None where the library is somewhere else; `digest` is the SHA-256 of its files."""

    name: str
    path: Path
    questions: tuple[Question, ...]
    digest: str
    documents: tuple[Document, ...] | None = None

    @property
    def ranks_documents(self) -> bool:
        """Whether whole documents are judged (BEIR form) rather than passages."""
        return self.documents is not None


def load_set(place: Path) -> QuestionSet:
    """The set in a folder: `questions.jsonl`, or BEIR form. Raises UsageError for anything wrong with it."""
    from qa_bot.evaluation.beir import is_beir, load_beir

    if place.is_file():
        return load_questions(place)
    if not place.exists():
        raise UsageError(f"{place}: no such folder; give one with questions.jsonl, or one in BEIR form")
    questions = place / "questions.jsonl"
    if questions.is_file():
        return load_questions(questions)
    if is_beir(place):
        return load_beir(place)
    raise UsageError(
        f"{place}: no question set here; it needs questions.jsonl, "
        "or corpus.jsonl, queries.jsonl and qrels/*.tsv (BEIR form)"
    )


def load_questions(path: Path) -> QuestionSet:
    """A set in the form of this project: one question a line. Raises UsageError naming the line."""
    questions: dict[str, Question] = {}
    for line in read_lines(path):
        question = _question(line)
        if question.id in questions:
            raise line.error(f'the id "{question.id}" is already that of line {questions[question.id].line}')
        questions[question.id] = question
    if not questions:
        raise UsageError(f"{path}: there is no question in it; write one JSON object a line")
    name = path.resolve().parent.name if path.name == "questions.jsonl" else path.name
    return QuestionSet(name, path, tuple(questions.values()), digest_of(path))


def digest_of(*paths: Path) -> str:
    """SHA-256 of files, one after the other, in hexadecimal."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _question(line: Line) -> Question:
    """The question that a line of `questions.jsonl` states."""
    expected = []
    for entry in line.items("expected"):
        part = line.part("expected", entry)
        expected.append(Expected(part.text("source"), part.text("quote")))
    half = line.text("half", default="")
    if half and half not in HALVES:
        raise line.error(f'"half" must be one of {", ".join(HALVES)}, not "{half}"')
    return Question(
        id=line.identifier("id"),
        question=line.question("question"),
        kind=line.text("kind", default="other"),
        expected=tuple(expected),
        conversation=line.text("conversation", default="") or None,
        half=half or None,
        line=line.number,
    )
