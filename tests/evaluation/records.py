"""Records made by hand, for figures that can be worked out by hand."""

from pathlib import Path

from qa_bot.evaluation.run import Record, Result, Returned
from qa_bot.evaluation.sets import Expected, Question, QuestionSet


def record(
    id: str,
    ranking: str = "",
    relevant: str = "",
    *,
    answered: bool = True,
    sentence_right: bool | None = None,
    kind: str = "fact",
    half: str | None = None,
    elapsed_ms: float = 1.0,
) -> Record:
    """A record of the entries `ranking` (one letter each, best first); `relevant` were expected."""
    expected = tuple(Expected(letter, letter) for letter in relevant)
    return Record(
        Question(id, f"question {id}?", kind, expected, half=half), f"question {id}?", answered,
        "A sentence." if answered else None, sentence_right,
        tuple(Returned(letter, letter, 9.0, (0, 1), letter) for letter in ranking if answered),
        dict.fromkeys(relevant, 1), elapsed_ms,
    )  # fmt: skip


def result_of(*records: Record, total: int | None = None) -> Result:
    """The run that the records are of."""
    questions = QuestionSet("by hand", Path("questions.jsonl"), tuple(r.question for r in records), "0" * 64)
    return Result(questions, "four texts", "rank-bm25", 4, 40, None, total or len(records), list(records))
