"""Asking one document alone: which one is shown over the prompt, and said to the core as an operator."""

from __future__ import annotations

import asyncio
import re
from abc import abstractmethod
from collections.abc import Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from qa_bot.chat.prompt import Prompt
from qa_bot.chat.reader import told
from qa_bot.chat.remembering import Remembering
from qa_bot.rendering import reflow

if TYPE_CHECKING:
    from qa_bot.chat.desk import Shelved

_OWN = re.compile(r"(?<!\S)in:\S")
"""A question that says itself which document it is put to."""


class ScopeBar(Static):
    """The document that is asked alone; a click asks all of them again."""

    DEFAULT_CSS = """
    ScopeBar { height: 1; padding: 0 1 0 2; background: $accent 20%; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def on_click(self) -> None:
        """Ask all documents again."""
        self.post_message(Prompt.Cleared())


class Scoping(Remembering):
    """The chat that can be narrowed down to one document."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f4", "documents", "Documents", show=False)]

    _scope: Shelved | None = None
    """The document that is asked alone."""

    @abstractmethod
    def shelf(self) -> Future[tuple[tuple[Shelved, ...], tuple[tuple[str, str], ...]]]:
        """The documents, and the files that could not be read with the reasons."""

    def work_commands(self) -> Iterator[SystemCommand]:
        """The commands of the palette that are about answers, conversations and documents."""
        yield from super().work_commands()
        yield SystemCommand("Documents", "What is in the library; ask one alone", self.action_documents)
        if self._scope is not None:
            yield SystemCommand("Ask all documents", "No longer one alone", self.clear_scope)

    def scoped(self, question: str) -> str:
        """The question as the core understands it: put to one document if one is asked alone."""
        if self._scope is None or _OWN.search(question):
            return question
        return f'{question} in:"{self._scope.source}"'

    @work(group="documents", exclusive=True)
    async def action_documents(self) -> None:
        """Show the documents; the one chosen is asked alone."""
        if not self.at_work:
            return
        from qa_bot.chat.documents import DocumentsScreen

        try:
            shelf, unread = await asyncio.wrap_future(self.shelf())
        except Exception as error:  # told to the person, whatever it is
            self.notify(told(error), severity="error", markup=False)
            return
        chosen = await self.push_screen_wait(DocumentsScreen(shelf, unread))
        if chosen is None:
            return
        if '"' in chosen.source or "\n" in chosen.source:
            self.notify("A document with such a name cannot be asked alone.", severity="error", markup=False)
            return
        await self.clear_scope()
        self._scope = chosen
        shown = reflow(chosen.title or chosen.source)
        text = Content.assemble(("⌫ all again", "bold $text-accent"), "  Only in: ", (shown, "bold"))
        await self.screen_stack[0].mount(ScopeBar(text), before="#ask")
        self.prompt.focus()

    @on(Prompt.Cleared)
    async def clear_scope(self) -> None:
        """Ask all documents again."""
        self._scope = None
        await self.screen_stack[0].query(ScopeBar).remove()
