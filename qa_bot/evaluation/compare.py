"""Two runs of the same questions: what changed, each way, and whether chance would do as much."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa_bot.errors import UsageError
from qa_bot.evaluation.intervals import SEED, bootstrap_mean
from qa_bot.evaluation.jsonl import read_text
from qa_bot.evaluation.measures import MEASURES, REFUSED_WRONGLY
from qa_bot.evaluation.report import LABELS, plain
from qa_bot.evaluation.sets import QuestionSet

ROUNDS = 10_000
"""Random reassignments in the test."""

_LISTED = 20


@dataclass(frozen=True, slots=True)
class Change:
    """A measure before and after, over the `n` questions that both runs have it for.

    `low` and `high` bound the mean difference (95 %, bootstrap); `p` is that of the randomisation test,
    `p_holm` the same corrected for the number of measures.
    """

    before: float
    after: float
    low: float
    high: float
    p: float
    p_holm: float
    better: tuple[str, ...]
    worse: tuple[str, ...]
    n: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes by measure. `left_out` counts questions that only one of the runs has, or that differ.
    `same_set`: whether both ran the same file, and the same half of it."""

    changes: dict[str, Change]
    left_out: int
    same_set: bool

    def to_json(self) -> dict[str, Any]:
        """The comparison for other programs."""
        return {
            "left_out": self.left_out,
            "same_set": self.same_set,
            "measures": {
                name: {
                    "before": round(c.before, 6), "after": round(c.after, 6), "n": c.n,
                    "difference": round(c.after - c.before, 6), "low": round(c.low, 6),
                    "high": round(c.high, 6), "p": round(c.p, 6), "p_holm": round(c.p_holm, 6),
                    "better": list(c.better), "worse": list(c.worse),
                }
                for name, c in self.changes.items()
            },
        }  # fmt: skip

    def table(self) -> str:
        """The comparison as lines for a terminal."""
        width = max((len(LABELS[name]) for name in self.changes), default=0)
        lines = [f"{'compared with the earlier run':{width}}  before  after  difference            p (Holm)"]
        for name, c in self.changes.items():
            difference = f"{c.after - c.before:+.3f} [{c.low:+.3f} {c.high:+.3f}]"
            lines.append(
                f"{LABELS[name]:{width}}  {c.before:6.3f} {c.after:6.3f}  {difference}  {c.p_holm:.3f}"
            )
        for name, c in self.changes.items():
            for word, changed in (("better", c.better), ("worse", c.worse)):
                if changed:
                    more = f" and {len(changed) - _LISTED} more" if len(changed) > _LISTED else ""
                    lines.append(f"{LABELS[name]}, {word}: {plain(', '.join(changed[:_LISTED]))}{more}")
        if not self.same_set:
            lines.append("The set, or the half of it that was run, is not the same as in the earlier run.")
        if self.left_out:
            lines.append(f"{self.left_out} questions are not in both runs as they are, and left out.")
        return "\n".join(lines) + "\n"


def load_earlier(path: Path) -> dict[str, Any]:
    """What `qa-bot eval --json` printed earlier. Raises UsageError for anything else."""
    try:
        form = json.loads(read_text(path))
        for entry in form["questions"]:
            valid = isinstance(entry["id"], str) and isinstance(entry["question"], str)
            if not valid or not all(isinstance(value, int | float) for value in entry["scores"].values()):
                raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UsageError(f"{path}: not what `qa-bot eval --json` prints; compare with such a file") from None
    return dict(form)


def check_shared(earlier: dict[str, Any], questions: QuestionSet) -> None:
    """Raise UsageError where the earlier run has none of the questions."""
    asked = {(entry["id"], entry["question"]) for entry in earlier["questions"]}
    if not any((question.id, question.question) in asked for question in questions.questions):
        raise UsageError(
            f"--compare: the earlier run has none of the questions of {questions.path}; "
            "compare two runs of the same set"
        )


def compare(earlier: dict[str, Any], later: dict[str, Any]) -> Comparison:
    """Compare two runs in JSON form, question by question."""
    before = {entry["id"]: entry for entry in earlier["questions"]}
    after = {entry["id"]: entry for entry in later["questions"]}
    shared = [
        id for id, entry in after.items() if id in before and before[id]["question"] == entry["question"]
    ]
    found: dict[str, tuple[list[str], list[float], list[float]]] = {}
    for name in MEASURES:
        ids = [id for id in shared if name in before[id]["scores"] and name in after[id]["scores"]]
        if ids:
            scores = [[float(run[id]["scores"][name]) for id in ids] for run in (before, after)]
            found[name] = (ids, scores[0], scores[1])
    ps = [randomisation_test(old, new) for _, old, new in found.values()]
    changes = {
        name: _change(name, *found[name], p, p_holm)
        for name, p, p_holm in zip(found, ps, holm(ps), strict=True)
    }
    same = bool(earlier.get("set") == later["set"])
    return Comparison(changes, len(before.keys() | after.keys()) - len(shared), same)


def _change(name: str, ids: list[str], old: list[float], new: list[float], p: float, p_holm: float) -> Change:
    differences = [b - a for a, b in zip(old, new, strict=True)]
    sign = -1 if name == REFUSED_WRONGLY else 1
    better = tuple(id for id, d in zip(ids, differences, strict=True) if sign * d > 1e-6)
    worse = tuple(id for id, d in zip(ids, differences, strict=True) if sign * d < -1e-6)
    low, high = bootstrap_mean(differences)
    n = len(ids)
    return Change(sum(old) / n, sum(new) / n, low, high, p, p_holm, better, worse, n)


def randomisation_test(first: Sequence[float], second: Sequence[float]) -> float:
    """Two-sided p of the paired randomisation test: how often the mean difference is as large when the two
    runs are swapped at random, question by question; 10,000 rounds from a fixed seed.

    Smucker, Allan & Carterette, CIKM 2007; p = (1 + as large) / (1 + rounds), which is never 0: Phipson &
    Smyth, Stat Appl Genet Mol Biol 2010;9:39.
    """
    import numpy as np

    differences = np.asarray(second, dtype=float) - np.asarray(first, dtype=float)
    differences = differences[np.abs(differences) > 1e-12]
    if not len(differences):
        return 1.0
    observed = abs(float(differences.sum()))
    random = np.random.default_rng(SEED)
    as_large = 0
    for start in range(0, ROUNDS, 1_000):
        signs = random.integers(0, 2, size=(min(1_000, ROUNDS - start), len(differences))) * 2 - 1
        as_large += int((np.abs(signs @ differences) >= observed - 1e-9).sum())
    return (1 + as_large) / (1 + ROUNDS)


def holm(ps: Sequence[float]) -> list[float]:
    """p values corrected for there being many: Holm, Scand J Stat 1979;6:65-70."""
    corrected = [1.0] * len(ps)
    highest = 0.0
    for position, index in enumerate(sorted(range(len(ps)), key=lambda i: ps[i])):
        highest = max(highest, min(1.0, ps[index] * (len(ps) - position)))
        corrected[index] = highest
    return corrected
