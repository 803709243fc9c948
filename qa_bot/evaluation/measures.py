"""The measures: per question, and their means over groups of questions with 95 % intervals."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qa_bot.errors import UsageError
from qa_bot.evaluation.intervals import bootstrap_mean, percentile, wilson
from qa_bot.evaluation.run import Record, Result
from qa_bot.evaluation.sets import HALVES

RANKING = {"hit@1": ("Success", 1), "hit@3": ("Success", 3), "MRR@10": ("RR", 10), "nDCG@10": ("nDCG", 10)}
"""Name here, and name and depth in ir-measures, of the measures of a ranking; over the answerable questions."""

SENTENCE = "answering_sentence"
"""Whether the answering sentence is the expected one; over the answerable questions that have a quote."""

REFUSED_RIGHTLY = "unanswerable_refused"
"""Whether a question that the documents do not answer was refused."""

REFUSED_WRONGLY = "answerable_refused"
"""Whether a question that the documents answer was refused; the lower, the better."""

MEASURES = (*RANKING, SENTENCE, REFUSED_RIGHTLY, REFUSED_WRONGLY)

PROPORTIONS = frozenset(MEASURES) - {"MRR@10", "nDCG@10"}
"""Measures that are 0 or 1 for one question: Wilson's interval; the others have the bootstrap's."""

Scores = dict[str, float]
"""Measure to the value for one question; a measure that does not apply to it is left out."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean of a measure over `n` questions, with its 95 % interval."""

    value: float
    low: float
    high: float
    n: int

    def to_json(self) -> dict[str, Any]:
        """The figure, to six places."""
        return {
            "value": round(self.value, 6), "low": round(self.low, 6), "high": round(self.high, 6), "n": self.n
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Some questions of a set, and the figures of the measures that apply to any of them."""

    label: str
    questions: int
    answerable: int
    figures: dict[str, Figure]

    def to_json(self) -> dict[str, Any]:
        """The group without its label."""
        return {
            "questions": self.questions,
            "answerable": self.answerable,
            "unanswerable": self.questions - self.answerable,
            "measures": {name: figure.to_json() for name, figure in self.figures.items()},
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in figures: over all its questions, over each half and each kind. Times in milliseconds."""

    overall: Group
    halves: tuple[Group, ...]
    kinds: tuple[Group, ...]
    p50_ms: float
    p95_ms: float
    scores: dict[str, Scores]
    """Question to its measures."""


def import_ir_measures() -> Any:
    """The module that computes the measures of rankings. Raises UsageError where it is not installed."""
    try:
        import ir_measures
    except ImportError:
        raise UsageError(
            "ir-measures is not installed, and the evaluation needs it: pip install ir-measures"
        ) from None
    return ir_measures


def scores_of(records: list[Record]) -> dict[str, Scores]:
    """Every measure of every question. A refused question that has an answer is a miss everywhere."""
    scores: dict[str, Scores] = {record.question.id: {} for record in records}
    for query, measures in _ranking_scores(records).items():
        scores[query].update(measures)
    for record in records:
        own = scores[record.question.id]
        if record.sentence_right is not None:
            own[SENTENCE] = float(record.sentence_right)
        own[REFUSED_WRONGLY if record.question.answerable else REFUSED_RIGHTLY] = float(not record.answered)
    return scores


def _ranking_scores(records: list[Record]) -> dict[str, Scores]:
    """The measures of rankings, from ir-measures. What is ranked is scored by its rank: no ties."""
    answerable = [record for record in records if record.question.answerable]
    if not answerable:
        return {}
    library = import_ir_measures()
    judgements = {record.question.id: record.judgements for record in answerable}
    run = {
        record.question.id: {entry.key: -float(rank) for rank, entry in enumerate(record.returned)}
        for record in answerable
    }
    names = {getattr(library, theirs) @ depth: ours for ours, (theirs, depth) in RANKING.items()}
    scores: dict[str, Scores] = {query: {} for query in judgements}
    for metric in library.iter_calc(list(names), judgements, run):
        scores[metric.query_id][names[metric.measure]] = float(metric.value)
    return scores


def summarise(result: Result) -> Summary:
    """The figures of a run with at least one record."""
    records = result.records
    scores = scores_of(records)
    kinds = dict.fromkeys(record.question.kind for record in records)
    halves = [half for half in HALVES if any(record.question.half == half for record in records)]
    times = [record.elapsed_ms for record in records]
    return Summary(
        overall=group_of("all", records, scores),
        halves=tuple(group_of(h, (r for r in records if r.question.half == h), scores) for h in halves),
        kinds=tuple(group_of(k, (r for r in records if r.question.kind == k), scores) for k in sorted(kinds)),
        p50_ms=percentile(times, 0.50),
        p95_ms=percentile(times, 0.95),
        scores=scores,
    )


def group_of(label: str, records: Iterable[Record], scores: dict[str, Scores]) -> Group:
    """The figures over some records."""
    members = [record.question for record in records]
    figures = {}
    for name in MEASURES:
        values = [scores[question.id][name] for question in members if name in scores[question.id]]
        if values:
            figures[name] = figure_of(name, values)
    return Group(label, len(members), sum(question.answerable for question in members), figures)


def figure_of(name: str, values: list[float]) -> Figure:
    """The mean of a measure with the interval that suits it."""
    if name in PROPORTIONS:
        low, high = wilson(round(sum(values)), len(values))
    else:
        low, high = bootstrap_mean(values)
    return Figure(sum(values) / len(values), low, high, len(values))
