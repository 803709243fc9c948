"""The line at the bottom: the library on the left, the keys that matter now on the right."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from qa_bot.rendering import reflow

Hint = tuple[str, str]
"""A key and what it does now."""

ALWAYS: tuple[Hint, ...] = (("F1", "keys"), ("^Q", "quit"))


class Status(Horizontal):
    """What is open, and what can be done."""

    def compose(self) -> ComposeResult:
        """Two halves."""
        yield Static("Opening the library…", id="status-library")
        yield Static(_hints(ALWAYS), id="status-keys")

    def say(self, text: str) -> None:
        """Show `text` in place of the library's name."""
        self.query_one("#status-library", Static).update(Content(reflow(text)))

    def show_keys(self, *hints: Hint) -> None:
        """Show what the keys do now; those that always work come last."""
        self.query_one("#status-keys", Static).update(_hints(hints + ALWAYS))


def _hints(hints: tuple[Hint, ...]) -> Content:
    parts: list[str | tuple[str, str]] = []
    for key, does in hints:
        parts += ["  " if parts else "", (key, "bold $text-accent"), (f" {does}", "$foreground 60%")]
    return Content.assemble(*parts)
