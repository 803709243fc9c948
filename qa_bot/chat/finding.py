"""Ctrl+F: finding words in the open source, or in the answers while none is open."""

from __future__ import annotations

import re
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from qa_bot.chat.exchange import Exchange
from qa_bot.chat.transcript import Transcript
from qa_bot.documents.model import Span

FOUND = "$text on $accent 30%"
CURRENT = "bold $background on $accent"


class Searchable(Protocol):
    """A text that can be searched."""

    def find(self, pattern: re.Pattern[str]) -> tuple[int, int]:
        """Mark what `pattern` matches; how many places, and which of them to begin with, from 0."""

    def go(self, place: int) -> None:
        """Show the place of that number as the current one."""

    def stop_finding(self) -> None:
        """Mark nothing any more."""


def pattern_of(words: str) -> re.Pattern[str] | None:
    """What finds `words`, in capitals or not, also over the end of a line; None if there are none."""
    parts = [re.escape(part) for part in words.split()]
    return re.compile(r"\s+".join(parts), re.IGNORECASE) if parts else None


class FindBar(Horizontal):
    """The words to find, and which place of how many is shown."""

    DEFAULT_CSS = """
    FindBar { height: 1; padding: 0 1 0 2; background: $panel; }
    FindBar > #find-in { width: auto; color: $text-primary; text-style: bold; padding-right: 1; }
    FindBar > Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    FindBar > Input:focus { border: none; background-tint: $foreground 0%; }
    FindBar > #find-count { width: auto; color: $text-muted; padding: 0 0 0 2; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,f3", "step(1)", "Next place", show=False),
        Binding("up,shift+f3", "step(-1)", "Previous place", show=False),
        Binding("escape,ctrl+f", "close", "Close", show=False),
    ]

    class Closed(Message):
        """Nothing is to be found any more."""

    def __init__(self, where: Searchable, name: str) -> None:
        super().__init__(id="find")
        self.where = where
        self._in = name
        self._count = 0
        self._place = 0

    def compose(self) -> ComposeResult:
        """Where, what, how many."""
        yield Static(Content(f"Find in {self._in}:"), id="find-in")
        yield Input(placeholder="words…", compact=True)
        yield Static(Content("Esc close"), id="find-count")

    def on_mount(self) -> None:
        """Words are typed next."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """Find what is typed as it is typed."""
        event.stop()
        self.where.stop_finding()
        pattern = pattern_of(event.value)
        self._count, self._place = (0, 0) if pattern is None else self.where.find(pattern)
        if self._count:
            self.where.go(self._place)
        self._tell(pattern is not None)

    @on(Input.Submitted)
    def next_place(self, event: Input.Submitted) -> None:
        """Enter: the next place."""
        event.stop()
        self.action_step(1)

    def action_step(self, by: int) -> None:
        """Show the next or the previous place, beginning again at the end."""
        if self._count:
            self._place = (self._place + by) % self._count
            self.where.go(self._place)
            self._tell(True)

    def _tell(self, wanted: bool) -> None:
        said = f"{self._place + 1} of {self._count} · ↑ ↓" if self._count else "not found" if wanted else ""
        self.query_one("#find-count", Static).update(Content(" · ".join(filter(None, (said, "Esc close")))))

    def action_close(self) -> None:
        """Escape: close the bar."""
        self.post_message(self.Closed())


class FindInTranscript:
    """What is found in the questions and answers, those that are not mounted any more too."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._places: list[tuple[Exchange, int, Span]] = []
        self._current = 0

    def find(self, pattern: re.Pattern[str]) -> tuple[int, int]:
        """Mark what `pattern` matches; begin with the first that is on the screen or under it."""
        self._places = [
            (exchange, part, match.span())
            for exchange in self._transcript.exchanges
            for part, text in enumerate(exchange.texts())
            for match in pattern.finditer(text)
        ]
        top = self._transcript.scroll_offset.y
        seen = (
            number
            for number, (exchange, _, _) in enumerate(self._places)
            if exchange.is_attached and exchange.virtual_region.bottom > top
        )
        return len(self._places), next(seen, 0)

    def go(self, place: int) -> None:
        """Show the place of that number as the current one."""
        self._current = place
        self._transcript.call_later(self._show, self._places[place][0], self._places[place][1])

    async def _show(self, exchange: Exchange, part: int) -> None:
        await self._transcript.bring(exchange)
        self._mark()
        if part < len(views := exchange.views()):
            self._transcript.call_after_refresh(self._transcript.scroll_to_widget, views[part], animate=False)

    def _mark(self) -> None:
        """Draw what was found in the exchanges that are mounted."""
        for exchange in {place[0] for place in self._places if place[0].is_attached}:
            for part, view in enumerate(exchange.views()):
                found = [
                    (span, CURRENT if number == self._current else FOUND)
                    for number, (of, in_part, span) in enumerate(self._places)
                    if of is exchange and in_part == part
                ]
                if found:
                    exchange.mark(view, found)

    def stop_finding(self) -> None:
        """Mark nothing any more."""
        for exchange in {place[0] for place in self._places if place[0].is_attached}:
            exchange.unmark()
        self._places = []
