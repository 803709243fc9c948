"""F4: the documents of the library, their sections, what could not be read and why; one to ask alone."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from qa_bot.chat.desk import Shelved
from qa_bot.rendering import reflow

FAINT = "$foreground 60%"


class DocumentsScreen(ModalScreen[Shelved | None]):
    """The documents, over the chat; gives back the one to ask alone."""

    DEFAULT_CSS = """
    DocumentsScreen { align: center middle; background: $background 60%; }
    DocumentsScreen > Vertical {
        width: 100; max-width: 100%; height: auto; max-height: 100%; background: $surface;
        border: round $primary; border-title-color: $text-primary; border-subtitle-color: $text-muted;
    }
    DocumentsScreen Input, DocumentsScreen Input:focus {
        height: 1; border: none; padding: 0 1; background: $panel; background-tint: $foreground 0%;
    }
    DocumentsScreen OptionList, DocumentsScreen OptionList:focus {
        height: auto; max-height: 1fr; min-height: 3; border: none; background: $surface; padding: 0 1;
    }
    """
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f4", "dismiss", "Close", show=False),
        Binding("down", "move('cursor_down')", "Next", show=False),
        Binding("up", "move('cursor_up')", "Previous", show=False),
        Binding("pagedown", "move('page_down')", "Page down", show=False),
        Binding("pageup", "move('page_up')", "Page up", show=False),
    ]

    def __init__(self, shelf: tuple[Shelved, ...], unread: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._shelf, self._unread = shelf, unread
        self._shown: list[Shelved] = []

    def compose(self) -> ComposeResult:
        """What to look for, and the documents that have it in their title, name or sections."""
        with Vertical() as box:
            count = len(self._shelf)
            box.border_title = f"{count:,} document{'s' * (count != 1)}"
            if self._unread:
                box.border_title += f", {len(self._unread):,} not read"
            box.border_subtitle = "Enter ask this one alone · Esc close"
            yield Input(placeholder="Part of a title, name or section…", compact=True)
            yield OptionList()

    def on_mount(self) -> None:
        """Show all of them."""
        self.query_one(OptionList).can_focus = False
        self.show_those_with("")

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Narrow down while typing."""
        self.show_those_with(event.value)

    def show_those_with(self, words: str) -> None:
        """Show the documents and problems that have all of `words`."""
        wanted = words.casefold().split()

        def has(*texts: str) -> bool:
            return all(word in " ".join(texts).casefold() for word in wanted)

        self._shown = [one for one in self._shelf if has(one.source, one.title, *one.sections)]
        unread = [Option(_unread(*one), disabled=True) for one in self._unread if has(*one)]
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options([*(Option(_document(one)) for one in self._shown), *unread])
        if not choices.option_count:
            choices.add_option(Option(Content.styled("No document has that.", FAINT), disabled=True))
        choices.highlighted = 0 if self._shown else None

    def action_move(self, how: str) -> None:
        """Move in the list, while words are typed."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    @on(Input.Submitted)
    def enter(self) -> None:
        """Take the document meant."""
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self._shown):
            self.dismiss(self._shown[place])

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        """A click takes it too."""
        self.dismiss(self._shown[event.option_index])


def _document(one: Shelved) -> Content:
    passages = f"{one.passages:,} passage{'s' * (one.passages != 1)}"
    return Content.assemble(
        (reflow(one.title or one.source), "bold"),
        (f"\n  {reflow(one.source)} · {passages}", FAINT),
        (f"\n  {' · '.join(map(reflow, filter(None, one.sections)))}\n", FAINT),
    )


def _unread(source: str, reason: str) -> Content:
    return Content.assemble(
        (f"{reflow(source)}: not read\n", "$text-warning"), (f"  {reflow(reason)}", FAINT)
    )
