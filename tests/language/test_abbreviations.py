"""Short forms that a text explains itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.language.abbreviations import Abbreviation, find_abbreviations


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("patients with interstitial lung disease (ILD) were", "ILD", "interstitial lung disease"),
        ("SLE (systemic lupus erythematosus) is", "SLE", "systemic lupus erythematosus"),
        ("[1] SLE = systemic lupus erythematosus", "SLE", "systemic lupus erythematosus"),
        ("[2] IVIg = intravenous immunoglobulin\n", "IVIg", "intravenous immunoglobulin"),
        ("CRP: C-reactive protein; WBC: white blood cells", "WBC", "white blood cells"),
        ("levels of interleukin-6 (IL-6) rose", "IL-6", "interleukin-6"),
        ("magnetic resonance imaging (MRI; 3 tesla)", "MRI", "magnetic resonance imaging"),
        (
            "acute generalized\nexanthematous pustulosis (AGEP) is",
            "AGEP",
            "acute generalized exanthematous pustulosis",
        ),
        ("procalcitonin (PCT), and", "PCT", "procalcitonin"),
        ("herring boat owners' union (HBOU) met", "HBOU", "herring boat owners' union"),
    ],
)
def test_a_definition_is_learned(text: str, short: str, long: str) -> None:
    assert Abbreviation(short, long) in find_abbreviations(text)


@pytest.mark.parametrize(
    "text",
    [
        "the acute phase (see below) lasted",
        "five patients (n=5) left",
        "in the wet year (1958) it flooded",
        "a mean of 3 days (SD 2) passed",
        "the trial ended (DKFZ) early",
        "it was sunny (UV)",
        "",
        "( )",
        "(((ILD",
    ],
)
def test_a_bracket_that_defines_nothing_teaches_nothing(text: str) -> None:
    assert find_abbreviations(text) == []


def test_the_long_form_stays_inside_its_sentence() -> None:
    found = find_abbreviations("They came in late. Lung disease (LD) was found.")
    assert found == [Abbreviation("LD", "Lung disease")]


def test_each_definition_is_given_once_in_order() -> None:
    text = "Body mass index (BMI) and heart rate (HR). The body mass index (BMI) fell."
    assert [a.short for a in find_abbreviations(text)] == ["BMI", "HR"]


@given(st.text(max_size=200) | st.text("aAbB1 ()=:;.[]\n-", max_size=80))
def test_any_text_is_searched_and_both_forms_stand_in_it(text: str) -> None:
    collapsed = " ".join(text.split())
    for found in find_abbreviations(text):
        assert found.short in text
        assert found.long in collapsed
        assert len(found.long) > len(found.short)
