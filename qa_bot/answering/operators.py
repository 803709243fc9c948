"""Operators in a question: "exact words", +must, -not, in:file-or-title, section:methods."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa_bot.errors import UsageError
from qa_bot.language.tokens import stems
from qa_bot.library.catalogue import StoredPassage
from qa_bot.library.library import Library

_OPERATOR = re.compile(
    r"""(?P<scope>(?<!\S)(?:in|section)):(?:"(?P<quoted>[^"\n]+)"|(?P<plain>[^\s"]+))
    |(?P<sign>(?<!\S)[+-])(?P<word>[^\W\d_][^\s"]*)
    |["“](?P<exact>[^"“”\n]{2,})["”]""",
    re.X,
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a passage must have, or must not have, to be an answer."""

    exact: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.exact, self.must, self.must_not, self.documents, self.sections))

    def admit(self, library: Library, passage: StoredPassage) -> bool:
        """Whether a passage has what is asked and nothing that is not."""
        document = library.stored_documents[passage.document]
        if self.documents and not any(_within(d, (document.source, document.title)) for d in self.documents):
            return False
        if self.sections and not any(_within(s, (passage.label, passage.role.value)) for s in self.sections):
            return False
        own = {term for sentence in passage.sentences for term in sentence.terms}
        if not all(own.issuperset(stems(word)) for word in self.must):
            return False
        if any(own.intersection(stems(word)) for word in self.must_not):
            return False
        if not self.exact:
            return True
        text = _plain(_without_gaps(library.text_of(passage.document), passage))
        return all(_plain(words) in text for words in self.exact)


def split_operators(question: str) -> tuple[str, Filters]:
    """The question without its operators (exact words and +must words stay in it), and what they ask.

    Raises UsageError if nothing is left to ask about.
    """
    found: dict[str, list[str]] = {"exact": [], "+": [], "-": [], "in": [], "section": []}

    def take(match: re.Match[str]) -> str:
        if match.group("exact"):
            found["exact"].append(match.group("exact").strip())
            return f" {match.group('exact')} "
        if match.group("sign"):
            found[match.group("sign")].append(match.group("word"))
            return f" {match.group('word')} " if match.group("sign") == "+" else " "
        found[match.group("scope")].append(match.group("quoted") or match.group("plain"))
        return " "

    rest = _OPERATOR.sub(take, question)
    filters = Filters(*(tuple(found[name]) for name in ("exact", "+", "-", "in", "section")))
    if filters and not any(c.isalnum() for c in rest):
        raise UsageError("the question has operators only; add the words to look for")
    return (rest.strip(), filters) if filters else (question, filters)


def _within(wanted: str, names: Sequence[str]) -> bool:
    return any(wanted.lower() in name.lower() for name in names)


def _without_gaps(text: str, passage: StoredPassage) -> str:
    """A passage's own words: what stands in its gaps belongs to other sections."""
    pieces, start = [], passage.start
    for a, b in (gap for sentence in passage.sentences for gap in sentence.gaps):
        pieces.append(text[start:a])
        start = b
    return " ".join([*pieces, text[start : passage.end]])


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()
