"""What people read."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

from qa_bot.evaluation.compare import compare
from qa_bot.evaluation.measures import MEASURES, summarise
from qa_bot.evaluation.page import is_miss, page
from qa_bot.evaluation.report import markdown, plain, table, to_json
from qa_bot.evaluation.run import Result

from .records import record, result_of

EVIL = "<script>alert(1)</script>\x1b[2J|`"


def result() -> Result:
    evil = record("evil", "xy", "y", kind=EVIL, sentence_right=False)
    question = replace(evil.question, question=EVIL)
    return result_of(
        record("1", "x", "x", sentence_right=True, half="development"),
        replace(evil, question=question, sentence=EVIL),
        record("2", kind="unanswerable", answered=False, half="held-out"),
        record("3", "x", kind="unanswerable"),
    )


def test_the_table_fits_a_terminal_and_says_what_it_is_of() -> None:
    shown = table(result(), summarise(result()))
    assert "4 questions of by hand, on four texts: 4 documents, 40 passages" in shown
    assert "hit@1                                 0.50 [0.09-0.91]" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert "\x1b" not in shown
    assert re.search(r"^unanswerable +2 +- .*0\.50$", shown, re.MULTILINE)


def test_json_holds_every_measure_of_every_kind() -> None:
    made = result()
    form = json.loads(json.dumps(to_json(made, summarise(made), "qa-bot eval --json")))
    assert set(form["overall"]["measures"]) == set(MEASURES)
    assert form["overall"]["questions"] == 4 and form["overall"]["unanswerable"] == 2
    assert set(form["kinds"]["unanswerable"]["measures"]["unanswerable_refused"]) == {
        "value",
        "low",
        "high",
        "n",
    }
    assert set(form["halves"]) == {"development", "held-out"}
    assert set(form["time_ms"]) == {"p50", "p95"}
    assert form["questions"][0]["first_rank"] == 1 and form["questions"][1]["first_rank"] == 2
    assert form["questions"][2]["verdict"] == "not_found"


def test_markdown_says_how_it_was_made() -> None:
    made = result()
    text = markdown(made, summarise(made), "qa-bot eval --markdown R.md")
    assert "Made by `qa-bot eval --markdown R.md`" in text
    assert "| hit@1 | 0.50 [0.09-0.91] n=2 | 1.00 [0.21-1.00] n=1 | - |" in text
    assert "<script>" not in text.replace("\\<script\\>", "") and "\x1b" not in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 2  # two tables, each even


def test_an_interrupted_run_says_so() -> None:
    made = replace(result(), total=9)
    assert "4 of 9 questions" in table(made, summarise(made))
    assert "interrupted" in markdown(made, summarise(made), "qa-bot eval")
    assert "Interrupted" in page(made, summarise(made), "qa-bot eval")


class Tags(HTMLParser):
    """Checks that tags close as they opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not {name for name, _ in attrs} & {"src", "href", "onclick"}
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_runs_nothing() -> None:
    made = result()
    summary = summarise(made)
    form = to_json(made, summary, "qa-bot eval")
    text = page(made, summary, "qa-bot eval --report r.html", compare(form, form))
    tags = Tags()
    tags.feed(text)
    assert tags.open == [] and "script" not in tags.seen and "details" in tags.seen
    assert "&lt;script&gt;" in text and "\x1b" not in text
    assert "Misses (2 of 4)" in text
    assert "expected at rank 2, sentence wrong" in text and "answered, and should not be" in text


def test_misses() -> None:
    assert [is_miss(item) for item in result().records] == [False, True, False, True]
    assert is_miss(record("1", "x", "x", answered=False))


def test_plain_text_cannot_steer_a_terminal() -> None:
    assert plain("a\x1b[2J\u202eb\nc") == "a [2J b c"
