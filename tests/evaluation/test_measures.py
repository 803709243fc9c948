"""Measures against figures worked out by hand."""

import math
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.errors import UsageError
from qa_bot.evaluation.measures import MEASURES, scores_of, summarise

from .records import record, result_of

FIRST = record("1", "xyz", "x", sentence_right=True, half="development", elapsed_ms=3)
THIRD = record("2", "xyz", "z", sentence_right=False, half="held-out", elapsed_ms=1)
BOTH = record("3", "axb", "ab", kind="across", half="held-out", elapsed_ms=2)
REFUSED = record("4", "x", "x", answered=False, sentence_right=False)
RIGHTLY = record("5", kind="unanswerable", answered=False)
WRONGLY = record("6", "x", kind="unanswerable")


def test_ranking_measures_by_hand() -> None:
    scores = scores_of([FIRST, THIRD, BOTH, REFUSED])
    assert scores["1"] == {
        "hit@1": 1, "hit@3": 1, "MRR@10": 1, "nDCG@10": 1, "answering_sentence": 1, "answerable_refused": 0
    }  # fmt: skip
    assert scores["2"] == {
        "hit@1": 0, "hit@3": 1, "MRR@10": pytest.approx(1 / 3), "nDCG@10": pytest.approx(1 / math.log2(4)),
        "answering_sentence": 0, "answerable_refused": 0,
    }  # fmt: skip
    # gains at ranks 1 and 3; the best is at ranks 1 and 2
    best = 1 + 1 / math.log2(3)
    assert scores["3"]["nDCG@10"] == pytest.approx((1 + 1 / math.log2(4)) / best)
    assert "answering_sentence" not in scores["3"]


def test_a_refused_question_with_an_answer_is_a_miss_everywhere() -> None:
    (scores,) = scores_of([REFUSED]).values()
    assert scores.pop("answerable_refused") == 1
    assert set(scores.values()) == {0}


def test_what_comes_after_the_tenth_does_not_count() -> None:
    eleventh = record("1", "abcdefghijk", "k")
    assert set(scores_of([eleventh])["1"].values()) == {0}


def test_questions_without_an_answer_have_only_a_refusal() -> None:
    assert scores_of([RIGHTLY, WRONGLY]) == {
        "5": {"unanswerable_refused": 1},
        "6": {"unanswerable_refused": 0},
    }


def test_means_intervals_and_groups() -> None:
    summary = summarise(result_of(FIRST, THIRD, BOTH, REFUSED, RIGHTLY, WRONGLY))
    figures = summary.overall.figures
    assert (summary.overall.questions, summary.overall.answerable) == (6, 4)
    assert figures["hit@1"].value == 0.5 and figures["hit@1"].n == 4
    assert (figures["hit@1"].low, figures["hit@1"].high) == pytest.approx((0.15, 0.85), abs=1e-4)
    assert figures["MRR@10"].value == pytest.approx((1 + 1 / 3 + 1) / 4)
    assert figures["answering_sentence"].value == pytest.approx(1 / 3)
    assert figures["unanswerable_refused"].value == 0.5
    assert figures["answerable_refused"].value == 0.25
    assert [group.label for group in summary.kinds] == ["across", "fact", "unanswerable"]
    assert [(group.label, group.questions) for group in summary.halves] == [
        ("development", 1),
        ("held-out", 2),
    ]
    assert set(summary.kinds[2].figures) == {"unanswerable_refused"}
    assert (summary.p50_ms, summary.p95_ms) == (1.0, 3.0)


letters = st.lists(st.sampled_from("abcdefghijklmn"), unique=True, max_size=12).map("".join)


@given(st.lists(st.tuples(letters, letters, st.booleans()), min_size=1, max_size=8))
def test_every_measure_is_a_share_inside_its_interval(rows: list[tuple[str, str, bool]]) -> None:
    records = [record(str(n), ranking, relevant, answered=a) for n, (ranking, relevant, a) in enumerate(rows)]
    for figure in summarise(result_of(*records)).overall.figures.values():
        assert 0 <= figure.low <= figure.value <= figure.high <= 1 + 1e-9
    for item, scores in zip(records, scores_of(records).values(), strict=True):
        assert set(scores) <= set(MEASURES)
        if item.question.answerable:
            rank = item.first_rank
            expected = 1 / rank if rank and rank <= 10 else 0
            assert scores["MRR@10"] == pytest.approx(expected)
            assert scores["hit@3"] == (rank is not None and rank <= 3)


def test_without_ir_measures_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    with pytest.raises(UsageError, match="pip install ir-measures"):
        scores_of([FIRST])
