"""+ and -: judgements, and the question set that they become."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa_bot.chat.app import ChatApp
from qa_bot.chat.judgements import export_judgements
from qa_bot.chat.store import Judgement, Store
from qa_bot.errors import UsageError
from qa_bot.evaluation.sets import Expected, load_set
from qa_bot.paths import shipped_corpus

from .desks import HARD, LEGEND, RAIN, SNOW, ToldDesk, ask, opener, played, running, running_text, wait_until


def kept(path: Path) -> list[Judgement]:
    return Store(path).judgements(str(shipped_corpus().resolve()))


@played
async def test_a_passage_is_judged_by_its_key(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    async with running(ChatApp(None, opener(ToldDesk()), path)) as (app, pilot):
        await ask(pilot, "rain more")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press("tab", "plus", "tab", "minus")
        await wait_until(pilot, lambda: "passage 2 does not answer" in running_text(pilot))
        read = "rain more (about: rain)"
        right = Judgement(read, "followup", "weather.txt", HARD, True)
        wrong = Judgement(read, "followup", "weather.txt", SNOW.text, False)
        await wait_until(pilot, lambda: kept(path) == [right, wrong])
        await pilot.press("minus")
        await wait_until(pilot, lambda: kept(path) == [right])
        await pilot.press("escape", "1")
        await wait_until(pilot, lambda: app.opened is RAIN and app.prompt.judging)
        await pilot.press("minus")
        await wait_until(pilot, lambda: kept(path) == [replace(right, good=False)])
    assert LEGEND in HARD


@played
async def test_a_sign_that_begins_a_question_judges_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    async with running(ChatApp(None, opener(ToldDesk()), path)) as (app, pilot):
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        await pilot.press("1")
        await wait_until(pilot, lambda: app.opened and app.prompt.judging)
        app.prompt.type("+")
        app.prompt.type("m")
        await wait_until(pilot, lambda: app.prompt.text == "+m")
        await pilot.press("ctrl+q")
    assert kept(path) == []


@played
async def test_none_of_these_is_right(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    async with running(ChatApp(None, opener(ToldDesk()), path)) as (app, pilot):
        app.action_judge_none()
        await wait_until(pilot, lambda: "no passage yet" in running_text(pilot))
        await ask(pilot, "rain")
        await wait_until(pilot, lambda: app.transcript.latest)
        app.action_judge_none()
        await wait_until(pilot, lambda: [one.good for one in kept(path)] == [False, False])


def test_judgements_become_a_question_set(tmp_path: Path) -> None:
    path, out = tmp_path / "kept.sqlite", tmp_path / "questions.jsonl"
    with pytest.raises(UsageError, match="no passage was judged right yet"):
        export_judgements(out, tmp_path, path)
    store = Store(path)
    for question, quote, good in (("a?", "one", True), ("a?", "two", False), ("b?", "three", False)):
        store.judge(str(tmp_path), Judgement(question, "judged", "x.txt", quote, good))
    store.judge("elsewhere", Judgement("c?", "judged", "x.txt", "four", True))
    store.close()
    assert export_judgements(out, tmp_path, path) == 1
    (one,) = load_set(out).questions
    assert (one.question, one.kind) == ("a?", "judged")
    assert one.expected == (Expected("x.txt", "one"),)
    with pytest.raises(UsageError, match="there already"):
        export_judgements(out, tmp_path, path)
    with pytest.raises(UsageError, match="cannot be written"):
        export_judgements(tmp_path / "no" / "folder", tmp_path, path)
