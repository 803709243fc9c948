"""Conversations across runs, as a person meets them."""

from pathlib import Path

from qa_bot.chat.app import ChatApp
from qa_bot.chat.desk import LibraryDesk
from qa_bot.chat.store import Store
from qa_bot.library.library import open_library

from .desks import READ, Screen, ToldDesk, ask, opener, played, running, running_text, screen, wait_until


def chat(kept_at: Path | None, desk: ToldDesk | None = None) -> ChatApp:
    return ChatApp(None, opener(desk or ToldDesk()), kept_at)


async def asked(shown: Screen, question: str) -> None:
    app, pilot = shown
    await ask(pilot, question)
    await wait_until(pilot, lambda: app.transcript.latest and app.transcript.latest.question == question)


@played
async def test_a_conversation_is_resumed_as_it_was(tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with running(chat(kept)) as shown:
        for number in range(25):
            await asked(shown, f"rain {number}")
        await ask(shown[1], "refuse")
        await wait_until(shown[1], lambda: "refused" in running_text(shown[1]))
        await shown[1].press("ctrl+q")
    desk = ToldDesk()
    async with running(chat(kept, desk)) as (app, pilot):
        await pilot.press("f5")
        await wait_until(pilot, lambda: "26 questions  rain 0" in screen(pilot))
        await pilot.press("enter")
        await wait_until(pilot, lambda: len(app.transcript.exchanges) == 26)
        await wait_until(pilot, lambda: desk.taken_up.endswith('"rain 24"]'))
        await wait_until(pilot, lambda: "It was not answered then" in screen(pilot))
        latest = app.transcript.latest
        assert latest
        assert latest.answer == ToldDesk().ask("rain 24")
        await pilot.press("ctrl+u", "1")  # the refused question was given back, and kept as the draft
        await wait_until(pilot, lambda: app.opened and "Passage 1 of 2" in screen(pilot))
        await asked((app, pilot), "and more")
        await wait_until(pilot, lambda: READ[:30] in running_text(pilot))
        await pilot.press("ctrl+q")
    assert [session.questions for session in sessions(kept)] == [27]


def sessions(kept: Path) -> list:  # type: ignore[type-arg]
    from qa_bot.paths import shipped_corpus

    return Store(kept).sessions(str(shipped_corpus()))


@played
async def test_earlier_questions_and_the_draft_come_back(tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with running(chat(kept)) as shown:
        await asked(shown, "how long?")
        await shown[1].press(*"half")
        await shown[1].press("ctrl+q")
    async with running(chat(kept)) as (app, pilot):
        await wait_until(pilot, lambda: app.prompt.text == "half")
        await pilot.press("up")
        assert app.prompt.text == "how long?"
        await pilot.press("down")
        assert app.prompt.text == "half"


@played
async def test_the_draft_is_kept_without_quitting(tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with running(chat(kept)) as (_, pilot):
        await pilot.press(*"lost")
        from qa_bot.paths import shipped_corpus

        await wait_until(pilot, lambda: kept.exists() and Store(kept).draft(str(shipped_corpus())) == "lost")


@played
async def test_conversations_are_searched_renamed_and_deleted(tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with running(chat(kept)) as shown:
        app, pilot = shown
        await pilot.press("f5")
        await wait_until(pilot, lambda: "No conversation yet" in screen(pilot))
        await pilot.press("escape")
        await asked(shown, "rain")
        await pilot.press("ctrl+n")
        await asked(shown, "moon [b]")
        await pilot.press("f5")
        await wait_until(
            pilot, lambda: "1 question   rain" in screen(pilot) and "1 question   moon [b]" in screen(pilot)
        )
        await pilot.press(*"bridge")
        await wait_until(pilot, lambda: "1 question   moon [b]" not in screen(pilot))
        assert "1 question   rain" in screen(pilot)
        await pilot.press("f2", "ctrl+u", *"wet", "enter")
        await wait_until(pilot, lambda: "1 question   wet" in screen(pilot))
        await pilot.press("ctrl+d")
        await wait_until(pilot, lambda: "^D again deletes it" in screen(pilot))
        await pilot.press("escape", "ctrl+d", "ctrl+d")
        await wait_until(pilot, lambda: "No conversation has “bridge”" in screen(pilot))
        await pilot.press("escape")
        assert app.focused is app.prompt
        await pilot.press("ctrl+q")
    assert [session.name for session in sessions(kept)] == ["moon [b]"]


@played
async def test_deleting_the_conversation_that_goes_on_begins_another(tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with running(chat(kept)) as shown:
        await asked(shown, "rain")
        await shown[1].press("f5")
        await wait_until(shown[1], lambda: "1 question   rain" in screen(shown[1]))
        await shown[1].press("ctrl+d", "ctrl+d")
        await wait_until(shown[1], lambda: "No conversation yet" in screen(shown[1]))
        await shown[1].press("escape")
        await asked(shown, "snow")
        await shown[1].press("ctrl+q")
    assert [session.name for session in sessions(kept)] == ["snow"]


@played
async def test_where_nothing_can_be_kept_the_chat_says_so_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    async with running(chat(tmp_path / "file" / "kept.sqlite"), (120, 40)) as shown:
        await wait_until(shown[1], lambda: "will not be kept" in screen(shown[1]))
        await asked(shown, "rain")


def test_follow_ups_lean_on_what_was_kept(library: Path) -> None:
    desk = LibraryDesk(open_library(library))
    desk.ask("what did the goats' horns weigh?")
    later = LibraryDesk(open_library(library))
    later.take_up(desk.context())
    assert "goats" in later.ask("and what was done with them?").interpreted_as
    later.take_up('[{"unknown": 1}]')
    assert later.context() == "[]"
