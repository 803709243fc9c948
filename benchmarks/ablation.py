"""What each part of answering brings: every switch of `Options` turned off by itself, then all of them.

    python -m pip install -e .
    python benchmarks/ablation.py ../datasets --write benchmarks/ABLATION.md

Measured on the questions shipped with qa-bot, each half by itself, and on public sets in BEIR form.
"""

import argparse
import ast
import inspect
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from public_sets import (
    DEPTH,
    MEASURES,
    PublicSet,
    in_order,
    made_by,
    mean,
    progress,
    read_set,
    score,
    sets_under,
    table,
    write,
)

from qa_bot.answering.answerer import Answerer
from qa_bot.answering.options import Options
from qa_bot.errors import QaBotError
from qa_bot.evaluation.compare import randomisation_test
from qa_bot.evaluation.measures import REFUSED_RIGHTLY, REFUSED_WRONGLY, SENTENCE, scores_of
from qa_bot.evaluation.run import run_set
from qa_bot.evaluation.sets import HALVES, QuestionSet, load_set
from qa_bot.library.library import Library, open_library
from qa_bot.paths import shipped_questions

SHOWN = {
    "hit@1": "hit@1",
    "hit@3": "hit@3",
    SENTENCE: "sentence",
    REFUSED_RIGHTLY: "refused rightly",
    REFUSED_WRONGLY: "refused wrongly",
}
"""Measures of the shipped set, and the heads of their columns."""

SHORT = {"development": "dev", "held-out": "held"}
SAMPLE = 100
SURE = 0.05
"""The p below which a change is marked."""

SWITCHES = tuple(f.name for f in fields(Options) if f.type is bool and f.name != "refusal")
"""The parts that help to find an answer; refusing is a decision about one."""

Column = dict[str, float]
"""Question to the value of one measure; a question that it does not apply to is left out."""


@dataclass(frozen=True, slots=True)
class Public:
    """A public set, opened once for all settings."""

    questions: PublicSet
    library: Library
    places: dict[str, int]


def settings() -> Iterator[tuple[str, Options]]:
    """Name and options of each row: nothing off, each part off, all parts off."""
    yield "nothing", without(())
    for name in SWITCHES:
        yield name, without((name,))
    yield "all of them", without(SWITCHES)


def without(names: Iterable[str]) -> Options:
    """The options as shipped, with some parts switched off."""
    off: dict[str, Any] = dict.fromkeys(names, False)
    return replace(Options(), **off)


def meanings() -> dict[str, str]:
    """What `Options` says under each switch."""
    [body] = [n.body for n in ast.parse(inspect.getsource(Options)).body if isinstance(n, ast.ClassDef)]
    found = {}
    for field, below in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
        ):
            found[field.target.id] = " ".join(str(ast.literal_eval(below.value)).split())
    return {name: found.get(name, "") for name in SWITCHES}


def on_shipped(questions: QuestionSet, library: Library, options: Options) -> dict[str, Column]:
    """The measures of the shipped set, as `qa-bot eval` computes them, by half."""
    scores = scores_of(run_set(questions, library, Answerer(library, options)).records)
    return {
        f"{SHORT[half]} {head}": {
            question.id: scores[question.id][name]
            for question in questions.questions
            if question.half == half and name in scores[question.id]
        }
        for half in HALVES
        for name, head in SHOWN.items()
    }


def on_public(public: Public, options: Options) -> Column:
    """The first measure of each question of a public set, refusals left aside."""
    answerer = Answerer(public.library, replace(options, refusal=False))
    questions = public.questions.questions.questions
    rankings = {q.id: in_order(dict(answerer.rank(q.question, DEPTH)), public.places) for q in questions}
    return dict(zip(rankings, score(questions, rankings)[MEASURES[0]], strict=True))


def measure(publics: list[Public]) -> dict[str, dict[str, Column]]:
    """Row to column to the values of the questions."""
    questions = load_set(shipped_questions())
    shipped = open_library()
    found: dict[str, dict[str, Column]] = {}
    try:
        for name, options in settings():
            found[name] = on_shipped(questions, shipped, options)
            for public in publics:
                found[name][public.questions.name] = on_public(public, options)
            progress(f"{name} off")
    finally:
        shipped.close()
    return {
        row: {head: column for head, column in columns.items() if column} for row, columns in found.items()
    }


def page(found: dict[str, dict[str, Column]], publics: list[Public], sample: int) -> str:
    """The table, and how it was made."""
    base, *others = found.items()
    heads = list(base[1])
    rows = [["nothing (the value)", *(f"{mean(list(base[1][head].values())):.3f}" for head in heads)]]
    for name, columns in others:
        shown = f"`{name}`" if name in SWITCHES else name
        rows.append([shown, *(change(base[1][head], columns[head]) for head in heads)])
    rows.append(["questions", *(str(len(base[1][head])) for head in heads)])
    digests = ", ".join(f"{p.questions.name} `{p.questions.questions.digest[:16]}`" for p in publics)
    lines = [
        "# What each part brings",
        "",
        made_by(("rank-bm25", "ir-measures")),
        "",
        *table(["switched off", *heads], rows),
        "",
        *(f"- `{name}`: {meaning}" for name, meaning in meanings().items()),
        "",
        "The first row has the values with everything on; the others what changes when a part is switched off, so a "
        "minus says that the part helps (in *refused wrongly*, where less is better, a plus does). "
        f"A star marks a change that chance would bring about less than once in {round(1 / SURE)} times (paired "
        "randomisation test, each cell by itself: among this many, one in twenty is starred for nothing). "
        "Weights are not fitted again without the part.",
        "",
        "*dev* and *held*: the halves of the shipped set on the shipped documents; parts are built and weighed with "
        "the first, the second is only reported. An answerable question that is refused is a miss. "
        f"Public sets: {MEASURES[0]}, whole passages ranked, nothing refused, at most {sample} questions each, drawn "
        f"from a fixed seed. SHA-256 of their files: {digests or 'none measured'}.",
    ]
    return "\n".join(lines) + "\n"


def change(before: Column, after: Column) -> str:
    """The difference of the means, starred where it is not chance."""
    old, new = list(before.values()), [after[id] for id in before]
    difference = mean(new) - mean(old)
    star = "*" if randomisation_test(old, new) < SURE else ""
    return f"{difference:+.3f}{star}" if abs(difference) >= 0.0005 else "0"


def main() -> int:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description="Measure what each part of answering brings.")
    parser.add_argument("sets", type=Path, nargs="*", help="folders in BEIR form, or folders of such folders")
    parser.add_argument(
        "--sample", type=int, default=SAMPLE, metavar="N", help=f"questions of a set at most ({SAMPLE})"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page to FILE, too")
    given = parser.parse_args()
    if given.sample < 1:
        parser.error("--sample must be 1 or more")
    try:
        publics = []
        for folder in sets_under(given.sets):
            questions = read_set(folder).sample(given.sample)
            places = {document.source: place for place, document in enumerate(questions.documents)}
            publics.append(Public(questions, questions.library(), places))
        progress(f"{len(publics)} public sets read")
        found = measure(publics)
    except QaBotError as error:
        sys.exit(f"ablation: {error}")
    write(page(found, publics, given.sample), given.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
