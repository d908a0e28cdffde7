"""A desk whose answers wait: what somebody does between a question and its answer happens first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.robots import Clerk

LONGEST_S = 60


@contextmanager
def acts_wait(clerk: Clerk) -> Iterator[None]:
    """No act is done before the end of this; questions are answered meanwhile."""
    begun, go_on = Event(), Event()

    def wait(*_counter: object) -> None:
        begun.set()
        go_on.wait(LONGEST_S)

    lender = Thread(target=clerk.window.kit.desk.lend, args=(wait,))
    lender.start()
    assert begun.wait(LONGEST_S)
    yield from _until_the_end(clerk, go_on.set)
    lender.join()


@contextmanager
def answers_wait(clerk: Clerk) -> Iterator[None]:
    """No question is answered before the end of this; acts are done meanwhile."""
    go_on = Event()

    def wait(_connection: Any) -> None:
        go_on.wait(LONGEST_S)

    clerk.window.kit.desk.ask(wait)
    yield from _until_the_end(clerk, go_on.set)


def _until_the_end(clerk: Clerk, go_on: Callable[[], None]) -> Iterator[None]:
    try:
        yield
    finally:
        go_on()
    clerk.settles()


def texts_of(part: QWidget) -> str:
    """What stands on the labels of a part of a page, seen or not."""
    return "\n".join(one.text() for one in part.findChildren(QLabel))
