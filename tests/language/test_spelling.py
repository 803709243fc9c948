"""Misspelt words and what is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.language.spelling import nearest_word

KNOWN = {
    "lupus": 9,
    "sepsis": 7,
    "vasculitis": 3,
    "thrombocytopenia": 2,
    "rash": 5,
    "dose": 8,
    "nose": 1,
    "immunoglobulin": 4,
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lupis", "lupus"),
        ("luups", "lupus"),
        ("lpus", "lupus"),
        ("luppus", "lupus"),
        ("spesis", "sepsis"),
        ("vasculitus", "vasculitis"),
        ("thombocytopenia", "thrombocytopenia"),
        ("imunogloblin", "immunoglobulin"),
    ],
)
def test_a_slip_of_the_finger_is_mended(typed: str, meant: str) -> None:
    assert nearest_word(typed, KNOWN) == meant


@pytest.mark.parametrize(
    "typed", ["volcano", "kiln", "sourdough", "vascular", "ras", "a", "", "mg20", "狼疮"]
)
def test_a_word_that_resembles_none_stays(typed: str) -> None:
    assert nearest_word(typed, KNOWN) is None


@given(st.sampled_from(sorted(KNOWN)))
def test_a_known_word_is_its_own_nearest(word: str) -> None:
    assert nearest_word(word, KNOWN) == word


@given(st.sampled_from(sorted(w for w in KNOWN if len(w) > 5)), st.data())
def test_any_exchange_of_two_inner_neighbours_is_mended(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(word) - 2))
    typed = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    assert nearest_word(typed, KNOWN) == word


def test_of_equally_near_words_the_commonest_is_taken() -> None:
    assert nearest_word("patiant", {"patient": 40, "patinat": 1}) == "patient"
    assert nearest_word("cough", {"rough": 2, "tough": 5, "bough": 1}) == "tough"


def test_an_empty_library_knows_no_words() -> None:
    assert nearest_word("lupis", {}) is None
