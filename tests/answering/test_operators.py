"""Operators in a question."""

import pytest

from qa_bot.answering.answerer import Answerer
from qa_bot.answering.operators import split_operators
from qa_bot.errors import UsageError

from .questions import assert_sound


def plain(text: str) -> str:
    return " ".join(text.split()).lower()


def test_exact_words_stand_together_in_every_passage_even_over_a_line_end(bot: Answerer) -> None:
    for words, source in (
        ("low dose IVIg", "000"),
        ("generalized erythema and edema", "002"),
        ("Low Dose ivig", "000"),
    ):
        answer = bot.ask(f'treatment "{words}"', k=9)
        assert answer.answered
        assert all(words.lower() in plain(c.text) for c in answer.citations)
        assert {c.source[:3] for c in answer.citations} == {source}


def test_exact_words_that_stand_nowhere_are_refused(bot: Answerer) -> None:
    answer = bot.ask('"dose low immunoglobulin IVIg" treatment')
    assert not answer.answered
    assert_sound(answer, bot.library)


def test_plus_demands_a_word_and_minus_forbids_one(bot: Answerer) -> None:
    with_it = bot.ask("+alopecia adverse effects", k=9)
    assert with_it.citations and all("alopecia" in c.text.lower() for c in with_it.citations)
    without = bot.ask("adverse effects -alopecia -rash", k=9)
    assert without.citations
    assert not any(
        "alopecia" in c.text.lower() or "rash" in c.text.lower().split() for c in without.citations
    )


@pytest.mark.parametrize(
    ("scope", "source"),
    [("002", "002"), ("003_25ac", "003"), ("sepsis-induced", "001"), ('"Low Dose"', "000")],
)
def test_in_keeps_to_a_file_or_title(bot: Answerer, scope: str, source: str) -> None:
    answer = bot.ask(f"immunoglobulin treatment in:{scope}", k=9)
    assert answer.citations and {c.source[:3] for c in answer.citations} == {source}


@pytest.mark.parametrize(
    ("scope", "sections"),
    [("methods", {"Methods"}), ("Results", {"Results"}), ('"figure legend"', {"Figure 1", "Figure 2"})],
)
def test_section_keeps_to_a_part_printed_or_inferred(bot: Answerer, scope: str, sections: set[str]) -> None:
    answer = bot.ask(f"patients treated skin immunoglobulin section:{scope}", k=9)
    shown = answer.citations or answer.nearest
    assert shown and {c.section for c in shown} <= sections


def test_operators_work_together(bot: Answerer) -> None:
    answer = bot.ask("immunoglobulin +patients -sepsis section:methods in:003", k=9)
    assert not answer.answered
    answer = bot.ask("IVIg dose +patients section:methods in:000", k=9)
    assert [(c.source[:3], c.section) for c in answer.citations] == [("000", "Methods")]


@pytest.mark.parametrize("question", ["in:002", "-lupus", "section:methods in:001 -sepsis"])
def test_operators_alone_ask_nothing(bot: Answerer, question: str) -> None:
    with pytest.raises(UsageError, match="operators only"):
        bot.ask(question)


@pytest.mark.parametrize(
    "question", ["in:nowhere lupus treatment", "lupus section:nonsense", "+volcano lupus"]
)
def test_operators_that_nothing_fulfils_are_refused(bot: Answerer, question: str) -> None:
    answer = bot.ask(question)
    assert not answer.answered and not answer.nearest


@pytest.mark.parametrize(
    "question",
    [
        "did IL-6 fall in the IVIG-treated group",
        "is 5-10 % common",
        "what is in: the report",
        "a 42-year-old female",
        'one " alone',
        "non-IVIG",
    ],
)
def test_what_only_looks_like_an_operator_is_none(question: str) -> None:
    rest, filters = split_operators(question)
    assert rest == question
    assert not filters


def test_the_question_stays_as_typed_and_its_reading_has_no_operators(bot: Answerer) -> None:
    answer = bot.ask("vasculitis in:000 -sepsis")
    assert answer.question == "vasculitis in:000 -sepsis"
    assert answer.interpreted_as == "vasculitis"
