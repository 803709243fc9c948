"""The full-screen chat."""

import asyncio
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic
from typing import ClassVar

from textual import events, on, work
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from qa_bot.answering.answer import Citation
from qa_bot.chat import clipboard, themes
from qa_bot.chat.backstage import Backstage
from qa_bot.chat.desk import Desk, Tell, open_desk
from qa_bot.chat.prompt import Prompt
from qa_bot.chat.source_pane import SourcePane
from qa_bot.chat.source_view import SourceView
from qa_bot.chat.status import Status
from qa_bot.chat.transcript import CitationView, ExampleView, Exchange, Selectable, Transcript
from qa_bot.chat.welcome import Welcome
from qa_bot.errors import ExitCode, QaBotError
from qa_bot.rendering import quotation

Opener = Callable[[Path | None, Tell], Desk]

WIDE = 120
"""From this many columns on the source stands beside the answers, otherwise over them."""

PROGRESS_PAUSE = 0.1
"""Seconds between two messages about progress, so that keys never wait for them."""


class ChatApp(App[None]):
    """Questions to a library and the answers, with the documents behind them."""

    TITLE = "qa-bot"
    CSS_PATH = "chat.tcss"
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [(0, "-narrow"), (WIDE, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Keys", show=False),
        Binding("escape", "back", "Back", show=False),
        Binding("ctrl+n", "start_afresh", "Start afresh", show=False),
        Binding("ctrl+y", "copy_passage", "Copy the passage", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("left", "step(-1)", "Previous citation", show=False),
        Binding("right", "step(1)", "Next citation", show=False),
        *(Binding(f"alt+{n}", f"open({n})", f"Open {n}", show=False, priority=True) for n in range(1, 10)),
    ]

    def __init__(self, library: Path | None = None, opener: Opener = open_desk) -> None:
        super().__init__()
        self._library = library
        self._opener = opener
        self._backstage = Backstage("qa-bot core")
        self._failure = ExitCode.DONE
        self._reading: Exchange | None = None
        """The exchange whose citations digits and arrows mean; None stands for the latest."""
        self._opened_by_digit = False
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        if "TEXTUAL_THEME" not in os.environ:
            self.theme = themes.wanted(os.environ)

    def compose(self) -> ComposeResult:
        """Answers and source, the prompt, one line of status."""
        with Horizontal(id="body"):
            with Transcript(id="transcript"):
                yield Welcome()
            yield SourcePane(id="source")
        with Horizontal(id="ask"):
            yield Static("❯", id="mark")
            yield Prompt(id="prompt")
        yield Status(id="status")

    def on_mount(self) -> None:
        """Paint first, then open the library."""
        self.prompt.focus()
        self.call_after_refresh(self.open_library)

    @property
    def prompt(self) -> Prompt:
        """Where the question is typed."""
        return self.screen_stack[0].query_one(Prompt)

    @property
    def transcript(self) -> Transcript:
        """Where the answers are."""
        return self.screen_stack[0].query_one(Transcript)

    @property
    def source(self) -> SourcePane:
        """Where documents are opened."""
        return self.screen_stack[0].query_one(SourcePane)

    # The library

    def open_library(self) -> None:
        """Open the library backstage; questions asked meanwhile wait behind it."""
        self._desk = self._backstage.do(lambda: self._opener(self._library, self._tell()))
        self.greet()

    def _tell(self) -> Tell:
        last = 0.0

        def tell(done: int, total: int) -> None:
            nonlocal last
            if monotonic() - last > PROGRESS_PAUSE:
                last = monotonic()
                self.call_later(self.show_progress, done, total)

        return tell

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the reading of the library is."""
        self.status.say(f"Reading the documents: {done:,} of {total:,}")

    @property
    def status(self) -> Status:
        """The line at the bottom."""
        return self.screen_stack[0].query_one(Status)

    @work(group="open")
    async def greet(self) -> None:
        """Show what the library is once it is open, or why it is not."""
        try:
            about = await asyncio.wrap_future(self._backstage.do(lambda: self._desk.result().about))
        except Exception as error:  # told to the person, whatever it is
            self._failure = error.exit_code if isinstance(error, QaBotError) else ExitCode.LIBRARY
            self.status.say("No library · Ctrl+Q quits")
            for welcome in self.query(Welcome):
                welcome.fail(told(error))
            return
        self.status.say(about.name)
        for welcome in self.query(Welcome):
            await welcome.show(about)
        self.update_hints()

    # Asking

    @on(Prompt.Asked)
    async def ask_question(self, event: Prompt.Asked) -> None:
        """Show the question at once; its answer follows when it is there."""
        ready = self._desk_is_open()
        exchange = await self.transcript.begin(event.question, "Searching…" if ready else "Waiting for the library…")
        if not self.has_class("-wide") and not self.screen.has_class("-wide"):
            self.source.close()
        self.answer(exchange)

    def _desk_is_open(self) -> bool:
        desk = getattr(self, "_desk", None)
        return desk is not None and desk.done()

    @work(group="answers")
    async def answer(self, exchange: Exchange) -> None:
        """Fill the exchange; where that fails, say why and give the question back."""
        try:
            question = exchange.question
            answer = await asyncio.wrap_future(self._backstage.do(lambda: self._desk.result().ask(question)))
        except Exception as error:  # told to the person, whatever it is
            await exchange.fail(told(error))
            self.prompt.give_back(exchange.question)
            return
        await exchange.show(answer)
        self._reading = None
        self.transcript.reveal(exchange)
        if self.source.citation is not None:
            if citations := exchange.citations():
                self.open_citation(citations[0], exchange)
            else:
                self.source.close()
        self.update_hints()

    async def action_start_afresh(self) -> None:
        """Forget the conversation; what was said stays on the screen."""
        self._backstage.do(lambda: self._desk.result().start_afresh())
        await self.transcript.rule("A new conversation")
        self.prompt.focus()

    # Opening what is numbered

    def _exchange(self) -> Exchange | None:
        """The exchange that digits and arrows mean."""
        reading = self._reading
        return reading if reading is not None and reading.is_attached else self.transcript.latest

    def _citations(self) -> tuple[Citation, ...]:
        exchange = self._exchange()
        return () if exchange is None else exchange.citations()

    @on(Selectable.Opened)
    def open_selected(self, event: Selectable.Opened) -> None:
        """Enter or a click: a citation's document, or an example as the question."""
        item = event.item
        if isinstance(item, CitationView):
            self.open_citation(item.citation, next(a for a in item.ancestors if isinstance(a, Exchange)))
        elif isinstance(item, ExampleView):
            self.prompt.post_message(Prompt.Asked(item.question))
            self.prompt.focus()

    @on(Prompt.Numbered)
    def open_numbered(self, event: Prompt.Numbered) -> None:
        """A digit: the citation of that number, or the example, put into the prompt."""
        self._opened_by_digit = self._opened_by_digit or self.source.citation is None
        self.action_open(event.number)

    @on(Prompt.NotNumbered)
    def close_again(self) -> None:
        """The digit began a question: undo what it opened."""
        if self._opened_by_digit:
            self.source.close()
            self.mark_open()

    def action_open(self, number: int) -> None:
        """Open citation `number`; before the first question, take the example of that number."""
        if self.screen is not self.screen_stack[0]:
            return
        for example in list(self.query(ExampleView))[number - 1 : number]:
            self.prompt.put(example.question)
        for citation in self._citations()[number - 1 : number]:
            self.open_citation(citation, self._exchange())

    def action_step(self, by: int) -> None:
        """Move the open source to the next or the previous citation."""
        shown, citations = self.source.citation, self._citations()
        if shown in citations:
            place = citations.index(shown) + by
            if 0 <= place < len(citations):
                self.open_citation(citations[place], self._exchange())

    @on(Prompt.Step)
    def step(self, event: Prompt.Step) -> None:
        """The same, from the prompt."""
        self.action_step(event.by)

    @work(group="source", exclusive=True)
    async def open_citation(self, citation: Citation, exchange: Exchange | None) -> None:
        """Show the document of `citation` at its passage."""
        self._reading = exchange
        try:
            document = self._backstage.do(lambda: self._desk.result().document(citation.source))
            text = await asyncio.wrap_future(document)
        except Exception as error:  # told to the person, whatever it is
            self.notify(told(error), severity="error", markup=False)
            return
        self.source.show(citation, len(self._citations()), text)
        self.mark_open()

    def mark_open(self) -> None:
        """Show which citation is open in the transcript, and what the keys do now."""
        shown = self.source.citation
        for view in self.transcript.query(CitationView):
            is_open = shown is not None and view.citation is shown
            view.set_class(is_open, "-open")
            if is_open:
                view.scroll_visible(animate=False)
        self.update_hints()

    def update_hints(self) -> None:
        """Say what the keys do now."""
        examples, citations = len(self.query(ExampleView)), len(self._citations())
        self.prompt.numbers = examples or citations
        if self.source.citation is not None:
            self._opened_by_digit = self._opened_by_digit and bool(self.prompt.numbers)
            self.status.show_keys(("←→", "passages"), ("^Y", "copy"), ("Esc", "close"))
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
        within = self._exchange() or self.query_one(Welcome)
        if isinstance(focused, Selectable):
            within = focused.parent
        items = list(within.query(Selectable))
        place = items.index(focused) + by if focused in items else (0 if by > 0 else len(items) - 1)
        target = items[place] if 0 <= place < len(items) else self.prompt
        target.focus()

    def action_page(self, by: int) -> None:
        """Scroll the source while it is open, otherwise the answers."""
        shown = self.source.query_one(SourceView) if self.source.citation else self.transcript
        (shown.scroll_page_down if by > 0 else shown.scroll_page_up)(animate=False)

    def action_ask(self) -> None:
        """Back to the question."""
        self.prompt.focus()

    def action_back(self) -> None:
        """Escape: close the source; the question is typed next."""
        self.source.close()
        self.mark_open()
        self.prompt.focus()

    def on_key(self, event: events.Key) -> None:
        """Letters typed anywhere go to the question."""
        if event.is_printable and event.character and self.screen is self.screen_stack[0]:
            self.prompt.focus()
            self.prompt.type(event.character)

    def action_help(self) -> None:
        """Show the keys."""
        from qa_bot.chat.help import HelpScreen

        self.push_screen(HelpScreen())

    async def action_quit(self) -> None:
        """Quit; the exit code tells if there was no library to ask."""
        self.exit(return_code=int(self._failure))

    # Copying

    def action_copy_passage(self) -> None:
        """Copy the selected passage, else the open one, else the first, as a quote with its reference."""
        citations = self._citations()
        chosen = self.source.citation or (citations[0] if citations else None)
        if isinstance(self.focused, CitationView):
            chosen = self.focused.citation
        if chosen is None:
            self.notify("There is no passage to copy yet: ask something first.", markup=False)
            return
        self._copy(quotation(chosen), f"Passage {chosen.number}")

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text selected with the mouse or in the prompt."""
        self._copy(text, "The selected text")

    def _copy(self, text: str, what: str) -> None:
        super().copy_to_clipboard(text)
        self.offer_to_clipboard(text, what)

    @work(group="clipboard")
    async def offer_to_clipboard(self, text: str, what: str) -> None:
        """Ask the platform's clipboard program too, and say which way it really went."""
        taken = await asyncio.to_thread(clipboard.offer, text, os.environ)
        if taken:
            self.notify(f"{what} is on the clipboard (by {taken}).", markup=False)
        else:
            self.notify(
                f"{what} was sent to the terminal (OSC 52). If pasting gives nothing, the terminal does not "
                "take it: install wl-copy or xclip, or select it with Shift and the mouse.",
                markup=False,
            )

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands of the palette."""
        yield SystemCommand("Start afresh", "The next question is no follow-up", self.action_start_afresh)
        yield SystemCommand("Copy the passage", "As a quote with its reference", self.action_copy_passage)
        yield SystemCommand("Close the source", "Back to the answers", self.action_back)
        yield SystemCommand("Show the keys", "What every key does", self.action_help)
        yield from super().get_system_commands(screen)


def told(error: BaseException) -> str:
    """An error in one line, for a person."""
    if isinstance(error, QaBotError):
        return str(error)
    return f"This should not have happened ({type(error).__name__}: {error}); please report it."
