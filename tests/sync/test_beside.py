"""A call on a thread beside this one: its answer and its fault come where they are waited for."""

import threading

import pytest

from counter.sync.beside import Beside
from counter.sync.http_line import NoHub


def test_it_goes_on_while_nobody_waits_and_its_answer_is_kept() -> None:
    here, begun = threading.get_ident(), threading.Event()

    def call() -> int:
        begun.set()
        return threading.get_ident()

    beside = Beside(call)
    assert begun.wait(30)
    assert beside.answer() != here
    assert beside.answer() == beside.answer()


def test_what_it_raised_is_raised_where_it_is_waited_for() -> None:
    def call() -> int:
        raise NoHub("unreachable", "cut")

    beside = Beside(call)
    with pytest.raises(NoHub, match="cut"):
        beside.answer()
