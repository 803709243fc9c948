"""What can be done with what is on the screen: opening documents, moving about, copying."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from concurrent.futures import Future
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import App
from textual.binding import Binding, BindingType

from qa_bot.chat.prompt import Prompt
from qa_bot.chat.selectable import Selectable
from qa_bot.chat.status import Status
from qa_bot.chat.transcript import Transcript
from qa_bot.errors import QaBotError

if TYPE_CHECKING:
    from qa_bot.answering.answer import Citation
    from qa_bot.chat.exchange import Exchange
    from qa_bot.chat.source_pane import SourcePane


class Reader(App[None]):
    """The half of the chat that asks nothing: where documents come from is left to the other half."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close the source", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("left", "step(-1)", "Previous citation", show=False),
        Binding("right", "step(1)", "Next citation", show=False),
        *(Binding(f"alt+{n}", f"open({n})", f"Open {n}", show=False, priority=True) for n in range(1, 10)),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.prompt = Prompt(id="prompt")
        self.transcript = Transcript(id="transcript")
        self.status = Status()
        self._source: SourcePane | None = None
        """Where documents are opened; there is none before the first."""
        self._reading: Exchange | None = None
        """The exchange whose citations digits and arrows mean; None stands for the latest."""
        self._opened_by_digit = False

    @abstractmethod
    def document(self, source: str) -> Future[str]:
        """The text of the document `source`, as soon as it is there."""

    @property
    def opened(self) -> Citation | None:
        """The citation whose document is open."""
        return None if self._source is None else self._source.citation

    # Opening what is numbered

    def exchange(self) -> Exchange | None:
        """The exchange that digits and arrows mean."""
        reading = self._reading
        return reading if reading is not None and reading.is_attached else self.transcript.latest

    def chosen(self) -> Citation | None:
        """The citation meant: the selected one, else the open one, else the first."""
        if isinstance(self.focused, Selectable) and self.focused.citation:
            return self.focused.citation
        citations = self.citations()
        return self.opened or (citations[0] if citations else None)

    def citations(self) -> tuple[Citation, ...]:
        exchange = self.exchange()
        return () if exchange is None else exchange.citations()

    def _examples(self) -> list[str]:
        """The questions offered on the first screen, while it is there."""
        return [item.question for item in self.transcript.query(Selectable) if item.question]

    @on(Selectable.Opened)
    def open_selected(self, event: Selectable.Opened) -> None:
        """Enter or a click: a citation's document, or an example as the question."""
        item = event.item
        if item.citation is not None:
            self.open_citation(item.citation, self.transcript.exchange_of(item))
        elif item.question:
            self.prompt.ask(item.question)
            self.prompt.focus()

    @on(Prompt.Numbered)
    def open_numbered(self, event: Prompt.Numbered) -> None:
        """A digit: the citation of that number, or the example, put into the prompt."""
        if self.prompt.is_choosing:  # keys may have followed already: then a question is being typed
            self._opened_by_digit = self._opened_by_digit or self.opened is None
            self.action_open(event.number)

    @on(Prompt.NotNumbered)
    def close_again(self) -> None:
        """The digit began a question: undo what it opened."""
        if self._opened_by_digit:
            self.close_source()

    def action_open(self, number: int) -> None:
        """Open citation `number`; before the first question, take the example of that number."""
        if self.screen is not self.screen_stack[0]:
            return
        for question in self._examples()[number - 1 : number]:
            self.prompt.put(question)
        for citation in self.citations()[number - 1 : number]:
            self.open_citation(citation, self.exchange())

    @on(Prompt.Step)
    def step(self, event: Prompt.Step) -> None:
        """Left or right in an empty prompt: another citation."""
        self.action_step(event.by)

    def action_step(self, by: int) -> None:
        """Move the open source to the next or the previous citation."""
        shown, citations = self.opened, self.citations()
        if shown in citations:
            place = citations.index(shown) + by
            if 0 <= place < len(citations):
                self.open_citation(citations[place], self.exchange())

    @work(group="source", exclusive=True)
    async def open_citation(self, citation: Citation, exchange: Exchange | None) -> None:
        """Show the document of `citation` at its passage."""
        self._reading = exchange
        try:
            text = await asyncio.wrap_future(self.document(citation.source))
        except Exception as error:  # told to the person, whatever it is
            self.notify(told(error), severity="error", markup=False)
            return
        if self._source is None:
            from qa_bot.chat.source_pane import SourcePane

            self._source = SourcePane()
            await self.screen_stack[0].query_one("#body").mount(self._source)
        self._source.show(citation, len(self.citations()), text)
        self.mark_open()

    def close_source(self) -> None:
        """Hide the source, also one that is about to open."""
        self.workers.cancel_group(self, "source")
        if self._source is not None and self.opened is not None:
            self._source.close()
            self.source_closed()
        self.mark_open()

    def source_closed(self) -> None:
        """The source was hidden: what was found in it is not shown any more."""

    def turn_to(self, exchange: Exchange) -> None:
        """An answer has come: show it, and its first citation if the source is open."""
        self._reading = None
        self.transcript.reveal(exchange)
        if self.opened is not None:
            if citations := exchange.citations():
                self.open_citation(citations[0], exchange)
            else:
                self.close_source()
        self.update_hints()

    def mark_open(self) -> None:
        """Show which citation is open in the transcript, and what the keys do now."""
        shown = self.opened
        for item in self.transcript.query(Selectable):
            is_open = shown is not None and item.citation is shown
            item.set_class(is_open, "-open")
            if is_open:
                item.scroll_visible(animate=False)
        self.update_hints()

    def update_hints(self) -> None:
        """Say what the keys do now."""
        examples, citations = len(self._examples()), len(self.citations())
        self.prompt.numbers = examples or citations
        self.prompt.judging = self.opened is not None
        if self.opened is not None:
            self.status.show_keys(("←→", "passages"), ("+ −", "judge"), ("^Y", "copy"), ("Esc", "close"))
            return
        self._opened_by_digit = False
        opens = "1" if self.prompt.numbers == 1 else f"1–{self.prompt.numbers}"
        if examples:
            self.status.show_keys((opens, "take an example"))
        elif citations:
            self.status.show_keys((opens, "open"), ("^Y", "copy"), ("^N", "afresh"))
        else:
            self.status.show_keys()

    # Moving about

    def action_select(self, by: int) -> None:
        """Tab: through the citations of an answer and back to the prompt."""
        focused = self.focused
        around = focused.parent if isinstance(focused, Selectable) else self.exchange()
        items = list((around or self.transcript).query(Selectable))
        place = items.index(focused) + by if focused in items else (0 if by > 0 else len(items) - 1)
        target = items[place] if 0 <= place < len(items) else self.prompt
        target.focus()

    def action_page(self, by: int) -> None:
        """Scroll the source while it is open, otherwise the answers."""
        shown = self.transcript if self._source is None or self.opened is None else self._source.view
        (shown.scroll_page_down if by > 0 else shown.scroll_page_up)(animate=False)

    def action_ask(self) -> None:
        """Back to the question."""
        self.prompt.focus()

    def action_leave(self) -> None:
        """Escape: close the source; the question is typed next."""
        self.close_source()
        self.prompt.focus()

    def on_key(self, event: events.Key) -> None:
        """Letters typed anywhere go to the question."""
        if event.key in self.screen.active_bindings:
            return  # it means something where it was typed
        if event.is_printable and event.character and self.screen is self.screen_stack[0]:
            self.prompt.focus()
            self.prompt.type(event.character)


def told(error: BaseException) -> str:
    """An error in one line, for a person."""
    if isinstance(error, QaBotError):
        return str(error)
    return f"This should not have happened ({type(error).__name__}: {error}); please report it."
