"""Other words than the document's: abbreviations, lay words, slips of the finger."""

from pathlib import Path

import pytest

from qa_bot.answering.answerer import Answerer
from qa_bot.answering.options import Options

from .conftest import Ask

GOATS = """Weighing goats

Results

The standard goat weight (SGW) was 40 kg in the barn. Rain fell on most of the days of the winter.

Discussion

Hay was dear that year. The farmers were content with what they had and slept well.
"""
MORE = """Sheep and cows

Results

The SGW of the second farm was 38 kg. The cows gave milk and the sheep gave wool.
"""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what happened to alopecia in systemic lupus erythematosus", "alopecia"),
        ("what happened to alopecia in SLE", "alopecia"),
        ("does refractory interstitial lung disease get better", "ILD"),
        ("acute generalized exanthematous pustulosis diagnosis", "AGEP"),
    ],
)
def test_an_abbreviation_finds_its_long_form_and_the_other_way_round(
    bot: Answerer, question: str, words: str
) -> None:
    assert words in bot.ask(question).citations[0].text


def test_an_abbreviation_is_known_across_documents(small: Ask) -> None:
    bot = small(goats=GOATS, more=MORE)
    sources = [c.source for c in bot.ask("standard goat weight second farm").citations]
    assert sources[0] == "more.txt"
    assert "goats.txt" in [c.source for c in bot.ask("SGW in the barn").citations]


def test_what_was_searched_beside_the_words_typed_is_told(bot: Answerer) -> None:
    answer = bot.ask("did hair loss improve in SLE")
    expansions = dict(answer.expansions)
    assert "alopecia" in expansions["hair loss"]
    assert answer.sentence and "alopecia" in answer.sentence
    marked = {answer.citations[0].text[a:b] for a, b in answer.citations[0].highlights}
    assert "alopecia" in marked


@pytest.mark.parametrize(
    ("question", "typed", "used"),
    [
        ("lupis patients treatment", "lupis", "lupus"),
        ("did trombocytopenia improve", "trombocytopenia", "thrombocytopenia"),
        ("immunoglobuline dose for sespis", "sespis", "sepsis"),
        ("Vasculitus in SLE", "Vasculitus", "vasculitis"),
    ],
)
def test_a_slip_is_mended_and_said(bot: Answerer, question: str, typed: str, used: str) -> None:
    answer = bot.ask(question)
    assert (typed, used) in [(c.typed, c.used) for c in answer.corrections]
    assert {"typed": typed, "used": used} in answer.to_json()["corrections"]
    assert answer.answered


@pytest.mark.parametrize(
    "question",
    [
        "did alopecia improve afterwards",
        "kitchen and bicycle",
        "what about hypertension in lupus",
        "did IL-6 fall",
        "the colour of the rash",
    ],
)
def test_words_that_are_english_or_known_are_not_mended(bot: Answerer, question: str) -> None:
    assert bot.ask(question).corrections == ()


def test_an_ordinary_word_that_no_document_has_causes_no_refusal(bot: Answerer) -> None:
    for question in (
        "did alopecia improve afterwards in SLE",
        "please tell me whether alopecia improved in lupus",
    ):
        assert bot.ask(question).answered


def test_british_and_american_spellings_find_the_same(bot: Answerer) -> None:
    british, american = (
        bot.ask("oedema and haemostatic abnormality"),
        bot.ask("edema and hemostatic abnormality"),
    )
    assert [c.start for c in british.citations] == [c.start for c in american.citations]
    assert british.corrections == american.corrections == ()


def test_a_vocabulary_of_ones_own_finds_what_it_ties(small: Ask, tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("fodder bill, hay\n", encoding="utf-8")
    with_it = small(Options(vocabulary_file=own), goats=GOATS, more=MORE).ask("how was the fodder bill")
    assert with_it.answered
    assert with_it.sentence == "Hay was dear that year."
