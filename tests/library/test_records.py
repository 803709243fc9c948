"""A file of many records in a library: its documents come, change and go together."""

from pathlib import Path

from qa_bot.library.catalogue import Catalogue
from qa_bot.library.refresh import refresh


def line(key: str, text: str) -> str:
    return f'{{"id": "{key}", "text": "{text}"}}\n'


def sources(catalogue: Catalogue) -> list[str]:
    return [document.source for document in catalogue.documents()]


def test_all_documents_of_a_file_are_replaced_together(tmp_path: Path) -> None:
    catalogue = Catalogue.in_memory()
    (tmp_path / "a.txt").write_text("Rain fell on the barn.", encoding="utf-8")
    file = tmp_path / "goats.jsonl"
    file.write_text(line("1", "The grey goat ran.") + line("2", "It slept."), encoding="utf-8")
    assert refresh(catalogue, tmp_path)
    assert sources(catalogue) == ["a.txt", "goats.jsonl#1", "goats.jsonl#2"]
    assert not refresh(catalogue, tmp_path)

    file.write_text(line("2", "It slept.") + line("3", "It woke up again."), encoding="utf-8")
    assert refresh(catalogue, tmp_path)
    assert sources(catalogue) == ["a.txt", "goats.jsonl#2", "goats.jsonl#3"]
    assert "grey" not in catalogue.words()

    file.unlink()
    assert refresh(catalogue, tmp_path)
    assert sources(catalogue) == ["a.txt"]


def test_a_file_that_breaks_off_leaves_nothing_but_its_reason(tmp_path: Path) -> None:
    catalogue = Catalogue.in_memory()
    file = tmp_path / "goats.jsonl"
    file.write_text(
        "".join(line(str(k), "The goat ran.") for k in range(300)) + "{broken\n", encoding="utf-8"
    )
    assert refresh(catalogue, tmp_path)
    assert sources(catalogue) == []
    assert catalogue.words() == {}
    (problem,) = catalogue.problems()
    assert (problem.source, problem.reason[:11]) == ("goats.jsonl", "line 301 is")
    assert not refresh(catalogue, tmp_path)

    file.write_text(line("1", "The goat ran."), encoding="utf-8")
    assert refresh(catalogue, tmp_path)
    assert sources(catalogue) == ["goats.jsonl#1"]
    assert catalogue.problems() == []


def test_a_touched_file_is_not_read_again(tmp_path: Path) -> None:
    catalogue = Catalogue.in_memory()
    file = tmp_path / "goats.jsonl"
    file.write_text(line("1", "The goat ran.") + line("2", "It slept."), encoding="utf-8")
    refresh(catalogue, tmp_path)
    before = [document.id for document in catalogue.documents()]
    file.touch()
    refresh(catalogue, tmp_path)
    assert [document.id for document in catalogue.documents()] == before
    assert not refresh(catalogue, tmp_path)
