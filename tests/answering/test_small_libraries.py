"""Libraries at the edges: one word, many alike, none of the shipped fields."""

from pathlib import Path

import pytest

from qa_bot.answering.answerer import Answerer
from qa_bot.library.library import Library, library_from_documents, open_library

from .conftest import Ask
from .questions import ANSWERABLE, ODD, assert_sound


def test_an_empty_library_refuses_everything() -> None:
    bot = Answerer(library_from_documents([]))
    for question in (*ANSWERABLE, *ODD):
        answer = bot.ask(question)
        assert not answer.answered and answer.nearest == ()


@pytest.mark.parametrize("text", ["Goat.", "the of and", "狼疮", "1", "Goat goat goat goat."])
def test_a_library_of_one_word_is_asked_without_harm(small: Ask, text: str) -> None:
    bot = small(one=text)
    for question in (*ANSWERABLE, *ODD, "goat", "who wrote it", text):
        assert_sound(bot.ask(question), bot.library)


def test_a_document_about_something_else_altogether_is_asked(small: Ask) -> None:
    rain = (
        "Rainfall at the river station\n\nMethods\n\nRain was measured every morning with a copper gauge by two volunteers.\n\n"
        "Results\n\nIn the wet year 1958 the station recorded 912 mm of rain, and the river flooded the lower meadow.\n"
    )
    bot = small(
        rain=rain,
        goats="Mountain goats\n\nResults\n\nThe heaviest horn weighed 640 grams and belonged to an old male.\n",
    )
    assert "912 mm" in (bot.ask("how much rain fell in 1958").sentence or "")
    assert "copper gauge" in (bot.ask("how was the rain measured").sentence or "")
    assert "640 grams" in (bot.ask("how heavy was the heaviest horn").sentence or "")
    assert not bot.ask("how do I bake sourdough bread").answered


def order(library: Library) -> list[str]:
    return [c.source for c in Answerer(library).ask("where did the grey goat sleep", k=9).citations]


def test_equal_passages_stand_in_the_order_of_their_files_however_they_came_in(
    home: Path, tmp_path: Path
) -> None:
    folder, afresh = tmp_path / "kept", tmp_path / "afresh"
    for place in (folder, afresh):
        place.mkdir()
    for name in ("c.txt", "a.txt", "b.txt"):
        for place in (folder, afresh):
            (place / name).write_text("The grey goat slept in the barn of the monks.\n", encoding="utf-8")
        open_library(folder).close()
    assert order(open_library(folder)) == order(open_library(afresh))
