"""What is done with an answer once it is there: asking why, copying it. Each screen is imported when wanted."""

from __future__ import annotations

import asyncio
import os
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType

from qa_bot.chat.desk import AS_USUAL, Asking
from qa_bot.chat.prompt import Prompt
from qa_bot.chat.reader import Reader
from qa_bot.rendering import quotation

if TYPE_CHECKING:
    from qa_bot.chat.exchange import Exchange
    from qa_bot.chat.finding import FindBar
    from qa_bot.documents.model import Reference

NOTHING_YET = "There is no passage yet: ask something first."


class Working(Reader):
    """The chat's middle floor: it asks nothing itself, and knows what can be done with answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "why", "Why", show=False),
        Binding("ctrl+f", "find", "Find", show=False),
        Binding("f3", "find_next(1)", "Next place", show=False),
        Binding("shift+f3", "find_next(-1)", "Previous place", show=False),
        Binding("ctrl+y", "copy_passage", "Copy the passage", show=False),
        Binding("ctrl+r", "copy_as", "Copy passage or reference as…", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._find: FindBar | None = None
        """The bar for the words to find, while there is one."""

    @abstractmethod
    async def put_question(self, question: str, asking: Asking = AS_USUAL) -> None:
        """Show the question at once; its answer follows when it is there."""

    @abstractmethod
    def reference(self, source: str) -> Future[Reference]:
        """How the document `source` is cited, as soon as it is known."""

    def work_commands(self) -> Iterator[SystemCommand]:
        """The commands of the palette that are about answers."""
        yield SystemCommand("Why this passage", "Words and their share, what was added", self.action_why)
        yield SystemCommand("Find", "Words in the open source or in the answers", self.action_find)
        yield SystemCommand("Copy the passage", "As a quote with its reference", self.action_copy_passage)
        yield SystemCommand(
            "Copy as…", "Passage or reference: text, Markdown, BibTeX, RIS", self.action_copy_as
        )

    @property
    def at_work(self) -> bool:
        """Whether the chat itself is in front, and no screen over it."""
        return self.screen is self.screen_stack[0]

    # Why

    def action_why(self) -> None:
        """Say how the question was read and why the passage was found."""
        exchange = self.exchange()
        if exchange is None or exchange.answer is None:
            self.notify(NOTHING_YET, markup=False)
        elif self.at_work:
            from qa_bot.chat.why import WhyScreen

            self.push_screen(
                WhyScreen(exchange.answer, self.chosen(), exchange.asking), self._otherwise(exchange)
            )

    def _otherwise(self, exchange: Exchange) -> Callable[[Asking | None], Awaitable[None]]:
        async def ask_again(asking: Asking | None) -> None:
            if asking is not None:
                await self.put_question(exchange.question, asking)

        return ask_again

    # Finding

    @on(Prompt.Find)
    async def action_find(self) -> None:
        """Find words in the open source, or in the answers while none is open."""
        if not self.at_work:
            return
        if self._find is not None:
            self._find.query_one("Input").focus()
            return
        from qa_bot.chat.finding import FindBar, FindInTranscript

        if self._source is not None and self.opened is not None:
            self._find = FindBar(self._source.view, "the source")
        else:
            self._find = FindBar(FindInTranscript(self.transcript), "the answers")
        await self.screen.mount(self._find, before="#ask")

    async def action_find_next(self, by: int) -> None:
        """The next or previous place, or what to find if nothing is being found."""
        if self._find is None:
            await self.action_find()
        else:
            self._find.action_step(by)

    def source_closed(self) -> None:
        """What was being found in the source is found no more."""
        if self._find is not None and self._source is not None and self._find.where is self._source.view:
            self.call_later(self.close_find)

    async def close_find(self) -> None:
        """Find nothing any more."""
        bar, self._find = self._find, None
        if bar is not None:
            bar.where.stop_finding()
            await bar.remove()

    async def on_find_bar_closed(self) -> None:
        """The bar was closed: the question is typed next."""
        await self.close_find()
        self.prompt.focus()

    # Copying

    def action_copy_passage(self) -> None:
        """Copy the passage meant, as a quote with its reference."""
        if (citation := self.chosen()) is None:
            self.notify(NOTHING_YET, markup=False)
        else:
            self.copy(quotation(citation), f"Passage {citation.number}")

    @work(group="reference", exclusive=True)
    async def action_copy_as(self) -> None:
        """Choose the form to copy the passage meant or its reference in."""
        if (citation := self.chosen()) is None:
            self.notify(NOTHING_YET, markup=False)
        elif self.at_work:
            from qa_bot.chat.copying import CopyScreen

            reference = await asyncio.wrap_future(self.reference(citation.source))
            if taken := await self.push_screen_wait(CopyScreen(citation, reference)):
                self.copy(*taken)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text selected with the mouse or in the prompt."""
        self.copy(text, "The selected text")

    def copy(self, text: str, what: str) -> None:
        """Copy `text`, and say of `what` which clipboard took it."""
        super().copy_to_clipboard(text)
        self.offer_to_clipboard(text, what)

    @work(group="clipboard")
    async def offer_to_clipboard(self, text: str, what: str) -> None:
        """Ask the platform's clipboard program too, and say which way it really went."""
        from qa_bot.chat import clipboard

        taken = await asyncio.to_thread(clipboard.offer, text, os.environ)
        if taken:
            self.notify(f"{what} is on the clipboard (by {taken}).", markup=False)
        else:
            self.notify(
                f"{what} was sent to the terminal (OSC 52). If pasting gives nothing, the terminal does not "
                "take it: install wl-copy or xclip, or select it with Shift and the mouse.",
                markup=False,
            )
