"""Where sentences begin and end."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.language.sentences import split_sentences

ANY_TEXT = st.text(max_size=300) | st.text("ab A.!?)([1]\n\"'’” ", max_size=80)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@given(ANY_TEXT)
def test_spans_are_in_order_apart_and_inside(text: str) -> None:
    spans = split_sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(ANY_TEXT)
def test_all_that_is_not_white_space_is_in_a_sentence(text: str) -> None:
    outside = list(text)
    for start, end in split_sentences(text):
        outside[start:end] = " " * (end - start)
    assert not "".join(outside).strip()


@given(ANY_TEXT)
def test_no_sentence_is_blank(text: str) -> None:
    assert all(sentence.strip() for sentence in sentences(text))


@pytest.mark.parametrize(
    "text",
    [
        "As Smith et al. showed in mice, it works.",
        "The rash is seen in Fig. 2 and in Figs. 3 and 4.",
        "It was better than placebo, i.e. salt water, e.g. in children.",
        "They took 30 mg vs. 60 mg, approx. 5 mg/kg.",
        "Dr. Weir and Prof. Lund wrote it.",
        "It weighed 3.5 kg at birth.",
        "The dose was given at 9 a.m. and 5 p.m. every day.",
        "Seen in St. Mary's Hospital, U.S. military.",
        "The group (n = 12. Two left) was small.",
        "See No. 5 in vol. 3 of the journal.",
        "It is made by Kelp Ltd. of Ostend.",
        "2. Results of the last voyage",
        "They were weighed by J. W. In and by S. Park.",
        "It was said by A. Weir and B. However.",
    ],
)
def test_abbreviations_and_brackets_end_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ("The rash cleared.", "It did not return."),
        ("Was it safe?", "Yes!", "All lived."),
        ("It is made by Kelp Ltd.", "This is cheap."),
        ("The study ended in 2009.", "Ten patients died."),
        ("It was seen in vivo.", "Mice were used."),
        ("He said “no.”", "She left."),
        ("It is rare (see above).", "Most recover."),
        ("They had hepatitis B.", "The others were well."),
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts: tuple[str, ...]) -> None:
    assert sentences(" ".join(parts)) == list(parts)


@pytest.mark.parametrize("note", ["[3]", "[3,4]", "[3–5]", "[12, 13]"])
def test_a_note_after_the_period_stays_with_its_sentence(note: str) -> None:
    assert sentences(f"It is minor.{note} It is rare.") == [f"It is minor.{note}", "It is rare."]


def test_line_ends_are_white_space() -> None:
    assert sentences("It was\r\nfound early. It\nwas cured.") == ["It was\r\nfound early.", "It\nwas cured."]


def test_a_very_long_line_is_done_in_time_and_keeps_every_character() -> None:
    text = "ab cd " * 200_000
    started = time.perf_counter()
    spans = split_sentences(text)
    assert time.perf_counter() - started < 20
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")


def test_where_a_sentence_stands_in_a_long_paragraph_does_not_change_it() -> None:
    sentence = "In 1999 Anna Lund gave 3.5 mg to 1200 Danes."
    assert set(sentences(" ".join([sentence] * 2_000))) == {sentence}


def test_a_long_text_without_periods_is_never_cut_inside_a_word() -> None:
    text = " ".join(["Alpha", "Bravo", "Charlie", "1234567"] * 3_000)
    assert set(" ".join(sentences(text)).split()) == {"Alpha", "Bravo", "Charlie", "1234567"}


@pytest.mark.parametrize("space", [" ", "\t", "\n", "\u00a0"], ids=ascii)
def test_a_stretch_without_an_end_is_cut_at_white_space(space: str) -> None:
    words = ["Alpha", "Bravo", "Charlie", "1234567"] * 200
    found = sentences(space.join(words))
    assert len(found) > 1
    assert [word for sentence in found for word in sentence.split()] == words
