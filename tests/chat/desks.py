"""A desk that answers as told, and what tests of the screen need."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from textual.pilot import Pilot

from qa_bot.answering.answer import Answer, Citation, Correction, Part, Verdict
from qa_bot.chat.app import ChatApp
from qa_bot.chat.desk import AS_USUAL, About, Asking, Desk, Shelved, Tell
from qa_bot.documents.model import Reference
from qa_bot.errors import UsageError

SECONDS = 15
Screen = tuple[ChatApp, Pilot[None]]

TEXT = """On rain

Rain fell on Monday. It fell hard, for [bold]nine[/bold] hours, with\x1b[31m thunder; the
Figure 1: A cloud.
river rose [@click=app.quit]to the bridge[/]. Nobody was hurt.

On snow

Snow fell on Tuesday.
"""


def citation(
    number: int, first: str, last: str, sentence: str = "", gap: str = "", **changes: object
) -> Citation:
    """The passage of TEXT from `first` to `last`; `sentence` and `gap` are parts of it."""
    start, end = TEXT.index(first), TEXT.index(last) + len(last)
    text = TEXT[start:end]
    at = text.index(sentence)
    gaps = ((text.index(gap), text.index(gap) + len(gap)),) if gap else ()
    made = Citation(
        number=number, source="weather.txt", title="On [i]weather[/i]", section="Rain", section_inferred=True,
        reference="Cloud C. Skies 2001;1:1-2", text=text, start=start, end=end,
        line_start=TEXT[:start].count("\n") + 1, line_end=TEXT[:end].count("\n") + 1, page=None, score=1.0,
        highlights=((0, 4),), gaps=gaps, sentence=(at, at + len(sentence)),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


LEGEND = "Figure 1: A cloud.\n"
HARD = (
    "It fell hard, for [bold]nine[/bold] hours, with\x1b[31m thunder; the\n"
    f"{LEGEND}river rose [@click=app.quit]to the bridge[/]."
)
RAIN = citation(1, "Rain fell", "Nobody was hurt.", HARD, LEGEND)
RAIN = replace(RAIN, why=(Part("rain", "as typed", 0.75), Part("wich", "as typed", 0.25)))
SNOW = citation(2, "Snow fell", "Tuesday.", section="Snow", section_inferred=False)
READ = (
    "It fell hard, for [bold]nine[/bold] hours, with␛[31m thunder; the […] "
    "river rose [@click=app.quit]to the bridge[/]."
)
"""The answering sentence as it is read."""


class ToldDesk:
    """Answers everything from TEXT, except questions with the word moon; refuses the word refuse."""

    about = About("told", 1, 2, (), ("How long did it rain?", "When did it snow?"))

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.askings: list[Asking] = []
        self.afresh = 0
        self.taken_up = ""

    def ask(self, question: str, asking: Asking = AS_USUAL) -> Answer:
        """The answer to `question`; `wich` is corrected, `more` is a follow-up."""
        self.asked.append(question)
        self.askings.append(asking)
        if "refuse" in question:
            raise UsageError("the question is refused; ask another one")
        if "moon" in question:
            reason = "No document has the word moon."
            return Answer(
                question, question, Verdict.NOT_FOUND, reason, None, nearest=(replace(SNOW, number=1),)
            )
        start, end = RAIN.sentence
        read = f"{question} (about: rain)" if "more" in question and asking.follow_up else question
        corrected = (Correction("wich", "which"),) if "wich" in question and asking.spelling else ()
        others = (("rain", ("drizzle",)),) if "wich" in question and asking.vocabulary else ()
        return Answer(
            question, read, Verdict.ANSWERED, None, RAIN.text[start:end], (RAIN, SNOW),
            corrections=corrected, expansions=others,
        )  # fmt: skip

    def document(self, source: str) -> str:
        """The one document."""
        return TEXT

    def reference(self, source: str) -> Reference:
        """That of the one document."""
        return Reference(("Cloud C", "de la Brume NW", "The Rain Group"), True, "On [i]wet_weather[/i]", "Skies & Co",
                         "2001", "1", "2", "1-2", "10.1/a_b")  # fmt: skip

    def file(self, source: str) -> Path:
        """Beside the tests, where there is none."""
        return Path("/nowhere", source)

    def shelf(self) -> tuple[Shelved, ...]:
        """The one document, and one that is never asked."""
        return (
            Shelved("weather.txt", "On [i]weather[/i]", ("Rain", "Snow"), 2),
            Shelved("z/goats.txt", "Goats", ("Horns",), 1),
        )

    def context(self) -> str:
        """Everything asked."""
        return json.dumps(self.asked)

    def take_up(self, context: str) -> None:
        """Noted."""
        self.taken_up = context

    def start_afresh(self) -> None:
        """Counted."""
        self.afresh += 1


def opener(desk: Desk, ready: Event | None = None) -> Callable[[Path | None, Tell], Desk]:
    """Opens `desk`, as soon as it is `ready`."""

    def open_it(path: Path | None, tell: Tell) -> Desk:
        assert ready is None or ready.wait(SECONDS)
        return desk

    return open_it


def played(story: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Makes a test of a coroutine."""

    @wraps(story)
    def test(*args: Any, **kwargs: Any) -> None:
        asyncio.run(story(*args, **kwargs))

    return test


@asynccontextmanager
async def running(app: ChatApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Screen]:
    """The chat on a screen of `size`."""
    async with app.run_test(size=size, notifications=True) as pilot:
        yield app, pilot


async def wait_until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    """Let the chat work until `holds` gives something true."""
    end = monotonic() + SECONDS
    while not holds():
        assert monotonic() < end, f"never came true; the screen shows:\n{screen(pilot)}"
        await pilot.pause()
        await asyncio.sleep(0.001)


def screen(pilot: Pilot[None]) -> str:
    """The text on the screen, row by row."""
    return "\n".join(
        "".join(segment.text for segment in strip).rstrip()
        for strip in pilot.app.screen._compositor.render_strips()
    )


def running_text(pilot: Pilot[None]) -> str:
    """The text on the screen without frames and line ends, to look for sentences in."""
    return " ".join("".join(" " if c in "▌│❯\n" else c for c in screen(pilot)).split())


async def ask(pilot: Pilot[None], question: str) -> None:
    """Put a question into the prompt and press Enter."""
    assert isinstance(pilot.app, ChatApp)
    pilot.app.prompt.put(question)
    await pilot.press("enter")
