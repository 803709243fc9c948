"""Files of many records: references with abstracts, rows of tables, lines of JSON; each a document."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.documents.model import Document, Role
from qa_bot.documents.reading import read_documents, read_file
from qa_bot.documents.records_bibtex import read_bibtex
from qa_bot.documents.records_table import read_csv, read_json_lines
from qa_bot.documents.records_tagged import read_nbib, read_ris
from qa_bot.errors import ReadError

from .looking import assert_sound

NBIB = """
PMID- 19296147
OWN - NLM
DP  - 2009 May-Jun
TI  - Effect of kelp
      at sea.
PG  - 201-6
LID - 10.1007/s00408-009-9146-6 [doi]
AB  - BACKGROUND: Sailors get sick. METHODS: We gave kelp to forty
      of them. RESULTS: Four were sick.
FAU - Suzuki, Yuzo
AU  - Suzuki Y
FAU - Weir, Ann B
AU  - Weir AB
TA  - Lung
VI  - 187
IP  - 3
OT  - kelp
OT  - sailors

PMID- 2
TI  - Second.
"""
RIS = """TY  - JOUR
AU  - Suzuki, Yuzo
AU  - Weir, Ann B.
TI  - Effect of kelp at sea
JO  - Lung
PY  - 2009/05//
VL  - 187
IS  - 3
SP  - 201
EP  - 206
DO  - 10.1007/s00408
AB  - Sailors get sick. Kelp helps
 them all.
KW  - kelp
ER  -
TY  - BOOK
T1  - Without an end
N2  - It breaks off.
"""
BIB = r"""
@string{lung = "Lung"}
@comment{nothing}
@article{suzuki2009,
  title = {Effect of {Kelp} at sea \& in port},
  author = "Suzuki, Y{\"u}zo and Weir, Ann B. and others",
  journal = lung # " Journal", year = 2009, volume = {187}, number = 3, pages = {201--206},
  doi = {https://doi.org/10.1007/s00408},
  abstract = {Sailors get sick at 5\% of ports. Kelp, so \emph{we} found, helps.},
  keywords = {kelp, sailors},
}
@book{second, title="A {"}quoted{"} book", author={\'Etienne \O{}rsted}, publisher={Harbour Press}, year=1999}
@misc{broken, title = {Never closed
@misc{after, title = {After it}}
"""
CSV = '\ufeffPMID;Title;Abstract;Authors;Year;Score\n7;"Kelp; a study";"Sailors get sick.\nKelp helps.";Weir A;2014;3\n8;Rope;;;;\n'
JSONL = '{"_id": "d1", "title": "Kelp", "text": "Kelp helps. It does.", "metadata": {"x": 1}}\n\n{"_id": "d2", "text": ["One.", "Two."]}\n'


def outline(document: Document) -> list[tuple[str, list[str]]]:
    return [(s.label, [document.text[x.start : x.end] for x in s.sentences]) for s in document.sections]


def test_medline() -> None:
    first, second = read_nbib(NBIB, "lung.nbib")
    assert_sound(first)
    assert (first.source, second.source) == ("lung.nbib#19296147", "lung.nbib#2")
    assert str(first.reference) == "Suzuki Y et al. Lung 2009;187(3):201-6. doi:10.1007/s00408-009-9146-6"
    assert outline(first) == [
        ("Title", ["Effect of kelp at sea."]),
        ("Authors", ["Suzuki, Yuzo; Weir, Ann B"]),
        ("Publication", ["Lung 2009;187(3):201-6. doi:10.1007/s00408-009-9146-6"]),
        ("BACKGROUND", ["Sailors get sick."]),
        ("METHODS", ["We gave kelp to forty of them."]),
        ("RESULTS", ["Four were sick."]),
        ("Keywords", ["kelp; sailors"]),
    ]
    assert {s.label: s.role for s in first.sections}["METHODS"] is Role.METHODS
    assert second.title == "Second."


def test_ris() -> None:
    first, second = read_ris(RIS, "lung.ris")
    assert_sound(first)
    assert first.source == "lung.ris#10.1007/s00408"
    assert str(first.reference) == "Suzuki Y et al. Lung 2009;187(3):201-206. doi:10.1007/s00408"
    assert ("Abstract", ["Sailors get sick.", "Kelp helps them all."]) in outline(first)
    assert second.source == "lung.ris#2"
    assert ("Abstract", ["It breaks off."]) in outline(second)


def test_bibtex() -> None:
    first, second, broken, after = read_bibtex(BIB, "lung.bib")
    assert_sound(first)
    assert first.source == "lung.bib#suzuki2009"
    assert first.title == "Effect of Kelp at sea & in port"
    assert first.reference.authors == ("Suzuki Y", "Weir AB")
    assert str(first.reference) == "Suzuki Y et al. Lung Journal 2009;187(3):201-206. doi:10.1007/s00408"
    assert ("Authors", ["Suzuki, Yüzo; Weir, Ann B."]) in outline(first)
    assert ("Abstract", ["Sailors get sick at 5% of ports.", "Kelp, so we found, helps."]) in outline(first)
    assert second.title == 'A "quoted" book'
    assert ("Authors", ["Étienne Ørsted"]) in outline(second)
    assert (broken.title, after.title) == ("Never closed", "After it")


def test_csv() -> None:
    first, second = read_csv(CSV.replace("\ufeff", " "), "kelp.csv")
    assert_sound(first)
    assert (first.source, second.source) == ("kelp.csv#7", "kelp.csv#8")
    assert first.title == "Kelp; a study"
    assert str(first.reference) == "Weir A. 2014"
    assert ("Abstract", ["Sailors get sick.", "Kelp helps."]) in outline(first)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_csv_with_any_sign_and_columns_of_prose(sign: str) -> None:
    rows = [
        ["Question", "What was seen", "Code"],
        ["Does kelp help?", "It was seen to help every one of them.", "a1"],
    ]
    (document,) = read_csv("\n".join(sign.join(row) for row in rows), "kelp.csv")
    assert document.title == "Does kelp help?"
    assert ("What was seen", ["It was seen to help every one of them."]) in outline(document)
    assert not any("a1" in s for _, found in outline(document) for s in found)


def test_json_lines() -> None:
    first, second = read_json_lines(JSONL, "corpus.jsonl")
    assert_sound(first)
    assert (first.source, first.title) == ("corpus.jsonl#d1", "Kelp")
    assert outline(second) == [("Abstract", ["One.", "Two."])]
    assert second.title == "corpus d2"


def test_a_file_of_records_on_disk(tmp_path: Path) -> None:
    (tmp_path / "lung.NBIB").write_text(NBIB, encoding="utf-8")
    assert [d.source for d in read_documents(tmp_path / "lung.NBIB", "a/lung.NBIB")] == [
        "a/lung.NBIB#19296147",
        "a/lung.NBIB#2",
    ]
    with pytest.raises(ReadError, match="holds 2 documents"):
        read_file(tmp_path / "lung.NBIB", "lung.NBIB")


def test_no_two_records_have_one_source() -> None:
    lines = [
        '{"id": "x", "text": "A."}',
        '{"id": "x", "text": "B."}',
        '{"id": "a b/..c.txt", "text": "C."}',
        '{"text": "D."}',
    ]
    sources = [d.source for d in read_json_lines("\n".join(lines), "k.jsonl")]
    assert len(set(sources)) == 4
    assert not any(source.endswith(".txt") for source in sources)


Reading = Callable[[str, str], object]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.nbib", "hello", "not a MEDLINE file"),
        ("a.nbib", "PMID- 3\nOWN - NLM\n", "no record"),
        ("a.ris", "hello", "not a RIS file"),
        ("a.bib", "hello", "not a BibTeX file"),
        ("a.csv", "a,b\n1,2\n3,4\n", "no column of text"),
        ("a.csv", "Title\n", "no record|no column"),
        ("a.tsv", "a\tb\n", "no record|no column"),
        ("a.jsonl", '{"text": "One."}\n{"text": ', "line 2 is not JSON"),
        ("a.jsonl", "[1]", "line 1 is no JSON object"),
        ("a.jsonl", '{"n": 1}', "no column of text"),
        ("a.jsonl", "[" * 100_000, "line 1 is not JSON"),
        ("a.csv", "\0\0\0", "binary"),
    ],
)
def test_what_is_no_such_file_is_said_in_one_line(name: str, text: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=reason) as error:
        list(read_documents(tmp_path / name, name))
    assert "\n" not in str(error.value)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([read_nbib, read_ris, read_bibtex, read_csv, read_json_lines]),
    st.lists(st.sampled_from(["@article{", "title", "=", "{", "}", '"', "a", "B. C", ",", "\n", "PMID- 1", "TI  - x", "TY  - ", "ER  - ",
                              "text", ";", "#", "\\'", '{"text": "x"}', " ", "AB  - RESULTS: y", "\r", "\t"]), max_size=30),
)  # fmt: skip
def test_any_text_is_read_or_refused(read: Callable[[str, str], list[Document]], pieces: list[str]) -> None:
    try:
        documents = list(read("".join(pieces), "a.x"))
    except ReadError:
        return
    for document in documents:
        assert_sound(document)
    assert len({document.source for document in documents}) == len(documents) > 0
