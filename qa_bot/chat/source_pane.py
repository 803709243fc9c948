"""The document behind a citation, opened at the passage."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from qa_bot.answering.answer import Citation
from qa_bot.chat import reading
from qa_bot.chat.source_view import Mark, SourceView
from qa_bot.documents.model import Span


class SourcePane(Vertical):
    """Hidden until a citation is opened."""

    DEFAULT_CSS = """
    SourcePane {
        display: none; width: 1fr; height: 1fr; background: $surface; padding: 0 1;
        border: round $primary 60%; border-title-color: $text-primary; border-title-style: bold;
        border-subtitle-color: $text-muted;
        & > #source-heading { margin-bottom: 1; }
    }
    """

    citation: Citation | None = None
    """The citation shown; None while the pane is closed."""

    def compose(self) -> ComposeResult:
        """Where the passage is from, over the text."""
        yield Static(id="source-heading")
        yield SourceView()

    @property
    def view(self) -> SourceView:
        """The text."""
        return self.query_one(SourceView)

    def show(self, citation: Citation, of: int, text: str) -> None:
        """Open the pane at `citation`, one of `of`, of a document that reads `text`."""
        self.citation = citation
        self.border_title = f"Passage {citation.number} of {of}"
        self.border_subtitle = "←/→ other passages · Esc close" if of > 1 else "Esc close"
        self.query_one("#source-heading", Static).update(reading.heading(citation))
        self.display = True
        self.view.show(text, marks(citation), targets(citation))

    def close(self) -> None:
        """Hide the pane."""
        self.citation = None
        self.display = False


def targets(citation: Citation) -> tuple[Span, ...]:
    """What should be on screen: the whole passage, if that is too long its answering sentence."""
    start, end = citation.sentence
    at = citation.start
    return ((at, citation.end), (at + start, at + end)) if start < end else ((at, citation.end),)


def marks(citation: Citation) -> tuple[Mark, ...]:
    """The passage, its answering sentence and its words that matter, outside its gaps."""
    found = [Mark(span, "passage") for span in _without(citation.gaps, (0, len(citation.text)))]
    found += [Mark(span, "sentence") for span in _without(citation.gaps, citation.sentence)]
    found += [Mark(span, "word") for span in citation.highlights]
    at = citation.start
    return tuple(Mark((mark.span[0] + at, mark.span[1] + at), mark.look) for mark in found)


def _without(gaps: tuple[Span, ...], span: Span) -> list[Span]:
    """What is left of `span` outside `gaps`."""
    left, (start, end) = [], span
    for gap_start, gap_end in sorted(gaps):
        if start < gap_start < end:
            left.append((start, gap_start))
        if gap_end > start and gap_start < end:
            start = gap_end
    return [*left, (start, end)] if start < end else left
