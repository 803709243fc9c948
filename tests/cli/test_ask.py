"""`qa-bot ask`."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from .conftest import CORPUS, RAIN, Cli, one_line

QUESTIONS = (
    "How many days after IVIg did the fever and rash begin?",
    "Which symptoms of lupus did not get better with IVIg?",
    "What was the 28-day mortality with and without IVIG?",
    "who wrote the paper about interstitial lung disease",
    "in which year was the study of 41 sepsis patients done",
    "what is the doi of the lung paper",
)
FIELDS = {
    "schema", "id", "question", "interpreted_as", "verdict", "reason", "answer", "citations", "nearest",
    "elapsed_ms",
}  # fmt: skip
CITATION_FIELDS = {
    "number", "source", "title", "section", "section_inferred", "reference", "text", "start", "end",
    "line_start", "line_end", "page", "score", "highlights",
}  # fmt: skip


def check_citation(citation: dict[str, Any], library: Path) -> None:
    """Every word is in the document, at the place that the citation gives."""
    assert set(citation) >= CITATION_FIELDS
    document = (library / citation["source"]).read_bytes().decode("utf-8")
    start, end, text = citation["start"], citation["end"], citation["text"]
    assert document[start:end] == text and text
    lines = document[:start].count("\n") + 1, document[: end - 1].count("\n") + 1
    assert (citation["line_start"], citation["line_end"]) == lines
    assert isinstance(citation["section_inferred"], bool) and isinstance(citation["score"], float)
    assert citation["page"] is None
    for first, last in citation["highlights"]:
        assert 0 <= first < last <= len(text)


@pytest.mark.parametrize("question", QUESTIONS)
def test_json_has_every_field_and_quotes_to_the_letter(cli: Cli, question: str) -> None:
    said = cli("ask", question, "--json")
    assert said.code == 0 and said.err == ""
    form = json.loads(said.out)
    assert said.out.count("\n") == 1
    assert set(form) >= FIELDS
    assert (form["schema"], form["id"], form["question"], form["verdict"]) == (1, None, question, "answered")
    assert form["reason"] is None and form["nearest"] == [] and form["elapsed_ms"] > 0
    assert 1 <= len(form["citations"]) <= 5
    assert [citation["number"] for citation in form["citations"]] == list(
        range(1, len(form["citations"]) + 1)
    )
    for citation in form["citations"]:
        check_citation(citation, CORPUS)
    assert form["answer"]["citation"] == 1 and form["answer"]["text"] in form["citations"][0]["text"]


def test_not_found(cli: Cli) -> None:
    said = cli("ask", "how far is the moon from the volcano?", "--json")
    form = json.loads(said.out)
    assert said.code == 1 and said.err == "" and set(form) >= FIELDS
    assert (form["verdict"], form["answer"], form["citations"]) == ("not_found", None, [])
    assert "moon" in form["reason"] and len(form["nearest"]) <= 3
    for citation in form["nearest"]:
        check_citation(citation, CORPUS)
    said = cli("ask", "how far is the moon from the volcano?")
    assert said.code == 1 and said.out.startswith("Not found.") and "moon" in said.out


def test_text_is_plain_and_has_the_place(cli: Cli) -> None:
    said = cli("ask", QUESTIONS[0])
    assert said.code == 0 and said.err == ""
    assert said.out.startswith("Nine days after") and "[1]" in said.out
    assert "002_0df96df75fc3aa9e.txt" in said.out
    assert "\x1b" not in said.out and max(map(len, said.out.splitlines())) <= 80


@pytest.mark.parametrize("k", [1, 2, 1000])
def test_k(cli: Cli, k: int) -> None:
    form = json.loads(cli("ask", QUESTIONS[1], "-k", str(k), "--json").out)
    assert 1 <= len(form["citations"]) <= k


@pytest.mark.parametrize("k", ["0", "-1", "two", "1.5", "", "٣"])
def test_k_is_a_number_from_1(cli: Cli, k: str) -> None:
    said = cli("ask", "fever", "-k", k)
    assert said.code == 2 and "-k" in one_line(said)


def test_explain(cli: Cli) -> None:
    form = json.loads(
        cli("ask", "Which lupus symptoms were unaffected by zebras?", "--json", "--explain").out
    )
    shown = form["citations"] or form["nearest"]
    assert shown and all(part.keys() == {"name", "detail", "share"} for c in shown for part in c["why"])
    assert all(0 < sum(part["share"] for part in citation["why"]) <= 1.01 for citation in shown)
    assert "zebras" in form["unknown_words"]
    said = cli("ask", "Which lupus symptoms were unaffected by zebras?", "--explain")
    assert "%" in said.out and "No document has: " in said.out and "zebras" in said.out
    assert "why" not in cli("ask", "lupus", "--json").out


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "\x01\x02\x7f", "?!…", "\u200b\u202e"])
def test_an_empty_question_is_wrong_use(cli: Cli, question: str) -> None:
    said = cli("ask", question)
    assert said.code == 2 and "empty" in one_line(said)


@pytest.mark.parametrize(
    "question",
    [
        "is it the?", "what is it and how", "who was where and why",
        "a " * 50_000, "fever rash " * 10_000, "x" * 120_000, "lupus " + "\x00\x1b[31m\x07" * 50,
        "לופוס זאבת", "狼疮的症状有哪些", "почки и лёгкие", "🤒🌡️ fever?", "e\u0301" * 5000, "ﬁbrosis ½ µg", "\ud800lupus\udfff",
    ],
)  # fmt: skip
def test_any_question_gets_a_verdict(cli: Cli, question: str) -> None:
    said = cli("ask", question, "--json")
    form = json.loads(said.out)
    assert said.code == (0 if form["verdict"] == "answered" else 1), said.err
    assert said.err == "" and (form["answer"] is None) == (form["verdict"] == "not_found")
    said = cli("ask", question)
    assert said.code in (0, 1) and said.out and said.err == ""
    assert not any(c < " " and c != "\n" for c in said.out)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere arguments are characters")
def test_bytes_that_are_no_text(run: Cli) -> None:
    said = run("ask", b"f\xe8ver after \xff IVIg", "--json")
    assert said.code in (0, 1) and said.err == ""
    assert "�" in json.loads(said.out)["question"]


@pytest.mark.parametrize("locale", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}])
def test_utf8_whatever_the_locale(run: Cli, locale: dict[str, str]) -> None:
    said = run("ask", "published 3 December 2014 Matsumoto authors", "--json", env=locale)
    assert "\xa0" in said.out and said.code == 0
    for citation in json.loads(said.out)["citations"]:
        check_citation(citation, CORPUS)


def test_what_a_document_says_is_never_a_terminal_sequence(cli: Cli, tmp_path: Path) -> None:
    text = "The zebra \x1b]0;owned\x07\x1b[2J weighed \x9b31m 312 kilograms \u202eat noon. [bold]Nothing[/bold] more.\n"
    (tmp_path / "zebra.txt").write_text(text, encoding="utf-8", newline="\n")
    said = cli("ask", "how much did the zebra weigh", "--library", tmp_path, "--json")
    check_citation(json.loads(said.out)["citations"][0], tmp_path)
    said = cli("ask", "how much did the zebra weigh", "--library", tmp_path)
    assert "312 kilograms" in said.out and "[bold]" in said.out
    assert not set("\x1b\x07\x9b\u202e") & set(said.out)


def test_words_in_a_row_are_no_question(cli: Cli) -> None:
    assert "quotes" in one_line(cli("ask", "how", "many"))
    assert 'qa-bot ask "' in one_line(cli("ask"))
    assert cli("ask").code == cli("ask", "a", "b").code == 2


def test_a_question_may_begin_with_a_dash(cli: Cli) -> None:
    assert cli("ask", "--json", "--", "-mortality of sepsis patients").code == 0


def test_a_vocabulary_of_ones_own(cli: Cli, rain: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("copper gauge, frobnicator\n", encoding="utf-8")
    question = ["ask", "who used the frobnicator", "--library", rain, "--json"]
    assert cli(*question).code == 1
    said = cli(*question, "--vocabulary", words)
    assert said.code == 0 and "copper gauge" in json.loads(said.out)["answer"]["text"].lower()
    said = cli(*question, "--vocabulary", tmp_path / "missing.txt")
    assert said.code == 2 and "missing.txt" in one_line(said)
    bad = tmp_path / "bad.txt"
    bad.write_text("only one\n", encoding="utf-8")
    said = cli(*question, "--vocabulary", bad)
    assert said.code == 2 and "bad.txt:1" in one_line(said)


def test_the_library_may_be_a_file_and_change(cli: Cli, rain: Path) -> None:
    file = rain / "rain.txt"
    assert cli("ask", "how much rain fell in the wet year 1958", "--library", file).code == 0
    file.write_text(RAIN.replace("1958", "1964"), encoding="utf-8", newline="\n")
    said = cli("ask", "how much rain fell in the wet year 1964", "--library", file, "--json")
    assert said.code == 0
    check_citation(json.loads(said.out)["citations"][0], rain)


def test_nothing_is_written_into_the_library(cli: Cli, rain: Path) -> None:
    before = sorted(path.name for path in rain.rglob("*"))
    assert cli("ask", "copper gauge", "--library", rain).code == 0
    assert sorted(path.name for path in rain.rglob("*")) == before
