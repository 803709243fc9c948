"""Reading question sets: what is taken, and what is said of what is not."""

import json
from pathlib import Path
from typing import Any

import pytest

from qa_bot.errors import UsageError
from qa_bot.evaluation.sets import Expected, load_set

GOOD = {
    "id": "q1",
    "question": "how many died?",
    "kind": "number",
    "expected": [{"source": "a", "quote": "2"}],
}


def write(folder: Path, *lines: Any) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    (folder / "questions.jsonl").write_text("\n".join(texts) + "\n", encoding="utf-8")
    return folder


def test_a_set_of_our_own(tmp_path: Path) -> None:
    other = {"id": "q2", "question": "and in Paris?", "kind": "unanswerable", "conversation": "c",
             "expected": [], "half": "held-out"}  # fmt: skip
    questions = load_set(write(tmp_path, GOOD, "", other))
    first, second = questions.questions
    assert first.expected == (Expected("a", "2"),) and first.answerable and first.half is None
    assert second.conversation == "c" and second.half == "held-out" and not second.answerable
    assert second.line == 3
    assert questions.documents is None and questions.name == tmp_path.name
    assert load_set(tmp_path / "questions.jsonl").questions == questions.questions


def test_windows_files_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n\r\n")
    assert len(load_set(tmp_path).questions) == 1


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON: "),
        ("[1]", "each line must be one JSON object"),
        ("[" * 100_000, "not JSON"),
        ({**GOOD, "id": ""}, '"id" must be a string'),
        ({**GOOD, "question": None}, '"question" must be a string'),
        ({**GOOD, "question": " "}, '"question" must be a string'),
        ({**GOOD, "question": "?!"}, '"question" must have a word in it'),
        ({**GOOD, "question": "\ud800"}, "half a character"),
        ({**GOOD, "kind": 3}, '"kind" must be a string'),
        ({**GOOD, "expected": None}, '"expected" must be a list'),
        ({**GOOD, "expected": ["a"]}, 'each entry of "expected" must be an object'),
        ({**GOOD, "expected": [{"source": "a"}]}, '"quote" must be a string'),
        ({**GOOD, "half": "test"}, '"half" must be one of development, held-out'),
        ({**GOOD, "id": "q0"}, 'the id "q0" is already that of line 1'),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: Any, problem: str) -> None:
    folder = write(tmp_path, {**GOOD, "id": "q0"}, line)
    with pytest.raises(UsageError) as caught:
        load_set(folder)
    assert str(caught.value).startswith(f"{folder / 'questions.jsonl'}:2: ")
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_no_set_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        load_set(tmp_path / "missing")
    with pytest.raises(UsageError, match="no question set here"):
        load_set(tmp_path)
    with pytest.raises(UsageError, match="there is no question in it"):
        load_set(write(tmp_path, ""))
    (tmp_path / "questions.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="not UTF-8"):
        load_set(tmp_path)
