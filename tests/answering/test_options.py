"""Each part of answering can be switched off: it changes something, and questions are still answered."""

from dataclasses import replace
from typing import Any

import pytest

from qa_bot.answering.answerer import Answerer
from qa_bot.answering.options import Options

from .questions import ANSWERABLE, OFF_SUBJECT, assert_sound

SWITCHES = (
    "vocabulary",
    "abbreviations",
    "spelling",
    "roots",
    "wants",
    "fields",
    "proximity",
    "joint",
    "refusal",
)


def without(*switches: str) -> Options:
    """The options with these parts switched off."""
    off: dict[str, Any] = dict.fromkeys(switches, False)
    return replace(Options(), **off)


def told(bot: Answerer) -> list[object]:
    """What is answered to each question, without scores."""
    answers = [bot.ask(question) for question in ANSWERABLE + OFF_SUBJECT]
    return [
        (
            a.verdict,
            a.sentence,
            [(c.source, c.start) for c in (*a.citations, *a.nearest)],
            a.corrections,
            a.expansions,
        )
        for a in answers
    ]


def test_every_switch_is_on_and_tested_here() -> None:
    on = [name for name in Options.__dataclass_fields__ if getattr(Options(), name) is True]
    assert sorted(on) == sorted(SWITCHES)


@pytest.mark.parametrize("switch", SWITCHES)
def test_a_switch_changes_something_and_without_it_questions_are_answered(bot: Answerer, switch: str) -> None:
    other = Answerer(bot.library, without(switch))
    assert told(other) != told(bot)
    answers = [other.ask(question) for question in ANSWERABLE]
    for answer in answers:
        assert_sound(answer, bot.library)
    assert sum(answer.answered for answer in answers) > len(answers) / 2


def test_with_all_switched_off_it_is_plain_retrieval_that_still_answers(bot: Answerer) -> None:
    plain = Answerer(bot.library, without(*SWITCHES))
    answers = [plain.ask(question) for question in ANSWERABLE]
    for answer in answers:
        assert_sound(answer, bot.library)
        assert answer.corrections == ()
    assert sum(answer.answered for answer in answers) > len(answers) / 2


def test_without_refusal_what_shares_a_word_is_answered(bot: Answerer) -> None:
    always = Answerer(bot.library, Options(refusal=False))
    assert all(always.ask(question).answered for question in ("who wrote the lupus study", "lupus in horses"))


def test_without_spelling_nothing_is_mended(bot: Answerer) -> None:
    assert Answerer(bot.library, Options(spelling=False)).ask("lupis patients treatment").corrections == ()


def test_without_vocabulary_lay_words_are_not_tied(bot: Answerer) -> None:
    plain = Answerer(bot.library, Options(vocabulary=False, roots=False, abbreviations=False))
    assert plain.ask("hair loss in SLE").expansions == ()
