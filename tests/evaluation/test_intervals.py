"""Intervals against values known from elsewhere."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.evaluation.intervals import bootstrap_mean, percentile, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # Newcombe, Stat Med 1998;17:857-72, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_mirrors(pair: tuple[int, int]) -> None:
    successes, n = pair
    low, high = wilson(successes, n)
    assert 0 <= low <= successes / n <= high <= 1
    other_low, other_high = wilson(n - successes, n)
    assert math.isclose(low, 1 - other_high, abs_tol=1e-9) and math.isclose(high, 1 - other_low, abs_tol=1e-9)


def test_wilson_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not a proportion"):
        wilson(0, 0)


def test_bootstrap_is_near_the_interval_of_the_normal_distribution_and_repeatable() -> None:
    source = random.Random(1)
    values = [source.random() for _ in range(400)]
    mean = sum(values) / len(values)
    deviation = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
    reach = 1.96 * deviation / math.sqrt(len(values))
    low, high = bootstrap_mean(values)
    assert low == pytest.approx(mean - reach, abs=0.004)
    assert high == pytest.approx(mean + reach, abs=0.004)
    assert bootstrap_mean(values) == (low, high)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_bootstrap_holds_the_mean(values: list[float]) -> None:
    low, high = bootstrap_mean(values)
    mean = sum(values) / len(values)
    assert low <= mean + 1e-12 and mean - 1e-12 <= high
    assert min(values) - 1e-12 <= low and high <= max(values) + 1e-12


def test_percentiles_are_values_that_were_measured() -> None:
    times = [float(time) for time in range(1, 101)]
    assert percentile(times, 0.5) == 50
    assert percentile(times, 0.95) == 95
    assert percentile([7.0], 0.95) == 7
    assert percentile([3.0, 1.0], 0.95) == 3
