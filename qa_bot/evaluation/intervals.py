"""95 % confidence intervals."""

import math
from collections.abc import Sequence

Z_95 = 1.959963984540054
"""The 97.5th percentile of the normal distribution."""

RESAMPLES = 1_000
SEED = 20_140_312
"""Of the bootstrap: the same values always give the same interval."""


def wilson(successes: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """Wilson's score interval of a proportion, which stays inside 0 to 1 and is sound for small `n`.

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n); Wilson, J Am Stat Assoc 1927;22:209-12.
    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"{successes} of {n} is not a proportion")
    p = successes / n
    middle = p + z * z / (2 * n)
    reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    below = 1 + z * z / n
    low = 0.0 if successes == 0 else (middle - reach) / below
    high = 1.0 if successes == n else (middle + reach) / below
    return low, high


def bootstrap_mean(values: Sequence[float]) -> tuple[float, float]:
    """Percentile bootstrap interval of the mean: 1,000 resamples of the questions, always the same ones.

    Efron & Tibshirani, An introduction to the bootstrap, 1993, chapter 13.
    """
    import numpy as np

    if not values:
        raise ValueError("the mean of nothing has no interval")
    sample = np.asarray(values, dtype=float)
    random = np.random.default_rng(SEED)
    means = [float(sample[random.integers(len(sample), size=len(sample))].mean()) for _ in range(RESAMPLES)]
    low, high = np.percentile(means, (2.5, 97.5))
    mean = float(sample.mean())
    return min(float(low), mean), max(float(high), mean)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed: the nearest rank, so one of them."""
    if not values:
        raise ValueError("nothing has no percentile")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
