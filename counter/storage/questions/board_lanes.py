"""The board by lanes: each paged by itself, filtered alike, the item promised first in front."""

from dataclasses import dataclass

from counter.storage.database import Connection
from counter.storage.questions.board import (
    BOARD_ROWS,
    MOST_COUNTED,
    WORK_OVER,
    BoardRow,
    OpenState,
    board_row,
    counted,
)
from counter.storage.questions.fault_words import FaultWords
from counter.storage.questions.parts_of_sql import CUSTOMER
from counter.storage.questions.reading import (
    Page,
    Row,
    at_one_moment,
    page,
    page_size,
    places,
    row_after,
    rows,
    value,
)

ESCAPED = str.maketrans({"%": "\\%", "_": "\\_", "\\": "\\\\"})
OVER = [state.value for state in WORK_OVER]
_COUNT = f"""
SELECT 1 FROM open_item o JOIN customer_item i ON i.id = o.id
  LEFT JOIN repair_card c ON c.item_id = i.id
  LEFT JOIN unit u ON u.id = i.unit_id
  {CUSTOMER}
  LEFT JOIN shelf s ON s.id = i.shelf_id
  LEFT JOIN person t ON t.id = c.technician_id
"""
_TEXT = """(coalesce(u.product, '') || ' ' || coalesce(u.brand, '') || ' ' || coalesce(u.model, '')
  || ' ' || i.fault || ' ' || coalesce(cu.name, '') || ' ' || coalesce(cu.phone, '') || ' '
  || coalesce(s.name, '') || ' ' || i.number || ' ' || coalesce(c.number, '')
  || ' ' || coalesce(u.serial, '')) LIKE ? ESCAPE '\\'"""


@dataclass(frozen=True, kw_only=True)
class LanePage(Page[BoardRow]):
    """A page of a lane; `count` is how many stand there under the same filter, up to 1000."""

    count: int


@dataclass(frozen=True, kw_only=True)
class BoardView:
    """Every lane's first page, how many items are here, and how many promises have passed."""

    lanes: list[LanePage]
    here: int
    overdue: int


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What is shown of the board; None and empty = all of it; `late_at` = what is overdue then."""

    technician_code: str | None = None
    kind_code: str | None = None
    promised_before_at: int | None = None
    late_at: int | None = None
    text: str = ""

    def tests(self) -> tuple[list[str], list[object]]:
        """Conditions and what they compare with."""
        words = self.text.split()
        tests = [_TEXT for _ in words]
        given: list[object] = [f"%{word.translate(ESCAPED)}%" for word in words]
        for test, fact in (
            ("o.promised_at < ?", self.promised_before_at),
            ("t.code = ?", self.technician_code),
            ("u.kind_code = ?", self.kind_code),
        ):
            if fact is not None:
                tests.append(test)
                given.append(fact)
        if self.late_at is not None:
            tests.append(f"o.promised_at < ? AND o.state NOT IN ({places(OVER)})")
            given += [self.late_at, *OVER]
        return tests, given


@at_one_moment
def board_lane(
    db: Connection,
    *,
    states: list[OpenState],
    technician_code: str | None = None,
    kind_code: str | None = None,
    promised_before_at: int | None = None,
    text: str = "",
    masked: bool = False,
    language: str | None = None,
    after: str | None = None,
    limit: int = 60,
) -> LanePage:
    """Items that stand in any of some states, by promised time.

    `text` is part of the item's name, fault, number or shelf, or of its customer's name or phone;
    every word of it must be there.
    """
    chosen = Filter(
        technician_code=technician_code,
        kind_code=kind_code,
        promised_before_at=promised_before_at,
        text=text,
    )
    words = FaultWords(db, language)
    return _lane(db, states, chosen, words, masked=masked, after=after, limit=limit)


@at_one_moment
def board_view(
    db: Connection,
    *,
    now_at: int,
    lanes: list[list[OpenState]],
    limits: list[int],
    chosen: Filter,
    language: str,
) -> BoardView:
    """All lanes of the window's board at one moment, masked."""
    words = FaultWords(db, language)
    pages = [
        _lane(db, states, chosen, words, masked=True, limit=limit)
        for states, limit in zip(lanes, limits, strict=True)
    ]
    counts, overdue = counted(db, now_at)
    return BoardView(lanes=pages, here=sum(counts.values()), overdue=overdue)


@at_one_moment
def lane_page(
    db: Connection,
    *,
    states: list[OpenState],
    chosen: Filter,
    language: str,
    after: str,
    limit: int,
) -> LanePage:
    """The page of a lane of the window's board that follows, masked."""
    words = FaultWords(db, language)
    return _lane(db, states, chosen, words, masked=True, after=after, limit=limit)


def _lane(
    db: Connection,
    states: list[OpenState],
    chosen: Filter,
    words: FaultWords,
    *,
    masked: bool,
    limit: int,
    after: str | None = None,
) -> LanePage:
    """Each state is read in order by its own index; the first of all of them make the page."""
    size, (tests, given) = page_size(limit), chosen.tests()
    where = f"WHERE {' AND '.join(['o.state = ?', *tests])}"
    order = f"{where} AND (o.promised_at, o.id) > (?, ?) ORDER BY o.promised_at, o.id LIMIT ?"
    found: list[Row] = []
    count = 0
    for state in states:
        facts = (state.value, *given, *row_after(after or "0."), size + 1)
        found += rows(db, BOARD_ROWS + order, facts)
        counting = f"SELECT count(*) FROM ({_COUNT} {where} LIMIT {MOST_COUNTED})"
        count += value(db, counting, (state.value, *given))
    found.sort(key=lambda one: (one["_at"], one["_key"]))

    def shown(one: Row) -> BoardRow:
        return board_row(one, words, masked)

    first = page(found[: size + 1], size, shown)
    return LanePage(rows=first.rows, next=first.next, count=min(count, MOST_COUNTED))
