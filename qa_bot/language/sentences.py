"""Text to sentences, by NLTK's Punkt with the abbreviations of scholarly prose and no data package."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

ABBREVIATIONS = frozenset(
    """al approx art assoc ca cf ch chap co corp dept dr ed eds eg e.g eq eqs esp est etc et ext fig figs
    i.e ie inc jr lit ltd max min mr mrs ms n.b no nos nr op p pp p.o prof pt ref refs resp sec sect sp spp
    sr st subsp suppl syn tab u.s u.k univ var vol vols vs v.s wt b.i.d t.i.d q.d i.v i.m s.c p.o a.m p.m
    jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
"""Lower case, without the last period. Not *in*, *am*: they end sentences."""

SENTENCE_STARTERS = frozenset("the this these those we it our in however there they after although".split())
"""Words that begin a sentence even after an abbreviation ("… Ltd. This is …")."""

_NOTE_AFTER_PERIOD = re.compile(r"([.!?])([\u201d\"')]?)(\[\d+(?:[,;–-]\s?\d+)*\])(?=\s|$)")
_LOWER_START = re.compile(r"[a-z]{2,}[\s,;:.)]|[a-z]\s")
_STARTER = "|".join(sorted(word.capitalize() for word in SENTENCE_STARTERS))
_CAPITAL_ENDS = re.compile(rf"[a-z\d)]{{2}}\s[A-Z]\.(\s+)(?=(?:{_STARTER})\s|However,)")
_NUMBER = re.compile(r"\d{1,3}\.")
"""The number of a point of a list."""

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\S+")
LONGEST_SENTENCE = 1_200
"""Characters; what goes on for longer without an end is no sentence."""

WORDS_OF_A_PIECE = 120
"""Words at most of the pieces that such a stretch is cut into: less than a passage."""

_LONGEST = 20_000
"""Characters given to Punkt at once: NLTK stops a regular expression after five seconds."""


@cache
def _punkt() -> "PunktSentenceTokenizer":
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    parameters.sent_starters = set(SENTENCE_STARTERS)
    return PunktSentenceTokenizer(parameters)


def _note_first(match: re.Match[str]) -> str:
    """Put a reference mark before the period that it follows; the length stays the same."""
    return match.group(3) + match.group(1) + match.group(2)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Character spans of the sentences of one paragraph; only white space lies between them."""
    masked = _NOTE_AFTER_PERIOD.sub(_note_first, text)
    spans: list[tuple[int, int]] = []
    for start, end in _punkt_spans(masked):
        if text[start:end].strip():
            spans.extend(_part_after_capital(text, start, end))
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and _continues(text, joined[-1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [piece for start, end in joined for piece in _cut(text, start, end)]


def _punkt_spans(text: str) -> Iterator[tuple[int, int]]:
    """Punkt's sentences. Of a long text it is given a piece at a time; the next piece begins with the
    last sentence of the one before, so that where a sentence stands does not change it."""
    offset = 0
    while len(text) - offset > _LONGEST:
        piece = text[offset : offset + _LONGEST]
        found = list(_punkt().span_tokenize(piece))
        if len(found) > 1:
            last = found.pop()[0]
        else:  # no end in sight
            last = max((m.end() for m in _SPACE.finditer(piece, _LONGEST // 2)), default=_LONGEST)
            found = [(0, len(piece[:last].rstrip()))]
        yield from ((offset + start, offset + end) for start, end in found)
        offset += last
    yield from ((offset + start, offset + end) for start, end in _punkt().span_tokenize(text[offset:]))


def _part_after_capital(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Punkt takes every single capital for an initial: "… hepatitis B. The others …" are two sentences."""
    for found in _CAPITAL_ENDS.finditer(text, start, end):
        yield start, found.start(1)
        start = found.end(1)
    yield start, end


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A stretch without sentence ends (a list, a table, a log) in pieces, at white space if there is any."""
    pieces = []
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        ends = [m.end() for m in islice(_WORD.finditer(text, start, limit), WORDS_OF_A_PIECE)]
        if ends[-1] == limit and not text[limit].isspace():
            ends.pop()  # a word that goes on
        stop = ends[-1] if ends else limit
        pieces.append((start, stop))
        start = stop
        while start < end and text[start].isspace():
            start += 1
    return [*pieces, (start, end)] if start < end else pieces


def _continues(text: str, previous: tuple[int, int], start: int) -> bool:
    """Whether what begins at `start` belongs to the sentence before: lower case, an open bracket, a number alone."""
    if _NUMBER.fullmatch(text, *previous):
        return True
    if _LOWER_START.match(text, start) and text[previous[1] - 1] not in "!?":
        return True
    if previous[1] - previous[0] >= 600:
        return False
    before = text[previous[0] : previous[1]]
    return before.count("(") > before.count(")")
