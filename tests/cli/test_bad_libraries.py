"""Libraries that are missing, empty, broken or too much: a clear line, the right code, nothing lost."""

import json
import os
import random
import time
from pathlib import Path

import pytest

from .conftest import PLACES, Cli, one_line
from .test_ask import check_citation

ZEBRA = "The zebra weighed 312 kilograms."
ASKED = "what did the zebra weigh"


@pytest.mark.parametrize("command", [["ask", ASKED, "--library"], ["info"], ["index"]])
def test_missing_empty_or_unreadable_as_a_whole(cli: Cli, tmp_path: Path, command: list[str]) -> None:
    said = cli(*command, tmp_path / "missing")
    assert said.code == 2 and str(tmp_path / "missing") in one_line(said)
    (tmp_path / "empty").mkdir()
    said = cli(*command, tmp_path / "empty")
    assert said.code == 3 and "no documents" in one_line(said)
    (tmp_path / "noise").mkdir()
    (tmp_path / "noise" / "noise.txt").write_bytes(random.Random(1).randbytes(100_000))
    said = cli(*command, tmp_path / "noise")
    assert said.code == 3 and "noise.txt: a binary file" in one_line(said)
    (tmp_path / "picture.bin").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    for file in (tmp_path / "picture.bin", tmp_path / "noise" / "noise.txt"):
        said = cli(*command, file)
        assert said.code == 3 and file.name in one_line(said)


def test_what_may_not_be_read(cli: Cli, tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    file = library / "secret.txt"
    file.write_text(ZEBRA, encoding="utf-8")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("everything can be read here")
    said = cli("ask", ASKED, "--library", library)
    assert said.code == 3 and "permission" in one_line(said).lower()
    file.chmod(0o600)
    library.chmod(0)
    said = cli("ask", ASKED, "--library", library)
    library.chmod(0o700)
    assert said.code == 3 and "permission" in one_line(said).lower()
    assert cli("ask", ASKED, "--library", library).code == 0


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs devices")
@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_is_no_library(cli: Cli, device: str) -> None:
    said = cli("ask", ASKED, "--library", device)
    assert said.code in (2, 3) and device in one_line(said)


def test_one_bad_file_harms_no_other(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "zebra.txt").write_text(ZEBRA, encoding="utf-8")
    (tmp_path / "noise.txt").write_bytes(random.Random(1).randbytes(100_000))
    (tmp_path / "utf16.txt").write_bytes(b"\xff\xfeA\0B\0C")
    (tmp_path / "bad.xml").write_bytes(b"<article><front>")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere.txt")
    said = cli("ask", ASKED, "--library", tmp_path)
    assert said.code == 0 and "312 kilograms" in said.out and said.err == ""
    problems = {p["source"]: p["reason"] for p in json.loads(cli("info", tmp_path, "--json").out)["problems"]}
    assert {"noise.txt", "utf16.txt", "bad.xml", "link.txt"} <= set(problems) and all(problems.values())


def test_a_broken_encoding_loses_nothing(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("Café naïve: the zebra weighed 312 kilograms.".encode("latin-1"))
    said = cli("ask", ASKED, "--library", tmp_path, "--json")
    citation = json.loads(said.out)["citations"][0]
    assert said.code == 0
    assert citation["text"] == "Café naïve: the zebra weighed 312 kilograms."
    assert citation["start"] == 0 and citation["end"] == len(citation["text"])


def test_a_byte_order_mark_moves_no_place(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "zebra.txt").write_bytes(b"\xef\xbb\xbf" + f"A page.\r\n\r\n{ZEBRA}\r\n".encode())
    said = cli("ask", ASKED, "--library", tmp_path, "--json")
    assert said.code == 0
    check_citation(json.loads(said.out)["citations"][0], tmp_path)


@pytest.mark.slow
def test_a_file_of_one_line_of_20_mb(cli: Cli, tmp_path: Path) -> None:
    chance = random.Random(1)
    words = (
        "patients received low dose treatment fever rash lung outcome mortality days after steroids".split()
    )
    sentences = [" ".join(chance.choices(words, k=14)).capitalize() + "." for _ in range(215_000)]
    sentences[95_000] = ZEBRA
    text = " ".join(sentences)
    assert len(text) > 20_000_000
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    started = time.monotonic()
    said = cli("ask", ASKED, "--library", tmp_path, "--json")
    assert said.code == 0 and said.err == ""
    citation = json.loads(said.out)["citations"][0]
    check_citation(citation, tmp_path)
    assert ZEBRA in citation["text"] and len(citation["text"]) < 3000
    assert time.monotonic() - started < 120


@pytest.mark.parametrize("word", ["x", "lorem ipsum ", "fever, ", "a.b."])
def test_a_line_without_an_end_is_still_passages_to_read(cli: Cli, tmp_path: Path, word: str) -> None:
    text = word * (300_000 // len(word)) + "\n\n" + ZEBRA + "\n"
    (tmp_path / "long.txt").write_text(text, encoding="utf-8", newline="\n")
    started = time.monotonic()
    said = cli("ask", ASKED, "--library", tmp_path, "--json")
    assert said.code == 0
    check_citation(json.loads(said.out)["citations"][0], tmp_path)
    document = json.loads(cli("info", tmp_path, "--json").out)["documents"][0]
    assert document["words"] / document["passages"] <= 130
    assert time.monotonic() - started < 10


def test_names_that_are_hostile(cli: Cli, tmp_path: Path) -> None:
    for name in ("../x.txt", "a b.txt", "ünï.txt", "--json.txt", "[bold].txt", "\x1b[31m.txt"):
        (tmp_path / Path(name).name).write_text(ZEBRA, encoding="utf-8")
    said = cli("info", tmp_path)
    assert said.code == 0 and "\x1b" not in said.out and "[bold].txt" in said.out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_among_the_files_is_not_waited_for(run: Cli, tmp_path: Path) -> None:
    (tmp_path / "zebra.txt").write_text(ZEBRA, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    assert run("ask", ASKED, "--library", tmp_path, timeout=20).code == 0


@pytest.mark.parametrize("broken", [b"", b"no database at all" * 100])
def test_what_is_kept_is_made_again_when_it_is_broken(run: Cli, tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "zebra.txt").write_text(ZEBRA, encoding="utf-8")
    own = dict.fromkeys(PLACES, str(tmp_path / ".home"))
    assert run("ask", ASKED, "--library", tmp_path, env=own).code == 0
    kept = [path for path in (tmp_path / ".home").rglob("*") if path.is_file()]
    assert len(kept) >= 2
    for path in kept:
        path.write_bytes(broken)
        said = run("ask", ASKED, "--library", tmp_path, env=own)
        assert said.code == 0 and "312 kilograms" in said.out, f"{path.name}: {said.err}"
