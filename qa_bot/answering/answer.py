"""What an answer is made of, and its form as JSON. All words of documents in it are quoted."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qa_bot.documents.model import Span

SCHEMA = 1
"""Version of the JSON form; it changes only when a field changes its meaning."""


class Verdict(StrEnum):
    """Whether the documents answer the question."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a passage's score, in words a person understands. `share` is of the score, 0 to 1."""

    name: str
    detail: str
    share: float


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage, where it stands, and the words in it that matter.

    `text` is `document_text[start:end]`, in characters; lines count from 1. `highlights`, `gaps` and
    `sentence` are character spans inside `text`: the words that matter, what belongs to another
    section (a legend that cuts a sentence in half), and the sentence that answers best.
    """

    number: int
    source: str
    title: str
    section: str
    section_inferred: bool
    reference: str
    text: str
    start: int
    end: int
    line_start: int
    line_end: int
    page: int | None
    score: float
    highlights: tuple[Span, ...] = ()
    gaps: tuple[Span, ...] = ()
    sentence: Span = (0, 0)
    why: tuple[Part, ...] = ()
    passage_id: int = 0

    def to_json(self, explain: bool = False) -> dict[str, Any]:
        """The citation as the contract has it, with its explanation if asked for."""
        form: dict[str, Any] = {
            "number": self.number, "source": self.source, "title": self.title, "section": self.section,
            "section_inferred": self.section_inferred, "reference": self.reference, "text": self.text,
            "start": self.start, "end": self.end, "line_start": self.line_start, "line_end": self.line_end,
            "page": self.page, "score": round(self.score, 4),
            "highlights": [list(span) for span in self.highlights],
            "gaps": [list(span) for span in self.gaps],
        }  # fmt: skip
        if explain:
            form["why"] = [
                {"name": part.name, "detail": part.detail, "share": round(part.share, 4)} for part in self.why
            ]
        return form


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of the question that the documents do not know, and the word searched for instead."""

    typed: str
    used: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot says to one question."""

    question: str
    interpreted_as: str
    verdict: Verdict
    reason: str | None
    sentence: str | None
    """The answering sentence or sentences, verbatim from the first citation."""
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    corrections: tuple[Correction, ...] = ()
    expansions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Word or phrase of the question, and the other words it was searched by that the documents have."""
    unknown: tuple[str, ...] = ()
    """Words of the question that no document has."""
    elapsed_ms: float = 0.0
    id: str | None = None

    @property
    def answered(self) -> bool:
        """Whether the documents answer the question."""
        return self.verdict is Verdict.ANSWERED

    def to_json(self, explain: bool = False) -> dict[str, Any]:
        """The answer as the contract has it."""
        answer = None if self.sentence is None else {"text": self.sentence, "citation": 1}
        form: dict[str, Any] = {
            "schema": SCHEMA, "id": self.id, "question": self.question, "interpreted_as": self.interpreted_as,
            "verdict": self.verdict.value, "reason": self.reason, "answer": answer,
            "citations": [citation.to_json(explain) for citation in self.citations],
            "nearest": [citation.to_json(explain) for citation in self.nearest],
            "corrections": [{"typed": c.typed, "used": c.used} for c in self.corrections],
            "elapsed_ms": round(self.elapsed_ms, 2),
        }  # fmt: skip
        if explain:
            form["expansions"] = {word: list(others) for word, others in self.expansions}
            form["unknown_words"] = list(self.unknown)
        return form
