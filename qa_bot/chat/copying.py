"""Ctrl+R: the forms in which a passage and its reference can be copied, each seen before it is taken."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qa_bot.answering.answer import Citation
from qa_bot.chat import bibliography, markdown
from qa_bot.documents.model import Reference
from qa_bot.rendering import pieces, place_name, quotation


@dataclass(frozen=True, slots=True)
class Form:
    """A form of copying: its name, what is copied in it, and how."""

    name: str
    what: str
    make: Callable[[Citation, Reference], str]


def quotation_in_markdown(citation: Citation, reference: Reference) -> str:
    """The passage as a Markdown quotation with its reference."""
    said = markdown.literal("".join(piece.text for piece in pieces(citation)))
    source = bibliography.in_markdown(reference)
    return markdown.quote(f"{said}\n\n— {source} ({markdown.literal(place_name(citation))})")


FORMS = (
    Form("Passage with its reference", "Passage {}", lambda citation, _: quotation(citation)),
    Form("Passage with its reference, Markdown", "Passage {}, as Markdown,", quotation_in_markdown),
    Form("Reference", "The reference", lambda _, reference: bibliography.plain(reference)),
    Form(
        "Reference, Markdown",
        "The reference, as Markdown,",
        lambda _, reference: bibliography.in_markdown(reference),
    ),
    Form(
        "Reference, BibTeX", "The reference, as BibTeX,", lambda _, reference: bibliography.bibtex(reference)
    ),
    Form("Reference, RIS", "The reference, as RIS,", lambda _, reference: bibliography.ris(reference)),
)


class CopyScreen(ModalScreen[tuple[str, str] | None]):
    """The forms, over the chat; gives back what is to be copied, and what to call it."""

    DEFAULT_CSS = """
    CopyScreen { align: center middle; background: $background 60%; }
    CopyScreen > Vertical {
        width: 84; max-width: 100%; height: auto; max-height: 100%; background: $surface;
        border: round $primary; border-title-color: $text-primary; border-subtitle-color: $text-muted;
    }
    CopyScreen OptionList, CopyScreen OptionList:focus {
        height: auto; border: none; background: $surface; padding: 0;
    }
    CopyScreen #preview {
        height: 10; padding: 0 1; color: $text-muted; border-top: solid $primary 30%; overflow: hidden;
    }
    """

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+r,q", "dismiss", "Close", show=False),
        *(Binding(str(n), f"take({n - 1})", show=False) for n in range(1, len(FORMS) + 1)),
    ]

    def __init__(self, citation: Citation, reference: Reference) -> None:
        super().__init__()
        self._citation = citation
        reference = bibliography.tidied(reference)
        self._reference = replace(reference, title=reference.title or citation.title or citation.source)

    def compose(self) -> ComposeResult:
        """The forms, and the one meant as it would be copied."""
        with Vertical() as box:
            box.border_title = f"Copy passage {self._citation.number}"
            box.border_subtitle = "Enter or digit copy · Esc close"
            yield OptionList(
                *(
                    Option(Content.assemble((f" {n} ", "bold $text-accent"), f" {form.name}"))
                    for n, form in enumerate(FORMS, 1)
                )
            )
            yield Static(id="preview")

    @on(OptionList.OptionHighlighted)
    def preview(self, event: OptionList.OptionHighlighted) -> None:
        """Show what would be copied."""
        self.query_one("#preview", Static).update(Content(self._made(event.option_index)))

    @on(OptionList.OptionSelected)
    def take_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click: copy it."""
        self.action_take(event.option_index)

    def action_take(self, place: int) -> None:
        """Copy in the form at `place`."""
        self.dismiss((self._made(place), FORMS[place].what.format(self._citation.number)))

    def _made(self, place: int) -> str:
        return FORMS[place].make(self._citation, self._reference)
