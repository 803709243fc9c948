"""When a passage, or a sentence, is the one that was expected."""

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from difflib import SequenceMatcher

from qa_bot.documents.model import Span

_INK = re.compile(r"\S+")


def shares_half(first: Span, second: Span) -> bool:
    """Whether two spans of one text share at least half of the shorter one, in characters."""
    shared = min(first[1], second[1]) - max(first[0], second[0])
    shorter = min(first[1] - first[0], second[1] - second[0])
    return shared > 0 and 2 * shared >= shorter


def texts_share_half(first: str, second: str) -> bool:
    """Whether the longest run of characters that two texts have in common, white space left aside, is at
    least half of the shorter one."""
    first, second = _squeezed(first), _squeezed(second)
    if not first or not second:
        return False
    shorter = min(len(first), len(second))
    if first in second or second in first:
        return True
    match = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return 2 * match.size >= shorter


class SourceText:
    """The text of a document, made ready for finding quotes whatever its line breaks are."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ink = _squeezed(text)
        self._starts = array("L")  # of each word, among the characters that are not white space
        self._places = array("L")  # of each word, in the text
        inked = 0
        for word in _INK.finditer(text):
            self._starts.append(inked)
            self._places.append(word.start())
            inked += word.end() - word.start()

    def find(self, quote: str) -> tuple[Span, ...]:
        """Where the quote stands: character spans in the text, every one of them. White space makes no
        difference. Places that cut a word (*30* in *308*) count only where there is no other."""
        ink = _squeezed(quote)
        spans = []
        at = self._ink.find(ink) if ink else -1
        while at >= 0:
            spans.append((self._place(at), self._place(at + len(ink) - 1) + 1))
            at = self._ink.find(ink, at + 1)
        whole = tuple(span for span in spans if not self._cuts_a_word(span))
        return whole or tuple(spans)

    def _place(self, inked: int) -> int:
        """Where in the text the character stands that so many characters other than white space precede."""
        word = bisect_left(self._starts, inked + 1) - 1
        return self._places[word] + inked - self._starts[word]

    def _cuts_a_word(self, span: Span) -> bool:
        return any(
            0 < edge < len(self._text) and self._text[edge - 1].isalnum() and self._text[edge].isalnum()
            for edge in span
        )


@dataclass(frozen=True, slots=True)
class Target:
    """An expected quote and every place in its document where it stands."""

    source: str
    quote: str
    spans: tuple[Span, ...]

    def matched_by(self, source: str, span: Span, text: str) -> bool:
        """Whether the passage or sentence `text`, at `span` of the document `source`, is what was expected:
        it shares at least half of the shorter of itself and the quote. Where the quote is nowhere in the
        document (which has changed since), the texts are compared instead."""
        if source != self.source:
            return False
        if not self.spans:
            return texts_share_half(text, self.quote)
        return any(shares_half(span, place) for place in self.spans)


def _squeezed(text: str) -> str:
    """The text without its white space."""
    return "".join(text.split())
