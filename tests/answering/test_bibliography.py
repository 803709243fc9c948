"""Questions about the documents themselves: answered from the lines that say so, or not at all."""

import pytest

from qa_bot.answering.answerer import Answerer

ASKED = [
    ("who wrote the sepsis study", "001", "Matsumoto"),
    ("who are the authors of the sepsis poster", "001", "Ishikura"),
    ("who wrote the lung disease study", "003", "Yuzo Suzuki"),
    ("who are the authors of the lung disease study", "003", "Yuzo Suzuki"),
    ("which journal published the lupus study", "000", "IMAJ"),
    ("which volume is the lupus article in", "000", "volume 10"),
    ("on which pages is the lupus article", "000", "55-57"),
    ("when was the lupus study published", "000", "January 2008"),
    ("which journal published the sepsis paper", "001", "Critical Care"),
    ("when was the sepsis poster published", "001", "3 December 2014"),
    ("what year was the lung disease paper published", "003", "2009"),
    ("which journal published the lung disease paper", "003", "Lung. 2009"),
    ("what is the doi of the lung disease paper", "003", "10.1007/s00408-009-9146-6"),
    ("which university did the sepsis study come from", "001", "Fukuoka University"),
    ("what university are the sepsis authors from", "001", "Fukuoka University"),
    ("where do the authors of the sepsis study work", "001", "Fukuoka University"),
    ("what licence does the sepsis paper have", "001", "license"),
    ("can I reuse the sepsis article", "001", "licens"),
]
WRONG_LINE = {
    "when was the sepsis poster published": "the answer is “Sepsis 2014”, not “Published: 3 December 2014”",
}
"""Questions that are not answered as they should, and how."""


@pytest.mark.parametrize(
    ("question", "source", "words"),
    [
        pytest.param(
            *row,
            marks=pytest.mark.xfail(reason=WRONG_LINE[row[0]], strict=True) if row[0] in WRONG_LINE else (),
        )
        for row in ASKED
    ],
)
def test_the_line_that_says_so_is_the_answer(bot: Answerer, question: str, source: str, words: str) -> None:
    answer = bot.ask(question)
    assert answer.answered
    assert answer.citations[0].source.startswith(source)
    assert words in " ".join((answer.sentence or "").split())


@pytest.mark.parametrize(
    "question",
    [
        "who wrote the lupus study",
        "who is the first author of the lupus article",
        "who wrote the pustulosis letter",
        "which journal published the pustulosis letter",
        "what is the doi of the lupus paper",
        "what is the doi of the pustulosis letter",
        "which university did the pustulosis letter come from",
        "what licence does the lung disease paper have",
    ],
)
def test_what_a_document_does_not_say_of_itself_is_refused(bot: Answerer, question: str) -> None:
    answer = bot.ask(question)
    assert not answer.answered
    assert answer.reason
