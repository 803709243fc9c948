"""F1: the keys. Descriptions have at most 50 characters, so that 80 columns do not wrap them."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

KEYS = (
    ("Asking", (
        ("Enter", "ask; letters typed anywhere go to the question"),
        ("↑ ↓", "earlier and later questions; the draft is kept"),
        ("F4", "documents; Enter asks one alone, Backspace all"),
        ("F5", "earlier conversations: resume, rename, search, …"),
        ("Ctrl+N", "start afresh: the next question is no follow-up"),
    )),
    ("Reading", (
        ("1 … 9", "open that passage, while nothing is typed"),
        ("Alt+1 … 9", "open that passage at any time"),
        ("Tab, Enter", "select a passage, open it; a click opens it too"),
        ("PgUp PgDn", "scroll the source while open, else the answers"),
        ("Ctrl+F or /", "find in the open source, else in the answers"),
        ("F3 Shift+F3", "next and previous place of what is found"),
        ("F2", "why: how it was read and found; ask otherwise"),
    )),
    ("In the source", (
        ("← →", "previous and next passage, while nothing is typed"),
        ("+ −", "the selected or open passage is right, or wrong"),
        ("Esc", "close the source, back to the question"),
    )),
    ("Everywhere", (
        ("Ctrl+Y", "copy the selected or first passage as a quote"),
        ("Ctrl+R", "copy as: the passage or its reference, BibTeX, …"),
        ("Ctrl+O", "open the document in $EDITOR at the line"),
        ("F6", "export the conversation: Markdown, HTML, JSON"),
        ("Ctrl+C", "copy text selected with the mouse"),
        ("Ctrl+P", "all commands, and the theme"),
        ("F1", "this page"),
        ("Ctrl+Q", "quit"),
    )),
)  # fmt: skip
"""Groups of keys, and what each does."""


class HelpScreen(ModalScreen[None]):
    """The keys, over the chat."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > #help {
        width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 0 2;
        background: $surface; scrollbar-size-vertical: 1;
        border: round $primary; border-title-color: $text-primary; border-subtitle-color: $text-muted;
    }
    """

    AUTO_FOCUS = "#help"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q,enter", "dismiss", "Close", show=False)]

    def compose(self) -> ComposeResult:
        """One table."""
        with VerticalScroll(id="help") as box:
            box.border_title = "Keys"
            box.border_subtitle = "↑ ↓ scroll · Esc close"
            yield Static(keys())

    def on_click(self) -> None:
        """A click anywhere closes it."""
        self.dismiss()


def keys() -> Content:
    """The table of keys."""
    width = max(len(key) for _, group in KEYS for key, _ in group)
    parts: list[str | tuple[str, str]] = []
    for title, group in KEYS:
        parts += ["\n\n" if parts else "", (title, "bold $text-primary")]
        for key, does in group:
            parts += [(f"\n  {key:<{width}}", "bold $text-accent"), f"  {does}"]
    return Content.assemble(*parts)
