"""Opening documents in other programs, and exporting the conversation."""

import json
import sys
from datetime import datetime
from pathlib import Path

import pytest

from qa_bot.chat import exporting, outside
from qa_bot.chat.app import ChatApp
from qa_bot.errors import UsageError

from .desks import READ, ToldDesk, ask, opener, played, running, screen, wait_until

NOW = datetime(2026, 3, 4, 5, 6)
ANSWERS = [ToldDesk().ask("how long *did* it rain?"), ToldDesk().ask("the moon?")]


@pytest.mark.parametrize(
    ("editor", "name", "command"),
    [
        ("vim", "a.txt", ["vim", "+7", "a.txt"]),
        ("/usr/bin/nano -w", "a.md", ["/usr/bin/nano", "-w", "+7", "a.md"]),
        ("code --wait", "a.txt", ["code", "--wait", "--goto", "a.txt:7"]),
        ("hx", "a.txt", ["hx", "a.txt:7"]),
        ("own-editor", "a.txt", ["own-editor", "a.txt"]),
        ("vim", "a.xml", ["vim", "a.xml"]),
    ],
)
def test_the_editor_opens_at_the_line_where_it_can(editor: str, name: str, command: list[str]) -> None:
    assert outside.at_line(outside.editor({"EDITOR": editor}), Path(name), 7) == command


def test_visual_comes_before_editor_and_none_is_none() -> None:
    assert outside.editor({"VISUAL": "code", "EDITOR": "vim"}) == ["code"]
    assert outside.editor({}) == []
    with pytest.raises(UsageError, match="quote"):
        outside.editor({"EDITOR": "vim '"})


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_an_editor_that_is_not_there_is_told() -> None:
    with pytest.raises(UsageError, match="cannot be started"):
        outside.edit(["no-such-editor-anywhere"])


@played
@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
async def test_the_source_is_opened_in_the_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "vim"
    script.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/said\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    monkeypatch.setattr(
        "qa_bot.chat.outside.has_window", lambda command: True
    )  # tests have no terminal to leave
    async with running(ChatApp(None, opener(ToldDesk()))) as (app, pilot):
        await pilot.press("ctrl+o")
        await wait_until(pilot, lambda: "no passage yet" in screen(pilot))
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press("ctrl+o")
        said = tmp_path / "said"
        await wait_until(pilot, lambda: said.exists() and said.read_text() == "+3 /nowhere/weather.txt\n")


def test_markdown_shows_what_documents_say_as_text() -> None:
    text = exporting.as_markdown("the [library]", ANSWERS)
    assert text.startswith("# Questions to the \\[library\\]\n\n## how long \\*did\\* it rain?\n")
    assert "> Rain fell on Monday. **It fell hard, for \\[bold\\]nine" in text
    assert "thunder; the** \\[…\\] **river rose" in text
    assert "**Not found. No document has the word moon.**" in text
    assert "nearest passages, which may not answer it" in text


def test_html_shows_what_documents_say_as_text() -> None:
    answer = ToldDesk().ask("is 1 < 2 & <script>alert(1)</script>?")
    text = exporting.as_html("<b>", [answer])
    assert "<script" not in text
    assert "<title>Questions to &lt;b&gt;</title>" in text
    assert "<mark>It fell hard, for [bold]nine[/bold] hours" in text
    assert "\x1b" not in text


def test_json_has_the_turns_as_ask_prints_them() -> None:
    form = json.loads(exporting.as_json("library", ANSWERS))
    assert [turn["verdict"] for turn in form["turns"]] == ["answered", "not_found"]
    assert form["turns"][0] == json.loads(json.dumps(ANSWERS[0].to_json(explain=True)))


def test_nothing_is_written_over(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    paths = [exporting.export([blocked, tmp_path], ".md", "x", ANSWERS, NOW) for _ in range(3)]
    assert [path.name for path in paths] == [
        f"qa-bot-2026-03-04-how-long-did-it-rain{end}" for end in (".md", "-2.md", "-3.md")
    ]
    with pytest.raises(UsageError, match="could not be written"):
        exporting.export([blocked], ".md", "x", ANSWERS, NOW)


@played
async def test_the_conversation_is_exported_and_the_path_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(ChatApp(None, opener(ToldDesk())), (160, 40)) as (app, pilot):
        await pilot.press("f6")
        await wait_until(pilot, lambda: "nothing to export yet" in screen(pilot))
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        for digit, ending in (("1", "md"), ("2", "html"), ("3", "json")):
            await pilot.press("f6")
            await wait_until(pilot, lambda: "Export the conversation as" in screen(pilot))
            await pilot.press(digit)
            await wait_until(pilot, lambda end=ending: f"-rain.{end}" in screen(pilot))  # type: ignore[misc]
        assert len(list(tmp_path.glob("qa-bot-*-rain.*"))) == 3
        assert READ.split("\x1b")[0].split("[")[0] in next(tmp_path.glob("*.md")).read_text("utf-8")
