"""One thread on which everything of the core happens, in the order asked for, so that keys never wait."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Backstage:
    """Runs calls one after another on a thread of its own, which never keeps the program from ending.

    The core's database handle stays on the thread that opened it, and a question asked while the
    library is being opened simply waits behind the opening.
    """

    def __init__(self, name: str) -> None:
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def do(self, call: Callable[[], T]) -> "Future[T]":
        """Run `call` when its turn comes; the future has what it gives back or raises."""
        future: Future[T] = Future()

        def turn() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(call())
            except BaseException as error:  # whatever it is, it belongs to the one who waits for it
                future.set_exception(error)

        self._calls.put(turn)
        return future

    def _run(self) -> Any:
        while True:
            self._calls.get()()
