"""Reading Word files: headings by style or by hand, tables, captions, what Word hides, and broken files."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from qa_bot.documents.model import Document, Role
from qa_bot.documents.word import read_word
from qa_bot.errors import ReadError

from .looking import assert_sound


def saved(file: Any) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def read(write: Callable[[Any], object]) -> Document:
    file = docx.Document()
    write(file)
    document = read_word(saved(file), "notes/kelp.docx")
    assert_sound(document)
    return document


def outline(document: Document) -> list[tuple[str, list[str]]]:
    return [(s.label, [document.text[x.start : x.end] for x in s.sentences]) for s in document.sections]


def paper(file: Any) -> None:
    file.core_properties.author = "python-docx"
    file.add_paragraph("Kelp for sailors", style="Title")
    file.add_paragraph("Ann B Weir, Bob Stone")
    file.add_paragraph("J Mar Med 2014;18(2):24-31")
    file.add_heading("Methods", 1)
    file.add_heading("Patients", 2)
    paragraph = file.add_paragraph("We gave 10")
    paragraph.add_run("9").font.superscript = True
    paragraph.add_run(" portions of kelp. ")
    paragraph.add_run("All").bold = True
    paragraph.add_run(" were eaten.")
    file.add_paragraph("One item.", style="List Bullet")
    file.add_paragraph("Table 1. Sick sailors", style="Caption")
    table = file.add_table(rows=2, cols=3)
    for row, words in zip(table.rows, (("Group", "Sick", "Well"), ("Kelp", "4", "36")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    file.add_paragraph("After the table.")
    file.add_heading("Results", 1)
    file.add_paragraph("Kelp worked.")


def test_a_paper_with_styles() -> None:
    document = read(paper)
    assert outline(document) == [
        ("Title", ["Kelp for sailors"]),
        ("Authors", ["Ann B Weir, Bob Stone"]),
        ("Publication", ["J Mar Med 2014;18(2):24-31"]),
        ("Patients", ["We gave 10^9 portions of kelp.", "All were eaten.", "One item."]),
        ("Table 1", ["Sick sailors", "Group | Sick | Well", "Kelp | Sick: 4 | Well: 36"]),
        ("Patients", ["After the table."]),
        ("Results", ["Kelp worked."]),
    ]
    assert document.title == "Kelp for sailors"
    assert str(document.reference) == "Weir AB et al. J Mar Med 2014;18(2):24-31"
    assert {s.label: s.role for s in document.sections}["Patients"] is Role.METHODS


def test_headings_made_by_hand() -> None:
    def write(file: Any) -> None:
        file.core_properties.title = "Kelp for sailors at sea"
        file.add_paragraph("Kelp for sailors at sea")
        file.add_paragraph().add_run("What we did").bold = True
        file.add_paragraph(
            "We gave kelp to forty sailors for a week and counted how often they were sick at sea."
        )
        file.add_paragraph().add_run("What we saw").bold = True
        file.add_paragraph(
            "Of the sailors who were given kelp four were sick, of the others nineteen were, in rough weather."
        )

    document = read(write)
    assert document.title == "Kelp for sailors at sea"
    assert [label for label, _ in outline(document)] == ["Title", "What we did", "What we saw"]


def test_a_style_that_rests_on_a_heading_is_one() -> None:
    def write(file: Any) -> None:
        file.styles.add_style("Kapitel", WD_STYLE_TYPE.PARAGRAPH).base_style = file.styles["Heading 2"]
        file.add_paragraph("Fragen", style="Kapitel")
        file.add_paragraph("What is kelp?")

    assert outline(read(write)) == [("Fragen", ["What is kelp?"])]


def test_the_one_heading_of_the_first_level_is_the_title() -> None:
    def write(file: Any) -> None:
        file.add_heading("Kelp for sailors", 1)
        file.add_paragraph("Sailors get sick.")
        file.add_heading("Results", 2)
        file.add_paragraph("Kelp worked.")

    document = read(write)
    assert document.title == "Kelp for sailors"
    assert outline(document)[1] == ("Kelp for sailors", ["Sailors get sick."])


def test_headings_under_no_other_have_no_part_of_the_front() -> None:
    def write(file: Any) -> None:
        file.add_paragraph("Kelp", style="Title")
        file.add_heading("Questions", 2)
        file.add_paragraph("Does it help?")

    assert [s.role for s in read(write).sections] == [Role.TITLE, Role.OTHER]


def test_a_title_that_word_invented_is_no_title() -> None:
    def write(file: Any) -> None:
        file.core_properties.title = "Microsoft Word - draft.doc"
        file.add_heading("Methods", 1)
        file.add_heading("Results", 1)
        file.add_paragraph("Kelp worked.")

    assert read(write).title == "kelp"


def test_content_controls_and_insertions_are_read_deletions_are_not() -> None:
    def write(file: Any) -> None:
        file.add_heading("Results", 1)
        for inner in (
            "<w:sdt {}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            "<w:p {}><w:ins><w:r><w:t>Put in. </w:t></w:r></w:ins><w:del><w:r><w:delText>Taken out.</w:delText></w:r></w:del></w:p>",
            '<w:sdt {}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
            "<w:sdtContent><w:p><w:r><w:t>Contents 1</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        ):
            file.element.body.append(parse_xml(inner.format(nsdecls("w"))))

    assert outline(read(write)) == [("Results", ["In a control.", "Put in."])]


WHOLE = docx.Document()
paper(WHOLE)
BYTES = saved(WHOLE)


def repacked(change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The paper with members changed, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BYTES)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BYTES[: len(BYTES) // 2], "truncated"),
        (b"PK\x03\x04", "truncated"),
        (b"hello", "no ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted or old"),
        (zipped(a=b"b"), "archive of something else"),
        (repacked(lambda name, data: None if name == "word/document.xml" else data), "broken DOCX"),
        (repacked(lambda name, data: data[:300] if name == "word/document.xml" else data), "broken DOCX"),
        (repacked(lambda name, data: bytes(70 * 2**20) if name == "word/document.xml" else data), "bomb"),
        (zipped(**{f"m{i}": bytes(50 * 2**20) for i in range(9)}), "bomb"),
        (saved(docx.Document()), "no text"),
    ],
)
def test_broken_files_say_what_is_wrong_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as error:
        read_word(data, "a.docx")
    assert "\n" not in str(error.value)


def test_entities_are_not_expanded() -> None:
    def change(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        head, rest = data.split(b"?>", 1)
        return head + b"?>" + BOMB.encode() + rest.replace(b"Kelp worked.", b"Kelp &amp; &b; &c; worked.")

    try:
        text = read_word(repacked(change), "a.docx").text
    except ReadError:
        return
    assert "aaaa" not in text
    assert "root:" not in text
