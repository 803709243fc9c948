"""Copying passages and references in the forms that people paste."""

from pathlib import Path

import pytest

from qa_bot.chat import bibliography, markdown
from qa_bot.chat.app import ChatApp
from qa_bot.chat.desk import LibraryDesk
from qa_bot.documents.model import Reference
from qa_bot.library.library import open_library

from .desks import ToldDesk, ask, opener, played, running, running_text, screen, wait_until

REFERENCE = ToldDesk().reference("")
BIBTEX = r"""@article{cloud2001weather,
  author = {Cloud, C. and de la Brume, N. W. and {The Rain Group} and others},
  title = {{On [i]wet\_weather[/i]}},
  journal = {Skies \& Co},
  year = {2001},
  volume = {1},
  number = {2},
  pages = {1--2},
  doi = {10.1/a\_b},
}""".replace("cloud2001weather", "cloud2001wet_weather")
RIS = """TY  - JOUR
AU  - Cloud, C.
AU  - de la Brume, N. W.
AU  - The Rain Group
TI  - On [i]wet_weather[/i]
JO  - Skies & Co
PY  - 2001
VL  - 1
IS  - 2
SP  - 1
EP  - 2
DO  - 10.1/a_b
ER  - """


def test_references_in_four_forms() -> None:
    assert bibliography.plain(REFERENCE) == (
        "Cloud C, de la Brume NW, The Rain Group, et al. On [i]wet_weather[/i]. Skies & Co 2001;1(2):1-2. doi:10.1/a_b"
    )
    assert bibliography.in_markdown(REFERENCE) == (
        r"Cloud C, de la Brume NW, The Rain Group, et al. *On \[i\]wet\_weather\[/i\]*. Skies \& Co 2001;1(2):1-2. "
        r"[doi:10.1/a\_b](<https://doi.org/10.1/a_b>)"
    )
    assert bibliography.bibtex(REFERENCE) == BIBTEX
    assert bibliography.ris(REFERENCE) == RIS


def test_what_is_not_known_of_a_reference_is_left_out() -> None:
    only_title = Reference(title="Rain")
    assert bibliography.plain(only_title) == "Rain."
    assert bibliography.bibtex(only_title) == "@misc{rain,\n  title = {{Rain}},\n}"
    assert bibliography.ris(only_title) == "TY  - GEN\nTI  - Rain\nER  - "
    assert bibliography.bibtex(Reference()).startswith("@misc{document,")


def test_a_reference_has_no_line_ends_and_no_control_characters() -> None:
    tidied = bibliography.tidied(Reference(("A\nB",), title="Rain\n\x1b[31m"))
    assert tidied == Reference(("A B",), title="Rain ␛[31m")


@pytest.mark.parametrize(
    ("text", "shown"), [("# a *b*", r"\# a \*b\*"), ("1. a", r"1\. a"), ("- a", r"\- a"), ("12 mm", "12 mm")]
)
def test_markdown_shows_words_as_they_are(text: str, shown: str) -> None:
    assert markdown.literal(text) == shown


def test_the_catalogue_keeps_the_fields_of_references(library: Path) -> None:
    (library / "rain.txt").write_text(
        "Rain\n\nAnna Cloud\n\nSkies 2001;1(2):3-4. doi:10.1234/ab\n\nAbstract\nRain fell on Monday.\n",
        "utf-8",
    )
    for _ in range(2):
        reference = LibraryDesk(open_library(library)).reference("rain.txt")
        assert (reference.year, reference.volume, reference.doi) == ("2001", "1", "10.1234/ab")
        assert reference.authors == ("Cloud A",)


@played
async def test_the_form_is_chosen_from_a_list_that_shows_what_it_gives(no_clipboard: list[str]) -> None:
    async with running(ChatApp(None, opener(ToldDesk())), (90, 30)) as (app, pilot):
        await pilot.press("ctrl+r")
        await wait_until(pilot, lambda: "no passage yet" in running_text(pilot))
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press("ctrl+r")
        await wait_until(pilot, lambda: "Copy passage 1" in screen(pilot))
        await pilot.press("end")
        await wait_until(pilot, lambda: "TY  - JOUR" in screen(pilot))
        await pilot.press("enter")
        await wait_until(pilot, lambda: no_clipboard)
        assert no_clipboard == [RIS]
        await wait_until(pilot, lambda: "The reference, as RIS" in screen(pilot))
        await pilot.press("tab", "tab", "ctrl+r")
        await wait_until(pilot, lambda: "Copy passage 2" in screen(pilot))
        await pilot.press("2")
        await wait_until(pilot, lambda: len(no_clipboard) == 2)
        assert no_clipboard[1] == (
            "> Snow fell on Tuesday.\n>\n> — "
            + bibliography.in_markdown(REFERENCE)
            + " (weather.txt · Snow · line 9)"
        )
        await pilot.press("ctrl+r", "escape")
        await wait_until(pilot, lambda: "Copy passage" not in screen(pilot))
        assert len(no_clipboard) == 2
