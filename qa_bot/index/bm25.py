"""The engine for small libraries: rank_bm25's BM25Plus in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Plus

K1 = 1.2
B = 0.75

Posting = tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]
"""Where a term stands, and what it adds to the score there."""


class RankBM25:
    """`rank_bm25.BM25Plus`, scored only where a posting says that the term stands.

    The library scores every passage for every term of a query. The numbers here are made of its own
    idf, lengths and parameters, without the constant that a term adds to all passages alike, so the
    order is the same and the time goes with the postings.
    """

    name = "rank-bm25"

    def __init__(self, passages: Iterable[tuple[int, list[str]]]):
        """`passages`: number and terms of each; one without terms is never found."""
        kept = [(number, terms) for number, terms in passages if terms]
        self._numbers = np.array([number for number, _ in kept], dtype=np.int64)
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, (_, terms) in enumerate(kept):
            for term in set(terms):
                self._places[term].append(place)
        self._postings: dict[str, Posting] = {}
        self._model = BM25Plus([terms for _, terms in kept], k1=K1, b=B) if kept else None

    def search(self, query: Mapping[str, float], limit: int) -> list[tuple[int, float]]:
        """See `Index.search`. The formula is BM25+ (Lv and Zhai, CIKM 2011), as rank_bm25 has it."""
        scores = np.zeros(len(self._numbers))
        for term, weight in sorted(query.items()):
            if term in self._places:
                places, impacts = self._posting(term)
                scores[places] += weight * impacts
        found = np.flatnonzero(scores > 0)
        if len(found) > limit > 0:
            least = np.partition(scores[found], len(found) - limit)[len(found) - limit]
            found = found[scores[found] >= least]
        order = np.lexsort((self._numbers[found], -scores[found]))[:limit]
        return [(int(self._numbers[place]), float(scores[place])) for place in found[order]]

    def document_frequency(self, term: str) -> int:
        """See `Index.document_frequency`."""
        return len(self._places.get(term, ()))

    def _posting(self, term: str) -> Posting:
        if term not in self._postings:
            model, places = self._model, self._places[term]
            assert model is not None  # a term has a place, so there is a passage
            frequency = np.array([model.doc_freqs[place][term] for place in places], dtype=np.float64)
            length = np.array([model.doc_len[place] for place in places], dtype=np.float64)
            norm = model.k1 * (1 - model.b + model.b * length / model.avgdl)
            impacts = model.idf[term] * frequency * (model.k1 + 1) / (norm + frequency)
            self._postings[term] = (np.array(places, dtype=np.int64), impacts)
        return self._postings[term]
