"""What every retrieval engine offers, so that the second stage need not know which one it is."""

from collections.abc import Mapping
from typing import Protocol


class Index(Protocol):
    """Finds passages by weighted terms."""

    name: str

    def search(self, query: Mapping[str, float], limit: int) -> list[tuple[int, float]]:
        """Up to `limit` passages with a term of `query`, best first: number and BM25 score.

        A term counts by its weight. Passages of equal score stand in the order of their numbers.
        """
        ...

    def document_frequency(self, term: str) -> int:
        """How many passages have `term`."""
        ...
