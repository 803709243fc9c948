"""The floors of ARCHITECTURE.md, and what may be imported where and when."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "qa_bot"
FLOORS = (
    ("qa_bot", "qa_bot.errors", "qa_bot.paths", "qa_bot.settings"),
    ("qa_bot.language",),
    ("qa_bot.documents",),
    ("qa_bot.library",),
    ("qa_bot.index",),
    ("qa_bot.answering",),
    ("qa_bot.evaluation",),
    ("qa_bot.rendering",),
    ("qa_bot.commands", "qa_bot.chat", "qa_bot.serve", "qa_bot.cli", "qa_bot.__main__"),
)
"""From the ground up; a part is a module, or a folder with all that is in it."""

ONLY_IN = {
    "textual": ("qa_bot.chat",),
    "rich": ("qa_bot.chat",),
    "ir_measures": ("qa_bot.evaluation",),
    "nltk": ("qa_bot.language",),
    "rank_bm25": ("qa_bot.index",),
    "socket": ("qa_bot.serve",),
    "http": ("qa_bot.serve",),
    "urllib.request": (),
    "requests": (),
    "pickle": (),
    "shelve": (),
    "marshal": (),
}
"""What only these parts may import: the screen, single libraries, the network, what runs what it reads."""

MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


def floor_of(module: str) -> int:
    """The number of the floor that `module` stands on, from 0."""
    for number, parts in enumerate(FLOORS):
        for part in parts:
            if module == part or (part != "qa_bot" and module.startswith(f"{part}.")):
                return number
    raise AssertionError(f"{module} stands on no floor: name it in FLOORS, and in ARCHITECTURE.md")


def imports(module: str, path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of every import of a file, those inside functions and for types only too."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{source}.{alias.name}"
                yield node.lineno, whole if whole in MODULES else source


def within(name: str, part: str) -> bool:
    return name == part or name.startswith(f"{part}.")


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    mine = floor_of(module)
    wrong = []
    for line, name in imports(module, MODULES[module]):
        if not within(name, "qa_bot"):
            continue
        same_part = [part for part in FLOORS[mine] if part != "qa_bot" and within(module, part)]
        theirs = floor_of(name)
        beside = theirs == mine and (mine in (0, len(FLOORS) - 1) or any(within(name, p) for p in same_part))
        if not (theirs < mine or beside):
            wrong.append(f"{MODULES[module].relative_to(ROOT)}:{line} imports {name}")
    assert not wrong


@pytest.mark.parametrize("module", MODULES)
def test_libraries_stay_in_their_part(module: str) -> None:
    wrong = [
        f"{MODULES[module].relative_to(ROOT)}:{line} imports {name}"
        for line, name in imports(module, MODULES[module])
        for library, parts in ONLY_IN.items()
        if within(name, library) and not any(within(module, part) for part in parts)
    ]
    assert not wrong


def test_nltk_is_used_only_where_it_needs_no_data() -> None:
    needs_data = ("nltk.data", "nltk.downloader", "nltk.corpus")
    wrong = [
        f"{module}:{line} imports {name}"
        for module, path in MODULES.items()
        for line, name in imports(module, path)
        if any(within(name, part) for part in needs_data)
    ]
    assert not wrong


def imported_by(arguments: list[str], home: Path) -> set[str]:
    """The top-level modules that `qa-bot` with `arguments` has imported when it ends, in a process of its own."""
    code = (
        "import json, sys\n"
        "from qa_bot.cli import main\n"
        f"main({arguments!r})\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)\n"
    )
    environment = os.environ | {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": str(home),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        encoding="utf-8",
    )  # fmt: skip
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["ask", "--help"], ["ask", "--bad"]])
def test_nothing_heavy_before_it_is_needed(arguments: list[str], tmp_path: Path) -> None:
    heavy = {"nltk", "numpy", "textual", "rich", "rank_bm25", "sqlite3", "lxml", "Stemmer"}
    assert not imported_by(arguments, tmp_path) & heavy


@pytest.mark.parametrize(
    "question", ["How many days after IVIg did the fever begin?", "wich symtoms imprved", "zebra crossings"]
)
def test_an_indexed_library_is_asked_without_nltk_and_textual(question: str, tmp_path: Path) -> None:
    imported_by(["index", str(ROOT / "corpus")], tmp_path)
    arguments = ["ask", question, "--library", str(ROOT / "corpus")]
    assert not imported_by(arguments, tmp_path) & {"nltk", "textual", "rich", "lxml", "ir_measures"}
