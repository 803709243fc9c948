"""Words and the terms that they are found by."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.language.tokens import is_stop_word, normal_form, stem, stems, terms, tokenize

ANY_TEXT = st.text(max_size=200) | st.text("aB1-‐'’%.,·β \n_é", max_size=60)


@given(ANY_TEXT)
def test_tokens_stand_where_they_say_in_order_and_apart(text: str) -> None:
    tokens = tokenize(text)
    assert all(token.text == text[token.start : token.end] != "" for token in tokens)
    assert all(before.end <= after.start for before, after in pairwise(tokens))


@given(ANY_TEXT)
def test_no_letter_or_digit_is_outside_a_token(text: str) -> None:
    inside = {place for token in tokenize(text) for place in range(token.start, token.end)}
    assert all(place in inside for place, character in enumerate(text) if character.isalnum())


@given(ANY_TEXT)
def test_terms_stand_for_a_place_in_the_text_and_are_never_empty(text: str) -> None:
    for term in terms(text):
        assert 0 <= term.start < term.end <= len(text)
        assert term.stem and term.stem == term.stem.strip()


@given(ANY_TEXT, ANY_TEXT)
def test_terms_do_not_depend_on_what_follows_after_a_stroke(text: str, after: str) -> None:
    assert terms(f"{text} / {after}")[: len(terms(text))] == terms(text)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("tumour", "tumor"),
        ("haemorrhage", "hemorrhage"),
        ("anaemia", "anemia"),
        ("oesophagus", "esophagus"),
        ("oedema", "edema"),
        ("paediatric", "pediatric"),
        ("randomised", "randomized"),
        ("analysed", "analyzed"),
        ("centre", "center"),
        ("programme", "program"),
        ("labelled", "labeled"),
        ("β", "beta"),
        ("α", "Alpha"),
        ("µg", "μg"),
        ("1,234", "1234"),
        ("0·5", "0.5"),
        ("%", "percent"),
        ("five", "5"),
        ("Twenty", "20"),
        ("café", "cafe"),
        ("ﬁbrosis", "fibrosis"),
        ("PATIENTS", "patient"),
        ("patient's", "patients"),
        ("patient’s", "patient"),
        ("children", "child"),
        ("women", "woman"),
        ("gave", "given"),
        ("diagnoses", "diagnosis"),
    ],
)
def test_ways_of_writing_a_word_meet(written: str, other: str) -> None:
    assert stem(written) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("12", "1.2"), ("1.5", "15"), ("our", "or"), ("four", "for"), ("hour", "hor")]
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


@pytest.mark.parametrize("other", ["IL-6", "IL‑6", "IL 6", "IL6", "il-6"])
def test_a_hyphenated_name_is_found_however_it_is_joined(other: str) -> None:
    assert set(stems("IL-6")) & set(stems(other))


def test_a_hyphenated_pair_gives_its_parts_and_both_as_one_with_the_place_of_both() -> None:
    text = "High IL-6 values"
    assert [(t.stem, text[t.start : t.end]) for t in terms(text)] == [
        ("high", "High"), ("il", "IL"), ("6", "6"), ("il6", "IL-6"), ("valu", "values"),
    ]  # fmt: skip


def test_a_pair_broken_at_a_line_end_is_the_pair() -> None:
    assert stems("IVIg-\ninduced") == stems("IVIg-induced")
    assert "iviginduc" in stems("IVIg-\n   induced")


def test_a_dash_between_words_makes_no_pair() -> None:
    assert stems("asthma - cough") == ["asthma", "cough"]


def test_numbers_keep_their_decimals_and_their_percent_sign() -> None:
    assert stems("5.3% of 1,234 and 0.5 g/kg") == ["5.3", "percent", "1234", "0.5", "g", "kg"]


def test_capitals_make_a_name_of_a_stop_word() -> None:
    assert is_stop_word("us") and not is_stop_word("US")
    assert is_stop_word("Who") and not is_stop_word("WHO")
    assert stems("They told us") == ["tell"]
    assert "us" in stems("in US hospitals")


@pytest.mark.parametrize("word", ["no", "not", "without", "before", "after", "more", "less"])
def test_words_that_turn_a_meaning_round_are_content(word: str) -> None:
    assert not is_stop_word(word)
    assert stems(word)


def test_words_run_together_by_a_saved_page_are_parted() -> None:
    assert [t.text for t in tokenize("ImmunoglobulinProcalcitonin")] == ["Immunoglobulin", "Procalcitonin"]
    assert [t.text for t in tokenize("IVIg")] == ["IVIg"]


def test_a_name_with_a_note_mark_is_found_without_it() -> None:
    assert "matsumoto" in stems("N Matsumoto1")


def test_other_scripts_are_words_too() -> None:
    assert [t.text for t in tokenize("лечить сепсис 狼疮 ελιά")] == ["лечить", "сепсис", "狼疮", "ελιά"]
