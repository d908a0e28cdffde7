"""Fills the tables for reports from rows as they change: cases, payments, stock, paper numbers, and
what each day had of them, for every outlet and all together.

What stands there follows from the rows alone, so that it is the same after `hub rebuild`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from counter.domain.choices import AnswerWhat, OutHow
from counter.domain.states import CardStatus, CustodyState, ReceiptStatus
from counter.hub import report_tables as t
from counter.hub import tables, transfer_reports
from counter.hub.adoption import Owners, place
from counter.hub.local_days import DAY_MS, day_of, zone_of
from counter.hub.report_rows import Rows
from counter.hub.weighing import leaves_of
from counter.storage.catalogue import BY_NAME, NUMBERED

Key = tuple[str, bytes]
Said = dict[str, Any]
Told = Mapping[Key, tuple[Said | None, Said | None]]
PUBLISHED = -1
ITEM, CARD, EVENT, PAYMENT, STOCK, ANSWER = (
    "customer_item", "repair_card", "custody_event", "payment", "stock_entry", "customer_answer",
)  # fmt: skip
OUTLET, NUMBERS = "outlet", {kind.name for kind in NUMBERED}
#: a unit that comes again so soon was not repaired well
SOON_MS = 90 * DAY_MS
#: turnaround is counted in quarters of a day, sixty days at the most
STEP_MS, MOST_STEPS = DAY_MS // 4, 240
SLOTS = 16
FIELD, NEGATIVE, TWICE = "FIELD", "NEGATIVE_STOCK", "NUMBER_TWICE"
Shares = dict[tuple[str, str], int]


def shares(case: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """What a case adds to which day: in, repeat, open.STATUS at the day it came; out, out.CATEGORY,
    promised, kept, turn.QUARTERS at the day it went.
    """
    if not (case["home"] and case["here"]) or case["out_how"] == OutHow.NOT_TAKEN_IN:
        return
    came, went = str(case["received_on"]), case["out_on"]
    yield "in", came, 1
    if case["repeats"]:
        yield "repeat", came, 1
    if not went:
        yield f"open.{case['status']}", came, 1
        return
    yield "out", went, 1
    yield f"out.{case['category']}", went, 1
    quarters = (case["out_at"] - case["received_at"]) // STEP_MS
    yield f"turn.{min(max(quarters, 0), MOST_STEPS):03d}", went, 1
    if case["promised_at"]:
        yield "promised", went, 1
        if (case["ready_at"] or case["out_at"]) <= case["promised_at"]:
            yield "kept", went, 1


class Reports:
    """One transaction over the reports of an outlet."""

    def __init__(self, db: sa.Connection, outlet: int) -> None:
        """`outlet` may be that of what is published."""
        self._db, self._outlet = db, outlet
        self._rows = Rows(db, outlet)
        self._grown: Shares = defaultdict(int)
        adopted = db.execute(sa.select(tables.ADOPTED))
        self._owners = Owners({place(one.no, one.tail): int(one.outlet_no) for one in adopted})

    def take(self, told: Told) -> None:
        """Takes in rows that changed: what was said of each before and what now, ids in hex."""
        by_table: dict[str, dict[bytes, tuple[Said | None, Said]]] = defaultdict(dict)
        for (table, row_id), (was, now) in told.items():
            if now is not None:
                by_table[table][row_id] = was, now
        self._name_outlets(by_table[OUTLET], by_table[ANSWER])
        if self._outlet == PUBLISHED:
            return
        zone = zone_of(self._db, self._outlet)
        self._take_cases(by_table, zone)
        self._take_payments(by_table[PAYMENT], zone)
        self._take_stock(by_table[STOCK])
        self._take_answers(by_table[ANSWER], zone)
        self._take_numbers(by_table)
        transfer_reports.take(
            self._rows, self._outlet, self._is_home,
            papers=by_table[transfer_reports.TRANSFER], lines=by_table[transfer_reports.LINE],
        )  # fmt: skip
        self._count()

    def weigh(self, doubtful: Iterable[tuple[str, bytes, int]]) -> None:
        """Lists the groups of columns that two hands wrote past each other, of these."""
        for table, row_id, group in sorted(doubtful):
            if self._outlet == PUBLISHED or not self._is_home(row_id):
                continue
            column = BY_NAME[table].columns[group].name
            is_contended = len(leaves_of(self._db, table, row_id, group)) > 1
            now = [(table, row_id)] if is_contended else []
            self._rows.trouble(FIELD, now, column, was=[(table, row_id)], group=column)

    def move_days(self, before: str, fresh: Mapping[bytes, Any]) -> None:
        """Reckons every date again, after the outlet's clock was put into another zone; but of
        answers that are `fresh`.
        """
        zone = zone_of(self._db, self._outlet)
        mine = t.REPORT_CASE.c.outlet_no == self._outlet
        cases = [
            dict(one) for one in self._db.execute(sa.select(t.REPORT_CASE).where(mine)).mappings()
        ]
        self._settle(cases, zone, {one["id"]: dict(one) for one in cases})
        mine = t.REPORT_PAYMENT.c.outlet_no == self._outlet
        found = self._db.execute(sa.select(t.REPORT_PAYMENT).where(mine)).mappings().all()
        for one in found:
            self._grow_taken(dict(one), -1)
        moved = [dict(one) | {"day_on": day_of(one["paid_at"], zone)} for one in found]
        for one in moved:
            self._grow_taken(one, 1)
        self._rows.put(t.REPORT_PAYMENT, moved)
        for row_id, now in self._rows.held(ANSWER).items():
            if row_id not in fresh:
                self._grow_answer(now, before, -1)
                self._grow_answer(now, zone, 1)
        self._count()

    def _is_home(self, row_id: bytes) -> bool:
        return self._owners.of_id(row_id) == self._outlet

    # -- outlets

    def _name_outlets(
        self, told: Mapping[bytes, tuple[Said | None, Said]], fresh: Mapping[bytes, Any]
    ) -> None:
        """Takes in what outlets are called; `fresh` are answers that are not counted yet."""
        moved: dict[int, str] = {}
        for row_id in sorted(told):
            now = told[row_id][1]
            number = int(_said(OUTLET, now, "number"))
            if self._outlet == PUBLISHED:
                outlet, part = number, "pub"
            elif self._outlet == 0 and number != 0:
                continue  # what head office publishes is read where all outlets see it
            else:
                outlet, part = self._outlet, "own"
            before = self._rename(outlet, part, row_id, now)
            if before != zone_of(self._db, outlet):
                moved.setdefault(outlet, before)
        for outlet, before in sorted(moved.items()):
            other = self if outlet == self._outlet else Reports(self._db, outlet)
            other.move_days(before, fresh if other is self else {})

    def _rename(self, outlet: int, part: str, row_id: bytes, now: Said) -> str:
        """Writes down what an outlet is called; the zone it was in before."""
        self._rows.lock(outlet)
        before = zone_of(self._db, outlet)
        mine = t.REPORT_OUTLET.c.outlet_no == outlet
        kept = self._db.execute(sa.select(t.REPORT_OUTLET).where(mine)).mappings().first()
        row = dict(kept) if kept else {one.name: None for one in t.REPORT_OUTLET.c}
        first: bytes | None = row[f"{part}_id"]
        if first is not None and first < row_id:
            return before  # two seats that began apart have both said it; the first one stands
        said = {f"{part}_{name}": _said(OUTLET, now, name) for name in ("name", "zone")}
        self._rows.put(t.REPORT_OUTLET, [row | said | {f"{part}_id": row_id, "outlet_no": outlet}])
        return before

    # -- cases

    def _take_cases(self, told: Mapping[str, Mapping[bytes, Any]], zone: str) -> None:
        parts = {row_id: self._of_item(row_id, now) for row_id, (_, now) in told[ITEM].items()}
        ready = _first_ready(now for _, now in told[EVENT].values())
        cards = {card: _bytes(now, "item_id") for card, (_, now) in told[CARD].items()}
        touched = {*parts, *ready, *(item for item in cards.values() if item)}
        if not touched:
            return
        kept = self._rows.cases(touched)
        before = {one: dict(case) for one, case in kept.items()}
        cases = {one: (kept.get(one) or self._empty(one)) | parts.get(one, {}) for one in touched}
        for one, at in ready.items():
            cases[one]["ready_at"] = min(at, cases[one]["ready_at"] or at)
        for card in sorted(cards):
            if item := cards[card]:
                _lay_card(cases[item], card, told[CARD][card][1])
        units = {one["unit_id"] for one in (*cases.values(), *before.values())}
        for one in self._rows.cases_of_units(units - {None}):
            if one["id"] not in cases:
                cases[one["id"]], before[one["id"]] = one, dict(one)
        self._settle(list(cases.values()), zone, before)

    def _settle(self, cases: list[Said], zone: str, before: Mapping[bytes, Said]) -> None:
        """Reckons what follows from a case and its neighbours, writes them and counts anew."""
        by_unit: dict[bytes, list[Said]] = defaultdict(list)
        for case in cases:
            if case["unit_id"]:
                by_unit[case["unit_id"]].append(case)
        for case in cases:
            case["received_on"] = day_of(case["received_at"], zone)
            case["out_on"] = day_of(case["out_at"], zone) if case["out_at"] else None
            case["repeats"] = int(_is_repeat(case, by_unit[case["unit_id"] or b""]))
        changed = [case for case in cases if case != before.get(case["id"])]
        for case in changed:
            for sign, one in ((-1, before.get(case["id"])), (1, case)):
                for what, day, n in shares(one) if one else ():
                    self._grown[what, day] += sign * n
        self._rows.put(t.REPORT_CASE, changed)

    def _empty(self, row_id: bytes) -> Said:
        blank = {one.name: None for one in t.REPORT_CASE.c}
        return blank | {
            "outlet_no": self._outlet, "id": row_id, "home": int(self._is_home(row_id)),
            "here": 0, "repeats": 0, "number": "", "state": "", "custodian": 0,
            "status": _default(CARD, "status"), "category": _default(CARD, "category"),
        }  # fmt: skip

    @staticmethod
    def _of_item(row_id: bytes, now: Said) -> Said:
        names = "number", "custodian", "received_at", "promised_at", "out_at", "out_how"
        return {name: _said(ITEM, now, name) for name in names} | {
            "id": row_id, "here": 1, "unit_id": _bytes(now, "unit_id"),
            "state": _said(ITEM, now, "custody_state"),
        }  # fmt: skip

    # -- money, parts, paper numbers

    def _take_payments(self, told: Mapping[bytes, tuple[Said | None, Said]], zone: str) -> None:
        rows = list[Said]()
        for row_id, (was, now) in told.items():
            if was is not None:
                continue  # a line of the ledger never changes, but for what is personal in it
            names = "kind", "method", "amount_fen", "currency"
            row = {name: _said(PAYMENT, now, name) for name in names}
            at = int(_said(PAYMENT, now, "at"))
            row |= {"outlet_no": self._outlet, "id": row_id, "item_id": _bytes(now, "item_id"),
                    "home": int(self._is_home(row_id)), "paid_at": at,
                    "day_on": day_of(at, zone)}  # fmt: skip
            self._grow_taken(row, 1)
            rows.append(row)
        self._rows.put(t.REPORT_PAYMENT, rows)

    def _grow_taken(self, row: Said, sign: int) -> None:
        if row["home"]:
            what = f"taken.{row['currency']}.{row['method']}"
            self._grown[what, row["day_on"]] += sign * row["amount_fen"]

    def _take_stock(self, told: Mapping[bytes, tuple[Said | None, Said]]) -> None:
        moved: dict[bytes, int] = defaultdict(int)
        for row_id, (was, now) in told.items():
            part = _bytes(now, "part_id")
            if was is None and part and self._is_home(row_id):
                moved[part] += int(_said(STOCK, now, "qty"))
        kept = self._rows.stock(moved)
        after = {part: kept.get(part, 0) + qty for part, qty in moved.items()}
        self._rows.put(
            t.REPORT_STOCK,
            [{"outlet_no": self._outlet, "part_id": one, "qty": qty} for one, qty in after.items()],
        )
        for part, qty in after.items():
            self._rows.trouble(NEGATIVE, [("part", part)] if qty < 0 else [], str(qty),
                               was=[("part", part)])  # fmt: skip

    def _take_answers(self, told: Mapping[bytes, tuple[Said | None, Said]], zone: str) -> None:
        for was, now in told.values():
            if was is None:
                self._grow_answer(now, zone, 1)

    def _grow_answer(self, now: Said, zone: str, sign: int) -> None:
        """What customers say on their page counts where their item was taken in."""
        item = _bytes(now, "item_id")
        if item is None or not self._is_home(item):
            return
        day = day_of(int(_said(ANSWER, now, "at")), zone)
        if now.get("what") == AnswerWhat.RATING:
            self._grown[f"rated.{int(_said(ANSWER, now, 'stars'))}", day] += sign
        if now.get("what") == AnswerWhat.COMPLAINT:
            self._grown["complaint", day] += sign

    def _take_numbers(self, told: Mapping[str, Mapping[bytes, Any]]) -> None:
        fresh = list[Said]()
        for table in sorted(NUMBERS & told.keys()):
            for row_id, (_, now) in told[table].items():
                number = str(_said(table, now, "number"))
                if number and self._is_home(row_id):
                    fresh.append({"outlet_no": self._outlet, "number": number, "tbl": table,
                                  "id": row_id, "live": int(_is_live(table, now))})  # fmt: skip
        self._rows.put(t.REPORT_NUMBER, fresh)
        for number, rows in self._rows.twice({one["number"] for one in fresh}).items():
            live = [(row["tbl"], bytes(row["id"])) for row in rows if row["live"]]
            every = [(row["tbl"], bytes(row["id"])) for row in rows]
            self._rows.trouble(TWICE, live if len(every) > 1 else [], number, was=every)

    def _count(self) -> None:
        grown = {key: n for key, n in sorted(self._grown.items()) if n}
        self._grown.clear()
        self._rows.add(t.REPORT_DAY, {"outlet_no": self._outlet}, grown)
        self._rows.add(t.REPORT_NETWORK, {"slot": self._outlet % SLOTS}, grown)


def _first_ready(events: Iterable[Said]) -> dict[bytes, int]:
    """By item, when it first could be fetched."""
    ready: dict[bytes, int] = {}
    for now in events:
        item = _bytes(now, "item_id")
        if item and _said(EVENT, now, "state") == CustodyState.READY:
            at = int(_said(EVENT, now, "at"))
            ready[item] = min(at, ready.get(item, at))
    return ready


def _lay_card(case: Said, card: bytes, now: Said) -> None:
    """A case has one card; were there two, the one made first would speak."""
    if case["card_id"] is None or card <= bytes(case["card_id"]):
        case["card_id"] = card
        case |= {name: str(_said(CARD, now, name)) for name in ("status", "category")}


def _is_repeat(case: Said, of_unit: Iterable[Said]) -> bool:
    came = case["received_at"]
    return bool(came) and any(
        other["id"] != case["id"]
        and other["out_at"]
        and other["out_how"] != OutHow.NOT_TAKEN_IN
        and 0 <= came - other["out_at"] <= SOON_MS
        for other in of_unit
    )


def _is_live(table: str, now: Said) -> bool:
    """Whether a paper's number can still be mistaken for another's."""
    if table == ITEM:
        return now.get("out_at") is None
    if table == CARD:
        return _said(table, now, "status") != CardStatus.CLOSED
    if table == "item_receipt":
        return _said(table, now, "status") == ReceiptStatus.ISSUED
    return True


def _said(table: str, said: Said, name: str) -> Any:
    return said[name] if name in said else _default(table, name)


def _default(table: str, name: str) -> Any:
    return BY_NAME[table].column(name).default


def _bytes(said: Said, name: str) -> bytes | None:
    return bytes.fromhex(said[name]) if said.get(name) else None
