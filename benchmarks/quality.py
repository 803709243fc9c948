"""How well qa-bot ranks the passages of public question sets, beside BM25 in three libraries, all in one run.

    python -m pip install -e '.[bench]'
    python benchmarks/quality.py ../datasets --write benchmarks/QUALITY.md

A set is a folder in BEIR form (corpus.jsonl, queries.jsonl, qrels/test.tsv). Nothing of it enters the project.
"""

import argparse
import sys
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from public_sets import (
    DEPTH,
    DIGITS,
    MEASURES,
    Entry,
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
from systems import Lap, Ours, System, TimedAnswerer, Watch, baselines, timed_judge

from qa_bot.errors import QaBotError
from qa_bot.evaluation.compare import randomisation_test
from qa_bot.evaluation.intervals import bootstrap_mean, percentile
from qa_bot.evaluation.run import run_set
from qa_bot.evaluation.sets import load_set
from qa_bot.library.library import open_library
from qa_bot.paths import shipped_questions

PACKAGES = ("rank-bm25", "bm25s", "tantivy", "ir-measures")
WARM_UP = 10
"""Questions asked before the clock counts."""

JUDGED = 200
"""Candidates of the second stage that its bound is about."""

BOUND_WHOLE = 15.0
BOUND_JUDGE = 10.0
"""Milliseconds, p95, that are to be kept."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one system did on one set: each measure of each question, and the time of each."""

    system: str
    scores: dict[str, list[float]]
    laps: list[Lap]


@dataclass(frozen=True, slots=True)
class SetResult:
    """All systems on one set; `judging` are candidates and time of qa-bot's second stage."""

    name: str
    digest: str
    passages: int
    questions: int
    runs: list[Run]
    ours: Run
    judging: list[tuple[int, Lap]]

    @property
    def best(self) -> Run:
        """The baseline that does best by the first measure."""
        return max(self.runs, key=lambda run: mean(run.scores[MEASURES[0]]))


def run(system: System, public: PublicSet, places: dict[str, int]) -> Run:
    """Ask a system every question, the first few once before."""
    questions = public.questions.questions
    for question in questions[:WARM_UP]:
        system.rank(question.question)
    rankings, laps = {}, []
    for question in questions:
        watch = Watch()
        found = system.rank(question.question)
        laps.append(watch.lap())
        rankings[question.id] = in_order(found, places)
    return Run(system.name, score(questions, rankings), laps)


def measure(public: PublicSet) -> SetResult:
    """All systems on a set, one after the other."""
    entries: list[Entry] = public.entries()
    places = {entry.source: place for place, entry in enumerate(entries)}
    questions = public.questions
    runs: list[Run] = []
    for system in baselines(entries):
        runs.append(run(system, public, places))
        progress(f"{public.name}: {system.name} {mean(runs[-1].scores[MEASURES[0]]):.3f}")
    library = public.library()
    try:
        with timed_judge() as log:
            ours = run(Ours(library), public, places)
    finally:
        library.close()
    progress(f"{public.name}: {Ours.name} {mean(ours.scores[MEASURES[0]]):.3f}")
    judging = log[-len(questions.questions) :]
    return SetResult(
        public.name, questions.digest, len(entries), len(questions.questions), runs, ours, judging
    )


def warm_questions() -> tuple[list[Lap], list[Lap]]:
    """Time of the questions shipped with qa-bot on the documents shipped, answers and all, a few of them asked
    once before; and of their second stage."""
    questions = load_set(shipped_questions())
    library = open_library()
    try:
        with timed_judge() as log:
            answerer = TimedAnswerer(library)
            run_set(replace(questions, questions=questions.questions[:WARM_UP]), library, answerer)
            answerer.laps.clear()
            log.clear()
            run_set(questions, library, answerer)
    finally:
        library.close()
    return answerer.laps, [lap for _, lap in log]


def page(results: list[SetResult], warm: tuple[list[Lap], list[Lap]]) -> str:
    """The tables, and how they were made."""
    lines = [
        "# Quality on public question sets",
        "",
        made_by(PACKAGES),
        "",
        "## Beside the best baseline",
        "",
        *comparison(results),
        "",
        "## Every system",
        "",
        *every_system(results),
        "",
        "## Time",
        "",
        *speed(results, warm),
        "",
        *reading(results),
    ]
    return "\n".join(lines) + "\n"


def comparison(results: list[SetResult]) -> list[str]:
    """qa-bot against the baseline that does best on each set, by the first measure."""
    rows = []
    for result in results:
        ours, best = result.ours.scores[MEASURES[0]], result.best.scores[MEASURES[0]]
        differences = [a - b for a, b in zip(ours, best, strict=True)]
        low, high = bootstrap_mean(differences)
        rows.append(
            [
                result.name,
                f"{result.passages:,}",
                str(result.questions),
                result.best.system,
                f"{mean(best):.3f}",
                f"{mean(ours):.3f}",
                f"{mean(differences):+.3f} [{low:+.3f}, {high:+.3f}]",
                f"{randomisation_test(best, ours):.4f}",
            ]
        )
    head = [
        "set",
        "passages",
        "questions",
        "best baseline",
        f"its {MEASURES[0]}",
        Ours.name,
        "difference [95 %]",
        "p",
    ]
    return table(head, rows)


def every_system(results: list[SetResult]) -> list[str]:
    """All measures of all systems, and the time of a question."""
    rows = []
    for result in results:
        highest = {name: max(mean(r.scores[name]) for r in (*result.runs, result.ours)) for name in MEASURES}
        for one in (*result.runs, result.ours):
            means = {name: mean(one.scores[name]) for name in MEASURES}
            shown = [f"**{m:.3f}**" if m >= highest[name] else f"{m:.3f}" for name, m in means.items()]
            times = [f"{percentile([lap.wall for lap in one.laps], share):.1f}" for share in (0.5, 0.95)]
            rows.append([result.name, one.system, *shown, *times])
    return table(["set", "system", *MEASURES, "median ms", "p95 ms"], rows)


def speed(results: list[SetResult], warm: tuple[list[Lap], list[Lap]]) -> list[str]:
    """Medians and 95th percentiles of qa-bot's own time."""
    rows = []

    def row(what: str, laps: list[Lap], bound: float | None = None) -> None:
        times = [[lap.wall for lap in laps], [lap.cpu for lap in laps]]
        shown = [f"{percentile(one, share):.1f}" for one in times for share in (0.5, 0.95)]
        kept = percentile(times[1], 0.95)
        verdict = "" if bound is None else f"{bound:g} ms: {'yes' if kept <= bound else 'NO'}"
        rows.append([what, str(len(laps)), *shown, verdict])

    row("the shipped documents: a warm question, whole", warm[0], BOUND_WHOLE)
    row("the shipped documents: its second stage", warm[1])
    largest = max(results, key=lambda result: result.passages)
    for result in results:
        row(f"{result.name}: a question, whole", result.ours.laps)
        if full := [lap for number, lap in result.judging if number >= JUDGED]:
            what = f"{result.name}: second stage, {JUDGED} candidates or more"
            row(what, full, BOUND_JUDGE if result is largest else None)
        else:
            row(f"{result.name}: second stage", [lap for _, lap in result.judging])
    return table(
        ["what", "n", "median ms", "p95 ms", "median CPU ms", "p95 CPU ms", "bound of p95 CPU"], rows
    )


def reading(results: list[SetResult]) -> list[str]:
    """How the figures came about, for those who doubt them."""
    digests = ", ".join(f"{result.name} `{result.digest[:16]}`" for result in results)
    return [
        "## How to read it",
        "",
        f"Means over the questions of each set that have a relevant passage; {', '.join(MEASURES)} are computed by "
        f"ir-measures on the first {DEPTH} passages. Every system is given the same passages, title and text. A "
        "passage that has no word of the question is not ranked; passages whose scores agree to "
        f"{DIGITS} digits are tied, and tied ones stand in the order of the corpus, for every system alike. "
        f"p is that of the paired two-sided randomisation test on {MEASURES[0]} (10,000 rounds, fixed seed), not "
        "corrected for the number of sets; brackets are the bootstrap's. The best baseline is chosen by the result, "
        "which favours it.",
        "",
        "bm25s: k1 1.2, b 0.75, its English stop words, Snowball stems. tantivy: `en_stem`, any word of the question. "
        "BM25Plus: k1 1.2, b 0.75, the terms of `qa_bot.language.tokens.stems`. BM25Okapi: as it comes. qa-bot: "
        "`Answerer.rank` with `Options(refusal=False)`, everything else as shipped.",
        "",
        f"Times are of one process, {WARM_UP} questions warm, by the clock on the wall and of the processor: the two "
        "agree on a machine with nothing else to do, and the second is what the bounds are held against. The second "
        "stage is all that is done with the candidates once the index has named them.",
        "",
        f"SHA-256 of the sets' files: {digests}.",
    ]


def main() -> int:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description="Measure qa-bot and BM25 on public question sets.")
    parser.add_argument("sets", type=Path, nargs="+", help="folders in BEIR form, or folders of such folders")
    parser.add_argument("--sample", type=int, metavar="N", help="ask at most N questions of each set")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page to FILE, too")
    given = parser.parse_args()
    if given.sample is not None and given.sample < 1:
        parser.error("--sample must be 1 or more")
    for module in ("bm25s", "tantivy"):
        if find_spec(module) is None:
            sys.exit(f"quality: {module} is not installed: python -m pip install -e '.[bench]'")
    try:
        folders = sets_under(given.sets)
        warm = warm_questions()
        progress("shipped questions asked")
        results = [measure(read_set(folder).sample(given.sample)) for folder in folders]
    except QaBotError as error:
        sys.exit(f"quality: {error}")
    write(page(results, warm), given.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
