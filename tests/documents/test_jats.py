"""Reading JATS XML: small files made here, and what a person would see of them."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from qa_bot.documents.jats import read_jats
from qa_bot.documents.model import Document, Role, Section
from qa_bot.documents.passages import MOST_WORDS, passages_of
from qa_bot.errors import ReadError

META = """
  <journal-meta>
    <journal-id journal-id-type="nlm-ta">J Mar Med</journal-id>
    <journal-title-group><journal-title>Journal of Marine Medicine</journal-title></journal-title-group>
  </journal-meta>
  <article-meta>
    <article-id pub-id-type="pmid">123</article-id>
    <article-id pub-id-type="doi">10.1234/jmm.5</article-id>
    <title-group><article-title>Kelp <italic>extract</italic> for sea sickness</article-title></title-group>
    <contrib-group>
      <contrib contrib-type="author">
        <name><surname>Weir</surname><given-names>Christopher J</given-names></name>
        <xref ref-type="aff" rid="a1">1</xref></contrib>
      <contrib contrib-type="author">
        <name><surname>Öz</surname><given-names>Ayşe-Nur</given-names></name></contrib>
      <contrib contrib-type="author"><collab>KELP Group</collab></contrib>
      <contrib contrib-type="editor"><name><surname>Nobody</surname></name></contrib>
    </contrib-group>
    <aff id="a1"><label>1</label>Harbour Hospital, Ostend, Belgium</aff>
    <author-notes><corresp>*Correspondence: weir@example.org</corresp></author-notes>
    <pub-date pub-type="epub"><day>3</day><month>12</month><year>2013</year></pub-date>
    <pub-date pub-type="ppub"><month>1</month><year>2014</year></pub-date>
    <volume>18</volume><issue>2</issue><fpage>24</fpage><lpage>31</lpage>
    <permissions><license><license-p>Free to share.</license-p></license></permissions>
    <kwd-group><kwd>kelp</kwd><kwd>nausea</kwd></kwd-group>
    <funding-group><award-group>
      <funding-source><institution-wrap><institution-id>10.13039/1</institution-id>
        <institution>Sea Fund</institution></institution-wrap></funding-source>
      <award-id>SF-7</award-id></award-group></funding-group>
    %s
  </article-meta>
"""


def article(body: str = "", *, abstract: str = "", back: str = "", after: str = "", start: str = "") -> bytes:
    """A whole article around the parts that a test is about."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{start}<article xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' xmlns:mml="http://www.w3.org/1998/Math/MathML"><front>{META % abstract}</front>'
        f"<body>{body}</body><back>{back}</back>{after}</article>"
    ).encode()


def read(body: str = "", **parts: str) -> Document:
    return read_jats(article(body, **parts), "kelp/weir.nxml")


def text_of(document: Document, section: Section) -> str:
    return " / ".join(document.text[s.start : s.end] for s in section.sentences)


def section_text(document: Document, label: str) -> str:
    (section,) = [section for section in document.sections if section.label == label]
    return text_of(document, section)


def only_paragraph(inner: str) -> str:
    """What becomes of one paragraph of a section."""
    return section_text(read(f"<sec><title>Results</title><p>{inner}</p></sec>"), "Results")


def roles(document: Document) -> dict[str, Role]:
    return {section.label: section.role for section in document.sections}


class TestFront:
    def test_reference(self) -> None:
        reference = read("<p>Text.</p>").reference
        assert reference.authors == ("Weir CJ", "Öz AN", "KELP Group")
        assert str(reference) == "Weir CJ et al. J Mar Med 2014;18(2):24-31. doi:10.1234/jmm.5"

    def test_sections_about_the_document_are_inferred(self) -> None:
        document = read("<p>Text.</p>")
        assert document.title == "Kelp extract for sea sickness"
        assert section_text(document, "Title") == document.title
        assert section_text(document, "Authors") == "Christopher J Weir, Ayşe-Nur Öz, KELP Group"
        assert section_text(document, "Affiliations") == (
            "1 Harbour Hospital, Ostend, Belgium / Correspondence: weir@example.org"
        )
        assert section_text(document, "Publication") == (
            "Journal of Marine Medicine 2014;18(2):24-31. Published 3 December 2013. doi:10.1234/jmm.5"
            " / PMID 123."
        )
        assert section_text(document, "Keywords") == "kelp; nausea"
        assert section_text(document, "Licence") == "Free to share."
        assert section_text(document, "Funding") == "Sea Fund, SF-7"
        assert all(section.inferred for section in document.sections)

    def test_structured_abstract(self) -> None:
        document = read(
            "<sec><title>Introduction</title><p>Seas are rough.</p></sec>",
            abstract="<abstract><sec><title>Aims</title><p>To sail.</p></sec>"
            "<sec><title>Trial registration</title><p>NCT1.</p></sec></abstract>",
        )
        assert roles(document)["Aims"] is Role.AIM
        assert roles(document)["Trial registration"] is Role.ABSTRACT
        assert roles(document)["Introduction"] is Role.BACKGROUND

    @pytest.mark.parametrize(
        "printed",
        [
            "Ships sway. <italic>Methods</italic>. We sailed. <italic>Results</italic>. All were well.",
            "Ships sway. <bold>Methods:</bold> We sailed. <bold>Results:</bold> All were well.",
            "Ships sway. Methods: We sailed. Results: All were well.",
        ],
    )
    def test_headings_run_into_an_abstract(self, printed: str) -> None:
        document = read(abstract=f"<abstract><p>{printed}</p></abstract>")
        assert section_text(document, "Abstract") == "Ships sway."
        assert section_text(document, "Methods") == "We sailed."
        assert section_text(document, "Results") == "All were well."
        assert roles(document)["Results"] is Role.RESULTS


class TestSections:
    def test_nearest_heading_is_the_label_and_lends_its_role(self) -> None:
        document = read(
            "<sec><title>Methods</title><p>A trial.</p>"
            "<sec><title>Crew</title><p>Forty sailors.</p></sec>"
            "<sec><title>Outcome measures</title><p>Nausea.</p></sec></sec>"
            "<sec><title>Harbours</title><p>Two.</p></sec>"
            "<sec><title>Discussion</title><sec><title>Conclusions</title><p>Eat kelp.</p></sec></sec>"
        )
        found = roles(document)
        assert found["Crew"] is Role.METHODS
        assert found["Outcome measures"] is Role.METHODS, "a part of the methods, not a result"
        assert found["Harbours"] is Role.OTHER
        assert found["Conclusions"] is Role.CONCLUSIONS
        assert "Discussion" not in found, "no sentence of its own"
        assert "\n\nDiscussion\n\nConclusions\n\n" in document.text

    def test_heading_is_no_sentence(self) -> None:
        document = read("<sec><label>3.1.</label><title>Results</title><p>All sailed.</p></sec>")
        assert section_text(document, "3.1. Results") == "All sailed."
        assert roles(document)["3.1. Results"] is Role.RESULTS
        assert not [
            section for section in document.sections if section.label == "3.1. Results" and section.inferred
        ]

    def test_body_without_headings(self) -> None:
        document = read(
            "<p>A 40-year-old man presented with nausea at sea.</p>"
            "<p>He was treated with kelp and the patient was discharged.</p>"
            "<p>In conclusion, kelp may be useful.</p>"
        )
        body = [section for section in document.sections if section.role in (Role.CASE, Role.CONCLUSIONS)]
        assert [section.label for section in body] == ["Case", "Conclusions"]
        assert all(section.inferred for section in body)

    def test_back_matter(self) -> None:
        document = read(
            "<p>Text.</p>",
            back="<ack><title>Acknowledgements</title><p>We thank the cook.</p></ack>"
            "<fn-group><fn><p><bold>Competing interests:</bold> None.</p></fn>"
            "<fn><p><bold>Ethics approval</bold></p><p>By the harbour board.</p></fn>"
            "<fn><p><bold>Availability of data and materials.</bold> On request.</p></fn></fn-group>"
            "<glossary><title>Abbreviations</title><def-list><def-item><term>SS</term>"
            "<def><p>sea sickness</p></def></def-item></def-list></glossary>"
            "<ref-list><title>References</title><ref><mixed-citation>Ahab. Whales.</mixed-citation></ref>"
            "</ref-list>",
        )
        assert roles(document)["Competing interests"] is Role.FUNDING
        assert section_text(document, "Ethics approval") == "By the harbour board."
        assert roles(document)["Availability of data and materials"] is Role.OTHER
        assert section_text(document, "Abbreviations") == "SS: sea sickness"
        assert roles(document)["Abbreviations"] is Role.DEFINITIONS
        assert "Whales" not in document.text


class TestFloats:
    def test_figure_does_not_cut_its_paragraph(self) -> None:
        document = read(
            "<sec><title>Results</title><p>Nausea fell (Figure 1)<fig><label>Figure 1.</label>"
            "<caption><title>Nausea.</title><p>By day.</p></caption><graphic xlink:href='x.png'/></fig>"
            " by half.</p><p>Nobody fell overboard.</p></sec>"
        )
        assert section_text(document, "Results") == "Nausea fell (Figure 1) by half. / Nobody fell overboard."
        assert section_text(document, "Figure 1") == "Nausea. / By day."
        assert roles(document)["Figure 1"] is Role.LEGEND

    def table(self, rows: str, head: str = "", foot: str = "") -> str:
        document = read(
            "<sec><title>Results</title><p>See Table 2.</p><table-wrap><label>Table 2</label>"
            "<caption><p>Nausea at sea</p></caption>"
            f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>{foot}</table-wrap></sec>"
        )
        assert roles(document)["Table 2"] is Role.TABLE
        return section_text(document, "Table 2")

    def test_table_rows_stand_alone(self) -> None:
        text = self.table(
            "<tr><td>Nausea, n</td><td>4</td><td>9</td></tr>"
            "<tr><td>Fever, n</td><td/><td>1<sup>a</sup></td></tr>",
            "<tr><th>Sign</th><th>Kelp (n = 20)</th><th>Placebo (n = 20)</th></tr>",
            "<table-wrap-foot><fn><label>a</label><p>Mild.</p></fn></table-wrap-foot>",
        )
        assert text == (
            "Nausea at sea / Sign | Kelp (n = 20) | Placebo (n = 20) / Nausea, n | Kelp: 4 | Placebo: 9"
            " / Fever, n | Placebo: 1^a / a Mild."
        )

    def test_rows_of_a_group_carry_its_head(self) -> None:
        text = self.table(
            "<tr><td colspan='2'>Rank</td></tr><tr><td>&#160;Mate</td><td>3</td></tr>"
            "<tr><td>Age</td><td>40</td></tr>",
            "<tr><th/><th>All</th></tr>",
        )
        assert text.endswith("Rank / Rank: Mate | All: 3 / Age | All: 40")

    def test_cells_that_span(self) -> None:
        text = self.table(
            "<tr><td rowspan='2'>Gut</td><td>kelp</td><td>1</td></tr><tr><td>placebo</td><td>2</td></tr>",
            "<tr><th rowspan='2'>Part</th><th colspan='2'>Time</th></tr><tr><th>Arm</th><th>Hours</th></tr>",
        )
        assert text.endswith("Gut | Arm: kelp | Hours: 1 / Gut | Arm: placebo | Hours: 2")

    def test_absurd_spans_cost_nothing(self) -> None:
        row = "<tr><td colspan='99999' rowspan='99999'>x</td></tr>"
        assert len(self.table(row * 50)) < 10_000
        assert len(self.table(row.replace("x", "sea " * 1000) + "<tr/>" * 500)) < 5_000

    def test_box_and_lists(self) -> None:
        document = read(
            "<sec><title>Methods</title><p>Included were:"
            "<list><list-item><label>(1)</label><p>sailors</p></list-item>"
            "<list-item><p>cooks</p></list-item></list>who could swim.</p>"
            "<boxed-text><caption><title>Key messages</title></caption><p>Kelp is green.</p></boxed-text>"
            "<p>They signed.</p></sec>"
        )
        assert section_text(document, "Methods") == (
            "Included were: / (1) sailors / cooks / who could swim. / They signed."
        )
        assert section_text(document, "Key messages") == "Kelp is green."


class TestInline:
    @pytest.mark.parametrize(
        ("inner", "expected"),
        [
            ("10<sup>9</sup> cells", "10^9 cells"),
            ("30 kg/m<sup>2</sup> and dL<sup>−1</sup>", "30 kg/m2 and dL−1"),
            ("HbA<sub>1c</sub> on the 5<sup>th</sup> day", "HbA1c on the 5th day"),
            ("<sup>125</sup>I-labelled Ca<sup>2+</sup>", "125I-labelled Ca2+"),
            ("0.06<sup>a,b</sup> event<xref ref-type='table-fn'>a</xref>", "0.06^a,b event^a"),
            ("soft\u00adware  and\n\tspace\u2009s", "software and space s"),
            ("<bold>bo</bold>ld", "bold"),
        ],
    )
    def test_raised_and_lowered(self, inner: str, expected: str) -> None:
        assert only_paragraph(inner) == expected

    @pytest.mark.parametrize(
        ("inner", "expected"),
        [
            ("seen [%s,%s]-[%s].", "seen [1,2]-[3]."),
            ("seen (%s\n%s\n%s).", "seen (1,2,3)."),
            ("the CREDO<sup>%s</sup> trial<sup>%s–%s</sup> ended", "the CREDO[1] trial[2–3] ended"),
            ("seen by others.%s,%s Then %s came.", "seen by others.[1,2] / Then [3] came."),
            ("in ref. %s and [%s] and %s", "in ref. 1 and [2] and [3]"),
        ],
    )
    def test_citations_do_not_corrupt_words(self, inner: str, expected: str) -> None:
        cites = tuple(f'<xref ref-type="bibr" rid="b{i}">{i}</xref>' for i in (1, 2, 3))
        assert only_paragraph(inner % cites[: inner.count("%s")]) == expected

    def test_citations_by_name_and_untagged(self) -> None:
        assert only_paragraph('As <xref ref-type="bibr">Ahab (1851)</xref> said.') == "As Ahab (1851) said."
        assert only_paragraph("Whales swim.<sup>4,5</sup> So do harbour<sup>12</sup> seals.") == (
            "Whales swim.[4,5] / So do harbour[12] seals."
        )

    def test_formulas(self) -> None:
        tex = r"<tex-math>\documentclass{x}\frac{a}{b}</tex-math>"
        fraction = "<mml:mfrac><mml:mi>a</mml:mi><mml:mi>b</mml:mi></mml:mfrac>"
        mml = f"<mml:math><mml:mi>y</mml:mi><mml:mo>=</mml:mo>{fraction}</mml:math>"
        assert only_paragraph(
            f"Here <inline-formula><alternatives>{tex}{mml}</alternatives></inline-formula> holds."
        ) == ("Here y = a / b holds.")
        alt = "<disp-formula><graphic><alt-text>y over x</alt-text></graphic></disp-formula>"
        assert only_paragraph(f"Here{alt}holds.") == "Here y over x holds."


def broken_files() -> Iterator[tuple[bytes, str]]:
    yield b"", "empty"
    yield b"Dear colleague,", "not XML: .*line 1"
    yield b"<!DOCTYPE html>\n<html><body>Not found</body></html>", "HTML page"
    yield b"<feed><entry/></feed>", "not a JATS article: its outermost element is <feed>"
    yield b"<article><body><p>x</p></body></article>", "without front matter"
    yield article("<p>Text.</p>")[:600], "broken XML: .*line"
    both = article("<p>A.</p>").partition(b"?>")[2]
    yield b"<set>" + both + both + b"</set>", "holds 2 articles"


class TestBroken:
    @pytest.mark.parametrize(("data", "reason"), list(broken_files()))
    def test_reason_in_one_line(self, data: bytes, reason: str) -> None:
        with pytest.raises(ReadError, match=reason) as caught:
            read_jats(data, "x.xml")
        assert "\n" not in str(caught.value)

    def test_file_that_breaks_off_is_read_up_to_there(self) -> None:
        whole = article("<sec><title>Results</title><p>All sailed.</p><p>Nobody was sick.</p></sec>")
        document = read_jats(whole[: whole.index(b" was sick")], "x.xml")
        assert section_text(document, "Results") == "All sailed. / Nobody"

    def test_entities_are_not_expanded(self) -> None:
        own = '<!DOCTYPE article [<!ENTITY e "sheep"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        document = read("<p>Count &e; &f; &beta; them.</p>", start=own)
        assert "Count \u03b2 them." in document.text, "only what HTML names"

    @pytest.mark.parametrize("body", ["<p>Count &e11; them.</p>", '<p id="&e11;">Text.</p>'])
    def test_entity_bomb_is_refused(self, body: str) -> None:
        levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
        with pytest.raises(ReadError, match="entities grow without end"):
            read(body, start=f'<!DOCTYPE article [<!ENTITY e0 "sheep">{levels}]>')


@pytest.mark.parametrize("wrapped", [False, True])
def test_default_namespace_and_oai_wrapper(wrapped: bool) -> None:
    data = article("<sec><title>Results</title><p>Fine.</p></sec>").partition(b"?>")[2]
    data = data.replace(b"<article ", b'<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.0/" ')
    if wrapped:
        data = (
            b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><record>' + data + b"</record></OAI-PMH>"
        )
    assert section_text(read_jats(data, "x.xml"), "Results") == "Fine."


def test_spans_lie_in_the_text_in_order() -> None:
    row = "<tr><td>Nausea</td><td>4</td></tr>"
    long = " ".join(f"Sentence {i} of a long paragraph goes on and on for ten words." for i in range(40))
    document = read(
        "<sec><title>Methods</title>"
        "<p>One.<fig><label>Fig 1</label><caption><p>A. B.</p></caption></fig> Two.</p>"
        f"<table-wrap><label>Table 1</label><table>{row * 5}</table></table-wrap><p>{long}</p>"
        "<sec><title>Crew</title><p>Three.</p></sec></sec>",
        abstract="<abstract><p>Short. Methods: We sailed.</p></abstract>",
    )
    spans = [(s.start, s.end) for section in document.sections for s in section.sentences]
    assert all(0 <= start < end <= len(document.text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(document.text[start:end] == document.text[start:end].strip() for start, end in spans)
    passages = passages_of(document)
    assert all(before.end <= after.start for before, after in pairwise(passages))
    assert max(len(document.text[p.start : p.end].split()) for p in passages) <= MOST_WORDS[0]
