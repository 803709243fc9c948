"""Ctrl+F: finding words in the source and in the answers."""

from qa_bot.chat.app import ChatApp
from qa_bot.chat.finding import pattern_of
from qa_bot.chat.source_view import SourceView

from .desks import TEXT, Screen, ToldDesk, ask, opener, played, running, screen, wait_until


def test_words_are_found_over_the_ends_of_lines_and_as_they_are() -> None:
    pattern = pattern_of("THE  river")
    assert pattern and pattern.search("the\nriver")
    dot = pattern_of("a.c")
    assert dot and not dot.search("abc")
    assert pattern_of("  ") is None


def styled(shown: Screen, word: str) -> set[str]:
    """The background colours of `word` on the screen."""
    strips = shown[0].screen._compositor.render_strips()
    return {str(s.style.bgcolor) for strip in strips for s in strip if s.text.strip() == word and s.style}


@played
async def test_words_are_found_in_the_source_one_after_the_other() -> None:
    desk = ToldDesk()
    desk.document = lambda source: TEXT + "line\n" * 300 + "Snow again"  # type: ignore[method-assign]
    async with running(ChatApp(None, opener(desk))) as (app, pilot):
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press("1")
        await wait_until(pilot, lambda: app.opened)
        await pilot.press("ctrl+f", *"snow")
        await wait_until(pilot, lambda: "1 of 3" in screen(pilot))
        assert "Find in the source: snow" in screen(pilot)
        await pilot.press("enter", "f3")
        await wait_until(pilot, lambda: "3 of 3" in screen(pilot) and "310  Snow again" in screen(pilot))
        assert len(styled((app, pilot), "Snow")) == 1
        await pilot.press("enter")
        await wait_until(pilot, lambda: "1 of 3" in screen(pilot) and "On snow" in screen(pilot))
        await pilot.press("up")
        await wait_until(pilot, lambda: "3 of 3" in screen(pilot))
        await pilot.press(*"x")
        await wait_until(pilot, lambda: "not found" in screen(pilot))
        await pilot.press("escape")
        await wait_until(pilot, lambda: "Find in" not in screen(pilot))
        assert app.focused is app.prompt
        assert app.opened
        assert app.screen.query_one(SourceView)._found == []


@played
async def test_words_are_found_in_the_answers_also_in_those_far_back() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        for number in range(30):
            app.prompt.ask(f"question {number}")
        await wait_until(
            pilot, lambda: app.transcript.latest and app.transcript.latest.question == "question 29"
        )
        await pilot.press("/", *"question 3")
        await wait_until(pilot, lambda: "of 1 " in screen(pilot) and "❯ question 3" in screen(pilot))
        assert styled((app, pilot), "question 3")
        await pilot.press("backspace", "backspace")
        await wait_until(pilot, lambda: "of 30 " in screen(pilot))
        await pilot.press("ctrl+f")
        await wait_until(pilot, lambda: "Find in" not in screen(pilot))
        assert app.prompt.text == ""
        assert not styled((app, pilot), "question")


@played
async def test_a_new_question_ends_finding() -> None:
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press("ctrl+f", *"snow")
        await wait_until(pilot, lambda: "1 of 2" in screen(pilot))
        app.prompt.ask("more")
        await wait_until(pilot, lambda: "Find in" not in screen(pilot))
