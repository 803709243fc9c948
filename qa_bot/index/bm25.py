"""The engine for small libraries: rank_bm25's BM25Plus in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rank_bm25 import BM25Plus

K1 = 1.2
B = 0.75


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
        self._numbers = [number for number, _ in kept]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for place, (_, terms) in enumerate(kept):
            for term in set(terms):
                self._postings[term].append(place)
        self._model = BM25Plus([terms for _, terms in kept], k1=K1, b=B) if kept else None

    def search(self, query: Mapping[str, float], limit: int) -> list[tuple[int, float]]:
        """See `Index.search`. The formula is BM25+ (Lv and Zhai, CIKM 2011), as rank_bm25 has it."""
        if self._model is None:
            return []
        model = self._model
        scores: dict[int, float] = defaultdict(float)
        for term, weight in query.items():
            idf = model.idf.get(term, 0.0) * weight
            for place in self._postings.get(term, ()):
                frequency = model.doc_freqs[place][term]
                norm = model.k1 * (1 - model.b + model.b * model.doc_len[place] / model.avgdl)
                scores[place] += idf * frequency * (model.k1 + 1) / (norm + frequency)
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]
        return [(self._numbers[place], float(score)) for place, score in best]

    def document_frequency(self, term: str) -> int:
        """See `Index.document_frequency`."""
        return len(self._postings.get(term, ()))
