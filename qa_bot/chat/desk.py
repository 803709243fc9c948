"""The desk: an opened library with its conversation, as both chats use it.

Nothing of the core is imported with this module: `open_desk` does that, in whichever thread calls it.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from qa_bot.answering.answer import Answer
    from qa_bot.answering.answerer import Answerer
    from qa_bot.documents.model import Reference
    from qa_bot.library.library import Library

LEANT_ON = 20
"""Turns that are kept for the follow-ups of a conversation that is taken up again."""

CITATIONS = 5
"""How many passages an answer shows at most."""

SHIPPED_EXAMPLES = (
    "Which symptoms of lupus did not get better with IVIg?",
    "What was the 28-day mortality with and without IVIG?",
    "How many days after IVIg did the fever and rash begin?",
)
"""Questions that the shipped documents answer, shown before the first question."""

Tell = Callable[[int, int], None]
"""Hears how many files of how many have been read."""


class About(NamedTuple):
    """What the first screen says of the library."""

    name: str
    documents: int
    passages: int
    unread: tuple[tuple[str, str], ...]
    """Files that could not be read, with the reason."""
    examples: tuple[str, ...]


class Shelved(NamedTuple):
    """A document as the browser shows it."""

    source: str
    title: str
    sections: tuple[str, ...]
    passages: int


class Asking(NamedTuple):
    """How a question is asked: as usual, or without a part of what is done to it."""

    spelling: bool = True
    """Words that nobody knows are corrected."""
    vocabulary: bool = True
    """Other words for the same are searched too."""
    follow_up: bool = True
    """The question is understood in the light of those before it."""


AS_USUAL = Asking()


class Desk(Protocol):
    """What a chat needs of the core."""

    @property
    def about(self) -> About:
        """What the first screen says of the library."""

    def ask(self, question: str, asking: Asking = AS_USUAL) -> "Answer":
        """The answer, in the light of the conversation so far, which it extends.

        Asked in another way than usual, a question takes its own turn again: its earlier turn, and those
        after it, do not colour it.
        """

    def document(self, source: str) -> str:
        """The text that citations of `source` are places in."""

    def reference(self, source: str) -> "Reference":
        """How the document `source` is cited, field by field."""

    def file(self, source: str) -> Path:
        """Where the document `source` is; with an empty source, where the library is."""

    def shelf(self) -> tuple[Shelved, ...]:
        """All documents, by source."""

    def context(self) -> str:
        """What the next question may lean on, as JSON."""

    def take_up(self, context: str) -> None:
        """Let the next question lean on `context` in place of the conversation so far."""

    def start_afresh(self) -> None:
        """Forget the conversation: the next question stands alone."""


class LibraryDesk:
    """A desk over a library of the core."""

    def __init__(self, library: "Library") -> None:
        from qa_bot.answering.answerer import Answerer
        from qa_bot.answering.conversation import Conversation

        self._library = library
        self._answerer = Answerer(library)
        self._answerers = {AS_USUAL: self._answerer}
        self._new_conversation = Conversation
        self._conversation = Conversation()

    @property
    def about(self) -> About:
        """What the first screen says of the library."""
        from qa_bot.paths import shipped_corpus

        library = self._library
        documents = library.stored_documents.values()
        titles = [document.title or document.source for document in islice(documents, len(SHIPPED_EXAMPLES))]
        shipped = library.path == shipped_corpus()
        return About(
            name=library.name,
            documents=len(documents),
            passages=library.passage_count,
            unread=tuple((problem.source, problem.reason) for problem in library.problems()),
            examples=SHIPPED_EXAMPLES if shipped else tuple(map(example_about, titles)),
        )

    def ask(self, question: str, asking: Asking = AS_USUAL) -> "Answer":
        """The answer, in the light of the conversation so far, which it extends."""
        if asking == AS_USUAL:
            return self._answerer.ask(question, CITATIONS, self._conversation)
        turns = self._conversation.turns
        places = [place for place, turn in enumerate(turns) if turn.question == question]
        own = places[-1] if places else len(turns)
        light = self._new_conversation(turns[:own] if asking.follow_up else [])
        answer = self._answerer_for(asking).ask(question, CITATIONS, light)
        if own == len(turns) - 1:
            turns.pop()
        turns.append(light.turns[-1])
        return answer

    def _answerer_for(self, asking: Asking) -> "Answerer":
        from qa_bot.answering.answerer import Answerer

        asking = asking._replace(follow_up=True)
        if asking not in self._answerers:
            options = replace(self._answerer.options, spelling=asking.spelling, vocabulary=asking.vocabulary)
            self._answerers[asking] = Answerer(self._library, options)
        return self._answerers[asking]

    def document(self, source: str) -> str:
        """The text that citations of `source` are places in."""
        return self._library.document_text(source)

    def reference(self, source: str) -> "Reference":
        """How the document `source` is cited, field by field."""
        return self._library.reference_of(source)

    def file(self, source: str) -> Path:
        """Where the document `source` is; with an empty source, where the library is."""
        path = self._library.path
        assert path is not None, "only tests have libraries that are nowhere"
        return path / source if source and path.is_dir() else path

    def shelf(self) -> tuple[Shelved, ...]:
        """All documents, by source."""
        found = []
        for document in self._library.stored_documents.values():
            passages = self._library.passages_of(document.id)
            labels = tuple(dict.fromkeys(passage.label for passage in passages))
            found.append(Shelved(document.source, document.title, labels, len(passages)))
        return tuple(found)

    def context(self) -> str:
        """What the next question may lean on, as JSON: the last turns."""
        import json

        return json.dumps([asdict(turn) for turn in self._conversation.turns[-LEANT_ON:]])

    def take_up(self, context: str) -> None:
        """Let the next question lean on `context`; what this version does not understand is left out."""
        import json

        from qa_bot.answering.conversation import Turn

        self.start_afresh()
        with suppress(TypeError):
            self._conversation.turns.extend(Turn(**turn) for turn in json.loads(context))

    def start_afresh(self) -> None:
        """Forget the conversation: the next question stands alone."""
        self._conversation = self._new_conversation()


def example_about(title: str) -> str:
    """A question that a document of this title can be asked."""
    return f"What does “{title}” conclude?"


def import_core() -> None:
    """Import what `open_desk` and the first question need, where the time for it is well spent."""
    import qa_bot.answering.answerer
    import qa_bot.library.library  # noqa: F401


def open_desk(path: Path | None, tell: Tell) -> Desk:
    """Open the library at `path` (none: the shipped one); `tell` hears how far it is.

    Raises UsageError where the path does not exist, LibraryError where nothing could be read.
    """
    from qa_bot.library.library import open_library

    return LibraryDesk(open_library(path, lambda progress: tell(progress.done, progress.total)))
