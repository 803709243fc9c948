"""What was asked and answered: one exchange under the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from qa_bot.chat.desk import AS_USUAL, Asking
from qa_bot.chat.selectable import ExampleView

if TYPE_CHECKING:
    from qa_bot.chat.exchange import Exchange

KEPT = 20
"""Newest exchanges that stay mounted; Textual's layout slows down with every widget there is."""

FETCHED = 10
"""Earlier exchanges that come back at a time, when the person scrolls up to them."""


class Transcript(VerticalScroll, can_focus=False):
    """All exchanges, the newest last."""

    DEFAULT_CSS = """
    Transcript { layout: stream; width: 1fr; height: 1fr; scrollbar-size-vertical: 1; padding: 1 1 0 2; }
    .rule { color: $text-muted; text-align: center; border-top: solid $primary 30%; margin-bottom: 1; }
    """

    def __init__(self, *children: Widget, id: str) -> None:
        super().__init__(*children, id=id)
        self._mounted: list[Exchange] = []
        self._earlier: list[Exchange] = []
        """Exchanges that are not mounted any more, oldest first."""
        self._fetching = False
        self._rule = ""
        """A line drawn under the last exchange, if there is one."""

    async def offer(self, examples: Iterable[str]) -> None:
        """Show questions that can be asked, unless one has been asked already."""
        if not self._mounted and self.is_attached:
            await self.mount(*(ExampleView(number, text) for number, text in enumerate(examples, 1)))

    async def begin(self, question: str, waiting: str, asking: Asking = AS_USUAL) -> Exchange:
        """Add an exchange whose answer is not there yet."""
        from qa_bot.chat.exchange import Exchange

        exchange = Exchange(question, waiting, self._rule, asking=asking)
        self._rule = ""
        await self.remove_children(".rule, Welcome, ExampleView")
        await self._forget()
        self._mounted.append(exchange)
        await self.mount(exchange)
        self.scroll_end(animate=False)
        return exchange

    async def _forget(self) -> None:
        """Unmount the oldest exchanges that have their answer, as far as there are too many."""
        too_many = max(0, len(self._mounted) - KEPT + 1)
        gone = [exchange for exchange in self._mounted[:too_many] if exchange.is_done]
        self._mounted = [exchange for exchange in self._mounted if exchange not in gone]
        self._earlier += [exchange.again() for exchange in gone]
        await self.remove_children(gone)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """At the top, earlier exchanges come back."""
        super().watch_scroll_y(old_value, new_value)
        if new_value < 1 < self.max_scroll_y and self._earlier and not self._fetching:
            self._fetching = True
            self.call_later(self._fetch)

    async def _fetch(self) -> None:
        first = self.children[0]
        fetched, self._earlier = self._earlier[-FETCHED:], self._earlier[:-FETCHED]
        self._mounted = fetched + self._mounted
        await self.mount(*fetched, before=first)
        self.call_after_refresh(self._resume, first)

    def _resume(self, first: Widget) -> None:
        """What was at the top before is there again."""
        self.scroll_to_widget(first, animate=False, top=True, immediate=True)
        self._fetching = False

    @property
    def exchanges(self) -> list[Exchange]:
        """All exchanges, the oldest first, mounted or not."""
        return self._earlier + self._mounted

    async def bring(self, exchange: Exchange) -> None:
        """Mount `exchange`, and those after it, if it is not."""
        if exchange in self._earlier:
            place = self._earlier.index(exchange)
            fetched, self._earlier = self._earlier[place:], self._earlier[:place]
            first = self.children[0]
            self._mounted = fetched + self._mounted
            await self.mount(*fetched, before=first)

    async def replace(self, exchanges: list[Exchange]) -> None:
        """Show `exchanges` in place of all that was shown."""
        await self.remove_children()
        self._rule = ""
        self._earlier, self._mounted = exchanges[:-KEPT], exchanges[-KEPT:]
        await self.mount(*self._mounted)
        self.call_after_refresh(self.scroll_end, animate=False)

    async def rule(self, text: str) -> None:
        """Draw a line under what was said so far; the next exchange keeps it above itself."""
        if not self._rule and self._mounted:
            self._rule = text
            await self.mount(Static(Content(text), classes="rule"))
            self.scroll_end(animate=False)

    def reveal(self, exchange: Exchange) -> None:
        """Bring the exchange's question to the top, so that its answer is read from the beginning."""
        self.call_after_refresh(self.scroll_to_widget, exchange, animate=False, top=True)

    @property
    def latest(self) -> Exchange | None:
        """The newest exchange that has an answer."""
        return next((exchange for exchange in reversed(self._mounted) if exchange.answer is not None), None)

    def exchange_of(self, item: Widget) -> Exchange | None:
        """The exchange that `item` is a part of."""
        return next((exchange for exchange in self._mounted if exchange in item.ancestors), None)
