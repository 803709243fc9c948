"""Reading web pages: the article's text and its reference, nothing of the page around it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.documents.html import read_html
from qa_bot.documents.model import Document, Role
from qa_bot.documents.reading import read_file
from qa_bot.errors import ReadError

from .looking import assert_sound

HEAD = """<!DOCTYPE html><html><head><title>Kelp for sailors | J Mar Med</title><meta charset="utf-8">
<meta name="citation_title" content="Kelp for sailors">
<meta name="citation_author" content="Weir, Ann B."><meta name="citation_author" content="Öz, Ayşe">
<meta name="citation_journal_title" content="Journal of Marine Medicine">
<meta name="citation_publication_date" content="2014/03/01"><meta name="citation_volume" content="18">
<meta name="citation_issue" content="2"><meta name="citation_firstpage" content="24">
<meta name="citation_lastpage" content="31"><meta name="citation_doi" content="10.1234/jmm.5">
<style>p { color: red }</style></head>"""
PAGE = (
    HEAD
    + """<body><header><a href="/">Home</a> Journal site</header>
<nav><ul><li><a href="/a">Articles</a></li></ul></nav>
<main><article><h1>Kelp for sailors</h1><div class="share-bar">Share on X</div>
<section><h2>Abstract</h2><p>Sailors get<br>sick at 10<sup>9</sup> ports<sup><a href="#r1">1</a></sup>.
Kelp helps &amp; costs &lt;&nbsp;5&nbsp;€.</p></section>
<h2>Methods</h2><h3>Patients</h3><p>We gave <b>kelp</b> to forty.</p><ul><li>One item.<li>Two items</ul>
<table><caption>Table 1. Sick sailors</caption><thead><tr><th>Group<th>Sick</thead><tr><td>Kelp<td>4</table>
<figure><img src=x alt="a"><figcaption>Figure 2: Ships at sea.</figcaption></figure><p>After the figure.</p>
<h2>Results</h2>Loose text here.<div>Div text.</div><p hidden>Secret</p><pre>a = 1\nb = 2</pre>
<script>alert(1)</script><form><label>Mail</label></form><aside>Related stuff</aside>
</article></main><footer>© Publisher</footer></body></html>"""
)


def read(page: str | bytes) -> Document:
    return read_html(page.encode() if isinstance(page, str) else page, "web/kelp.html")


def outline(document: Document) -> list[tuple[str, list[str]]]:
    return [(s.label, [document.text[x.start : x.end] for x in s.sentences]) for s in document.sections]


def test_an_article_page() -> None:
    assert outline(read(PAGE)) == [
        ("Title", ["Kelp for sailors"]),
        ("Authors", ["Weir, Ann B.; Öz, Ayşe"]),
        ("Publication", ["Journal of Marine Medicine 2014;18(2):24-31. doi:10.1234/jmm.5"]),
        ("Abstract", ["Sailors get sick at 10^9 ports[1].", "Kelp helps & costs < 5 €."]),
        ("Patients", ["We gave kelp to forty.", "One item.", "Two items"]),
        ("Table 1", ["Sick sailors", "Group | Sick", "Group: Kelp | Sick: 4"]),
        ("Figure 2", ["Ships at sea."]),
        ("Patients", ["After the figure."]),
        ("Results", ["Loose text here.", "Div text.", "a = 1", "b = 2"]),
    ]


def test_reference_and_roles() -> None:
    document = read(PAGE)
    assert (
        str(document.reference)
        == "Weir AB et al. Journal of Marine Medicine 2014;18(2):24-31. doi:10.1234/jmm.5"
    )
    assert document.title == "Kelp for sailors"
    assert {s.label: s.role for s in document.sections}["Patients"] is Role.METHODS
    assert {s.label: s.inferred for s in document.sections} == {
        "Title": True, "Authors": True, "Publication": True, "Abstract": False, "Patients": False, "Table 1": False,
        "Figure 2": False, "Results": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    "words", ["Home", "Articles", "Share", "Secret", "alert", "Mail", "Related", "Publisher", "color"]
)
def test_what_is_around_the_article_is_left_out(words: str) -> None:
    assert words not in read(PAGE).text


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Kelp | The Journal</title>", "Kelp"),
        ("<title>Home</title><body><h1>Kelp <i>works</i></h1>", "Kelp works"),
        ('<meta property="og:title" content="Kelp now"><title>x</title>', "Kelp now"),
        ('<meta name="DC.title" content="Kelp DC"><h1>Other</h1>', "Kelp DC"),
        ("", "kelp"),
    ],
)
def test_the_title_from_what_there_is(head: str, title: str) -> None:
    assert read(head + "<p>Kelp works at sea.</p>").title == title


def test_headings_under_no_other_have_no_part_of_the_front() -> None:
    document = read(
        "<title>Kelp</title><h2>Questions</h2><p>Does it help?</p><h3>Results</h3><p>It does.</p>"
    )
    assert [(s.label, s.role) for s in document.sections] == [
        ("Title", Role.TITLE), ("Questions", Role.OTHER), ("Results", Role.RESULTS),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=utf-8><p>Café für 5 € each.",
        "\ufeff<p>Café für 5 € each.",
        b'<meta http-equiv=Content-Type content="text/html; charset=windows-1252"><p>Caf\xe9 f\xfcr 5 \x80 each.',
        b'<meta charset="iso-8859-1"><p>Caf\xe9 f\xfcr 5 \x80 each.',
        b"<p>Caf\xe9 f\xfcr 5 \x80 each.",
        '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Café für 5 € each.</p></body></html>',
        "<p>Café für 5 € each.".encode("utf-16"),
        b'<meta charset="nonsense"><p>Caf\xe9 f\xfcr 5 \x80 each.',
    ],
)
def test_any_encoding(data: str | bytes) -> None:
    assert "Café für 5 € each." in read(data).text


def test_menus_of_links_are_left_out_and_lists_with_links_kept() -> None:
    document = read(
        "<body><div><a href=/a>Alpha</a> <a href=/b>Beta</a> <a href=/c>Gamma</a></div><p>Kelp works at sea.</p>"
        "<ol><li>Weir A. A long reference to an article. <a href=http://x>PubMed</a><li>Öz A. Another long reference."
        " <a href=http://y>PubMed</a></ol></body>"
    )
    assert "Alpha" not in document.text
    assert "Another long reference." in document.text


def test_a_table_that_places_things_is_no_table() -> None:
    document = read(
        "<table><tr><td><h2>Results</h2><p>Kelp works. It does.</p></td><td><p>Side.</p></td></tr></table>"
    )
    assert ("Results", ["Kelp works.", "It does.", "Side."]) in outline(document)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "binary"),
        (b"PK\x03\x04\0\0\0\0" * 100, "binary"),
        (b"<html><body><script>x()</script></body></html>", "no text"),
        (b"<!-- nothing -->", "no text|empty|nothing"),
    ],
)
def test_what_is_no_page_is_said(data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(data)
    with pytest.raises(ReadError, match=reason) as error:
        read_file(tmp_path / "a.html", "a.html")
    assert "\n" not in str(error.value)


def test_entities_are_not_expanded_without_end() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    document = read(bomb + "<p>Kelp &b; &c; works.</p>")
    assert "aaaa" not in document.text
    assert "root:" not in document.text


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li"])
def test_a_page_nested_without_end_is_read_or_refused(tag: str) -> None:
    try:
        read(f"<{tag}>" * 20_000 + "<p>Deep.</p>")
    except ReadError:
        return


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<h2>", "</h2>",
                                 "a", "B. C", " ", "<ul>", "<li>", "<figure>", "<figcaption>", "<sup>", "1", "<nav>", "<a href=x>",
                                 "<article>", "</article>", "<dl><dt>", "<dd>", "<pre>", "\n", "<main>", "<", "&", "<b>"]), max_size=40))  # fmt: skip
def test_any_page_is_read_in_order(pieces: list[str]) -> None:
    try:
        document = read("<body>x " + "".join(pieces))
    except ReadError:
        return
    assert_sound(document)
