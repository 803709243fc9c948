"""A conversation as a file: Markdown, HTML or JSON. What is written is never written over anything."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from qa_bot.answering.answer import Answer, Citation
from qa_bot.chat import markdown
from qa_bot.errors import UsageError
from qa_bot.rendering import (
    corrections,
    interpretation,
    pieces,
    place_name,
    reference_name,
    reflow,
    sentence_text,
)

SCHEMA = 1
"""Version of the JSON form."""


def as_markdown(library: str, answers: Sequence[Answer]) -> str:
    """The conversation as Markdown: passages are quotations, the sentence that answers is bold."""
    lines = [f"# Questions to {markdown.literal(reflow(library))}", ""]
    for answer in answers:
        lines += [f"## {markdown.literal(reflow(answer.question))}", ""]
        lines += [f"*{markdown.literal(said)}*\n" for said in _remarks(answer)]
        lines += [f"**{markdown.literal(_verdict(answer))}**" + (" [1]" if answer.answered else ""), ""]
        if answer.nearest:
            lines += ["The nearest passages, which may not answer it:", ""]
        for citation in answer.citations or answer.nearest:
            title = markdown.literal(reflow(citation.title) or reflow(citation.source))
            head = " · ".join(map(markdown.literal, _places(citation)))
            lines += [f"\\[{citation.number}\\] **{title}** · {head}", ""]
            lines += [markdown.quote("".join(_marked(citation, markdown.literal, "**", "**"))), ""]
    return "\n".join(lines).rstrip() + "\n"


def as_html(library: str, answers: Sequence[Answer]) -> str:
    """The conversation as a page that needs nothing else."""
    title = escape(f"Questions to {reflow(library)}")
    body = [f"<h1>{title}</h1>"]
    for answer in answers:
        kind = "answer" if answer.answered else "not-found"
        body.append(f"<section><h2>{escape(reflow(answer.question))}</h2>")
        body += [f"<p class=remark>{escape(said)}</p>" for said in _remarks(answer)]
        body.append(f"<p class={kind}>{escape(_verdict(answer))}</p>")
        if answer.nearest:
            body.append("<p class=remark>The nearest passages, which may not answer it:</p>")
        for citation in answer.citations or answer.nearest:
            heading = escape(reflow(citation.title) or reflow(citation.source))
            said = "".join(_marked(citation, escape, "<mark>", "</mark>"))
            places = escape(" · ".join(_places(citation)))
            body.append(f"<article><h3>[{citation.number}] {heading}</h3><p class=place>{places}</p>")
            body.append(f"<blockquote>{said}</blockquote></article>")
        body.append("</section>")
    return _PAGE.replace("{title}", title).replace("{body}", "\n".join(body))


def as_json(library: str, answers: Sequence[Answer]) -> str:
    """The conversation as one JSON object; `turns` has the objects that `qa-bot ask --json` prints."""
    form = {
        "schema": SCHEMA,
        "library": library,
        "turns": [answer.to_json(explain=True) for answer in answers],
    }
    return json.dumps(form, ensure_ascii=False, indent=1) + "\n"


FORMS: dict[str, tuple[str, Callable[[str, Sequence[Answer]], str]]] = {
    ".md": ("Markdown", as_markdown),
    ".html": ("HTML", as_html),
    ".json": ("JSON", as_json),
}
"""Ending of the file: the form's name, and what makes it."""


def export(
    folders: Iterable[Path], ending: str, library: str, answers: Sequence[Answer], now: datetime
) -> Path:
    """Write the conversation into the first of `folders` that can be written to; the file.

    Raises UsageError if none can be.
    """
    text = FORMS[ending][1](library, answers)
    words = unicodedata.normalize("NFKD", answers[0].question).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", words.lower())[:6])[:50]
    name = "-".join(filter(None, ("qa-bot", f"{now:%Y-%m-%d}", slug)))
    tried = []
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return _write_new(folder, name, ending, text)
        except OSError as error:
            tried.append(f"{folder}: {error.strerror or error}")
    raise UsageError(
        f"the conversation could not be written ({'; '.join(tried)}); start qa-bot in another folder"
    )


def _write_new(folder: Path, name: str, ending: str, text: str) -> Path:
    for number in range(1, 10_000):
        path = folder / (f"{name}{ending}" if number == 1 else f"{name}-{number}{ending}")
        try:
            with path.open("x", encoding="utf-8", newline="\n", errors="replace") as file:
                file.write(text)
        except FileExistsError:
            continue
        return path
    raise OSError(None, "too many exports of that name")


def _remarks(answer: Answer) -> list[str]:
    return [said for said in (interpretation(answer), corrections(answer)) if said]


def _verdict(answer: Answer) -> str:
    if answer.answered:
        return sentence_text(answer)
    return f"Not found. {reflow(answer.reason or 'The documents do not answer this question.')}"


def _places(citation: Citation) -> list[str]:
    return [part for part in (place_name(citation), reference_name(citation)) if part]


def _marked(citation: Citation, words: Callable[[str], str], before: str, after: str) -> Iterable[str]:
    """The passage, its answering sentence between `before` and `after`."""
    inside = False
    for piece in pieces(citation):
        text = piece.text
        if piece.sentence != inside and (inside or text.strip()):
            space = text[: len(text) - len(text.lstrip())] if piece.sentence else ""
            yield space + before if piece.sentence else after
            text, inside = text[len(space) :], piece.sentence
        yield words(text)
    if inside:
        yield after


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
:root { color-scheme: light dark; --faint: #6b7280; --line: #2f6a9f; --mark: #dbe9f6; }
@media (prefers-color-scheme: dark) { :root { --faint: #9aa3af; --line: #7aa5cf; --mark: #24405c; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; } h3 { font-size: 1rem; margin: 1.2rem 0 0; }
.answer { font-weight: 600; border-left: .25rem solid var(--line); padding-left: .8rem; }
.not-found { border-left: .25rem solid #d9995b; padding-left: .8rem; }
.place, .remark { color: var(--faint); font-size: .9rem; margin: 0; overflow-wrap: anywhere; }
blockquote { margin: .4rem 0 0; } mark { background: var(--mark); color: inherit; }
</style></head><body>
{body}
</body></html>
"""
