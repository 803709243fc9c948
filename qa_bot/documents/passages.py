"""Sections to passages: runs of whole sentences that a person reads at a glance."""

import math
import re

from qa_bot.documents.model import Document, Passage, Section, Sentence

AVERAGE_WORDS = 130
"""A document's passages have at most this many words on average: a person reads one at a glance."""

MOST_WORDS = (180, 150, 130)
"""A section of more words is cut into passages of about equal length; one sentence is never cut. The
largest limit that keeps the average is taken: a section of an abstract stays whole."""

_WORD = re.compile(r"\S+")


def passages_of(document: Document) -> list[Passage]:
    """The passages of `document`, in the order of its sections."""
    found: list[Passage] = []
    for most in MOST_WORDS:
        found = [passage for section in document.sections for passage in _cut(section, document.text, most)]
        words = sum(word_count(document.text, s) for passage in found for s in passage.sentences)
        if words <= AVERAGE_WORDS * len(found):
            break
    return found


def word_count(text: str, sentence: Sentence) -> int:
    """Words of a sentence, without its gaps."""
    count, start = 0, sentence.start
    for a, b in (*sentence.gaps, (sentence.end, sentence.end)):
        count += len(_WORD.findall(text[start:a]))
        start = b
    return count


def _cut(section: Section, text: str, most: int) -> list[Passage]:
    """Balanced runs: the cut nearest to each equal share of the section's words."""
    counts = [word_count(text, sentence) for sentence in section.sentences]
    total = sum(counts)
    if not total:
        return []
    pieces = math.ceil(total / most)
    share = total / pieces
    passages: list[Passage] = []
    run: list[Sentence] = []
    words = done = 0
    for sentence, count in zip(section.sentences, counts, strict=True):
        target = share * (len(passages) + 1)
        past_target = done + words + count / 2 > target
        if run and (words + count > most or past_target):
            passages.append(Passage(section, tuple(run)))
            done += words
            run, words = [], 0
        run.append(sentence)
        words += count
    if run:
        passages.append(Passage(section, tuple(run)))
    return passages
