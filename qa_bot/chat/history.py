"""Earlier questions, as the prompt walks through them. The draft is entry 0."""

from itertools import groupby


class History:
    """Questions asked, newest first from entry 1 on; entry 0 is what is being typed.

    What was changed in an entry while walking is kept until the next question is asked.
    """

    def __init__(self) -> None:
        self._asked: list[str] = []
        self._edited: dict[int, str] = {}
        self._place = 0

    def recall(self, asked: list[str]) -> None:
        """Questions of earlier runs, the oldest first, come before those of this one."""
        self._asked = [one for one, _ in groupby(asked)] + self._asked

    def add(self, question: str) -> None:
        """A question was asked: it becomes entry 1 and the draft is empty again."""
        if not self._asked or self._asked[-1] != question:
            self._asked.append(question)
        self._edited.clear()
        self._place = 0

    def earlier(self, current: str) -> str | None:
        """The entry before the present one, which reads `current` now; None at the oldest."""
        return self._walk(current, 1)

    def later(self, current: str) -> str | None:
        """The entry after the present one, which reads `current` now; None at the draft."""
        return self._walk(current, -1)

    def _walk(self, current: str, step: int) -> str | None:
        place = self._place + step
        if not 0 <= place <= len(self._asked):
            return None
        self._edited[self._place] = current
        self._place = place
        return self._edited.get(place, self._asked[-place] if place else "")
