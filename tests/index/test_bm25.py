"""First-stage retrieval by rank_bm25."""

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from qa_bot.index.bm25 import K1, B, RankBM25
from qa_bot.index.protocol import Index

WORDS = st.sampled_from(["goat", "rain", "barn", "kelp", "boat"])
CORPORA = st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=8)
ALL = 1000


def index_of(corpus: list[list[str]]) -> RankBM25:
    """Passages numbered 10, 11, 12 and so on."""
    return RankBM25(enumerate(corpus, 10))


@settings(deadline=None)
@given(CORPORA, st.dictionaries(WORDS, st.integers(1, 3), min_size=1))
def test_scores_are_those_of_rank_bm25_but_for_a_constant(
    corpus: list[list[str]], query: dict[str, int]
) -> None:
    own = dict(index_of(corpus).search(query, ALL))
    theirs = BM25Plus(corpus, k1=K1, b=B).get_scores(
        [word for word, times in query.items() for _ in range(times)]
    )
    with_term = [n for n, terms in enumerate(corpus, 10) if set(terms) & set(query)]
    assert set(own) == set(with_term)
    assume(with_term)
    constants = [theirs[n - 10] - own[n] for n in with_term]
    assert constants == pytest.approx([constants[0]] * len(constants))
    without = [theirs[n - 10] for n in range(10, 10 + len(corpus)) if n not in own]
    assert without == pytest.approx([constants[0]] * len(without)), (
        "a passage without a term has the constant alone"
    )


@settings(deadline=None)
@given(CORPORA, st.dictionaries(WORDS, st.floats(0.1, 2.0), min_size=1), st.integers(1, 9))
def test_the_best_come_first_ties_by_number_and_no_more_than_asked(
    corpus: list[list[str]], query: dict[str, float], limit: int
) -> None:
    found = index_of(corpus).search(query, limit)
    assert found == index_of(corpus).search(query, ALL)[:limit]
    assert all(a[1] > b[1] or (a[1] == b[1] and a[0] < b[0]) for a, b in pairwise(found))
    assert all(type(number) is int and type(score) is float for number, score in found)


def test_equal_passages_stand_in_the_order_of_their_numbers() -> None:
    index = RankBM25((number, ["goat", "rain"]) for number in range(1, 30))
    assert [number for number, _ in index.search({"goat": 1.0}, 10)] == list(range(1, 11))


def test_equal_passages_stand_in_the_order_of_their_numbers_however_they_were_given() -> None:
    index = RankBM25((number, ["goat"]) for number in (7, 3, 9))
    assert [number for number, _ in index.search({"goat": 1.0}, 10)] == [3, 7, 9]


def test_a_heavier_term_counts_more() -> None:
    index = index_of([["goat", "x"], ["rain", "y"]])
    assert index.search({"goat": 2.0, "rain": 1.0}, 2)[0][0] == 10
    assert index.search({"goat": 1.0, "rain": 2.0}, 2)[0][0] == 11


def test_a_rarer_term_counts_more() -> None:
    index = index_of([["goat", "a"], ["goat", "b"], ["goat", "c"], ["kelp", "d"]])
    scores = dict(index.search({"goat": 1.0, "kelp": 1.0}, ALL))
    assert scores[13] > scores[10] > 0


def test_an_empty_library_finds_nothing() -> None:
    for index in (RankBM25([]), RankBM25([(1, []), (2, [])])):
        assert index.search({"goat": 1.0}, 10) == []
        assert index.document_frequency("goat") == 0


def test_a_passage_without_terms_is_never_found_and_shifts_no_number() -> None:
    index = RankBM25([(1, ["goat"]), (2, []), (3, ["rain"])])
    assert index.search({"rain": 1.0}, 10)[0][0] == 3
    assert index.document_frequency("rain") == 1


@pytest.mark.parametrize("query", [{}, {"volcano": 1.0}])
def test_unknown_terms_find_nothing(query: dict[str, float]) -> None:
    assert index_of([["goat"], ["rain"]]).search(query, 10) == []


def test_an_unknown_term_beside_a_known_one_changes_nothing() -> None:
    index = index_of([["goat"], ["rain", "goat"]])
    assert index.search({"goat": 1.0, "volcano": 5.0}, 10) == index.search({"goat": 1.0}, 10)


def test_document_frequency_counts_passages_not_occurrences() -> None:
    index = index_of([["goat", "goat"], ["goat"], ["rain"]])
    assert [index.document_frequency(t) for t in ("goat", "rain", "volcano")] == [2, 1, 0]


def test_it_is_an_index() -> None:
    index: Index = index_of([["goat"]])
    assert index.name == "rank-bm25"
