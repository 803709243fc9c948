"""What leaves the chat: documents opened in other programs, the conversation written to a file."""

from __future__ import annotations

import asyncio
import os
from abc import abstractmethod
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import SuspendNotSupported, SystemCommand
from textual.binding import Binding, BindingType

from qa_bot.chat.reader import told
from qa_bot.chat.working import NOTHING_YET, Working


class TakingOut(Working):
    """The chat's upper floor but one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "edit_source", "Open in the editor", show=False),
        Binding("f6", "export", "Export the conversation", show=False),
    ]

    @abstractmethod
    def file(self, source: str) -> Future[Path]:
        """Where the document `source` is, as soon as it is known."""

    def work_commands(self) -> Iterator[SystemCommand]:
        """The commands of the palette that are about answers."""
        yield from super().work_commands()
        yield SystemCommand("Open in the editor", "$EDITOR, at the passage’s line", self.action_edit_source)
        yield SystemCommand(
            "Open in the viewer", "What the system shows the file with", self.action_view_source
        )
        yield SystemCommand("Export", "The conversation as Markdown, HTML or JSON", self.action_export)

    # Other programs

    @work(group="outside", exclusive=True)
    async def action_edit_source(self) -> None:
        """Open the document of the passage meant in the editor, else in the system's viewer."""
        await self._open_outside(editor=True)

    @work(group="outside", exclusive=True)
    async def action_view_source(self) -> None:
        """Open the document of the passage meant with what the system shows it with."""
        await self._open_outside(editor=False)

    async def _open_outside(self, editor: bool) -> None:
        from qa_bot.chat import outside

        if (citation := self.chosen()) is None:
            self.notify(NOTHING_YET, markup=False)
            return
        try:
            file = await asyncio.wrap_future(self.file(citation.source))
            command = outside.editor(os.environ) if editor else []
            if not command:
                outside.view(file)
                self.notify(f"{citation.source} was given to the system’s viewer.", markup=False)
                return
            command = outside.at_line(command, file, citation.line_start)
            if outside.has_window(command):
                outside.edit(command)
                self.notify(f"{citation.source} was given to {command[0]}.", markup=False)
                return
            with self.suspend():
                outside.edit(command)
            self.refresh()
        except SuspendNotSupported:
            self.notify("Here the chat cannot make room for an editor.", severity="error", markup=False)
        except Exception as error:  # told to the person, whatever it is
            self.notify(told(error), severity="error", markup=False)

    # Export

    @work(group="export", exclusive=True)
    async def action_export(self) -> None:
        """Choose a form and write the conversation."""
        from datetime import datetime

        from qa_bot.chat import exporting
        from qa_bot.chat.choosing import ChoiceScreen

        answers = [exchange.answer for exchange in self.transcript.exchanges if exchange.answer is not None]
        if not answers:
            self.notify("There is nothing to export yet: ask something first.", markup=False)
            return
        if not self.at_work:
            return
        names = [name for name, _ in exporting.FORMS.values()]
        place = await self.push_screen_wait(ChoiceScreen("Export the conversation as", names))
        if place is None:
            return
        ending = list(exporting.FORMS)[place]
        try:
            root = await asyncio.wrap_future(self.file(""))
            name, now = self.status.library, datetime.now()
            path = await asyncio.to_thread(exporting.export, _folders(root), ending, name, answers, now)
        except Exception as error:  # told to the person, whatever it is
            self.notify(told(error), severity="error", markup=False)
            return
        self.notify(f"Written: {path}", timeout=10, markup=False)


def _folders(library: Path) -> list[Path]:
    """Where exports go: the current folder unless it is the library's, else the person's documents."""
    from platformdirs import user_documents_path

    here, root = Path.cwd(), library if library.is_dir() else library.parent
    own = [folder for folder in (here, user_documents_path()) if not folder.resolve().is_relative_to(root)]
    return own or [here]
