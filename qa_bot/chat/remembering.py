"""The chat's memory: what is asked and answered is kept as it happens, and taken up again later."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import TextArea

from qa_bot.chat.backstage import Backstage
from qa_bot.chat.desk import Asking
from qa_bot.chat.reader import told
from qa_bot.chat.taking_out import TakingOut

if TYPE_CHECKING:
    from qa_bot.answering.answer import Answer
    from qa_bot.chat.exchange import Exchange
    from qa_bot.chat.store import Store

T = TypeVar("T")
DRAFT_PAUSE = 0.4
"""Seconds without a key after which what is being typed is kept."""

LAST_WAIT = 2.0
"""Seconds that quitting waits for what is still to be kept."""


class Remembering(TakingOut):
    """The chat with a memory, on a thread of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f5", "sessions", "Conversations", show=False)]

    def __init__(self, library: Path | None, kept_at: Path | None) -> None:
        super().__init__()
        self._library = library
        self._kept_at = kept_at
        """The store's file; None keeps nothing after the chat has ended."""
        self._painted = Event()
        self._memory = Backstage("qa-bot memory")
        self._store = self._memory.do(self._open_store)
        self._session: Future[int] | None = None
        self._turns: dict[Exchange, Future[int]] = {}
        self._before = self.remember(lambda store, library: (store.typed(), store.draft(library)))
        """What was typed in earlier runs, and left in the prompt."""
        self._draft_timer: Timer | None = None
        self._complained = False

    @abstractmethod
    def take_up(self, context: str) -> None:
        """Let follow-ups lean on `context`."""

    def work_commands(self) -> Iterator[SystemCommand]:
        """The commands of the palette that are about answers and conversations."""
        yield from super().work_commands()
        yield SystemCommand("Conversations", "Resume, rename, search, delete", self.action_sessions)

    # Keeping

    def _open_store(self) -> Store:
        self._painted.wait()  # importing SQLite before would hold up the first paint
        import sqlite3

        from qa_bot.chat.store import Store
        from qa_bot.errors import QaBotError

        try:
            return Store(self._kept_at)
        except (OSError, sqlite3.Error, QaBotError) as error:
            why = str(error) if isinstance(error, QaBotError) else f"{self._kept_at}: {error}"
            self.call_later(self._complain, f"This conversation will not be kept ({why}).")
            return Store(None)

    def remember(self, call: Callable[[Store, str], T]) -> Future[T]:
        """Do something with the store and the library's name in it, when its turn comes."""
        done = self._memory.do(lambda: call(self._store.result(), self._library_name()))
        done.add_done_callback(self._tell_failure)
        return done

    def _library_name(self) -> str:
        from qa_bot.paths import shipped_corpus

        path = shipped_corpus() if self._library is None else self._library
        return str(path.expanduser().resolve())

    def _tell_failure(self, done: Future[T]) -> None:
        if not done.cancelled() and (error := done.exception()):
            self.call_later(self._complain, f"The conversation could not be kept: {told(error)}")

    def _complain(self, message: str) -> None:
        if not self._complained:
            self._complained = True
            self.notify(message, severity="warning", timeout=10, markup=False)

    def keep_question(self, exchange: Exchange) -> None:
        """Keep a question as soon as it is asked."""
        import json  # not with this module: the first paint would wait for it

        question, asking = exchange.question, json.dumps(exchange.asking)
        if self._session is None:
            self._session = self.remember(lambda store, library: store.begin(library, question))
        session = self._session
        self._turns[exchange] = self.remember(
            lambda store, _: store.keep_question(session.result(), question, asking)
        )

    def keep_answer(self, exchange: Exchange, answer: Answer, context: str) -> None:
        """Keep its answer, and what the next question may lean on."""
        turn = self._turns.pop(exchange)

        def keep(store: Store, library: str) -> None:
            from qa_bot.chat.packing import pack

            shown = answer.citations or answer.nearest
            said = "\n".join([answer.sentence or "", *(f"{one.title}\n{one.text}" for one in shown)])
            store.keep_answer(turn.result(), pack(answer), said, context)

        self.remember(keep)

    def keep_typed(self, question: str) -> None:
        """Keep a question for Up."""
        self.remember(lambda store, _: store.keep_typed(question))

    @on(TextArea.Changed, "#prompt")
    def keep_draft_soon(self) -> None:
        """What is being typed is kept at the next pause."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
        self._draft_timer = self.set_timer(DRAFT_PAUSE, self._keep_draft)

    def _keep_draft(self) -> Future[None]:
        text = self.prompt.text
        return self.remember(lambda store, library: store.keep_draft(library, text))

    async def finish_keeping(self) -> None:
        """Let what is to be kept be kept, also the question being typed."""
        await asyncio.wait([asyncio.wrap_future(self._keep_draft())], timeout=LAST_WAIT)

    # Taking up again

    @work(group="memory")
    async def recall(self) -> None:
        """At the start: earlier questions for Up, and the one that was being typed."""
        asked, draft = await asyncio.wrap_future(self._before)
        self.prompt.recall(asked)
        if draft and not self.prompt.text:
            self.prompt.put(draft)

    def forget_session(self) -> None:
        """The next question begins another conversation."""
        self._session = None

    @work(group="sessions", exclusive=True)
    async def action_sessions(self) -> None:
        """Show the conversations that were kept, and take up the one chosen."""
        if not self.at_work:
            return
        from qa_bot.chat.sessions import SessionsScreen

        current = self._session
        screen = SessionsScreen(self.remember)
        chosen = await self.push_screen_wait(screen)
        if current is not None and current.done() and current.result() in screen.deleted:
            self.forget_session()
        if chosen is not None:
            await self._resume(chosen)

    async def _resume(self, session: int) -> None:
        import json

        from qa_bot.chat.exchange import Exchange
        from qa_bot.chat.packing import unpack

        turns, context = await asyncio.wrap_future(self.remember(lambda store, _: store.turns(session)))
        exchanges = []
        for turn in turns:
            try:
                answer = None if turn.answer is None else unpack(turn.answer)
            except ValueError:
                answer = None
            exchange = Exchange(turn.question, "", answer=answer, asking=Asking(*json.loads(turn.asking)))
            if answer is None:
                exchange.lose("It was not answered then; ↑ brings questions back.")
            exchanges.append(exchange)
        await self.close_find()
        self.close_source()
        await self.transcript.replace(exchanges)
        self._session = self._memory.do(lambda: session)
        self.take_up(context)
        self.update_hints()
        self.prompt.focus()
