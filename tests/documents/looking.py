"""What a person sees of a document."""

from itertools import pairwise
from pathlib import Path

from qa_bot.documents.model import Document, Role, Section, Sentence
from qa_bot.documents.passages import passages_of

CORPUS = Path(__file__).parent.parent.parent / "corpus"


def plain(text: str) -> str:
    """Text with its white space collapsed."""
    return " ".join(text.split())


def words_of(document: Document, sentence: Sentence) -> str:
    """A sentence without its gaps, its white space collapsed."""
    pieces, start = [], sentence.start
    for a, b in sentence.gaps:
        pieces.append(document.text[start:a])
        start = b
    return plain(" ".join([*pieces, document.text[start : sentence.end]]))


def section_text(document: Document, section: Section) -> str:
    """All sentences of a section."""
    return " ".join(words_of(document, sentence) for sentence in section.sentences)


def part(document: Document, role: Role) -> str:
    """All that the document says in sections of a role."""
    return " ".join(section_text(document, s) for s in document.sections if s.role is role)


def role_of(document: Document, words: str) -> Role:
    """The role of the only section that has these words."""
    (role,) = {s.role for s in document.sections if words in section_text(document, s)}
    return role


def outline(document: Document) -> list[tuple[str, Role]]:
    """Label and role of each section in order."""
    return [(section.label, section.role) for section in document.sections]


def assert_in_order(document: Document) -> None:
    """Every sentence stands inside the text, and those of a section and the sections stand in order."""
    for section in document.sections:
        assert section.sentences
        for sentence in section.sentences:
            assert 0 <= sentence.start < sentence.end <= len(document.text)
            assert document.text[sentence.start : sentence.end].strip()
            assert all(sentence.start < a < b < sentence.end for a, b in sentence.gaps)
        assert all(a.start < b.start for a, b in pairwise(section.sentences))
    starts = [section.sentences[0].start for section in document.sections]
    assert starts == sorted(starts)


def assert_sound(document: Document) -> None:
    """No character belongs to two sentences (a legend stands in a gap), no sentence to two passages."""
    assert_in_order(document)
    assert all(section.label for section in document.sections)
    outside_gaps = [
        place
        for section in document.sections
        for s in section.sentences
        for place in range(s.start, s.end)
        if not any(a <= place < b for a, b in s.gaps)
    ]
    assert len(outside_gaps) == len(set(outside_gaps)), "a character belongs to two sentences"
    passages = passages_of(document)
    assert [s for p in passages for s in p.sentences] == [
        s for sec in document.sections for s in sec.sentences
    ]
    for passage in passages:
        assert (passage.start, passage.end) == (passage.sentences[0].start, passage.sentences[-1].end)
