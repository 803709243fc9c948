"""Numbered things that can be opened: citations, and examples on the first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qa_bot.rendering import reflow

if TYPE_CHECKING:
    from qa_bot.answering.answer import Citation


class Selectable(Static, can_focus=True):
    """Something numbered that Tab selects, and Enter or a click opens."""

    DEFAULT_CSS = """
    Selectable { border-left: outer $background; padding: 0 1; }
    Selectable:hover { background: $surface; }
    Selectable:focus { background: $surface; border-left: outer $accent; }
    Selectable.-open { border-left: outer $primary; }
    Selectable.-right { border-left: thick $success; }
    Selectable.-wrong { border-left: thick $error; }
    """

    citation: Citation | None = None
    """The citation, if that is what it is."""
    question = ""
    """The question, if it is an example."""

    class Opened(Message):
        """The person wants what is behind it."""

        def __init__(self, item: Selectable) -> None:
            super().__init__()
            self.item = item

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", show=False),
        Binding("plus", "app.judge(True)", "Right", show=False),
        Binding("minus", "app.judge(False)", "Wrong", show=False),
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


class ExampleView(Selectable):
    """A question that works on the open library."""

    DEFAULT_CSS = """
    ExampleView { padding: 0 1 0 0; }
    """

    def __init__(self, number: int, question: str) -> None:
        mark = Content.styled(f" {number} ", "bold $text-primary on $primary 30%")
        super().__init__(Content.assemble(mark, " ", reflow(question)))
        self.question = question
