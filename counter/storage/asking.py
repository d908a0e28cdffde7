"""Asks one question of many ids at once, in few shapes so that it stays prepared."""

from collections.abc import Iterable, Iterator
from typing import Any

from counter.storage.database import Connection

#: values in one question
MOST = 256


def among(db: Connection, query: str, values: Iterable[Any], *before: Any) -> Iterator[Any]:
    """The rows of a query in which `{}` stands for a list of values; `before` are the parameters in
    front of them.
    """
    asked = list(values)
    for at in range(0, len(asked), MOST):
        piece = asked[at : at + MOST]
        size = 1 << (len(piece) - 1).bit_length()
        marks = ", ".join("?" * size)
        nothing = (None,) * (size - len(piece))  # is in no list
        yield from db.execute(query.format(marks), (*before, *piece, *nothing)).fetchall()
