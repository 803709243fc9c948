"""The documents of the library, and asking one of them alone."""

from pathlib import Path

from qa_bot.chat.app import ChatApp
from qa_bot.chat.desk import About, LibraryDesk
from qa_bot.library.library import open_library

from .desks import ToldDesk, ask, opener, played, running, running_text, screen, wait_until


@played
async def test_documents_sections_and_what_could_not_be_read_are_shown() -> None:
    desk = ToldDesk()
    desk.about = About("told", 2, 3, (("scan.pdf", "[b]no text[/b]"),), ())
    async with running(ChatApp(None, opener(desk))) as (_, pilot):
        await pilot.press("f4")
        await wait_until(pilot, lambda: "2 documents, 1 not read" in screen(pilot))
        shown = screen(pilot)
        assert "On [i]weather[/i]" in shown
        assert "weather.txt · 2 passages" in shown
        assert "Rain · Snow" in shown
        assert "scan.pdf: not read" in shown
        assert "[b]no text[/b]" in shown
        await pilot.press(*"horn")
        await wait_until(pilot, lambda: "weather.txt" not in screen(pilot))
        assert "Goats" in screen(pilot)
        await pilot.press(*"x")
        await wait_until(pilot, lambda: "No document has that" in screen(pilot))
        await pilot.press("enter", "escape")
        await wait_until(pilot, lambda: "No document has that" not in screen(pilot))


@played
async def test_one_document_is_asked_alone_until_backspace() -> None:
    desk = ToldDesk()
    async with running(ChatApp(None, opener(desk))) as (app, pilot):
        await pilot.press("f4")
        await wait_until(pilot, lambda: "2 documents" in screen(pilot))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: "Only in: Goats" in screen(pilot))
        assert app.focused is app.prompt
        await ask(pilot, "how heavy?")
        await ask(pilot, "in:rain how wet?")
        await wait_until(pilot, lambda: len(desk.asked) == 2)
        assert desk.asked == ['how heavy? in:"z/goats.txt"', "in:rain how wet?"]
        await pilot.press("up", "up")
        assert app.prompt.text == "how heavy?"
        await pilot.press("ctrl+u", "backspace")
        await wait_until(pilot, lambda: "Only in" not in screen(pilot))
        await ask(pilot, "how heavy?")
        await wait_until(pilot, lambda: desk.asked[2:] == ["how heavy?"])


@played
async def test_the_core_answers_from_the_one_document(library: Path) -> None:
    async with running(ChatApp(library), (100, 40)) as (app, pilot):
        await wait_until(pilot, lambda: "2 documents" in screen(pilot))
        await pilot.press("f4")
        await wait_until(pilot, lambda: "goats.txt · " in screen(pilot))
        await pilot.press(*"rain", "enter")
        await wait_until(pilot, lambda: "Only in: Rainfall at the river station" in screen(pilot))
        await ask(pilot, "how much rain fell in 1958?")
        await wait_until(pilot, lambda: app.transcript.latest)
        await wait_until(pilot, lambda: "912 mm of rain" in running_text(pilot))
        assert "Understood as" not in running_text(pilot)
        assert "goats.txt" not in running_text(pilot)


def test_the_shelf_has_every_document_with_its_sections(library: Path) -> None:
    shelf = LibraryDesk(open_library(library)).shelf()
    assert [one.source for one in shelf] == ["goats.txt", "rain.txt"]
    assert "Results" in shelf[1].sections
