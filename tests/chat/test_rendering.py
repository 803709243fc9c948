"""Answers as text for a terminal."""

import re
from dataclasses import replace

import pytest

from qa_bot.answering.answer import Answer, Correction, Part, Verdict
from qa_bot.rendering import cells, harmless, reflow, render_answer, wrap

from .desks import RAIN, READ, ToldDesk

ANSWER = ToldDesk().ask("how long did it rain?")


def test_the_sentence_comes_first_then_the_citations_with_their_places() -> None:
    text = render_answer(ANSWER, 200, color=False)
    first, _, rest = text.partition("\n")
    assert first == READ + " [1]"
    assert "[1] On [i]weather[/i]\n    weather.txt · Rain (inferred) · lines 3–5\n" in rest
    assert f"Rain fell on Monday. «{READ}» Nobody was hurt." in rest
    assert "[2] On" in rest


@pytest.mark.parametrize("width", [20, 33, 80])
def test_no_line_is_wider_than_asked_for(width: int) -> None:
    wide = replace(RAIN, title="雨について" * 9, reference="x" * 150)
    answer = replace(ANSWER, citations=(wide,))
    assert max(map(cells, render_answer(answer, width, color=False).split("\n"))) <= width


def test_colours_change_nothing_but_colours() -> None:
    plain, colored = render_answer(ANSWER, 60, color=False), render_answer(ANSWER, 62, color=True)
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert "\x1b[1m" in colored
    assert stripped.split() == plain.replace("«", "").replace("»", "").split()
    assert "\x1b" not in plain


def test_not_found_gives_the_reason_and_calls_the_nearest_nearest() -> None:
    text = render_answer(ToldDesk().ask("moon"), 80, color=False)
    assert text.startswith(
        "Not found. No document has the word moon.\n\nNearest passages, which do not answer"
    )
    assert "Snow fell on Tuesday." in text


def test_what_was_searched_instead_is_said() -> None:
    answer = replace(ANSWER, interpreted_as="and when?", corrections=(Correction("lupis", "lupus"),))
    text = render_answer(answer, 80, color=False)
    assert "Understood as: and when?" in text
    assert "Searched for “lupus” instead of “lupis”." in text


def test_explaining_lists_shares_expansions_and_unknown_words() -> None:
    cited = replace(RAIN, why=(Part("rain", "as typed", 0.75), Part("section", "Rain", 0.25)))
    answer = replace(ANSWER, citations=(cited,), expansions=(("rain", ("shower",)),), unknown=("moon",))
    text = render_answer(answer, 80, color=False, explain=True)
    assert " 75%  rain  as typed" in text
    assert "“rain” was searched as shower too." in text
    assert "No document has: moon." in text
    assert "75%" not in render_answer(answer, 80, color=False)


def test_an_answer_without_anything_is_still_a_sentence() -> None:
    nothing = Answer("x", "x", Verdict.NOT_FOUND, None, None)
    assert render_answer(nothing, 80, color=False).startswith("Not found. The documents do not answer")


def test_running_text_joins_lines_and_words_broken_at_hyphens() -> None:
    assert reflow("IVIg-\ninduced  AGEP\nand  its") == "IVIg-induced AGEP and its"


def test_harmless_text_keeps_every_place() -> None:
    text = "a\x1b[31m\x9b\u202eb\r\n\u2028\ud800c\td"
    shown = harmless(text)
    assert len(shown) == len(text)
    assert shown.isprintable()
    assert "\u202e" not in shown


def test_wrapping_keeps_words_whole_where_it_can() -> None:
    text = "one two three 日本語日本語 " + "x" * 12
    assert [text[a:b] for a, b in wrap(text, 9)] == [
        "one two",
        "three",
        "日本語日",
        "本語",
        "xxxxxxxxx",
        "xxx",
    ]
