"""A run and its judgements as the files that trec_eval and its kin read.

trec_eval orders by score and breaks ties by the document's name, whatever order the file has; scores are
therefore made strictly decreasing, far enough apart for the single precision that it keeps them in.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from qa_bot.evaluation.run import Record, Result

TAG = "qa-bot"
_STEP = 1e-4
_RELATIVE_STEP = 1e-5
_UNPRINTABLE = re.compile(r"[\s%\x00-\x1f\x7f]")


def name_of(identifier: str) -> str:
    """An identifier as one column: white space, control characters and % in the way of addresses (%20)."""
    return _UNPRINTABLE.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8")), identifier
    )


def falling(scores: list[float]) -> list[float]:
    """The scores, each lowered as little as makes it smaller than the one before."""
    lowered: list[float] = []
    for score in scores:
        if lowered:
            before = lowered[-1]
            score = min(score, before - max(_STEP, abs(before) * _RELATIVE_STEP))
        lowered.append(score)
    return lowered


def run_lines(records: list[Record]) -> Iterator[str]:
    """`qid Q0 docid rank score tag`; the docid of a passage is `source:start-end`, in characters."""
    for record in records:
        scores = falling([entry.score for entry in record.returned])
        for rank, (entry, score) in enumerate(zip(record.returned, scores, strict=True), start=1):
            yield f"{name_of(record.question.id)} Q0 {name_of(entry.key)} {rank} {score:.6f} {TAG}\n"


def judgement_lines(records: list[Record]) -> Iterator[str]:
    """`qid 0 docid grade`, for the questions that the documents answer."""
    for record in records:
        for key, grade in record.judgements.items():
            yield f"{name_of(record.question.id)} 0 {name_of(key)} {grade}\n"


def judgements_beside(run_file: Path) -> Path:
    """Where the judgements of a run are written: the same name with `.qrels` after it."""
    return run_file.with_name(run_file.name + ".qrels")


def write_run(result: Result, run_file: Path) -> None:
    """Write the run, and beside it the judgements that its figures come from. Raises OSError."""
    run_file.write_text("".join(run_lines(result.records)), encoding="utf-8", newline="\n")
    if not run_file.is_file():
        return  # a device, such as /dev/stdout: nothing can stand beside it
    judgements = "".join(judgement_lines(result.records))
    judgements_beside(run_file).write_text(judgements, encoding="utf-8", newline="\n")
