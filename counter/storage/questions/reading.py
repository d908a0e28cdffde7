"""How every question reads: at one moment, rows as frozen values, lists as pages by key."""

import types
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache, wraps
from typing import (
    Any,
    Concatenate,
    Generic,
    ParamSpec,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from counter.domain.refusals import RuleBroken
from counter.storage.database import Connection

R = TypeVar("R")
P = ParamSpec("P")
Row = dict[str, Any]
Given = Sequence[object] | Mapping[str, object]
#: the longest page; a longer one that is asked for comes as pages
MOST_ROWS = 200


@dataclass(frozen=True, kw_only=True)
class Page(Generic[R]):
    """Some rows of a list. `next`, handed in as `after`, gives the ones that follow; None = all."""

    rows: list[R]
    next: str | None = None


@contextmanager
def moment(db: Connection) -> Generator[None, None, None]:
    """All reads within see the same state of the file; no read transaction outlives it."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("ROLLBACK")


def at_one_moment(
    question: Callable[Concatenate[Connection, P], R],
) -> Callable[Concatenate[Connection, P], R]:
    """A question of several statements, asked of one state of the file."""

    @wraps(question)
    def asked(db: Connection, /, *args: P.args, **facts: P.kwargs) -> R:
        with moment(db):
            return question(db, *args, **facts)

    return asked


def rows(db: Connection, sql: str, given: Given = ()) -> list[Row]:
    """What a SELECT finds, each row by the names of its columns."""
    cursor = db.execute(sql, given)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def row(db: Connection, sql: str, given: Given = ()) -> Row | None:
    """The first row of a SELECT, or None."""
    found = rows(db, sql, given)
    return found[0] if found else None


def value(db: Connection, sql: str, given: Given = ()) -> Any:
    """The one value of a SELECT, or None."""
    found = db.execute(sql, given).fetchone()
    return found[0] if found else None


def _taken(hint: Any) -> Callable[[Any], Any] | None:
    """How a stored value becomes one of that type; None = as it is."""
    if get_origin(hint) in (types.UnionType, Union):
        (hint,) = (one for one in get_args(hint) if one is not type(None))
        made = _taken(hint)
        return made and _unless_none(made)
    if hint is bool:
        return bool
    if isinstance(hint, type) and issubclass(hint, Enum):
        # looked up, not called: an enumeration's own call takes five times as long
        return {one.value: one for one in hint}.__getitem__
    return None


def _unless_none(made: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def taken(stored: Any) -> Any:
        return None if stored is None else made(stored)

    return taken


Maker = tuple[str, Callable[[Any], Any]]


@cache
def _makers(kind: type[Any]) -> tuple[list[str], list[Maker], int]:
    """The texts of a kind of answer, its fields that are more than what is stored, and how many
    it has.
    """
    known = get_type_hints(kind)
    hints = {field.name: known[field.name] for field in fields(kind)}
    taken = ((name, _taken(hint)) for name, hint in hints.items())
    texts = [name for name, hint in hints.items() if hint is str]
    makers = [(name, maker) for name, maker in taken if maker is not None]
    return texts, makers, -1 if hasattr(kind, "__slots__") else len(hints)


def made(kind: type[R], found: Row, **more: Any) -> R:
    """A row as a frozen value: its columns by name, states in their own types, `more` on top.

    Columns whose name begins with an underscore serve the question alone.
    """
    texts, makers, size = _makers(kind)
    plain = {name: stored for name, stored in found.items() if name[0] != "_"}
    if None in plain.values():
        for name in texts:
            if name in plain and plain[name] is None:
                plain[name] = ""  # a text of a row that is not there (an outer join) is empty
    for name, maker in makers:
        if name in plain and name not in more:
            plain[name] = maker(plain[name])
    plain |= more
    if len(plain) != size:
        return kind(**plain)  # says which field is missing, or takes what the kind has for it
    answer = object.__new__(kind)  # a frozen value sets its fields one by one, three times slower
    vars(answer).update(plain)
    return answer


def many(db: Connection, kind: type[R], sql: str, given: Given = ()) -> list[R]:
    """All rows of a SELECT as frozen values; for lists that belong to one thing and stay short."""
    return [made(kind, found) for found in rows(db, sql, given)]


def places(given: Sequence[object]) -> str:
    """The places of a list of values in `IN (…)`."""
    return ", ".join("?" * len(given))


# -- pages


def page_size(limit: int) -> int:
    """A limit within what one page may hold."""
    return max(1, min(limit, MOST_ROWS))


def cursor_of(at: int, key: int | bytes | str) -> str:
    """Where a page ended: its last row's place in the order."""
    return f"{at}.{key.hex() if isinstance(key, bytes) else key}"


def place_after(after: str) -> tuple[int, int]:
    """The place a cursor names; raises RuleBroken "page.unknown" for one that no page has given."""
    at, dot, key = after.partition(".")
    try:
        return int(at), int(key if dot else "")
    except ValueError:
        raise RuleBroken("page.unknown", after=after[:40]) from None


def row_after(after: str) -> tuple[int, bytes]:
    """Like `place_after`, where rows are ordered by their id."""
    at, dot, key = after.partition(".")
    try:
        return int(at), bytes.fromhex(key if dot else "-")
    except ValueError:
        raise RuleBroken("page.unknown", after=after[:40]) from None


def name_after(after: str | None) -> tuple[str, int]:
    """Like `place_after`, where rows are ordered by a text; the very beginning for None."""
    if after is None:
        return "", 0
    key, dot, name = after.partition(".")
    if not (dot and key.isdecimal()):
        raise RuleBroken("page.unknown", after=after[:40])
    return name, int(key)


def page(found: list[Row], limit: int, make: Callable[[Row], R]) -> Page[R]:
    """A page of rows read one further than `limit`; `_at` and `_key` say where a row stands."""
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    return Page(
        rows=[make(one) for one in shown],
        next=cursor_of(last["_at"], last["_key"]) if last else None,
    )
