"""`qa-bot index` and `qa-bot info`."""

import json
from pathlib import Path

from .conftest import CORPUS, RAIN, Cli


def test_index(cli: Cli, rain: Path) -> None:
    (rain / "bad.txt").write_bytes(bytes(range(256)) * 40)
    said = cli("index", rain)
    assert said.code == 0 and said.err == ""
    assert "1 document," in said.out and "rank-bm25" in said.out and "bad.txt: a binary file" in said.out
    for engine in ("auto", "rank-bm25"):
        said = cli("index", rain, "--engine", engine, "--json")
        form = json.loads(said.out)
        assert said.code == 0 and form["documents"] == 1 and form["passages"] >= 4
        assert form["engine"] == "rank-bm25" and Path(form["catalogue"]).is_file()
        assert [problem["source"] for problem in form["problems"]] == ["bad.txt"]
        assert Path(form["library"]) == rain.resolve()


def test_index_sees_what_is_new_changed_and_gone(cli: Cli, rain: Path) -> None:
    def sources() -> list[str]:
        return [document["source"] for document in json.loads(cli("info", rain, "--json").out)["documents"]]

    assert sources() == ["rain.txt"]
    (rain / "deep").mkdir()
    (rain / "deep" / "snow.txt").write_text("Snow fell on 12 days.", encoding="utf-8")
    assert sources() == ["deep/snow.txt", "rain.txt"]
    (rain / "rain.txt").unlink()
    assert sources() == ["deep/snow.txt"]
    (rain / "rain.txt").write_text(RAIN, encoding="utf-8")
    assert sources() == ["deep/snow.txt", "rain.txt"]


def test_info_of_the_shipped_documents(cli: Cli, home: Path) -> None:
    said = cli("info", "--json")
    form = json.loads(said.out)
    assert said.code == 0 and said.err == "" and form["schema"] == 1
    assert Path(form["library"]) == CORPUS.resolve()
    assert [document["source"][:3] for document in form["documents"]] == ["000", "001", "002", "003"]
    assert sum(document["passages"] for document in form["documents"]) == form["passages"]
    assert sum(document["words"] for document in form["documents"]) / form["passages"] <= 130
    assert form["documents"][0]["title"].startswith("Low Dose Intravenous Immunoglobulin")
    assert "187(3):201-6" in form["documents"][3]["reference"]
    assert Path(form["catalogue"]).is_relative_to(form["cache"]) and home in Path(form["cache"]).parents
    assert form["engine"] == "rank-bm25" and form["vocabulary"]["words"] > 1000 and form["problems"] == []
    said = cli("info")
    for shown in (form["library"], form["catalogue"], form["cache"], "rank-bm25", "Lung 2009;187(3):201-6"):
        assert shown in said.out


def test_info_tells_what_could_not_be_read_and_why(cli: Cli, rain: Path) -> None:
    (rain / "empty.txt").touch()
    form = json.loads(cli("info", rain, "--json").out)
    assert form["problems"] == [{"source": "empty.txt", "reason": "empty file"}]
    assert "Could not be read: 1 file\n  empty.txt: empty file" in cli("info", rain).out


def test_the_cache_may_be_deleted(cli: Cli, rain: Path) -> None:
    before = cli("ask", "copper gauge", "--library", rain).out
    catalogue = Path(json.loads(cli("info", rain, "--json").out)["catalogue"])
    for file in catalogue.parent.iterdir():
        file.unlink()
    catalogue.parent.rmdir()
    assert cli("ask", "copper gauge", "--library", rain).out == before
    assert catalogue.is_file()
