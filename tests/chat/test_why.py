"""F2: why a passage was found, and asking otherwise."""

from pathlib import Path

from qa_bot.chat.app import ChatApp
from qa_bot.chat.desk import AS_USUAL, Asking, LibraryDesk
from qa_bot.library.library import open_library

from .desks import ToldDesk, ask, opener, played, running, running_text, screen, wait_until


@played
async def test_why_says_in_words_how_the_passage_was_found() -> None:
    async with running(ChatApp(None, opener(ToldDesk())), (90, 40)) as (app, pilot):
        await pilot.press("f2")
        await wait_until(pilot, lambda: "ask something first" in running_text(pilot))
        await ask(pilot, "wich rain [b]more[/b]")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press("f2")
        await wait_until(pilot, lambda: "Esc close" in screen(pilot))
        shown = screen(pilot)
        assert "understood with the one before it as wich rain [b]more[/b] (about: rain)" in shown
        assert "no document has “wich”; searched for “which”" in shown
        assert "“rain” was found as drizzle" in shown
        assert " 75%  ━━━━━━━━━     rain  as typed" in shown
        assert " 25%  ━━━           which  corrected" in shown
        assert "score 1.00; the others: 1.00 (2)" in shown
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.focused is app.prompt)


@played
async def test_a_question_is_asked_again_without_what_was_done_to_it() -> None:
    desk = ToldDesk()
    async with running(ChatApp(None, opener(desk)), (90, 40)) as (app, pilot):
        await ask(pilot, "wich rain more")
        await wait_until(pilot, lambda: app.transcript.latest)
        for key, without in (
            ("c", "no word corrected"),
            ("s", "not as a follow-up"),
            ("o", "words typed only"),
        ):
            await pilot.press("f2")
            await wait_until(pilot, lambda: "Esc close" in screen(pilot))
            await pilot.press(key)
            await wait_until(pilot, lambda without=without: without in running_text(pilot))  # type: ignore[misc]
        assert desk.askings == [
            AS_USUAL, Asking(spelling=False), Asking(spelling=False, follow_up=False), Asking(False, False, False),
        ]  # fmt: skip
        await wait_until(
            pilot, lambda: app.transcript.latest and app.transcript.latest.asking == desk.askings[-1]
        )
        await pilot.press("f2")
        await wait_until(pilot, lambda: "searched as typed" in screen(pilot))
        assert "as it stands" not in screen(pilot)
        await pilot.press("c", "o", "s")
        assert len(desk.asked) == 4


@played
async def test_why_is_told_of_the_selected_passage() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press("tab", "tab", "f2")
        await wait_until(pilot, lambda: "Passage 2  Snow" in screen(pilot))


def test_asked_again_a_question_takes_its_own_turn_once_more(library: Path) -> None:
    desk = LibraryDesk(open_library(library))
    desk.ask("what did the goats' horns weigh?")
    follow_up = desk.ask("and what was done with them?")
    assert "goats" in follow_up.interpreted_as
    alone = desk.ask("and what was done with them?", Asking(follow_up=False))
    assert alone.interpreted_as == alone.question
    assert "goats" in desk.ask("and what was done with them?", Asking(vocabulary=False)).interpreted_as


def test_nothing_is_corrected_or_added_where_that_is_not_wanted(library: Path) -> None:
    desk = LibraryDesk(open_library(library))
    assert desk.ask("meadwo flooded").corrections
    assert not desk.ask("meadwo flooded", Asking(spelling=False)).corrections
