"""The first screen: what this is, what to type, three questions that work."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from qa_bot.chat.desk import About
from qa_bot.chat.transcript import ExampleView
from qa_bot.rendering import reflow

OPENING = "Opening the library… You can type already: the answer comes when it is ready."


class Welcome(Vertical):
    """Shown until the first question is asked."""

    def compose(self) -> ComposeResult:
        """What does not depend on the library; the rest follows when it is open."""
        yield Static("Ask the documents", classes="welcome-title")
        yield Static(Content(OPENING), id="library")
        yield Static(
            "Type a question and press Enter. The answer comes in the documents’ own words, "
            "with the passages it stands in and where they are.",
            classes="welcome-how",
        )

    async def show(self, about: About) -> None:
        """Name the library and offer its examples."""
        self.query_one("#library", Static).update(library_line(about))
        views: list[Static] = []
        if about.unread:
            count, (source, reason) = len(about.unread), about.unread[0]
            more = f" and {count - 1} more" if count > 1 else ""
            said = f"Could not be read: {reflow(source)}{more} ({reflow(reason)})"
            views.append(Static(Content(said), classes="welcome-unread"))
        if about.examples:
            views.append(Static("For example", classes="welcome-examples"))
        views.extend(ExampleView(number, text) for number, text in enumerate(about.examples, 1))
        await self.mount(*views)

    def fail(self, message: str) -> None:
        """Say why there is no library."""
        library = self.query_one("#library", Static)
        library.update(Content(reflow(message)))
        library.add_class("error")


def library_line(about: About) -> Content:
    """The library's name and size."""
    documents = f"{about.documents:,} document{'s' * (about.documents != 1)}"
    passages = f"{about.passages:,} passage{'s' * (about.passages != 1)}"
    return Content.assemble((reflow(about.name), "bold"), (f" · {documents} · {passages}", "$foreground 60%"))
