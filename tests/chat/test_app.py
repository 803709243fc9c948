"""The full-screen chat, as a person uses it."""

from dataclasses import replace
from pathlib import Path
from threading import Event

from textual import events

from qa_bot.chat.app import ChatApp
from qa_bot.chat.help import KEYS
from qa_bot.chat.source_view import SourceView
from qa_bot.errors import ExitCode

from .desks import (
    RAIN,
    READ,
    TEXT,
    ToldDesk,
    ask,
    opener,
    played,
    running,
    running_text,
    screen,
    wait_until,
)


@played
async def test_a_question_is_answered_in_the_words_of_the_document(library: Path) -> None:
    async with running(ChatApp(library), (100, 60)) as (app, pilot):
        await wait_until(pilot, lambda: "2 documents" in screen(pilot))
        assert "What does “Rainfall at the river station” conclude?" in screen(pilot)
        await pilot.press(*"rain", "space", *"1958", "enter")
        await wait_until(pilot, lambda: app.transcript.latest)
        shown = running_text(pilot)
        assert "In the wet year 1958 the station recorded 912 mm of rain" in shown
        assert "Results" in shown
        assert "line 6 · rain.txt" in shown


@played
async def test_the_answer_names_its_place_and_marks_what_is_inferred_and_left_out() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        await ask(pilot, "how long did it rain?")
        await wait_until(pilot, lambda: app.transcript.latest)
        await wait_until(pilot, lambda: READ + " [1]" in running_text(pilot))
        assert "Rain (inferred) · lines 3–5 · weather.txt" in screen(pilot)
        assert "Cloud C. Skies 2001;1:1-2" in screen(pilot)
        assert "Figure 1" not in screen(pilot)


@played
async def test_markup_and_control_characters_of_documents_are_shown_as_text() -> None:
    async with running(ChatApp(None, opener(ToldDesk())), (160, 60)) as (app, pilot):
        await ask(pilot, "rain [bold]x[/bold]")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press("1")
        await wait_until(pilot, lambda: app.opened)
        await pilot.pause()
        shown = screen(pilot)
        assert "rain [bold]x[/bold]" in shown
        assert "On [i]weather[/i]" in shown
        assert "␛[31m" in shown
        assert "\x1b" not in shown


@played
async def test_opening_a_citation_shows_its_document_at_the_passage() -> None:
    desk = ToldDesk()
    long_text = "line\n" * 500
    desk.document = lambda source: TEXT + long_text  # type: ignore[method-assign]
    async with running(ChatApp(None, opener(desk))) as (app, pilot):
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press("2")
        await wait_until(pilot, lambda: app.opened and "Passage 2 of 2" in screen(pilot))
        assert " 9  Snow fell on Tuesday." in screen(pilot)
        await pilot.press("left")
        await wait_until(pilot, lambda: "Passage 1 of 2" in screen(pilot))
        assert app.opened is RAIN
        assert " 5  river rose [@click=app.quit]to the bridge[/]. Nobody was hurt." in screen(pilot)
        await pilot.press("escape")
        await wait_until(pilot, lambda: "Passage 1 of 2" not in screen(pilot))
        assert app.focused is app.prompt


@played
async def test_the_source_is_scrolled_to_a_passage_far_down() -> None:
    desk = ToldDesk()
    before = "".join(f"line {number}\n" for number in range(1, 2001))
    desk.document = lambda source: before + TEXT  # type: ignore[method-assign]
    answer = desk.ask("rain")
    far = replace(RAIN, start=RAIN.start + len(before), end=RAIN.end + len(before))
    desk.ask = lambda *asked: replace(answer, citations=(far,))  # type: ignore[method-assign]
    for size in ((80, 24), (160, 50)):
        async with running(ChatApp(None, opener(desk)), size) as (app, pilot):
            await ask(pilot, "rain")
            await wait_until(pilot, lambda: app.transcript.latest)
            await pilot.press("tab", "enter")
            await wait_until(pilot, lambda: "2003  Rain fell on Monday." in screen(pilot))
            await pilot.resize_terminal(70, 30)
            await wait_until(pilot, lambda: app.size.width == 70 and "Rain fell on Monday." in screen(pilot))


@played
async def test_wide_screens_show_source_and_answer_side_by_side_narrow_ones_one_at_a_time() -> None:
    for size, both in (((80, 24), False), ((160, 50), True)):
        async with running(ChatApp(None, opener(ToldDesk())), size) as (app, pilot):
            await ask(pilot, "rain")
            await wait_until(pilot, lambda: app.transcript.latest)
            await pilot.press("1")
            await wait_until(pilot, lambda: "Passage 1 of 2" in screen(pilot))
            assert ("❯ rain" in screen(pilot)) is both


@played
async def test_a_click_opens_a_citation() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        row = next(y for y, line in enumerate(screen(pilot).split("\n")) if "weather.txt" in line)
        await pilot.click(offset=(10, row))
        await wait_until(pilot, lambda: app.opened is RAIN)


@played
async def test_up_brings_back_earlier_questions_and_keeps_the_draft() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        await ask(pilot, "first")
        await ask(pilot, "second")
        await pilot.press(*"dra", "up")
        assert app.prompt.text == "second"
        await pilot.press("up", "up")
        assert app.prompt.text == "first"
        await pilot.press("down", "down")
        assert app.prompt.text == "dra"


@played
async def test_not_found_says_why_and_offers_the_nearest_as_nearest() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        await ask(pilot, "what of the moon?")
        await wait_until(pilot, lambda: app.transcript.latest)
        await wait_until(pilot, lambda: "Not found. No document has the word moon." in screen(pilot))
        assert "nearest passages" in screen(pilot)
        assert "Snow fell on Tuesday." in screen(pilot)
        await pilot.press("1")
        await wait_until(pilot, lambda: "Passage 1 of 1" in screen(pilot))


@played
async def test_questions_typed_before_the_library_is_ready_are_answered_in_order() -> None:
    ready, desk = Event(), ToldDesk()
    async with running(ChatApp(None, opener(desk, ready))) as (app, pilot):
        await ask(pilot, "first")
        await ask(pilot, "second")
        await pilot.press(*"third")
        await wait_until(pilot, lambda: "Waiting for the library" in screen(pilot))
        assert desk.asked == []
        ready.set()
        await wait_until(pilot, lambda: app.transcript.latest and app.transcript.latest.question == "second")
        assert desk.asked == ["first", "second"]
        assert app.prompt.text == "third"


@played
async def test_an_error_is_told_in_the_chat_and_the_question_given_back() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        await ask(pilot, "refuse me")
        await wait_until(pilot, lambda: app.prompt.text == "refuse me")
        assert "the question is refused; ask another one" in screen(pilot)


@played
async def test_a_library_that_does_not_exist_is_told_and_is_the_exit_code(tmp_path: Path) -> None:
    async with running(ChatApp(tmp_path / "nowhere"), (200, 30)) as (app, pilot):
        await wait_until(pilot, lambda: "no such" in screen(pilot))
        await ask(pilot, "anybody?")
        await wait_until(pilot, lambda: app.prompt.text == "anybody?")
        assert "nowhere" in screen(pilot)
        await pilot.press("ctrl+q")
    assert app.return_code == ExitCode.USAGE


@played
async def test_a_question_may_begin_with_a_digit() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press(*"2cm")
        await pilot.pause()
        assert app.prompt.text == "2cm"
        assert app.opened is None


@played
async def test_a_digit_takes_an_example() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        await wait_until(pilot, lambda: "When did it snow?" in screen(pilot))
        await pilot.press("2")
        await wait_until(pilot, lambda: app.prompt.text == "When did it snow?")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.transcript.latest)
        assert "For example" not in screen(pilot)


@played
async def test_alt_and_a_digit_opens_while_a_question_is_typed() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press(*"and", "alt+2")
        await wait_until(pilot, lambda: app.opened)
        assert app.prompt.text == "and"


@played
async def test_letters_typed_anywhere_go_to_the_question() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press("tab", *"next")
        assert app.prompt.text == "next"
        assert app.focused is app.prompt


@played
async def test_pasted_lines_are_one_question() -> None:
    desk = ToldDesk()
    async with running(ChatApp(None, opener(desk))) as (app, pilot):
        app.prompt.post_message(events.Paste("how long\ndid it rain?"))
        await wait_until(pilot, lambda: app.prompt.text)
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.transcript.latest)
        assert "how long did it rain?" in screen(pilot)


@played
async def test_a_passage_is_copied_as_a_quote_with_its_reference(no_clipboard: list[str]) -> None:
    async with running(ChatApp(None, opener(ToldDesk())), (120, 40)) as (app, pilot):
        await pilot.press("ctrl+y")
        await wait_until(pilot, lambda: "no passage yet" in running_text(pilot))
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press("ctrl+y")
        await wait_until(pilot, lambda: no_clipboard)
        said = f"“Rain fell on Monday. {READ} Nobody was hurt.”"
        assert no_clipboard == [
            f"{said}\n— Cloud C. Skies 2001;1:1-2 (weather.txt · Rain (inferred) · lines 3–5)"
        ]
        assert app.clipboard == no_clipboard[0]
        await wait_until(pilot, lambda: "OSC 52" in screen(pilot))


@played
async def test_starting_afresh_forgets_the_conversation_and_keeps_the_screen() -> None:
    desk = ToldDesk()
    async with running(ChatApp(None, opener(desk))) as (app, pilot):
        await ask(pilot, "moon")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press("ctrl+n")
        await wait_until(pilot, lambda: desk.afresh == 1 and "A new conversation" in screen(pilot))
        assert "❯ moon" in screen(pilot)


@played
async def test_a_long_session_keeps_every_exchange_within_reach() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        for number in range(25):
            app.prompt.ask(f"question {number}")
        await wait_until(
            pilot, lambda: app.transcript.latest and app.transcript.latest.question == "question 24"
        )
        app.prompt.ask("the last")
        await wait_until(
            pilot, lambda: app.transcript.latest and app.transcript.latest.question == "the last"
        )
        assert len(app.transcript.children) <= 20

        def first_is_shown() -> bool:
            app.transcript.scroll_home(animate=False)
            return "❯ question 0" in screen(pilot)

        await wait_until(pilot, first_is_shown)


@played
async def test_help_shows_the_keys_and_goes_away() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (_, pilot):
        await pilot.press("f1")
        await wait_until(pilot, lambda: "earlier and later questions" in screen(pilot))
        await pilot.press("end")
        await wait_until(pilot, lambda: "Ctrl+Q" in screen(pilot))
        assert all(len(does) <= 50 for _, group in KEYS for _, does in group)
        await pilot.press("escape")
        await wait_until(pilot, lambda: "Ctrl+Q" not in screen(pilot))


@played
async def test_text_selected_in_the_source_is_the_documents_own() -> None:
    async with running(ChatApp(None, opener(ToldDesk())), (60, 30)) as (app, pilot):
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press("1")
        await wait_until(pilot, lambda: app.opened and "It fell hard" in screen(pilot))
        view = app.screen.query_one(SourceView)
        view.text_select_all()
        await pilot.pause()
        assert app.screen.get_selected_text() == TEXT.replace("\x1b", "␛").rstrip()


@played
async def test_ctrl_q_quits() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        await pilot.press("ctrl+q")
    assert app.return_code == ExitCode.DONE
