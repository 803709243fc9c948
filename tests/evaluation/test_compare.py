"""Two runs compared."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.errors import UsageError
from qa_bot.evaluation.compare import check_shared, compare, holm, load_earlier, randomisation_test
from qa_bot.evaluation.measures import summarise
from qa_bot.evaluation.report import to_json
from qa_bot.evaluation.run import Record

from .records import record, result_of


def form(*records: Record) -> dict[str, Any]:
    result = result_of(*records)
    return to_json(result, summarise(result), "qa-bot eval")


def test_changes_each_way_are_named() -> None:
    before = form(
        record("1", "xy", "x"), record("2", "xy", "y"), record("3", "x", "x"), record("4", "x", "x")
    )
    after = form(
        record("1", "yx", "x"),
        record("2", "yx", "y"),
        record("3", "x", "x", answered=False),
        record("5", "x", "x"),
    )
    comparison = compare(before, after)
    change = comparison.changes["MRR@10"]
    assert (change.better, change.worse, change.n) == (("2",), ("1", "3"), 3)
    assert (change.before, change.after) == pytest.approx((2.5 / 3, 0.5))
    assert change.low <= change.after - change.before <= change.high
    refusals = comparison.changes["answerable_refused"]
    assert refusals.worse == ("3",) and refusals.better == ()
    assert comparison.left_out == 2 and comparison.same_set
    shown = comparison.table()
    assert "MRR@10, worse: 1, 3" in shown and "2 questions are not in both" in shown
    assert json.loads(json.dumps(comparison.to_json()))["measures"]["MRR@10"]["n"] == 3


def test_randomisation_against_the_exact_test() -> None:
    # eight questions, all better by the same: 2 of the 256 sign patterns are as large
    p = randomisation_test([0.0] * 8, [1.0] * 8)
    assert p == pytest.approx(2 / 256, abs=0.003)
    # differences 1, 2, 3: |sum| >= 6 in 2 of 8 patterns
    assert randomisation_test([0, 0, 0], [1, 2, 3]) == pytest.approx(0.25, abs=0.02)
    assert randomisation_test([1, 0, 1], [1, 0, 1]) == 1


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=10))
def test_randomisation_is_a_probability_and_symmetric(pairs: list[tuple[float, float]]) -> None:
    first, second = zip(*pairs, strict=True)
    p = randomisation_test(first, second)
    assert 0 < p <= 1
    assert p == randomisation_test(second, first)


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]) == [pytest.approx(0.03), pytest.approx(0.06), pytest.approx(0.06)]
    assert holm([0.6, 0.7]) == [1, 1]
    assert holm([]) == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"questions": [{}]}', '{"questions": 3}', '{"questions": [{"id": 1}]}']
)
def test_what_is_no_earlier_run_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "earlier.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="not what `qa-bot eval --json` prints"):
        load_earlier(tmp_path / "earlier.json")
    with pytest.raises(UsageError, match="cannot be read"):
        load_earlier(tmp_path / "missing.json")


def test_a_run_of_other_questions_is_refused() -> None:
    with pytest.raises(UsageError, match="has none of the questions"):
        check_shared(form(record("1", "x", "x")), result_of(record("2", "x", "x")).questions)
