"""The first screen: what this is, what to type, three questions that work."""

from textual.content import Content
from textual.widgets import Static

from qa_bot.chat.desk import About
from qa_bot.rendering import reflow

OPENING = "Opening the library… You can type already: the answer comes when it is ready."
HOW = (
    "Type a question and press Enter. The answer comes in the documents’ own words, "
    "with the passages it stands in and where they are."
)
FAINT = "$foreground 60%"


class Welcome(Static):
    """Shown until the first question is asked, with the examples under it."""

    DEFAULT_CSS = """
    Welcome { padding: 1 2; }
    """

    def __init__(self) -> None:
        super().__init__(_text(Content(OPENING)))

    def show(self, about: About) -> None:
        """Name the library, and lead over to its examples."""
        text = _text(_library(about))
        if about.unread:
            count, (source, reason) = len(about.unread), about.unread[0]
            more = f" and {count - 1} more" if count > 1 else ""
            said = f"\n\nCould not be read: {reflow(source)}{more} ({reflow(reason)})"
            text = Content.assemble(text, (said, "$text-warning"))
        if about.examples:
            text = Content.assemble(text, ("\n\nFor example", FAINT))
        self.update(text)

    def fail(self, message: str) -> None:
        """Say why there is no library."""
        self.update(_text(Content.styled(reflow(message), "$text-error")))


def _text(library: Content) -> Content:
    """The first screen with `library` in the place of the library's name."""
    title = Content.styled("Ask the documents", "bold $text-primary")
    return Content.assemble(title, "\n\n", library, "\n\n", Content.styled(HOW, FAINT))


def _library(about: About) -> Content:
    """The library's name and size."""
    documents = f"{about.documents:,} document{'s' * (about.documents != 1)}"
    passages = f"{about.passages:,} passage{'s' * (about.passages != 1)}"
    return Content.assemble((reflow(about.name), "bold"), (f" · {documents} · {passages}", FAINT))
