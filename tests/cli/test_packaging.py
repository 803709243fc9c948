"""What is shipped, and what README, CI and the lock say of it."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from .conftest import CORPUS, ROOT

FIRST = "python3 -m venv .venv && .venv/bin/python -m pip install -q . && .venv/bin/qa-bot ask "
SECOND = (
    "python3 -m venv .venv && .venv/bin/python -m pip install -q -r requirements-dev.lock -e '.[dev]'"
    " && .venv/bin/python -m pytest"
)
DOCUMENTS = {
    "000_e80975eb80040ad0.txt": "0b42ef0d22c8762f876980651e52ec6b00746f8cdc81544200636ad18be5ca7f",
    "001_e83141702ad0110a.txt": "6c1ed37412120f3752c003e73b2a056304b822397daef419584c8126f110cdf7",
    "002_0df96df75fc3aa9e.txt": "52d013e6cfba0acd863f68c67f8da4a8fd46d594745da2bf4583ef0b9315238f",
    "003_25ac91f2f5a0f765.txt": "558c374c090334d346c54655056ed79e34b1ce406b542e7757c5151024cab745",
}
"""SHA-256 of the documents as they were supplied."""


def project() -> dict[str, object]:
    loaded: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return loaded


def test_the_readme_has_both_commands() -> None:
    lines = [line.strip() for line in (ROOT / "README.md").read_text("utf-8").splitlines()]
    assert any(line.startswith(FIRST) for line in lines)
    assert SECOND in lines


def test_ci_runs_the_second_command() -> None:
    assert SECOND in (ROOT / ".ci" / "run").read_text("utf-8")
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    assert ".ci/run" in workflow
    for word in ("ubuntu", "macos", "windows", *(f'"3.{minor}"' for minor in range(11, 15))):
        assert word in workflow


def test_the_documents_are_as_supplied() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in CORPUS.glob("*.txt")}
    assert found == DOCUMENTS
    page = (CORPUS / "README.md").read_text("utf-8")
    assert all(name in page for name in DOCUMENTS)


def test_the_lock_has_what_the_tests_need() -> None:
    lock = (ROOT / "requirements-dev.lock").read_text("utf-8")
    locked = {normal(name) for name in re.findall(r"^([\w.-]+)==", lock, re.M)}
    about = project()
    extras = about["optional-dependencies"]
    assert isinstance(extras, dict) and isinstance(about["dependencies"], list)
    wanted = [*about["dependencies"], *extras["dev"]]
    names = {normal(re.split(r"[\s\[<>=!~]", requirement)[0]) for requirement in wanted} - {"qa-bot"}
    assert names <= locked
    assert "://" not in lock


@pytest.mark.parametrize(
    "name", ["LICENSE", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "README.md"]
)
def test_the_pages_are_there(name: str) -> None:
    assert (ROOT / name).is_file()


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_only_the_shipped_folders_leave_the_root() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    shipped = build["targets"]["wheel"]["force-include"]
    assert shipped == {name: f"qa_bot/shipped/{name}" for name in ("corpus", "evaluation")}
    assert all(Path(ROOT, name).is_dir() for name in shipped)
