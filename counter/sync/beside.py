"""A call whose wait is used for something else."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Beside(Generic[T]):
    """A call on a thread of its own, which keeps no program from ending."""

    def __init__(self, call: Callable[[], T]) -> None:
        self._call, self._said = call, list[T]()
        self._fault: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="beside", daemon=True)
        self._thread.start()

    def answer(self) -> T:
        """Waits for it. Raises what the call raised."""
        self._thread.join()
        if self._fault is not None:
            raise self._fault
        return self._said[0]

    def _run(self) -> None:
        try:
            self._said.append(self._call())
        except Exception as fault:  # it is raised where the answer is waited for
            self._fault = fault
