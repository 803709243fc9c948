"""The result of a run for people in a terminal, for other programs, and for a page of results."""

import os
import platform
import textwrap
from typing import Any

from qa_bot import __version__
from qa_bot.evaluation.measures import (
    MEASURES,
    RANKING,
    REFUSED_RIGHTLY,
    REFUSED_WRONGLY,
    SENTENCE,
    Figure,
    Group,
    Summary,
)
from qa_bot.evaluation.run import Record, Result

SCHEMA = 1
"""Version of the JSON form; it changes only when a field changes its meaning."""

LABELS = {
    **{name: name for name in RANKING},
    SENTENCE: "answering sentence right",
    REFUSED_RIGHTLY: "unanswerable refused",
    REFUSED_WRONGLY: "answerable refused (lower is better)",
}
"""Measures in the words of a report."""

SHORT = {**{name: name for name in RANKING}, SENTENCE: "answer", "refused": "refused"}
"""The same as the heads of narrow columns."""

_BAR = 20


def plain(text: str) -> str:
    """Text of a question set made safe for a terminal: what cannot be printed becomes a space."""
    return "".join(character if character.isprintable() else " " for character in text)


def interval(figure: Figure | None) -> str:
    """`0.72 [0.63-0.79]`; a dash where the measure does not apply."""
    return f"{figure.value:.2f} [{figure.low:.2f}-{figure.high:.2f}]" if figure else "-"


def measured_on(result: Result) -> str:
    """The set and the library in one sentence."""
    half = f", {result.half} half" if result.half else ""
    done = f"{len(result.records)} of {result.total}" if result.interrupted else f"{result.total}"
    return (
        f"{done} questions of {result.questions.name}{half}, on {result.library}: "
        f"{result.documents:,} documents, {result.passages:,} passages, {result.engine}"
    )


def refused(group: Group) -> float | None:
    """The share of a group that was refused; None for a group with answerable and unanswerable questions,
    where it would mean nothing."""
    figures = [group.figures.get(name) for name in (REFUSED_RIGHTLY, REFUSED_WRONGLY)]
    values = [figure.value for figure in figures if figure]
    return values[0] if len(values) == 1 else None


def table(result: Result, summary: Summary) -> str:
    """The figures as lines of at most 80 characters, where names are short, for any terminal."""
    lines = [*textwrap.wrap(plain(f"qa-bot {__version__}. {measured_on(result)}."), 80), ""]
    width = max(len(label) for label in LABELS.values())
    for name, figure in summary.overall.figures.items():
        bar = "#" * round(figure.value * _BAR)
        lines.append(f"{LABELS[name]:{width}}  {interval(figure)}  {bar:{_BAR}} n={figure.n}")
    lines.append(
        f"{'time per question':{width}}  {summary.p50_ms:.1f} ms median, {summary.p95_ms:.1f} ms p95"
    )
    groups = (*summary.halves, *(summary.kinds if len(summary.kinds) > 1 else ()))
    if groups:
        lines += [
            "",
            *_rows(groups),
            "",
            "Brackets: 95 % intervals; --json and --report have those of each kind.",
        ]
    return "\n".join(lines) + "\n"


def _rows(groups: tuple[Group, ...]) -> list[str]:
    labels = [plain(group.label)[:20] for group in groups]
    width = max(len(label) for label in (*labels, "kind"))
    rows = [f"{'kind':{width}} {'n':>5}" + "".join(f"  {head:>7}" for head in SHORT.values())]
    for label, group in zip(labels, groups, strict=True):
        values = [_value(group.figures.get(name)) for name in (*RANKING, SENTENCE)]
        share = refused(group)
        values.append("-" if share is None else f"{share:.2f}")
        rows.append(f"{label:{width}} {group.questions:>5}" + "".join(f"  {value:>7}" for value in values))
    return rows


def _value(figure: Figure | None) -> str:
    return f"{figure.value:.2f}" if figure else "-"


def machine() -> str:
    """What times were measured on."""
    system = f"{platform.system()} {platform.machine()}"
    return f"Python {platform.python_version()}, {system}, {os.cpu_count()} CPUs"


def to_json(result: Result, summary: Summary, command: str) -> dict[str, Any]:
    """Everything of a run that another program, or a later comparison, needs."""
    questions = result.questions
    return {
        "schema": SCHEMA,
        "version": __version__,
        "command": command,
        "machine": machine(),
        "set": {"name": questions.name, "sha256": questions.digest, "half": result.half},
        "library": {
            "name": result.library, "documents": result.documents, "passages": result.passages,
            "engine": result.engine,
        },
        "interrupted": result.interrupted,
        "overall": summary.overall.to_json(),
        "halves": {group.label: group.to_json() for group in summary.halves},
        "kinds": {group.label: group.to_json() for group in summary.kinds},
        "time_ms": {"p50": round(summary.p50_ms, 3), "p95": round(summary.p95_ms, 3)},
        "questions": [_record(record, summary) for record in result.records],
    }  # fmt: skip


def _record(record: Record, summary: Summary) -> dict[str, Any]:
    question = record.question
    return {
        "id": question.id, "question": question.question, "interpreted_as": record.interpreted_as,
        "kind": question.kind, "half": question.half, "answerable": question.answerable,
        "verdict": "answered" if record.answered else "not_found",
        "first_rank": record.first_rank, "answer": record.sentence, "sentence_right": record.sentence_right,
        "returned": [entry.key for entry in record.returned[:10]],
        "scores": {name: round(value, 6) for name, value in summary.scores[question.id].items()},
        "elapsed_ms": round(record.elapsed_ms, 3),
    }  # fmt: skip


def markdown(result: Result, summary: Summary, command: str) -> str:
    """A page of results that says what each figure was measured on, and by which command."""
    lines = [
        "# Results",
        "",
        f"Made by `{command}` with qa-bot {__version__}; not edited by hand.",
        "",
        f"Measured on {_cell(measured_on(result))}.",
        f"The set's SHA-256 begins with `{result.questions.digest[:16]}`.",
        "",
    ]
    if result.interrupted:
        lines += ["**The run was interrupted: these figures are of its first questions only.**", ""]
    groups = (summary.overall, *summary.halves)
    lines += ["| measure | " + " | ".join(_with_count(group) for group in groups) + " |"]
    lines += ["|---" * (len(groups) + 1) + "|"]
    for name in MEASURES:
        if any(name in group.figures for group in groups):
            cells = (_figure_cell(group.figures.get(name)) for group in groups)
            lines.append(f"| {LABELS[name]} | " + " | ".join(cells) + " |")
    if len(summary.kinds) > 1:
        lines += ["", "## By kind of question", ""]
        names = [name for name in MEASURES if any(name in group.figures for group in summary.kinds)]
        lines += ["| kind | " + " | ".join(LABELS[name] for name in names) + " |"]
        lines += ["|---" * (len(names) + 1) + "|"]
        for group in summary.kinds:
            cells = (interval(group.figures.get(name)) for name in names)
            lines.append(f"| {_with_count(group)} | " + " | ".join(cells) + " |")
    times = (
        f"{summary.p50_ms:.1f} ms a question in the middle (median), {summary.p95_ms:.1f} ms at the 95th "
        f"percentile, on {machine()}."
    )
    lines += ["", "## Time", "", times, "", *_reading(result), ""]
    return "\n".join(lines)


def _reading(result: Result) -> list[str]:
    ranked = (
        "Whole documents are ranked, whatever the verdict is."
        if result.questions.ranks_documents
        else "An answerable question that was refused counts as a miss in every measure. A passage matches "
        "where it shares at least half of the shorter of itself and the expected quote."
    )
    text = (
        "Ranking measures (hit@1, hit@3, MRR@10, nDCG@10; from ir-measures) are means over the answerable "
        f"questions. {ranked} Brackets hold 95 % intervals: Wilson's for shares, the bootstrap's (1,000 "
        "resamples of the questions) for MRR and nDCG. A kind with few questions has a wide one: two figures "
        "whose intervals overlap widely tell nothing apart."
    )
    return ["## How to read it", "", text]


def _with_count(group: Group) -> str:
    return f"{_cell(group.label)} (n={group.questions})"


def _figure_cell(figure: Figure | None) -> str:
    return f"{interval(figure)} n={figure.n}" if figure else "-"


def _cell(text: str) -> str:
    """Text inside a Markdown table, as text."""
    return "".join(f"\\{c}" if c in "\\|`*<>[]" else c for c in plain(text))
