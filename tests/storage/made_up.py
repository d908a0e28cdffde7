"""Closed cases by the thousand, written past the capture; questions must not mind them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from counter.domain import numbers
from counter.domain import records as r
from counter.domain.numbers import NumberKind
from counter.domain.records import Id
from counter.domain.states import (
    CardStatus,
    CustodyState,
    EstimateStatus,
    ParcelStatus,
    PaymentKind,
    ReceiptStatus,
    SettlementStatus,
    TransferStatus,
)
from counter.storage import schema
from counter.storage.catalogue import BY_RECORD, NUMBERED, Kind
from counter.storage.database import Connection
from counter.storage.deriving import derive
from counter.storage.issued import TABLES, as_kept
from counter.storage.search import customer_tokens
from counter.storage.shop import Shop
from counter.storage.shortening import packed
from tests.storage.conftest import NOON, NUMBER

A_DAY, A_YEAR, DAY, HOUR = 20, 90_000, 86_400_000, 3_600_000
CHUNK = 5_000
FAMILY = "赵钱孙李周吴郑王冯陈"
GIVEN = "明芳军丽强敏静磊洋艳"


def _id(n: int, place: int) -> Id:
    return Id(b"\xee" + place.to_bytes(1, "big") + n.to_bytes(14, "big"))


def _number(kind: NumberKind, n: int) -> str:
    years, place = divmod(n, A_YEAR)
    return numbers.make(kind, outlet=NUMBER, seat=7, year=25 - years, sequence=place + 1)


def _in_fives(n: int) -> int:
    """Digits up to four only, so that nobody else has the phone that is looked for."""
    return n % 5 + 10 * _in_fives(n // 5) if n else 0


def _name(n: int) -> str:
    return FAMILY[n % 10] + GIVEN[n // 10 % 10] + GIVEN[n // 100 % 10]


def _phone(n: int) -> str:
    return f"139{_in_fives(n):08d}"


def _serial(n: int) -> str:
    return f"TV{_in_fives(n):08d}"


def _case(n: int, who: r.Person) -> Iterator[Any]:
    """One case that came and went long ago, twenty a day, each of another customer."""
    came = NOON - (n // A_DAY + 3) * DAY + n % A_DAY * HOUR // 4
    went = came + DAY
    ids = [_id(n, place) for place in range(16)]
    customer, unit, item, receipt, card, settlement = ids[:6]
    yield r.Customer(id=customer, number=_number(NumberKind.CUSTOMER, n), name=_name(n),
                     phone=_phone(n), created_at=came)  # fmt: skip
    yield r.Unit(id=unit, customer_id=customer, kind_code="LAPTOP", product="电视", model="T9",
                 serial=_serial(n))  # fmt: skip
    yield r.CustomerItem(id=item, number=_number(NumberKind.CASE, n), custodian=NUMBER,
                         customer_id=customer, unit_id=unit, fault="无图像", promised_at=went,
                         received_at=came, received_by=who.id, out_at=went, out_by=who.id,
                         custody_state=CustodyState.HANDED_BACK, out_how="SELF")  # fmt: skip
    yield r.ItemReceipt(id=receipt, number=_number(NumberKind.RECEIPT, n), customer_id=customer,
                        issued_at=came, issued_by=who.id, status=ReceiptStatus.VOIDED)  # fmt: skip
    yield r.ReceiptLine(id=ids[6], receipt_id=receipt, item_id=item, recovered_at=went)
    yield r.RepairCard(id=card, number=_number(NumberKind.CARD, n), item_id=item,
                       status=CardStatus.CLOSED, technician_id=who.id)  # fmt: skip
    yield r.WorkStep(id=ids[7], card_id=card, technician_id=who.id, started_at=came, ended_at=went,
                     minutes=30)  # fmt: skip
    yield r.PartUsed(id=ids[8], card_id=card, code="X", name="屏", at=came, by=who.id)
    yield r.Settlement(id=settlement, number=_number(NumberKind.SETTLEMENT, n), item_id=item,
                       gross_fen=9000, made_at=went, status=SettlementStatus.PAID)  # fmt: skip
    yield r.SettlementLine(id=ids[9], settlement_id=settlement, gross_fen=9000)
    yield r.Payment(id=ids[10], item_id=item, settlement_id=settlement, kind=PaymentKind.PAYMENT,
                    method="CASH", amount_fen=9000, at=went, by=who.id)  # fmt: skip
    for place, state in ((11, CustodyState.RECEIVED), (12, CustodyState.HANDED_BACK)):
        yield r.CustodyEvent(id=ids[place], item_id=item, state=state, at=came, by=who.id)
    yield r.Notice(id=ids[13], item_id=item, how="SMS", said="可取", at=went, by=who.id)
    yield r.Photo(id=ids[14], item_id=item, sha256="cd" * 32, size=1, at=came, by=who.id)
    yield from _answered(n, item, went, who)
    if n % A_DAY == 0:
        yield from _sent_away(n, item, went, who)
    yield r.Alarm(id=ids[15], rule="receipt.voided", number=_number(NumberKind.RECEIPT, n),
                  item_id=item, at=came, by=who.id)  # fmt: skip


def _answered(n: int, item: Id, at: int, who: r.Person) -> Iterator[Any]:
    """What the customer said of it, taken and read."""
    answer = _id(n, 17)
    yield r.CustomerAnswer(id=answer, item_id=item, what="RATING", stars=5, at=at)
    for place, outcome in ((18, "RECEIVED"), (19, "SEEN")):
        yield r.AnswerTaken(id=_id(n, place), answer_id=answer, item_id=item, outcome=outcome,
                            at=at, by=who.id)  # fmt: skip


def _sent_away(n: int, item: Id, at: int, who: r.Person) -> Iterator[Any]:
    """One case a day went to the workshop for an estimate, its bag before its case."""
    yield r.Estimate(id=_id(n, 24), number=_number(NumberKind.ESTIMATE, n), item_id=item,
                     sent_at=at, sent_by=who.id, status=EstimateStatus.CONSENTED)  # fmt: skip
    transfer, number = _id(n, 20), _number(NumberKind.TRANSFER, n + 1)
    yield r.Transfer(id=transfer, number=number, from_outlet=NUMBER, to_outlet=90,
                     to_name="中央维修部", packed_at=at, packed_by=who.id, sent_at=at,
                     sent_by=who.id, status=TransferStatus.ON_THE_WAY, status_at=at)  # fmt: skip
    yield r.TransferLine(id=_id(n, 21), transfer_id=transfer, item_id=item,
                         status=ParcelStatus.RECEIVED, status_at=at)  # fmt: skip
    yield r.TransferPart(id=_id(n, 22), transfer_id=transfer, item_id=item, code="X", name="屏",
                         at=at, by=who.id)  # fmt: skip
    yield r.TransferArrival(id=_id(n, 23), transfer_number=number, at=at, by=who.id)


def _evening(n: int, who: r.Person) -> r.TillCount:
    """The cash of a day long ago, counted in its evening."""
    at = NOON - (n // A_DAY + 3) * DAY + 6 * HOUR
    return r.TillCount(id=_id(n, 16), day_on=_day_of(at), book_fen=180_000, counted_fen=180_000,
                       at=at, by=who.id)  # fmt: skip


def _day_of(at: int) -> str:
    """The local day of a moment."""
    return datetime.fromtimestamp(at / 1000, ZoneInfo("Asia/Shanghai")).date().isoformat()


def fill(shop: Shop, begin: int, end: int) -> None:
    """Writes the closed cases `begin` … `end`, with their search rows, numbers and log subjects.

    The triggers are away meanwhile, and what is derived is written as `derive` would: row by row it
    would take minutes.
    """
    db = shop.db
    db.execute("BEGIN IMMEDIATE")
    (who,) = db.execute("SELECT id FROM person ORDER BY k LIMIT 1").fetchone()
    (entry,) = db.execute("SELECT max(n) FROM sync_log").fetchone()
    schema.drop_triggers(db)
    for first in range(begin, end, CHUNK):
        _write(db, range(first, min(first + CHUNK, end)), r.Person(id=who), entry)
    schema.make_triggers(db)
    # what a search costs hangs on how many pieces the index lies in: as after every bulk of rows
    db.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")
    db.execute("COMMIT")


def _write(db: Connection, cases: range, who: r.Person, entry: int) -> None:
    rows: dict[Kind, list[list[Any]]] = {}
    found: list[tuple[int | None, int, bytes]] = []
    for n in cases:
        evening: list[Any] = [_evening(n, who)] if n % A_DAY == 0 else []
        for record in (*_case(n, who), *evening):
            kind = BY_RECORD[type(record)]
            rows.setdefault(kind, []).append([getattr(record, c.name) for c in kind.columns])
            if kind in NUMBERED:
                found.append((as_kept(record.number), TABLES[kind.name], record.id))
    for kind, values in rows.items():
        names = ", ".join(f'"{c.name}"' for c in kind.columns)
        places = ", ".join("?" * len(kind.columns))
        db.executemany(f"INSERT INTO {kind.name}({names}) VALUES ({places})", values)
    db.executemany("INSERT INTO paper_number(number, tbl, id, state) VALUES (?, ?, ?, 0)", found)
    tokens = [(_tokens(n), _id(n, 0)) for n in cases]
    db.executemany(
        "INSERT INTO search_row(k, tokens) SELECT k, ? FROM customer WHERE id = ?", tokens
    )
    derive(db, [], [("payment", _id(n, 10)) for n in cases], "Asia/Shanghai")
    subjects = [(_id(n, 2), packed([entry])) for n in cases]
    db.executemany("INSERT INTO log_subject(subject_id, entries) VALUES (?, ?)", subjects)


def _tokens(n: int) -> str:
    return customer_tokens(_name(n), (_phone(n), ""), (_serial(n),))
