"""Reading Markdown: what stands in the file, with its place in the file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.documents.markdown import read_markdown
from qa_bot.documents.model import Document, Role
from qa_bot.documents.reading import decode

from .looking import assert_sound

PAPER = """---
title: "Kelp for sea sickness"
author:
  - name: Ann B. Weir
    affiliation: Harbour Hospital
  - Öz, Ayşe
date: 2014-03-01
journal: J Mar Med
doi: https://doi.org/10.1234/jmm.5
---
# Kelp for sea sickness

Sailors get sick. It is **common.** Few remedies help.

## 2. Methods ##

### Patients

We gave kelp to *forty* sailors,
each for a week. See [the protocol](https://example.org/a_(b) "protocol").

Results
=======

- Nausea fell by half
  in all. None died.

| group | nausea |
|:------|-------:|
| kelp  | 4 %    |

> It was the best
> week. Really.

```r
t.test(nausea)
```
"""


def read(text: str) -> Document:
    return read_markdown(text, "notes/kelp.md")


def sentences(document: Document, label: str) -> list[str]:
    return [
        document.text[s.start : s.end]
        for section in document.sections
        if section.label == label
        for s in section.sentences
    ]


def test_the_text_is_the_file() -> None:
    assert read(PAPER).text == PAPER


def test_front_matter_is_title_and_reference() -> None:
    document = read(PAPER)
    assert document.title == "Kelp for sea sickness"
    assert document.reference.authors == ("Weir AB", "Öz A")
    assert str(document.reference) == "Weir AB et al. J Mar Med 2014. doi:10.1234/jmm.5"
    assert sentences(document, "Authors") == ["Ann B. Weir", "Öz, Ayşe"]


def test_headings_are_sections_as_printed() -> None:
    found = [
        (s.label, s.inferred, s.role)
        for s in read(PAPER).sections
        if s.role not in (Role.TITLE, Role.AUTHORS)
    ]
    assert found == [
        ("Publication", True, Role.PUBLICATION),
        ("Kelp for sea sickness", False, Role.OTHER),
        ("Patients", False, Role.METHODS),
        ("Results", False, Role.RESULTS),
    ]


def test_marks_inside_a_sentence_stay_and_headings_are_no_sentences() -> None:
    document = read(PAPER)
    assert sentences(document, "Kelp for sea sickness") == [
        "Sailors get sick.",
        "It is **common.**",
        "Few remedies help.",
    ]
    assert not any(
        "#" in s or "===" in s for section in document.sections for s in sentences(document, section.label)
    )


def test_addresses_of_links_are_gaps() -> None:
    document = read(PAPER)
    (sentence,) = [
        s for section in document.sections for s in section.sentences if "protocol]" in PAPER[s.start : s.end]
    ]
    assert [PAPER[a:b] for a, b in sentence.gaps] == ['(https://example.org/a_(b) "protocol")']


def test_two_citations_are_no_link() -> None:
    (section,) = read("So it was [1][2].\n").sections
    assert not section.sentences[0].gaps
    (section,) = read("So [it was][two].\n\n[two]: http://example.org\n").sections
    assert len(section.sentences) == 1
    assert section.sentences[0].gaps == ((11, 16),)


def test_lists_quotations_tables_and_code() -> None:
    assert sentences(read(PAPER), "Results") == [
        "Nausea fell by half\n  in all.", "None died.", "group | nausea", "kelp  | 4 %",
        "It was the best\n> week.", "Really.", "t.test(nausea)",
    ]  # fmt: skip


def test_a_period_in_code_ends_no_sentence() -> None:
    (section,) = read("Call `np. Mean` twice. Then stop.").sections
    assert len(section.sentences) == 2


def test_a_bold_line_is_a_heading() -> None:
    document = read("# Kelp\n\nText is here.\n\n**Conclusions**\n\nKelp works.\n")
    assert sentences(document, "Conclusions") == ["Kelp works."]


def test_authors_and_journal_under_the_title() -> None:
    document = read(
        "# Kelp\n\nAnn Weir, Bob Stone\n\nJ Mar Med 2014;18(2):24-31\n\nSailors get sick at sea.\n"
    )
    assert str(document.reference) == "Weir A et al. J Mar Med 2014;18(2):24-31"
    assert sentences(document, "Kelp") == ["Sailors get sick at sea."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_ends(end: str) -> None:
    document = read(PAPER.replace("\n", end))
    assert [s.label for s in document.sections] == [s.label for s in read(PAPER).sections]
    assert sentences(document, "Results")[1] == "None died."


def test_without_a_title_the_file_names_it() -> None:
    assert read("Only text.\n").title == "kelp"


def test_a_byte_order_mark_moves_nothing() -> None:
    data = "\ufeff# Kelp\n\nIt works.\n".encode()
    document = read(decode(data))
    assert document.title == "Kelp"
    assert sentences(document, "Kelp") == ["It works."]
    assert document.text[9:18] == data.decode("utf-8")[9:18] == "It works."


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["# ", "a", "B. ", "\n", "\n\n", "- ", "> ", "|", "---", "```", "**", "](x)", "[", "<b>",
                                 "1. ", "    ", "\t", "`", "\r\n", "\u2028", "\x0b", "title: x", "😀"]), max_size=40))  # fmt: skip
def test_any_text_is_read_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    document = read(text)
    assert document.text == text
    assert_sound(document)
