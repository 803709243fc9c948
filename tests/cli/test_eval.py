"""`qa-bot eval` through the command line; what it measures is tested with the evaluation."""

import json
from pathlib import Path

from .conftest import Cli, one_line


def test_options_reach_the_evaluation(cli: Cli, rain: Path, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    expected = [{"source": "rain.txt", "quote": "912 mm of rain"}]
    question = {
        "id": "1",
        "question": "how much rain fell in the wet year 1958",
        "kind": "number",
        "expected": expected,
    }
    (folder / "questions.jsonl").write_text(json.dumps(question) + "\n", encoding="utf-8")
    files = {option: tmp_path / option for option in ("--run", "--report", "--markdown")}
    options = [word for option, file in files.items() for word in (option, file)]
    said = cli("eval", folder, "--library", rain, "--json", *options)
    assert said.code == 0 and json.loads(said.out)["schema"] == 1
    assert all(file.is_file() for file in files.values())
    (tmp_path / "earlier.json").write_text(said.out, encoding="utf-8")
    assert cli("eval", folder, "--library", rain, "--compare", tmp_path / "earlier.json").code == 0
    said = cli("eval", folder, "--library", rain, "--half", "left")
    assert said.code == 2 and "--half left" in one_line(said)
