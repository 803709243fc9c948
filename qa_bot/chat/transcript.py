"""What was asked and answered: one exchange under the other."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qa_bot.answering.answer import Answer, Citation
from qa_bot.chat import reading
from qa_bot.rendering import reflow

KEPT = 100
"""Exchanges on screen; earlier ones are taken away so that a long session stays fast."""


class Selectable(Static, can_focus=True):
    """Something numbered that Tab selects, and Enter or a click opens."""

    @dataclass
    class Opened(Message):
        """The person wants what is behind it."""

        item: "Selectable"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", show=False),
        Binding("tab,down", "app.select(1)", "Next", show=False),
        Binding("shift+tab,up", "app.select(-1)", "Previous", show=False),
    ]

    def action_open(self) -> None:
        """Open it."""
        self.post_message(self.Opened(self))

    def on_click(self, event: events.Click) -> None:
        """Open it, unless the click ended a selection of text."""
        if not self.screen.get_selected_text():
            event.stop()
            self.action_open()


class CitationView(Selectable):
    """A passage with its place."""

    def __init__(self, citation: Citation) -> None:
        super().__init__(reading.numbered(citation), classes="citation")
        self.citation = citation


class ExampleView(Selectable):
    """A question that works on the open library."""

    def __init__(self, number: int, question: str) -> None:
        mark = Content.styled(f" {number} ", "bold $text-primary on $primary 30%")
        super().__init__(Content.assemble(mark, " ", reflow(question)), classes="example")
        self.question = question


class Exchange(Vertical):
    """A question and what came of it."""

    def __init__(self, question: str, waiting: str) -> None:
        super().__init__(classes="exchange")
        self.question = question
        self.answer: Answer | None = None
        self._waiting = waiting

    def compose(self) -> ComposeResult:
        """The question; the answer follows."""
        yield Static(Content.assemble(("❯ ", "$text-accent"), reflow(self.question)), classes="question")
        yield Static(Content(self._waiting), classes="waiting")

    def citations(self) -> tuple[Citation, ...]:
        """The passages shown: those that answer, or the nearest ones."""
        return () if self.answer is None else self.answer.citations or self.answer.nearest

    async def show(self, answer: Answer) -> None:
        """Show the answer in place of the waiting line."""
        self.answer = answer
        views: list[Static] = []
        if remarks := reading.remarks(answer):
            views.append(Static(Content("\n".join(remarks)), classes="remark"))
        views.append(Static(reading.verdict(answer), classes="answer" if answer.answered else "not-found"))
        if answer.nearest and not answer.answered:
            views.append(Static("The nearest passages, which may not answer it:", classes="remark"))
        views.extend(CitationView(citation) for citation in self.citations())
        await self._replace(views)

    async def fail(self, message: str) -> None:
        """Say in one line why there is no answer."""
        await self._replace([Static(Content(reflow(message)), classes="error")])

    async def _replace(self, views: list[Static]) -> None:
        async with self.batch():
            await self.query(".waiting").remove()
            await self.mount(*views)


class Transcript(VerticalScroll, can_focus=False):
    """All exchanges, the newest last."""

    async def begin(self, question: str, waiting: str) -> Exchange:
        """Add an exchange whose answer is not there yet."""
        exchange = Exchange(question, waiting)
        await self.query("Welcome").remove()
        await self.mount(exchange)
        exchanges = list(self.query_children(Exchange))
        if len(exchanges) > KEPT:
            await exchanges[0].remove()
        self.scroll_end(animate=False)
        return exchange

    async def rule(self, text: str) -> None:
        """Draw a line under what was said so far, unless there is one already or nothing was said."""
        if self.children and isinstance(self.children[-1], Exchange):
            await self.mount(Static(Content(text), classes="rule"))
            self.scroll_end(animate=False)

    def reveal(self, exchange: Exchange) -> None:
        """Bring the exchange's question to the top, so that its answer is read from the beginning."""
        self.call_after_refresh(self.scroll_to_widget, exchange, animate=False, top=True)

    @property
    def latest(self) -> Exchange | None:
        """The newest exchange that has an answer."""
        done = [exchange for exchange in self.query_children(Exchange) if exchange.answer is not None]
        return done[-1] if done else None
