"""Passages: whole sentences inside one section, short enough to be read at a glance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.documents.model import Document
from qa_bot.documents.passages import passages_of, word_count
from qa_bot.documents.plain_text import read_plain_text

from .looking import assert_sound

MOST_WORDS = 180
"""Words; a section of an abstract stays whole."""

AT_MOST_ON_AVERAGE = 130
"""Words; the contract's bound over a library."""


def lengths(document: Document) -> list[int]:
    return [sum(word_count(document.text, s) for s in p.sentences) for p in passages_of(document)]


def article(words_a_section: int, sections: int = 3) -> str:
    sentence = "The grey goat was weighed in the barn again today. "
    return "".join(
        f"{heading}\n\n{(sentence * (words_a_section // 10)).strip()}\n\n"
        for heading in ("Background", "Methods", "Results", "Discussion")[:sections]
    )


def test_shipped_passages_are_short_on_average(shipped: dict[str, Document]) -> None:
    found = [length for document in shipped.values() for length in lengths(document)]
    assert sum(found) / len(found) <= AT_MOST_ON_AVERAGE


@pytest.mark.parametrize("words_a_section", [20, 100, 130, 170, 300, 1000, 5000])
def test_passages_of_any_article_are_short_on_average(words_a_section: int) -> None:
    found = lengths(read_plain_text(article(words_a_section), "goats.txt"))
    assert sum(found) / len(found) <= AT_MOST_ON_AVERAGE


def test_a_short_section_stays_whole_and_a_long_one_is_cut_evenly() -> None:
    assert lengths(read_plain_text(article(80), "goats.txt")) == [80, 80, 80]
    found = lengths(read_plain_text(article(1000, sections=1), "goats.txt"))
    assert len(found) > 1 and max(found) - min(found) <= 20


def test_one_long_sentence_is_never_cut() -> None:
    text = "Results\n\nThe goat " + "ran " * 250 + "slept. It woke.\n"
    document = read_plain_text(text, "goat.txt")
    assert [document.text[p.start : p.end][-5:] for p in passages_of(document)] == ["lept.", "woke."]


@given(st.lists(st.lists(st.integers(1, 60), min_size=1, max_size=40), min_size=1, max_size=4))
def test_passages_are_whole_sentences_in_order_and_within_bounds(sections: list[list[int]]) -> None:
    headings = ("Background", "Methods", "Results", "Discussion")
    text = "".join(
        f"{heading}\n\n{' '.join('The' + ' goat' * (n - 1) + '.' for n in counts)}\n\n"
        for heading, counts in zip(headings, sections, strict=False)
    )
    document = read_plain_text(text, "goats.txt")
    if document.sections:
        assert_sound(document)
    for passage in passages_of(document):
        words = sum(word_count(document.text, s) for s in passage.sentences)
        assert words <= MOST_WORDS or len(passage.sentences) == 1
        assert set(passage.sentences) <= set(passage.section.sentences)
