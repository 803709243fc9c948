"""The four shipped documents, understood as a reader understands them."""

import pytest

from qa_bot.documents.model import Document, Role

from .looking import assert_sound, outline, part, plain, role_of, words_of

Shipped = dict[str, Document]


@pytest.mark.parametrize(
    ("number", "title", "reference"),
    [
        (
            "000",
            "Low Dose Intravenous Immunoglobulin in Systemic Lupus Erythematosus – Analysis of 62 Cases",
            "IMAJ 2008;10(1):55-57",
        ),
        (
            "001",
            "Usefulness of intravenous immunoglobulin administration to sepsis-induced coagulopathy in ICU patients",
            "Matsumoto N et al. Critical Care 2014;18(Suppl 2):P24",
        ),
        (
            "002",
            "Acute generalized exanthematous pustulosis following intravenous immunoglobulin",
            "Acute generalized exanthematous pustulosis following intravenous immunoglobulin",
        ),
        (
            "003",
            "Intravenous immunoglobulin therapy for refractory interstitial lung disease associated with"
            " polymyositis/dermatomyositis",
            "Suzuki Y et al. Lung 2009;187(3):201-6. doi:10.1007/s00408-009-9146-6",
        ),
    ],
)
def test_title_and_reference(shipped: Shipped, number: str, title: str, reference: str) -> None:
    assert shipped[number].title == title
    assert str(shipped[number].reference) == reference


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_every_word_is_in_one_section_and_the_title_in_one(shipped: Shipped, number: str) -> None:
    document = shipped[number]
    assert_sound(document)
    assert plain(part(document, Role.TITLE)) == document.title


def body(document: Document) -> list[tuple[str, bool]]:
    """The sections on the subject: label and whether it is inferred."""
    about = {
        Role.BACKGROUND,
        Role.AIM,
        Role.METHODS,
        Role.RESULTS,
        Role.CASE,
        Role.DISCUSSION,
        Role.CONCLUSIONS,
    }
    return [(s.label, s.inferred) for s in document.sections if s.role in about | {Role.ABSTRACT}]


class TestLupus:
    def test_printed_sections(self, shipped: Shipped) -> None:
        assert body(shipped["000"]) == [
            (label, False) for label in ("Background", "Objectives", "Methods", "Results", "Conclusions")
        ]

    def test_footnotes_are_definitions(self, shipped: Shipped) -> None:
        assert part(shipped["000"], Role.DEFINITIONS) == (
            "[1] SLE = systemic lupus erythematosus [2] IVIg = intravenous immunoglobulin"
        )

    @pytest.mark.parametrize(
        "words",
        [
            "IMA sites", "Follow us", "Alternate Text", "עמוד בית", "Thu, 25.07.24", "Legal Disclaimer",
            "expressly disclaims liability", "All rights to information", "2 Twin Towers",
        ],
    )  # fmt: skip
    def test_what_is_of_the_page_is_furniture(self, shipped: Shipped, words: str) -> None:
        assert role_of(shipped["000"], words) is Role.FURNITURE

    def test_the_journal_is_publication(self, shipped: Shipped) -> None:
        for words in ("IMAJ | volume 10", "January 2008", "pages: 55-57"):
            assert role_of(shipped["000"], words) is Role.PUBLICATION


class TestSepsis:
    def test_lost_headings_are_inferred_and_marked_so(self, shipped: Shipped) -> None:
        assert body(shipped["001"]) == [
            (label, True) for label in ("Background", "Methods", "Results", "Conclusions")
        ]

    @pytest.mark.parametrize(
        ("words", "role"),
        [
            ("expecting the anti-inflammatory effect", Role.BACKGROUND),
            ("We enrolled 41 patients", Role.METHODS),
            ("Nineteen patients were treated", Role.RESULTS),
            ("Our study demonstrated", Role.CONCLUSIONS),
            ("Fukuoka University", Role.AFFILIATION),
            ("licensee BioMed Central", Role.LICENCE),
            ("Creative Commons Attribution License", Role.LICENCE),
            ("18(Suppl 2):P24", Role.PUBLICATION),
            ("Published: 3 December 2014", Role.PUBLICATION),
            ("Skip to content", Role.FURNITURE),
            ("Disseminate Intravascular Coagulation", Role.KEYWORDS),
        ],
    )
    def test_each_part_is_what_it_is(self, shipped: Shipped, words: str, role: Role) -> None:
        assert role_of(shipped["001"], words) is role

    def test_nine_authors(self, shipped: Shipped) -> None:
        assert shipped["001"].reference.authors == (
            "Matsumoto N", "Ishikura H", "Nakamura Y", "Tanaka J", "Mizunuma M",
            "Kawano Y", "Morimoto S", "Kaneyama H", "Murai A",
        )  # fmt: skip

    def test_the_aim_is_known_inside_the_background(self, shipped: Shipped) -> None:
        (aim,) = [s for section in shipped["001"].sections for s in section.sentences if s.role is Role.AIM]
        assert words_of(shipped["001"], aim).startswith("The aim of this study is")


class TestPustulosis:
    def test_the_parts_of_a_letter_are_told_apart(self, shipped: Shipped) -> None:
        assert [label for label, inferred in body(shipped["002"]) if inferred] == [
            "Background", "Case", "Discussion", "Conclusions",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("words", "role"),
        [
            ("uncommon acute reaction pattern", Role.BACKGROUND),
            ("A 42-year-old female", Role.CASE),
            ("the skin lesion resolved completely", Role.CASE),
            ("Adverse reactions to IVIg are usually minor", Role.DISCUSSION),
            ("this is the first report", Role.CONCLUSIONS),
        ],
    )
    def test_each_part_is_what_it_is(self, shipped: Shipped, words: str, role: Role) -> None:
        assert role_of(shipped["002"], words) is role

    def test_legends_are_sections_of_their_own(self, shipped: Shipped) -> None:
        document = shipped["002"]
        assert [entry for entry in outline(document) if entry[1] is Role.LEGEND] == [
            ("Figure 1", Role.LEGEND), ("Figure 2", Role.LEGEND),
        ]  # fmt: skip
        assert part(document, Role.LEGEND).endswith("eosinophils (H and E, ×200)")
        assert "recurrence of symptoms" not in part(document, Role.LEGEND)

    def test_a_sentence_that_legends_cut_in_half_is_one(self, shipped: Shipped) -> None:
        document = shipped["002"]
        (cut,) = [s for section in document.sections for s in section.sentences if s.gaps]
        assert words_of(document, cut) == (
            "However, patch testing can occasionally be associated with further recurrence of symptoms,"
            " and the patient refused this treatment course."
        )
        between = plain(" ".join(document.text[a:b] for a, b in cut.gaps))
        assert between.startswith("Figure 1:") and between.endswith("×200)")

    @pytest.mark.parametrize(
        "sentence",
        [
            "Physical examination of the patient revealed numerous erythematous, non-follicular pustules"
            " (<5 mm in diameter) on the whole body [Figure 1] and especially severe in the folds.",
            "However, high-dose intravenous immunoglobulins have emerged as an important therapy for various"
            " diseases including those with a dermatological component.",
            "Further study is required to determine the relevance of the IVIg- induced AGEP development and its"
            " interaction with various disorders.",
        ],
    )
    def test_a_sentence_cut_by_a_line_end_or_a_blank_line_is_one(
        self, shipped: Shipped, sentence: str
    ) -> None:
        document = shipped["002"]
        assert sentence in [words_of(document, s) for section in document.sections for s in section.sentences]


class TestLung:
    def test_sections(self, shipped: Shipped) -> None:
        assert body(shipped["003"]) == [("Abstract", False)]
        assert ("References", Role.REFERENCES) in outline(shipped["003"])
        assert part(shipped["003"], Role.REFERENCES).count("PubMed") == 5

    def test_empty_headings_are_no_sections(self, shipped: Shipped) -> None:
        assert {"Affiliations", "MeSH terms"}.isdisjoint(label for label, _ in outline(shipped["003"]))

    @pytest.mark.parametrize(
        "words",
        [
            "An official website",
            "Https",
            "Federal government websites",
            "Access keys",
            "PubMed Disclaimer",
            "LinkOut",
        ],
    )
    def test_what_is_of_the_page_is_furniture(self, shipped: Shipped, words: str) -> None:
        assert role_of(shipped["003"], words) is Role.FURNITURE

    def test_sentences_of_the_abstract_know_their_part(self, shipped: Shipped) -> None:
        roles = {
            words_of(shipped["003"], s)[:24]: s.role
            for section in shipped["003"].sections
            if section.role is Role.ABSTRACT
            for s in section.sentences
        }
        assert roles["This study was designed t"[:24]] is Role.AIM
        assert roles["A review was made of med"] is Role.METHODS
        assert roles["Of the five patients, on"] is Role.RESULTS
        assert roles["IVIG treatment is safe a"] is Role.CONCLUSIONS
