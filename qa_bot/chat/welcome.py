"""The first screen: what this is, what to type, three questions that work."""

from textual.app import ComposeResult
from textual.containers import Vertical
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


class Welcome(Vertical):
    """Shown until the first question is asked."""

    DEFAULT_CSS = """
    Welcome { height: auto; padding: 1 0; max-width: 104; }
    Welcome > #welcome { padding: 0 2; margin-bottom: 1; }
    """

    def compose(self) -> ComposeResult:
        """What does not depend on the library; the rest follows when it is open."""
        yield Static(_text(Content(OPENING)), id="welcome")

    async def show(self, about: About) -> None:
        """Name the library and offer its examples."""
        from qa_bot.chat.selectable import ExampleView

        text = _text(_library(about))
        if about.unread:
            count, (source, reason) = len(about.unread), about.unread[0]
            more = f" and {count - 1} more" if count > 1 else ""
            said = f"\n\nCould not be read: {reflow(source)}{more} ({reflow(reason)})"
            text = Content.assemble(text, (said, "$text-warning"))
        if about.examples:
            text = Content.assemble(text, ("\n\nFor example", FAINT))
        self.query_one("#welcome", Static).update(text)
        await self.mount(*(ExampleView(number, example) for number, example in enumerate(about.examples, 1)))

    def fail(self, message: str) -> None:
        """Say why there is no library."""
        self.query_one("#welcome", Static).update(_text(Content.styled(reflow(message), "$text-error")))


def _text(library: Content) -> Content:
    """The first screen with `library` in the place of the library's name."""
    title = Content.styled("Ask the documents", "bold $text-primary")
    return Content.assemble(title, "\n\n", library, "\n\n", Content.styled(HOW, FAINT))


def _library(about: About) -> Content:
    """The library's name and size."""
    documents = f"{about.documents:,} document{'s' * (about.documents != 1)}"
    passages = f"{about.passages:,} passage{'s' * (about.passages != 1)}"
    return Content.assemble((reflow(about.name), "bold"), (f" · {documents} · {passages}", FAINT))
