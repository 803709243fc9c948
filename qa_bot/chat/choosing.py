"""One of a few things, chosen by its digit, with the arrows or with a click."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class ChoiceScreen(ModalScreen[int | None]):
    """A few things to choose from, over the chat; gives back the place of the one chosen."""

    DEFAULT_CSS = """
    ChoiceScreen { align: center middle; background: $background 60%; }
    ChoiceScreen > OptionList, ChoiceScreen > OptionList:focus {
        width: 60; max-width: 100%; height: auto; max-height: 100%; background: $surface; padding: 0;
        border: round $primary; border-title-color: $text-primary; border-subtitle-color: $text-muted;
    }
    """
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", show=False),
        *(Binding(str(n), f"take({n - 1})", show=False) for n in range(1, 10)),
    ]

    def __init__(self, title: str, names: Sequence[str]) -> None:
        super().__init__()
        self._title, self._names = title, names

    def compose(self) -> ComposeResult:
        """The things, each with its digit."""
        choices = OptionList(
            *(
                Option(Content.assemble((f" {n} ", "bold $text-accent"), f" {name}"))
                for n, name in enumerate(self._names, 1)
            )
        )
        choices.border_title, choices.border_subtitle = self._title, "Enter or digit · Esc close"
        yield choices

    @on(OptionList.OptionSelected)
    def take_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        self.action_take(event.option_index)

    def action_take(self, place: int) -> None:
        """Take the thing at `place`."""
        if place < len(self._names):
            self.dismiss(place)
