"""Makes docs/chat.svg, the picture of the chat in the README: a real question to the shipped documents.

    python docs/screenshot.py

The picture names no fonts to download: whoever looks at it sees it in a monospaced font of their own.
"""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from qa_bot.chat import themes
from qa_bot.chat.app import ChatApp

PICTURE = Path(__file__).with_name("chat.svg")
QUESTION = "How many patients with blood poisoning died?"
COLUMNS, ROWS = 132, 36
PATIENCE = 30.0
"""Seconds that a step may take."""

FONTS = '"DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace'


async def take() -> str:
    """The chat as SVG: the question answered, its first passage open in the document."""
    app = ChatApp()
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        app.theme = themes.DARK.name
        app.animation_level = "none"
        app.prompt.cursor_blink = False
        await until(pilot, lambda: bool(app.prompt.numbers))  # the examples are there: the library is open
        await pilot.press(*QUESTION, "enter")
        await until(pilot, lambda: app.transcript.latest is not None)
        await pilot.press("alt+1")
        await until(pilot, lambda: app.opened is not None)
        await pilot.pause(0.5)
        return without_downloads(app.export_screenshot(title="qa-bot", simplify=True))


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for something to hold. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await pilot.pause(0.05)


def without_downloads(svg: str) -> str:
    """The picture without the fonts that Textual would have fetched."""
    svg = re.sub(r"\s*@font-face\s*\{[^}]*\}", "", svg)
    return re.sub(r"font-family:[^;]*;", f"font-family: {FONTS};", svg)


if __name__ == "__main__":
    picture = asyncio.run(take())
    PICTURE.write_text(picture, encoding="utf-8", newline="\n")
    print(f"{PICTURE.name}: {len(picture):,} characters")
