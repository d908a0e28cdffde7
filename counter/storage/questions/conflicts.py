"""The conflict inbox: what two hands wrote past each other, and what is there twice or below
nothing (sync.md §4.3, decisions 3, 20).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from counter.storage.catalogue import BY_NAME, Kind
from counter.storage.database import Connection
from counter.storage.ids import outlet_of
from counter.storage.questions.history import FieldNow
from counter.storage.questions.naming import Names
from counter.storage.questions.reading import at_one_moment, rows, value
from counter.storage.questions.written_values import WrittenValues

if TYPE_CHECKING:
    from counter.storage.contention import Written


class ConflictKind(StrEnum):
    """What stands against each other."""

    FIELD = "FIELD"
    TWO_HAND_BACKS = "TWO_HAND_BACKS"
    NEGATIVE_STOCK = "NEGATIVE_STOCK"
    SERIAL_TWICE = "SERIAL_TWICE"
    NUMBER_TWICE = "NUMBER_TWICE"
    STAFF_CODE_TWICE = "STAFF_CODE_TWICE"
    OUTLET_TWICE = "OUTLET_TWICE"


@dataclass(frozen=True, kw_only=True)
class ConflictSide:
    """What one hand wrote: `n` chooses it, `stands` is true of the one that won. `outlet` and
    `seat` say where; `seat` None = another outlet's, which one is not told.
    """

    n: int
    stands: bool
    at: int
    act: str
    by_code: str
    by_name: str
    outlet: int
    seat: int | None
    fields: list[FieldNow]


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """One of them. `conflict` names it at every seat; it is empty where no choice settles it.
    `record` and `number` say what it is about, `case_number` which case that belongs to. `sides` is
    filled where a choice settles it, `said` with what is there twice, or how many there are.
    """

    what: ConflictKind
    conflict: str
    record: str
    number: str
    case_number: str
    said: str
    sides: list[ConflictSide]


@at_one_moment
def conflicts(db: Connection, *, masked: bool = True, revealed: str = "") -> list[Conflict]:
    """What seats or outlets have written against each other and people have to look at.

    Unless `masked` is false, names and phones stand masked, but for the case or the customer whose
    number is `revealed`; erased ones are empty.
    """
    inbox = _Inbox(db, masked=masked, revealed=revealed)
    return [*inbox.contended(), *inbox.doubled(), *inbox.below_nothing(), *inbox.masters()]


_CONTENDED = "SELECT tbl, id, grp FROM contended WHERE what = 'FIELD' ORDER BY tbl, id, grp"
_NUMBERS = "SELECT tbl, id, said FROM contended WHERE what = 'NUMBER' ORDER BY said, tbl, id"
#: units of one owner, or of two that are both here, are one thing
_HERE = "EXISTS(SELECT 1 FROM customer_item i WHERE i.unit_id = {0}.id AND i.out_at IS NULL)"
_SERIALS = (
    "SELECT c.id, c.said FROM contended c JOIN unit u ON u.id = c.id WHERE c.what = 'SERIAL' "
    "AND EXISTS(SELECT 1 FROM unit o WHERE o.serial = c.said AND o.id <> u.id "
    "AND o.merged_into IS NULL AND (o.customer_id = u.customer_id "
    f"OR ({_HERE.format('o')} AND {_HERE.format('u')}))) ORDER BY c.said, c.id"
)
_STOCK = (
    "SELECT p.number, p.code, b.qty FROM stock_balance b JOIN part p ON p.id = b.part_id "
    "WHERE b.qty < 0 ORDER BY p.code, p.number"
)
_CODES = (
    "SELECT p.code, count(*) AS times FROM person p JOIN outlet o ON o.id = p.outlet_id "
    "WHERE p.active = 1 GROUP BY p.code, o.number HAVING count(*) > 1 ORDER BY p.code"
)
_OUTLETS = "SELECT number, count(*) AS times FROM outlet GROUP BY number HAVING count(*) > 1"
#: papers that are closed harm nobody any more
_LIVES = {
    "customer_item": "SELECT out_at IS NULL FROM customer_item WHERE id = ?",
    "repair_card": "SELECT status <> 'CLOSED' FROM repair_card WHERE id = ?",
    "item_receipt": "SELECT status = 'ISSUED' FROM item_receipt WHERE id = ?",
}


class _Inbox:
    def __init__(self, db: Connection, *, masked: bool, revealed: str) -> None:
        self._db, self._revealed = db, revealed
        self._names = Names(db)
        self._values = WrittenValues(db, self._names, masked=masked)
        self._open = WrittenValues(db, self._names, masked=False)

    def contended(self) -> Iterator[Conflict]:
        """Groups of columns with more than one leaf."""
        from counter.storage.contention import leaves_of
        from counter.storage.settling import key_of

        for table, row_id, group in self._db.execute(_CONTENDED).fetchall():
            kind = BY_NAME[table]
            if self._is_missing(kind, row_id) or self._is_erased(kind, row_id, group):
                continue
            leaves = leaves_of(self._db, (table, row_id, group))
            number, case_number = self._names.number(kind, row_id), self._case_of(kind, row_id)
            is_open = self._revealed != "" and self._revealed in (case_number, number)
            values = self._open if is_open else self._values
            sides = [self._side(values, kind, n, one) for n, one in enumerate(leaves, start=1)]
            is_out = (table, kind.columns[group].name) == ("customer_item", "out_at")
            yield Conflict(
                what=ConflictKind.TWO_HAND_BACKS if is_out else ConflictKind.FIELD,
                conflict=key_of("FIELD", table, row_id, group),
                record=table,
                number=number,
                case_number=case_number,
                said=kind.columns[group].name,
                sides=sides,
            )

    def doubled(self) -> Iterator[Conflict]:
        """Serial numbers and paper numbers that two records bear."""
        for one in rows(self._db, _SERIALS):
            yield self._plain(ConflictKind.SERIAL_TWICE, BY_NAME["unit"], one["id"], one["said"])
        for one in rows(self._db, _NUMBERS):
            asked = _LIVES.get(one["tbl"])
            if asked is None or value(self._db, asked, (one["id"],)):
                kind = BY_NAME[one["tbl"]]
                yield self._plain(ConflictKind.NUMBER_TWICE, kind, one["id"], one["said"])

    def below_nothing(self) -> Iterator[Conflict]:
        """Parts of which more was used than came in."""
        for one in rows(self._db, _STOCK):
            yield _told(ConflictKind.NEGATIVE_STOCK, "part", one["code"], str(one["qty"]))

    def masters(self) -> Iterator[Conflict]:
        """Staff codes and outlet numbers that are there twice."""
        for one in rows(self._db, _CODES):
            yield _told(ConflictKind.STAFF_CODE_TWICE, "person", one["code"], str(one["times"]))
        for one in rows(self._db, _OUTLETS):
            number = str(one["number"])
            yield _told(ConflictKind.OUTLET_TWICE, "outlet", number, str(one["times"]))

    def _side(self, values: WrittenValues, kind: Kind, n: int, written: "Written") -> ConflictSide:
        entry, logged = written.entry, written.logged
        code, name = self._names.person(entry.actor)
        outlet, seat = self._place(logged.place.chain, entry.actor)
        fields = [
            FieldNow(field=column, value=values.of(logged.n, kind, column, said))
            for column, said in written.values.items()
        ]
        return ConflictSide(
            n=n, stands=n == 1, at=entry.at, act=entry.kind, by_code=code, by_name=name,
            outlet=outlet, seat=seat, fields=fields,
        )  # fmt: skip

    def _place(self, chain: bytes, actor: str) -> tuple[int, int | None]:
        """Outlet and seat of an entry; what a hub has handed on tells by its person alone."""
        outlet, seat, why = self._db.execute(
            "SELECT outlet, seat, why FROM sync_chain WHERE chain = ?", (chain,)
        ).fetchone()
        if why != "handed over":
            return outlet, seat
        try:
            return outlet_of(bytes.fromhex(actor)), None
        except ValueError:
            return outlet, None

    def _is_missing(self, kind: Kind, row_id: bytes) -> bool:
        return not value(
            self._db, f"SELECT EXISTS(SELECT 1 FROM {kind.name} WHERE id = ?)", (row_id,)
        )

    def _is_erased(self, kind: Kind, row_id: bytes, group: int) -> bool:
        """Whether nothing of what was written is left."""
        if not set(kind.columns_of(group)) <= set(kind.personal):
            return False
        return bool(
            value(self._db, "SELECT EXISTS(SELECT 1 FROM sync_erased WHERE id = ?)", (row_id,))
        )

    def _case_of(self, kind: Kind, row_id: bytes) -> str:
        from counter.storage.subjects import Subjects

        item = Subjects(self._db).item_of(kind, row_id, {})
        return value(self._db, "SELECT number FROM customer_item WHERE id = ?", (item,)) or ""

    def _plain(self, what: ConflictKind, kind: Kind, row_id: bytes, said: str) -> Conflict:
        return Conflict(
            what=what, conflict="", record=kind.name, number=self._names.number(kind, row_id),
            case_number=self._case_of(kind, row_id), said=said, sides=[],
        )  # fmt: skip


def _told(what: ConflictKind, record: str, number: str, said: str) -> Conflict:
    return Conflict(
        what=what, conflict="", record=record, number=number, case_number="", said=said, sides=[]
    )
