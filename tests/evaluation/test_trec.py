"""Runs that other programs read."""

import struct
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.evaluation.measures import RANKING, import_ir_measures, summarise
from qa_bot.evaluation.run import Result, Returned
from qa_bot.evaluation.trec import falling, judgements_beside, name_of, write_run

from .records import record, result_of


def figures_from_files(run_file: Path) -> dict[str, float]:
    """The measures as ir-measures computes them from the files alone."""
    library = import_ir_measures()
    run = list(library.read_trec_run(str(run_file)))
    judgements = list(library.read_trec_qrels(str(judgements_beside(run_file))))
    measures = {ours: getattr(library, theirs) @ depth for ours, (theirs, depth) in RANKING.items()}
    computed = library.calc_aggregate(list(measures.values()), judgements, run)
    return {ours: computed[measure] for ours, measure in measures.items()}


def agree(result: Result, run_file: Path) -> None:
    """Assert that the files give the figures that the product gives, to four places."""
    ours = summarise(result).overall.figures
    theirs = figures_from_files(run_file)
    assert {name: round(ours[name].value, 4) for name in theirs} == {
        n: round(v, 4) for n, v in theirs.items()
    }


def test_the_files_give_the_same_figures(tmp_path: Path) -> None:
    result = result_of(
        record("1", "zyx", "x"),  # all scores alike: only their order counts
        record("a question", "axb", "ab"),
        record("3", "x", "x", answered=False),
        record("4", "", "", kind="unanswerable", answered=False),
    )
    write_run(result, tmp_path / "run.txt")
    agree(result, tmp_path / "run.txt")
    first = (tmp_path / "run.txt").read_text(encoding="utf-8").splitlines()[0]
    assert first == "1 Q0 z 1 9.000000 qa-bot"


def test_names_are_one_column(tmp_path: Path) -> None:
    assert name_of("my file.txt:3-9") == "my%20file.txt:3-9"
    assert name_of("50%\t\u2003é") == "50%25%09%E2%80%83é"
    odd = record("q 1", "x", "x")
    odd = replace(odd, returned=(Returned("a b:0-1", "a b", 1.0),), judgements={"a b:0-1": 1})
    result = result_of(odd)
    write_run(result, tmp_path / "run")
    assert len((tmp_path / "run").read_text(encoding="utf-8").split()) == 6
    agree(result, tmp_path / "run")


@given(st.lists(st.floats(-1e4, 1e4), max_size=100).map(lambda scores: sorted(scores, reverse=True)))
def test_written_scores_fall_strictly_in_single_precision_too(scores: list[float]) -> None:
    written = [struct.unpack("f", struct.pack("f", float(f"{score:.6f}")))[0] for score in falling(scores)]
    assert all(before > after for before, after in pairwise(written))


@pytest.mark.parametrize("scores", [[3.0, 3.0, 3.0], [0.0, 0.0], [1.0, 2.0], [1e4] * 100])
def test_ties_are_lowered_a_little(scores: list[float]) -> None:
    assert falling(scores)[0] == scores[0]
    assert falling(scores)[-1] == pytest.approx(scores[0], abs=0.0011 * max(1, scores[0]))
