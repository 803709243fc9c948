"""Running a question set: every question is asked as a person would ask it, and what came back is kept."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa_bot.answering.answer import Answer, Citation
from qa_bot.documents.model import Span
from qa_bot.evaluation.matching import SourceText, Target
from qa_bot.evaluation.sets import Question, QuestionSet

if TYPE_CHECKING:
    from qa_bot.answering.answerer import Answerer
    from qa_bot.answering.conversation import Conversation
    from qa_bot.library.library import Library

DEPTH = 10
"""Passages asked for with each question: what the measures look at."""

RUN_DEPTH = 100
"""Entries for each question in a run that is written out, and of every ranking of whole documents."""

Progress = Callable[[int, int], None]
"""Called with the questions done and the questions in all."""


@dataclass(frozen=True, slots=True)
class Returned:
    """One entry of a ranking. `key` is what stands for it in a TREC run; `text` is empty and `span` is
    (0, 0) where whole documents are ranked."""

    key: str
    source: str
    score: float
    span: Span = (0, 0)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one question.

    `judgements` are the grades of the entries that were expected, whether they came back or not: empty
    for a question that the documents do not answer. `sentence_right` is None where no quote says it.
    """

    question: Question
    interpreted_as: str
    answered: bool
    sentence: str | None
    sentence_right: bool | None
    returned: tuple[Returned, ...]
    judgements: dict[str, int]
    elapsed_ms: float

    @property
    def first_rank(self) -> int | None:
        """The rank, from 1, of the first entry that was expected; None where there is none."""
        ranks = (rank for rank, entry in enumerate(self.returned, 1) if self.judgements.get(entry.key, 0) > 0)
        return next(ranks, None)


@dataclass(frozen=True)
class Result:
    """A run of a set: the records in the order of the set, and what they were measured on."""

    questions: QuestionSet
    library: str
    engine: str
    documents: int
    passages: int
    half: str | None
    total: int
    """Questions that were to be asked; fewer records than this where the run was interrupted."""
    records: list[Record] = field(default_factory=list)
    not_verbatim: list[Question] = field(default_factory=list)
    """Questions with a quote that is not in the document it names."""

    @property
    def interrupted(self) -> bool:
        """Whether the run ended before its last question."""
        return len(self.records) < self.total


def run_set(
    questions: QuestionSet,
    library: "Library",
    answerer: "Answerer",
    half: str | None = None,
    depth: int = DEPTH,
    progress: Progress | None = None,
) -> Result:
    """Ask the questions of a set, or of one half of it, in order; `depth` is in passages.

    The turns of a conversation share one Conversation. A turn of the other half is asked, because later
    ones are understood in its light, and not counted. An interruption from the keyboard ends the run and
    keeps what is done.
    """
    counted = {question.id for question in questions.questions if half in (None, question.half)}
    needed = {question.conversation for question in questions.questions if question.id in counted} - {None}
    asked = [q for q in questions.questions if q.id in counted or q.conversation in needed]
    result = Result(
        questions,
        library=questions.name if questions.ranks_documents else library.name,
        engine=answerer.index.name,
        documents=len(library.documents()),
        passages=library.passage_count,
        half=half,
        total=len(counted),
    )
    texts = Texts(library)
    conversations: dict[str, Conversation] = {}
    try:
        for question in asked:
            record = _ask(question, questions.ranks_documents, texts, answerer, conversations, depth)
            if question.id not in counted:
                continue
            result.records.append(record)
            if not all(target.spans for target in texts.targets(question)):
                result.not_verbatim.append(question)
            if progress:
                progress(len(result.records), result.total)
    except KeyboardInterrupt:
        pass  # `result.interrupted` tells
    return result


class Texts:
    """The documents' texts, each made ready for finding quotes when it is first needed."""

    def __init__(self, library: "Library") -> None:
        self._library = library
        self._texts: dict[str, SourceText] = {}

    def targets(self, question: Question) -> tuple[Target, ...]:
        """The quotes expected for a question, with every place where they stand."""
        return tuple(
            Target(expected.source, expected.quote, self._text(expected.source).find(expected.quote))
            for expected in question.expected
        )

    def _text(self, source: str) -> SourceText:
        if source not in self._texts:
            self._texts[source] = SourceText(self._library.document_text(source))
        return self._texts[source]


def _ask(
    question: Question,
    ranks_documents: bool,
    texts: Texts,
    answerer: "Answerer",
    conversations: "dict[str, Conversation]",
    depth: int,
) -> Record:
    from qa_bot.answering.conversation import Conversation

    conversation = None
    if question.conversation is not None:
        conversation = conversations.setdefault(question.conversation, Conversation())
    began = time.perf_counter()
    answer = answerer.ask(question.question, k=depth, conversation=conversation)
    elapsed_ms = (time.perf_counter() - began) * 1000
    targets = texts.targets(question)
    if ranks_documents:
        ranking = answerer.rank(question.question, depth=RUN_DEPTH)
        returned = tuple(Returned(source, source, score) for source, score in ranking)
        judgements = dict(question.relevant)
    else:
        returned, judgements = judged(answer.citations, targets)
    return Record(
        question, answer.interpreted_as, answer.answered, answer.sentence,
        sentence_right(answer, targets) if targets else None, returned, judgements, elapsed_ms,
    )  # fmt: skip


def judged(
    citations: Iterable[Citation], targets: tuple[Target, ...]
) -> tuple[tuple[Returned, ...], dict[str, int]]:
    """The citations as a ranking, and the judgements that belong to it.

    Each quote is one relevant entry: the first citation that matches it. A later one that matches it again
    adds nothing. Quotes that one citation holds together are one entry. A quote that no citation matches
    is an entry that did not come back.
    """
    returned: dict[str, Returned] = {}
    judgements: dict[str, int] = {}
    missing = list(targets)
    for citation in citations:
        span = (citation.start, citation.end)
        key = _key(citation.source, span)
        if key in returned:
            key = f"{key}#{citation.number}"
        returned[key] = Returned(key, citation.source, citation.score, span, citation.text)
        found = [target for target in missing if target.matched_by(citation.source, span, citation.text)]
        if found:
            judgements[key] = 1
            missing = [target for target in missing if target not in found]
    for number, target in enumerate(missing):
        key = _key(target.source, target.spans[0]) if target.spans else f"{target.source}:?{number}"
        judgements[key if key not in returned else f"{key}?"] = 1
    return tuple(returned.values()), judgements


def sentence_right(answer: Answer, targets: tuple[Target, ...]) -> bool:
    """Whether the answering sentence shares at least half of the shorter of itself and a quote."""
    if not answer.answered or not answer.sentence or not answer.citations:
        return False
    citation = answer.citations[0]
    start = citation.text.find(answer.sentence)
    first, last = (start, start + len(answer.sentence)) if start >= 0 else citation.sentence
    span = (citation.start + first, citation.start + last)
    return any(target.matched_by(citation.source, span, answer.sentence) for target in targets)


def _key(source: str, span: Span) -> str:
    return f"{source}:{span[0]}-{span[1]}"
