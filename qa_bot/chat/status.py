"""The line at the bottom: the library on the left, the keys that matter now on the right."""

from textual.content import Content
from textual.widget import Widget

from qa_bot.rendering import cells, reflow

Hint = tuple[str, str]
"""A key and what it does now."""

ALWAYS: tuple[Hint, ...] = (("F1", "keys"), ("^Q", "quit"))


class Status(Widget):
    """What is open, and what can be done."""

    DEFAULT_CSS = """
    Status { height: 1; background: $panel; padding: 0 1 0 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.library = ""
        """What the open library is called."""
        self._said = "Opening the library…"
        self._hints = ALWAYS

    def say(self, text: str) -> None:
        """Show `text` on the left: the library's name, or what is being done."""
        self._said = reflow(text)
        self.refresh()

    def show_keys(self, *hints: Hint) -> None:
        """Show what the keys do now; those that always work come last."""
        self._hints = hints + ALWAYS
        self.refresh()

    def render(self) -> Content:
        """The two halves; what is said gives way to the keys."""
        keys = Content("  ").join(
            Content.assemble((key, "bold $text-accent"), (f" {does}", "$foreground 60%"))
            for key, does in self._hints
        )
        room = max(0, self.size.width - keys.cell_length - 2)
        said = Content.styled(self._said, "$foreground 60%")
        if cells(self._said) > room:
            said = said.truncate(room, ellipsis=True)
        return Content.assemble(said, " " * (room + 2 - said.cell_length), keys)
