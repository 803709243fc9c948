"""`--report FILE.html`: one self-contained page, no scripts, nothing loaded from anywhere."""

from collections.abc import Iterable, Iterator
from html import escape

from qa_bot import __version__
from qa_bot.evaluation.compare import Comparison
from qa_bot.evaluation.measures import RANKING, SENTENCE, Figure, Group, Summary
from qa_bot.evaluation.report import LABELS, interval, machine, measured_on, plain, refused
from qa_bot.evaluation.run import Record, Result

_SHOWN = 3
"""Returned entries shown with each miss."""

_STYLE = """
:root { color-scheme: light dark; --ink: light-dark(#1b1f24, #e6e6e6);
  --quiet: light-dark(#59636e, #9aa4af);
  --line: light-dark(#d5dae0, #3a4149); --bar: light-dark(#2f6f9f, #6cb0de);
  --paper: light-dark(#fff, #16191d); --right: light-dark(#e2f2e4, #1f3a26); }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; } .quiet { color: var(--quiet); }
svg { width: 12rem; height: 1rem; display: block; }
svg .bar { fill: var(--bar); } svg .whisker { stroke: var(--ink); stroke-width: 1.5; }
details { border-bottom: 1px solid var(--line); padding: .5rem 0; } summary { cursor: pointer; }
blockquote { margin: .4rem 0; padding: .3rem .8rem; border-left: 3px solid var(--line); white-space: pre-wrap;
  overflow-wrap: anywhere; } blockquote.right { background: var(--right); }
code { overflow-wrap: anywhere; }
"""


def page(result: Result, summary: Summary, command: str, comparison: Comparison | None = None) -> str:
    """The whole report as HTML. Everything from sets and documents is escaped."""
    title = f"Evaluation of {plain(result.questions.name)}"
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(plain(measured_on(result)))}.</p>",
        *_overall(summary),
        *_groups("By half", summary.halves),
        *_groups("By kind of question", summary.kinds),
        *_changes(comparison),
        *_misses(result),
        *_repeat(result, command),
    ]
    if result.interrupted:
        parts.insert(2, "<p><strong>Interrupted: these are the first questions only.</strong></p>")
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _overall(summary: Summary) -> Iterator[str]:
    yield "<h2>Measures</h2>"
    rows = [
        (escape(LABELS[name]), interval(figure), _bar(figure), f"n={figure.n}")
        for name, figure in summary.overall.figures.items()
    ]
    yield _table(("measure", "mean, 95 % interval", "", "questions"), rows)
    yield (
        f'<p class="quiet">Time per question: {summary.p50_ms:.1f} ms median, {summary.p95_ms:.1f} ms at the '
        f"95th percentile ({escape(machine())}).</p>"
    )


def _bar(figure: Figure) -> str:
    """The mean as a bar from 0 to 1, with its interval as a line."""
    value, low, high = (round(100 * part, 1) for part in (figure.value, figure.low, figure.high))
    return (
        f'<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="bar" x="0" y="1" width="{value}" height="6"/>'
        f'<line class="whisker" x1="{low}" x2="{high}" y1="4" y2="4"/></svg>'
    )


def _groups(title: str, groups: tuple[Group, ...]) -> Iterator[str]:
    if len(groups) < 2:
        return
    yield f"<h2>{title}</h2>"
    names = (*RANKING, SENTENCE)
    rows = []
    for group in groups:
        share = refused(group)
        rows.append(
            (
                escape(plain(group.label)), str(group.questions),
                *(interval(group.figures.get(name)) for name in names),
                "-" if share is None else f"{share:.2f}",
            )
        )  # fmt: skip
    yield _table(("", "questions", *(LABELS[name] for name in names), "refused"), rows)


def _changes(comparison: Comparison | None) -> Iterator[str]:
    if comparison is None:
        return
    yield "<h2>Compared with the earlier run</h2>"
    rows = [
        (
            escape(LABELS[name]), f"{c.before:.3f}", f"{c.after:.3f}",
            f"{c.after - c.before:+.3f} [{c.low:+.3f} {c.high:+.3f}]", f"{c.p_holm:.3f}",
            escape(plain(", ".join(c.better))) or "-", escape(plain(", ".join(c.worse))) or "-",
        )
        for name, c in comparison.changes.items()
    ]  # fmt: skip
    yield _table(("measure", "before", "after", "difference", "p (Holm)", "better", "worse"), rows)


def _misses(result: Result) -> Iterator[str]:
    """The questions whose first entry is not an expected one, and those wrongly answered."""
    missed = [record for record in result.records if is_miss(record)]
    yield f"<h2>Misses ({len(missed)} of {len(result.records)})</h2>"
    for record in missed:
        question = record.question
        yield (
            f'<details><summary>{escape(plain(question.question))} <span class="quiet">'
            f"{escape(plain(f'{question.id}, {question.kind}'))}: {_verdict(record)}</span></summary>"
        )
        if record.interpreted_as != question.question:
            yield f"<p>Understood as: {escape(plain(record.interpreted_as))}</p>"
        yield "<p>Expected:</p>" if question.answerable else "<p>Expected: no answer.</p>"
        for expected in question.expected:
            yield _quote(expected.source, expected.quote, right=True)
        if not question.expected and question.relevant:
            yield f"<p><code>{escape(plain(', '.join(question.relevant)))}</code></p>"
        if record.sentence:
            yield f"<p>Answered:</p><blockquote>{_words(record.sentence)}</blockquote>"
        if record.returned:
            yield "<p>Returned:</p>"
        for entry in record.returned[:_SHOWN]:
            yield _quote(entry.key, entry.text, right=record.judgements.get(entry.key, 0) > 0)
        yield "</details>"


def is_miss(record: Record) -> bool:
    """Whether something else was expected: another first entry, another sentence, or a refusal."""
    if not record.question.answerable:
        return record.answered
    return record.first_rank != 1 or record.sentence_right is False


def _verdict(record: Record) -> str:
    if not record.question.answerable:
        return "answered, and should not be"
    if not record.answered:
        return "refused"
    rank = f"expected at rank {record.first_rank}" if record.first_rank else "expected not returned"
    return f"{rank}, sentence wrong" if record.sentence_right is False else rank


def _quote(name: str, text: str, right: bool) -> str:
    mark = ' class="right"' if right else ""
    return f'<blockquote{mark}><span class="quiet">{escape(plain(name))}</span>\n{_words(text)}</blockquote>'


def _words(text: str) -> str:
    """Words of a document with their line ends, as HTML."""
    return "\n".join(escape(plain(line)) for line in text.splitlines())


def _repeat(result: Result, command: str) -> Iterator[str]:
    yield "<h2>To repeat it</h2>"
    yield f"<p><code>{escape(command)}</code></p>"
    digest = result.questions.digest
    yield f'<p class="quiet">qa-bot {__version__}; SHA-256 of the set: <code>{digest}</code></p>'


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of cells that are HTML already."""
    head = "".join(f"<th>{cell}</th>" for cell in heads)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></div>'
