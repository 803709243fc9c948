"""The full-screen chat: opens the library, takes questions, shows answers."""

import asyncio
import gc
import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from qa_bot.chat import themes
from qa_bot.chat.backstage import Backstage
from qa_bot.chat.desk import AS_USUAL, Asking, Desk, Shelved, Tell, import_core, open_desk
from qa_bot.chat.judging import Judging
from qa_bot.chat.prompt import Prompt
from qa_bot.chat.reader import told
from qa_bot.chat.welcome import Welcome
from qa_bot.errors import ExitCode, QaBotError

if TYPE_CHECKING:
    from qa_bot.answering.answer import Answer
    from qa_bot.chat.exchange import Exchange
    from qa_bot.documents.model import Reference

Opener = Callable[[Path | None, Tell], Desk]

WIDE = 120
"""From this many columns on the source stands beside the answers, otherwise over them."""

LATEST = 0.5
"""Seconds after which the library is opened in any case."""

PROGRESS_PAUSE = 0.1
"""Seconds between two messages about progress, so that keys never wait for them."""


class ChatApp(Judging):
    """Questions to a library and the answers, with the documents behind them."""

    TITLE = "qa-bot"
    CSS_PATH = "chat.tcss"
    AUTO_FOCUS = "#prompt"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Keys", show=False),
        Binding("ctrl+n", "start_afresh", "Start afresh", show=False),
    ]

    def __init__(
        self, library: Path | None = None, opener: Opener = open_desk, kept_at: Path | None = None
    ) -> None:
        """Chat about `library` (none: the shipped one); `kept_at` is where conversations are kept, if they are."""
        super().__init__(library, kept_at)
        self._opener = opener
        self._backstage = Backstage("qa-bot core")
        self._desk = self._backstage.do(self._open)
        """The opened library, or why there is none. Whatever is done backstage comes after it."""
        self._failure = ExitCode.DONE
        self.welcome = Welcome()
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        if "TEXTUAL_THEME" not in os.environ:
            self._begin_with(themes.wanted(os.environ))

    def _begin_with(self, name: str) -> None:
        """Set the theme before anything is styled; setting it as usual styles everything twice."""
        self.set_reactive(App.theme, name)
        dark = self.current_theme.dark
        self.update_classes({"-dark-mode": dark, "-light-mode": not dark}, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def compose(self) -> ComposeResult:
        """Answers and source, the prompt, one line of status."""
        with Horizontal(id="body"), self.transcript:
            yield self.welcome
        with Horizontal(id="ask"):
            yield Static("❯", id="mark")
            yield self.prompt
        yield self.status

    def on_mount(self) -> None:
        """Paint first, then open the library."""
        self.call_after_refresh(self.begin)
        self.set_timer(LATEST, self.begin)  # a key pressed at once can put a screen before the first refresh

    def begin(self) -> None:
        """The first paint is done: let the library and the memory be opened."""
        if not self._painted.is_set():
            self._painted.set()
            self.open_library()
            self.recall()

    # The library

    @work(group="open")
    async def open_library(self) -> None:
        """Let the library be opened, and say what it is or why it cannot be."""
        try:
            about = await asyncio.wrap_future(self._backstage.do(lambda: self._desk.result().about))
        except Exception as error:  # told to the person, whatever it is
            self._failure = error.exit_code if isinstance(error, QaBotError) else ExitCode.LIBRARY
            self.status.say("No library: start qa-bot with another one")
            self.welcome.fail(told(error))
            return
        self.status.library = about.name
        self.status.say(about.name)
        self.welcome.show(about)
        await self.transcript.offer(about.examples)
        self.update_hints()

    def _open(self) -> Desk:
        self._painted.wait()  # importing the core before would hold up the first paint
        import_core()
        gc.enable()  # `run_chat` starts without
        return self._opener(self._library, self._teller())

    def _teller(self) -> Tell:
        last = 0.0

        def tell(done: int, total: int) -> None:
            nonlocal last
            if monotonic() - last > PROGRESS_PAUSE:
                last = monotonic()
                self.call_later(self.status.say, f"Reading the documents: {done:,} of {total:,}")

        return tell

    def document(self, source: str) -> Future[str]:
        """The text of the document `source`, as soon as it is there."""
        return self._backstage.do(lambda: self._desk.result().document(source))

    def reference(self, source: str) -> "Future[Reference]":
        """How the document `source` is cited, as soon as it is known."""
        return self._backstage.do(lambda: self._desk.result().reference(source))

    def file(self, source: str) -> Future[Path]:
        """Where the document `source` is, as soon as it is known."""
        return self._backstage.do(lambda: self._desk.result().file(source))

    def shelf(self) -> "Future[tuple[tuple[Shelved, ...], tuple[tuple[str, str], ...]]]":
        """The documents, and the files that could not be read with the reasons."""
        return self._backstage.do(lambda: (self._desk.result().shelf(), self._desk.result().about.unread))

    # Asking

    @on(Prompt.Asked)
    async def ask_question(self, event: Prompt.Asked) -> None:
        """What was typed is asked."""
        self.keep_typed(event.question)
        await self.put_question(self.scoped(event.question))

    async def put_question(self, question: str, asking: Asking = AS_USUAL) -> None:
        """Show the question at once; its answer follows when it is there."""
        await self.close_find()
        waiting = "Searching…" if self._desk.done() else "Waiting for the library…"
        exchange = await self.transcript.begin(question, waiting, asking)
        self.keep_question(exchange)
        if not self.screen.has_class("-wide"):
            self.close_source()
        self.update_hints()
        self.answer(exchange)

    @work(group="answers")
    async def answer(self, exchange: "Exchange") -> None:
        """Fill the exchange; where that fails, say why and give the question back."""
        question, asking = exchange.question, exchange.asking
        try:
            answer, context = await asyncio.wrap_future(
                self._backstage.do(lambda: self._ask(question, asking))
            )
        except Exception as error:  # told to the person, whatever it is
            await exchange.fail(told(error))
            self.prompt.give_back(question)
            return
        self.keep_answer(exchange, answer, context)
        await exchange.show(answer)
        self.turn_to(exchange)

    def _ask(self, question: str, asking: Asking) -> "tuple[Answer, str]":
        desk = self._desk.result()
        return desk.ask(question, asking), desk.context()

    def take_up(self, context: str) -> None:
        """Let follow-ups lean on `context`."""
        self._backstage.do(lambda: self._desk.result().take_up(context))

    async def action_start_afresh(self) -> None:
        """Begin another conversation; what was said stays on the screen."""
        self.forget_session()
        self._backstage.do(lambda: self._desk.result().start_afresh())
        await self.transcript.rule("A new conversation")
        self.prompt.focus()

    # The rest

    def action_help(self) -> None:
        """Show the keys."""
        from qa_bot.chat.help import HelpScreen

        self.push_screen(HelpScreen())

    async def action_quit(self) -> None:
        """Quit; the exit code tells if there was no library to ask."""
        await self.finish_keeping()
        self.exit(return_code=int(self._failure))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands of the palette."""
        yield SystemCommand("Start afresh", "The next question is no follow-up", self.action_start_afresh)
        yield from self.work_commands()
        yield SystemCommand("Close the source", "Back to the answers", self.action_leave)
        yield SystemCommand("Show the keys", "What every key does", self.action_help)
        yield from super().get_system_commands(screen)
