"""`qa-bot eval` from end to end."""

import json
from pathlib import Path

import pytest

from qa_bot.answering.answerer import Answerer
from qa_bot.errors import ExitCode, LibraryError, UsageError
from qa_bot.evaluation.command import run_eval

from .beir_folder import write_beir
from .test_trec import figures_from_files

Output = pytest.CaptureFixture[str]


def test_the_table_goes_to_standard_output(set_folder: Path, library_folder: Path, capsys: Output) -> None:
    assert run_eval(set_folder, library_folder) == ExitCode.DONE
    out, err = capsys.readouterr()
    assert "hit@1" in out and "unanswerable refused" in out and "held-out" in out
    assert err == ""


def test_json_and_every_file(set_folder: Path, library_folder: Path, tmp_path: Path, capsys: Output) -> None:
    run_file, page, results = tmp_path / "run.txt", tmp_path / "report.html", tmp_path / "RESULTS.md"
    code = run_eval(
        set_folder, library_folder, as_json=True, run_file=run_file, report_file=page, markdown_file=results
    )
    out, err = capsys.readouterr()
    form = json.loads(out)
    assert code == 0 and form["schema"] == 1
    assert form["set"]["name"] == "weather and goats" and form["library"]["documents"] == 2
    computed = figures_from_files(run_file)
    measures = form["overall"]["measures"]
    assert {name: round(measures[name]["value"], 4) for name in computed} == {
        name: round(value, 4) for name, value in computed.items()
    }
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert form["command"] in results.read_text(encoding="utf-8")
    assert f"--library {library_folder.as_posix()}" in form["command"]
    assert str(run_file) in err and str(page) in err


def test_a_deeper_run_has_the_same_figures(
    set_folder: Path, library_folder: Path, tmp_path: Path, capsys: Output
) -> None:
    run_eval(set_folder, library_folder, as_json=True)
    shallow = json.loads(capsys.readouterr().out)
    run_eval(set_folder, library_folder, as_json=True, run_file=tmp_path / "run")
    deep = json.loads(capsys.readouterr().out)
    assert shallow["overall"] == deep["overall"] and shallow["kinds"] == deep["kinds"]


def test_comparison_with_an_earlier_run(
    set_folder: Path, library_folder: Path, tmp_path: Path, capsys: Output
) -> None:
    run_eval(set_folder, library_folder, as_json=True)
    form = json.loads(capsys.readouterr().out)
    form["questions"][0]["scores"]["hit@1"] = 0
    (tmp_path / "earlier.json").write_text(json.dumps(form), encoding="utf-8")
    assert run_eval(set_folder, library_folder, compare_file=tmp_path / "earlier.json") == 0
    assert "hit@1, better: rain" in capsys.readouterr().out
    run_eval(set_folder, library_folder, as_json=True, compare_file=tmp_path / "earlier.json")
    assert json.loads(capsys.readouterr().out)["comparison"]["measures"]["hit@1"]["better"] == ["rain"]


def test_one_half(set_folder: Path, library_folder: Path, capsys: Output) -> None:
    run_eval(set_folder, library_folder, half="held-out", as_json=True)
    form = json.loads(capsys.readouterr().out)
    assert [question["id"] for question in form["questions"]] == ["volcano", "goats-2"]
    with pytest.raises(UsageError, match="--half test: must be one of development, held-out"):
        run_eval(set_folder, library_folder, half="test")


def test_beir_brings_its_library(tmp_path: Path, library_folder: Path, capsys: Output) -> None:
    folder = write_beir(tmp_path / "beir")
    assert run_eval(folder, None) == 0
    assert "2 questions of beir, on beir: 3 documents" in capsys.readouterr().out
    with pytest.raises(UsageError, match="leave out --library"):
        run_eval(folder, library_folder)


def test_a_source_that_the_library_does_not_have_is_named(set_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "sea.txt").write_text("The sea is deep. It is salt.", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        run_eval(set_folder, other)
    assert f'{set_folder / "questions.jsonl"}:1: no document "rain.txt" in the library "other"' in str(
        caught.value
    )


def test_what_cannot_be_written_is_said_before_the_run(
    set_folder: Path, library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Answerer, "ask", None)
    with pytest.raises(UsageError, match="there is no folder"):
        run_eval(set_folder, library_folder, run_file=tmp_path / "missing" / "run")
    with pytest.raises(UsageError, match="is a folder"):
        run_eval(set_folder, library_folder, report_file=tmp_path)
    with pytest.raises(UsageError, match="cannot be read"):
        run_eval(set_folder, library_folder, compare_file=tmp_path / "missing.json")


def test_a_missing_library_or_set_is_said(set_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="missing"):
        run_eval(set_folder, tmp_path / "missing")
    with pytest.raises(UsageError, match="no such folder"):
        run_eval(tmp_path / "missing", None)
    (tmp_path / "empty").mkdir()
    with pytest.raises(LibraryError):
        run_eval(set_folder, tmp_path / "empty")


@pytest.mark.parametrize(
    "question", ["how much rain fell in the wet year 1958", "what was weighed after the winter"]
)
def test_interrupted(
    set_folder: Path, library_folder: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    real = Answerer.ask

    def ask(self: Answerer, asked: str, *args: object, **options: object) -> object:
        if asked == question:
            raise KeyboardInterrupt
        return real(self, asked, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Answerer, "ask", ask)
    assert run_eval(set_folder, library_folder) == ExitCode.INTERRUPTED
    out, err = capsys.readouterr()
    assert "interrupted" in err
    assert ("1 of 4 questions" in out) == (question == "what was weighed after the winter")
