"""Questions that people ask of the shipped documents, and what an answer must hold to."""

from itertools import pairwise

from qa_bot.answering.answer import Answer, Citation
from qa_bot.library.library import Library

ANSWERABLE = (
    "did hair loss improve in SLE",
    "what does SLE stand for",
    "what does ILD stand for",
    "dose of immunoglobulin in lupus",
    "how high was the mortality in the IVIG group",
    "how many people with sepsis were treated",
    "side effects of IVIG",
    "trombocytopenia improve",
    "which of the studies report adverse reactions",
    "compare mortality across the studies",
    "how was the pustulosis treated",
    "what did the skin biopsy show",
    "how many of the lung disease patients survived",
    "which journal published the lupus study",
    "what licence does the sepsis paper have",
    "what was the aim of the lung disease study",
    "how was the sepsis study done",
    "conclusions lupus low dose",
    "how long after the infusion did the fever begin",
    "legal disclaimer of the website",
    "is lupus an immune disease",
    "immunological agents in SLE",
    "neutrophils in the blood",
)
OFF_SUBJECT = (
    "how do I bake sourdough bread",
    "who won the world cup in 2018",
    "what is the capital of Mongolia",
    "how do I change a bicycle tyre",
    "when did the volcano erupt in Iceland",
)
ODD = (
    "the of and",
    "is it?",
    "who",
    "what?",
    "\x00\x07\x1b[31m lupus \x7f",
    "как лечить сепсис",
    "什么是狼疮",
    "ما هو الذئبة",
    "τι είναι ο λύκος",
    "lupus\n\n\nlupus\t\r\nlupus",
    "🦠 lupus 🐺",
    "[bold red]lupus[/bold red] <script>alert(1)</script>",
    "'; DROP TABLE documents; --",
    "%s %d {0} {lupus} $HOME",
    "((((((((((lupus",
    "a" * 5000,
    "1",
)


def assert_sound(answer: Answer, library: Library) -> None:
    """An answer is made of verbatim words with their right place; the verdict fits what it has."""
    for citation in (*answer.citations, *answer.nearest):
        assert_verbatim(citation, library)
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    if answer.answered:
        assert answer.citations and not answer.nearest and answer.reason is None
        assert answer.sentence and answer.sentence in answer.citations[0].text
    else:
        assert not answer.citations and answer.sentence is None
        assert answer.reason and "\n" not in answer.reason and answer.reason.endswith(".")
        assert len(answer.nearest) <= 3


def assert_verbatim(citation: Citation, library: Library) -> None:
    """A citation stands in its document where it says, and so do the words marked in it."""
    text = library.document_text(citation.source)
    assert citation.text == text[citation.start : citation.end] != ""
    assert citation.line_start == text.count("\n", 0, citation.start) + 1
    assert citation.line_end == text.count("\n", 0, citation.end) + 1
    for spans in (citation.highlights, citation.gaps, (citation.sentence,)):
        assert all(0 <= start < end <= len(citation.text) for start, end in spans)
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(citation.text[start:end].strip() for start, end in citation.highlights)
    for start, end in citation.highlights:
        assert not any(start < b and a < end for a, b in citation.gaps), (
            "a mark in what is of another section"
        )
