"""One question and what came of it, as the transcript shows it."""

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from qa_bot.answering.answer import Answer, Citation
from qa_bot.chat import reading
from qa_bot.chat.desk import AS_USUAL, Asking
from qa_bot.chat.selectable import Selectable
from qa_bot.documents.model import Span
from qa_bot.rendering import reflow

AGAIN = "↑ brings the question back, to ask it in other words."


class CitationView(Selectable):
    """A passage with its place."""

    DEFAULT_CSS = """
    CitationView { margin-bottom: 1; }
    """

    def __init__(self, citation: Citation) -> None:
        super().__init__(reading.numbered(citation))
        self.citation = citation


class Exchange(Vertical):
    """A question and what came of it."""

    DEFAULT_CSS = """
    Exchange { height: auto; margin-bottom: 1; }
    Exchange > * { max-width: 104; }
    Exchange > .question { text-style: bold; margin-bottom: 1; }
    Exchange > .remark, Exchange > .waiting { color: $text-muted; text-style: italic; margin: 0 0 1 2; }
    Exchange > .answer { border-left: outer $primary; padding: 0 1; margin: 0 0 1 0; }
    Exchange > .not-found { border-left: outer $warning; padding: 0 1; margin: 0 0 1 0; }
    Exchange > .error { border-left: outer $error; padding: 0 1; color: $text-error; }
    """

    def __init__(
        self,
        question: str,
        waiting: str,
        rule: str = "",
        answer: Answer | None = None,
        asking: Asking = AS_USUAL,
    ) -> None:
        super().__init__(classes="exchange")
        self.question = question
        self.asking = asking
        self._rule = rule
        self.answer = answer
        self._waiting = waiting
        self._failure = ""
        self._texts: list[str] | None = None
        self._unmarked: dict[Static, Content] = {}
        """What the views read before something found was drawn in them."""

    def compose(self) -> ComposeResult:
        """The question, and what is known of the answer."""
        yield from self._made()

    def _made(self) -> Iterator[Static]:
        if self._rule:
            yield Static(Content(self._rule), classes="rule")
        yield Static(Content.assemble(("❯ ", "$text-accent"), reflow(self.question)), classes="question")
        if self.answer is not None:
            yield from self._answer_views(self.answer)
        elif self._failure:
            yield Static(Content(self._failure), classes="error")
        else:
            yield Static(Content(self._waiting), classes="waiting")

    # What is found in it

    def texts(self) -> list[str]:
        """The text of each part, whether it is on the screen or not."""
        if self._texts is None or not self.is_done:
            views = self.views() if self.is_attached else self._made()
            self._texts = [_content(view).plain for view in views]
        return self._texts

    def views(self) -> list[Static]:
        """The parts, once they are on the screen."""
        return list(self.query_children(Static))

    def mark(self, view: Static, found: Iterable[tuple[Span, str]]) -> None:
        """Draw spans of one of the views in styles."""
        content = self._unmarked.setdefault(view, _content(view))
        for (start, end), style in found:
            content = content.stylize(style, start, end)
        view.update(content, layout=False)

    def unmark(self) -> None:
        """Draw all views as they were."""
        for view, content in self._unmarked.items():
            view.update(content, layout=False)
        self._unmarked.clear()

    def again(self) -> "Exchange":
        """The same exchange, to be mounted once more."""
        exchange = Exchange(self.question, self._waiting, self._rule, self.answer, self.asking)
        exchange._failure = self._failure
        return exchange

    @property
    def is_done(self) -> bool:
        """Whether the answer, or why there is none, is shown."""
        return self.answer is not None or bool(self._failure)

    def citations(self) -> tuple[Citation, ...]:
        """The passages shown: those that answer, or the nearest ones."""
        return () if self.answer is None else self.answer.citations or self.answer.nearest

    async def show(self, answer: Answer) -> None:
        """Show the answer in place of the waiting line."""
        self.answer = answer
        self._texts = None
        await self._replace(self._answer_views(answer))

    def _answer_views(self, answer: Answer) -> list[Static]:
        views: list[Static] = []
        if remarks := reading.remarks(answer, self.asking):
            views.append(Static(Content("\n".join(remarks)), classes="remark"))
        views.append(Static(reading.verdict(answer), classes="answer" if answer.answered else "not-found"))
        if not answer.answered:
            nearest = "\nThe nearest passages, which may not answer it:" if answer.nearest else ""
            views.append(Static(AGAIN + nearest, classes="remark"))
        return [*views, *map(CitationView, self.citations())]

    def lose(self, message: str) -> None:
        """Say why there is no answer, before the exchange is mounted."""
        self._failure = message

    async def fail(self, message: str) -> None:
        """Say in one line why there is no answer."""
        self._failure = reflow(message)
        self._texts = None
        await self._replace([Static(Content(self._failure), classes="error")])

    async def _replace(self, views: Iterable[Static]) -> None:
        async with self.batch():
            await self.query(".waiting").remove()
            await self.mount(*views)


def _content(view: Static) -> Content:
    shown = view.content
    return shown if isinstance(shown, Content) else Content(str(shown))
