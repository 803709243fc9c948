"""`qa-bot ask --batch`."""

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from qa_bot.answering.answerer import Answerer
from qa_bot.commands.batch import LineError, read_line

from .conftest import COMMAND, CORPUS, Cli, Said, one_line
from .test_ask import FIELDS, check_citation


def lines(*forms: dict[str, Any] | str) -> bytes:
    texts = [form if isinstance(form, str) else json.dumps(form, ensure_ascii=False) for form in forms]
    return "".join(f"{text}\n" for text in texts).encode()


def answers(said: Said) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.out.splitlines()]


def test_answers_come_in_order_with_their_ids(run: Cli) -> None:
    said = run(
        "ask", "--batch", "-", "-k", "2",
        stdin=lines({"id": "b", "question": "dose of IVIg in lupus"}, {"id": "a", "question": "moon volcano"}),
    )  # fmt: skip
    assert said.code == 0 and said.err == ""
    first, second = answers(said)
    assert set(first) >= FIELDS and (first["id"], second["id"]) == ("b", "a")
    assert (first["verdict"], second["verdict"]) == ("answered", "not_found")
    assert len(first["citations"]) <= 2
    for citation in first["citations"] + second["nearest"]:
        check_citation(citation, CORPUS)


def test_turns_of_a_conversation_are_understood_together(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    follow_up = "and how many of them died?"
    file.write_bytes(
        lines(
            {"id": "1", "question": "patients with interstitial lung disease treated with IVIG", "conversation": "x"},
            {"id": "2", "question": "which symptoms did not improve in lupus", "conversation": "y"},
            {"id": "3", "question": follow_up, "conversation": "x"},
            {"id": "4", "question": follow_up},
        )
    )  # fmt: skip
    said = cli("ask", "--batch", file)
    by_id = {answer["id"]: answer for answer in answers(said)}
    assert list(by_id) == ["1", "2", "3", "4"]
    assert by_id["3"]["question"] == by_id["4"]["question"] == follow_up
    assert "interstitial" in by_id["3"]["interpreted_as"]
    assert by_id["4"]["interpreted_as"] == follow_up
    assert by_id["3"]["citations"][0]["source"].startswith("003")


BAD = {
    "nope": None,
    "[1]": None,
    '"text"': None,
    "{}": None,
    '{"id": "7"}': "7",
    '{"id": "7", "question": null}': "7",
    '{"id": "7", "question": ["fever"]}': "7",
    '{"id": "7", "question": ""}': "7",
    '{"id": "7", "question": " ?! "}': "7",
    '{"id": "7", "question": "fever", "conversation": 3}': "7",
    '{"id": ["7"], "question": "fever"}': None,
    '{"id": true, "question": "fever"}': None,
    '{"id": "7", "question": "fever"': None,
    '{"id": ' + "1" * 5000 + ', "question": "fever"}': None,
    "[" * 100_000: None,
}


def test_lines_that_are_not_valid_stop_nothing(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    good = {"id": "good", "question": "which symptoms of lupus did not improve"}
    file.write_bytes(lines(*(line for bad in BAD for line in (bad, json.dumps(good)))))
    said = cli("ask", "--batch", file)
    assert said.code == 2 and said.err == ""
    found = answers(said)
    assert [answer["verdict"] for answer in found[1::2]] == ["answered"] * len(BAD)
    for answer, id in zip(found[::2], BAD.values(), strict=True):
        assert set(answer) == {"id", "error"} and answer["id"] == id and answer["error"]
    assert found[0]["error"].startswith("line 1: not JSON")


def test_blank_lines_marks_and_line_ends_of_other_systems(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"id": "1", "question": "fever"}\r\n  \r\n\n{"id": 2, "question": "rash"}')
    said = cli("ask", "--batch", file)
    assert said.code == 0 and [answer["id"] for answer in answers(said)] == ["1", 2]


def test_bytes_that_are_no_text(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(b'{"id": "1", "question": "f\xe8ver"}\n{"id": "2", "question": "\\ud800 fever"}\n')
    said = cli("ask", "--batch", file)
    first, second = answers(said)
    assert said.code == 2 and "UTF-8" in first["error"] and second["question"] == "� fever"


def test_a_missing_file_is_wrong_use(cli: Cli, tmp_path: Path) -> None:
    for file in (tmp_path / "missing", tmp_path):
        said = cli("ask", "--batch", file)
        assert said.code == 2 and str(file) in one_line(said)
    said = cli("ask", "fever", "--batch", "-")
    assert said.code == 2 and "--batch" in one_line(said)
    assert cli("ask", "--batch", "").code == 2


def test_an_empty_batch(run: Cli) -> None:
    said = run("ask", "--batch", "-")
    assert (said.code, said.out, said.err) == (0, "", "")


def test_a_fault_costs_one_line(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Answerer.ask

    def ask(self: Answerer, question: str, *more: Any) -> Any:
        if question == "break":
            raise RuntimeError("broken")
        return real(self, question, *more)

    monkeypatch.setattr(Answerer, "ask", ask)
    file = tmp_path / "questions.jsonl"
    file.write_bytes(lines({"id": "1", "question": "break"}, {"id": "2", "question": "fever"}))
    said = cli("ask", "--batch", file)
    first, second = answers(said)
    assert said.code == 3 and first["id"] == "1" and "RuntimeError" in first["error"] and "verdict" in second
    assert "--debug" in said.err and "Traceback" not in said.err


@pytest.fixture
def batch(environment: dict[str, str]) -> Any:
    """A running batch that reads what the test writes."""
    with subprocess.Popen(
        [*COMMAND, "ask", "--batch", "-"], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        yield running
        running.kill()


def test_each_answer_comes_at_once(batch: "subprocess.Popen[bytes]") -> None:
    assert batch.stdin and batch.stdout and batch.stderr
    for id in ("1", "2"):
        batch.stdin.write(lines({"id": id, "question": "which symptoms of lupus did not improve"}))
        batch.stdin.flush()
        assert json.loads(batch.stdout.readline())["id"] == id
    batch.stdin.close()
    assert batch.wait(30) == 0 and batch.stderr.read() == b""


@pytest.mark.skipif(os.name != "posix", reason="signals of another kind")
def test_an_interrupted_batch_keeps_what_it_has(batch: "subprocess.Popen[bytes]") -> None:
    assert batch.stdin and batch.stdout and batch.stderr
    batch.stdin.write(lines({"id": "1", "question": "fever"}))
    batch.stdin.flush()
    assert json.loads(batch.stdout.readline())["id"] == "1"
    batch.send_signal(signal.SIGINT)
    assert batch.wait(30) == 130
    assert batch.stderr.read() == b"qa-bot: interrupted\n" and batch.stdout.read() == b""


@pytest.mark.skipif(os.name != "posix", reason="pipes of another kind")
def test_nobody_reads_on(batch: "subprocess.Popen[bytes]") -> None:
    assert batch.stdin and batch.stdout and batch.stderr
    batch.stdout.close()
    batch.stdin.write(lines({"id": "1", "question": "fever"}))
    batch.stdin.close()
    batch.stdin = None
    assert batch.wait(30) == 0 and batch.stderr.read() == b""


def test_ids_are_given_back_as_they_are() -> None:
    assert read_line(b'{"question": "x"}').id is None
    assert read_line(b'{"id": 5, "question": "x"}').id == 5
    with pytest.raises(LineError) as caught:
        read_line(b'{"id": 0}')
    assert caught.value.id == 0
