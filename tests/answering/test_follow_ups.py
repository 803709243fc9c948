"""Follow-ups: the subject is carried where a question leans on it, and only there."""

import pytest

from qa_bot.answering.answer import Answer
from qa_bot.answering.answerer import Answerer
from qa_bot.answering.conversation import Conversation

from .questions import assert_sound


def talk(bot: Answerer, *questions: str) -> list[Answer]:
    conversation = Conversation()
    answers = [bot.ask(question, conversation=conversation) for question in questions]
    assert [turn.question for turn in conversation.turns] == list(questions)
    for answer in answers:
        assert_sound(answer, bot.library)
    return answers


@pytest.mark.parametrize(
    ("first", "then", "subject", "source"),
    [
        ("how was the pustulosis treated", "and how long did it take to clear up?", "pustulosis", "002"),
        ("who wrote the sepsis study", "and which journal was it in?", "sepsis", "001"),
        ("when was the lung disease paper published", "who wrote it?", "lung disease", "003"),
        ("how many patients with lupus were treated", "and what dose did they get?", "lupus", "000"),
    ],
)
def test_a_follow_up_is_read_with_the_subject_before_it(
    bot: Answerer, first: str, then: str, subject: str, source: str
) -> None:
    alone = bot.ask(then)
    answer = talk(bot, first, then)[1]
    assert answer.question == then
    assert (
        answer.interpreted_as != then and subject in answer.interpreted_as and then in answer.interpreted_as
    )
    assert answer.citations[0].source.startswith(source)
    assert alone.interpreted_as == then


def test_the_subject_is_carried_over_several_turns(bot: Answerer) -> None:
    answers = talk(bot, "when was the lung disease paper published", "who wrote it?", "and in which journal?")
    assert [a.citations[0].source[:3] for a in answers] == ["003"] * 3


@pytest.mark.parametrize(
    ("first", "then", "source"),
    [
        ("how was the pustulosis treated", "did alopecia improve in systemic lupus erythematosus?", "000"),
        ("how many patients with lupus were treated", "who wrote the sepsis study?", "001"),
        ("mortality of sepsis with IVIG", "what did the skin biopsy in the pustulosis case show?", "002"),
        ("how was the pustulosis treated", "what about the lung disease study, how many survived?", "003"),
    ],
)
def test_a_change_of_subject_carries_nothing(bot: Answerer, first: str, then: str, source: str) -> None:
    answer = talk(bot, first, then)[1]
    assert answer.interpreted_as == then
    assert answer.citations[0].source.startswith(source)
    assert [c.start for c in answer.citations] == [c.start for c in bot.ask(then).citations]


def test_a_first_turn_is_read_as_it_stands_however_it_begins(bot: Answerer) -> None:
    assert (
        talk(bot, "and how long did it take to clear up?")[0].interpreted_as
        == "and how long did it take to clear up?"
    )


def test_a_refused_turn_does_not_harm_the_next(bot: Answerer) -> None:
    refused, answer = talk(bot, "who won the world cup", "did hair loss improve in SLE")
    assert not refused.answered
    assert answer.citations[0].source.startswith("000")
    assert answer.interpreted_as == "did hair loss improve in SLE"


def test_two_conversations_know_nothing_of_each_other(bot: Answerer) -> None:
    one, two = Conversation(), Conversation()
    bot.ask("when was the lung disease paper published", conversation=one)
    bot.ask("who wrote the sepsis study", conversation=two)
    assert bot.ask("which journal was it in?", conversation=one).citations[0].source.startswith("003")
    assert bot.ask("which journal was it in?", conversation=two).citations[0].source.startswith("001")
