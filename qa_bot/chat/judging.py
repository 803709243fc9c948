"""+ and −: whether a passage answers its question, kept so that it becomes a question set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on
from textual.app import SystemCommand

from qa_bot.chat.prompt import Prompt
from qa_bot.chat.scoping import Scoping
from qa_bot.chat.selectable import Selectable

if TYPE_CHECKING:
    from qa_bot.answering.answer import Answer, Citation

Judged = tuple[str, str, str]
"""Question, source and quote."""


class Judging(Scoping):
    """The chat that learns from the person what is right."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self._judged: dict[Judged, bool] = {}
        """What was judged in this run."""
        self._last: tuple[Answer, Citation, bool | None] | None = None
        """The passage judged last, and what was thought of it before."""

    def work_commands(self) -> Iterator[SystemCommand]:
        """The commands of the palette that are about answers, conversations and documents."""
        yield from super().work_commands()
        yield SystemCommand(
            "This passage is right", "Kept for your question set (+)", self.action_judge_right
        )
        yield SystemCommand(
            "This passage is wrong", "Kept for your question set (−)", self.action_judge_wrong
        )
        yield SystemCommand("None of these is right", "All passages shown are wrong", self.action_judge_none)

    @on(Prompt.Judged)
    def judge_open(self, event: Prompt.Judged) -> None:
        """+ or − while a source is open and nothing is typed."""
        self.action_judge(event.good)

    @on(Prompt.NotNumbered)
    def judge_otherwise(self) -> None:
        """The sign began a question: what was thought before is thought again."""
        if self._last is not None:
            self._judge(*self._last)
            self._last = None

    def action_judge_right(self) -> None:
        """The passage meant answers the question."""
        self.action_judge(True)

    def action_judge_wrong(self) -> None:
        """It does not."""
        self.action_judge(False)

    def action_judge(self, good: bool) -> None:
        """Judge the passage meant; judged so already, the judgement is taken back."""
        exchange, citation = self.exchange(), self.chosen()
        if isinstance(self.focused, Selectable):
            exchange = self.transcript.exchange_of(self.focused) or exchange
        if exchange is None or exchange.answer is None or citation is None:
            self.notify("There is no passage yet: ask something first.", markup=False)
            return
        before = self._judged.get(_of(exchange.answer, citation))
        self._last = (exchange.answer, citation, before)
        after = None if before is good else good
        self._judge(exchange.answer, citation, after)
        said = {
            None: "is judged no more",
            True: "answers the question",
            False: "does not answer the question",
        }
        self.notify(f"Noted: passage {citation.number} {said[after]}.", timeout=3, markup=False)

    def action_judge_none(self) -> None:
        """All passages of the answer are wrong."""
        exchange = self.exchange()
        if exchange is None or exchange.answer is None or not exchange.citations():
            self.notify("There is no passage yet: ask something first.", markup=False)
            return
        for citation in exchange.citations():
            self._judge(exchange.answer, citation, False)
        self.notify("Noted: none of these passages answers the question.", timeout=3, markup=False)

    def _judge(self, answer: Answer, citation: Citation, good: bool | None) -> None:
        from qa_bot.chat.store import Judgement

        question, source, quote = key = _of(answer, citation)
        kind = "followup" if answer.interpreted_as != answer.question and "(about:" in question else "judged"
        if good is None:
            self._judged.pop(key, None)
            self.remember(lambda store, library: store.unjudge(library, question, source, quote))
        else:
            self._judged[key] = good
            judgement = Judgement(question, kind, source, quote, good)
            self.remember(lambda store, library: store.judge(library, judgement))
        for view in self.transcript.query(Selectable):
            if view.citation is citation:
                view.set_class(good is True, "-right")
                view.set_class(good is False, "-wrong")


def _of(answer: Answer, citation: Citation) -> Judged:
    """What is judged: the question as it was understood, and the sentence that was found, or the passage."""
    start, end = citation.sentence
    follow_up = (
        answer.interpreted_as.startswith(answer.question.strip()) and answer.interpreted_as != answer.question
    )
    question = answer.interpreted_as if follow_up else answer.question
    return question, citation.source, citation.text[start:end] or citation.text
