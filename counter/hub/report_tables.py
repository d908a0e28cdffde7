"""Typed tables for reports, filled with the picture of what seats hold; all of it follows from the
stored entries. `_on` is a date in the outlet's own zone.
"""

import sqlalchemy as sa

from counter.hub.tables import BYTES, METADATA, TEXT, WHOLE

_INT = sa.BigInteger


def _table(name: str, keys: str, must: str, may: str = "") -> sa.Table:
    """A table by the names of its columns; their endings say what they hold."""
    columns = [
        *(_column(one, primary_key=True, nullable=False) for one in keys.split()),
        *(_column(one, nullable=False) for one in must.split()),
        *(_column(one, nullable=True) for one in may.split()),
    ]
    return sa.Table(name, METADATA, *columns)


def _column(name: str, *, nullable: bool, primary_key: bool = False) -> sa.Column[object]:
    if name == "id" or name.endswith("_id"):
        return sa.Column(name, BYTES, primary_key=primary_key, nullable=nullable)
    whole = name.endswith(("_at", "_fen", "_no")) or name in WHOLES
    kind = WHOLE if whole else TEXT
    return sa.Column(
        name, kind, primary_key=primary_key, nullable=nullable, autoincrement=False
    )  # fmt: skip


WHOLES = ("home", "here", "repeats", "custodian", "n", "qty", "slot", "live", "to_no", "lost")

#: what an outlet is called and where its clock stands: as its seats say, and as head office does
REPORT_OUTLET = _table(
    "report_outlet", "outlet_no", "", "own_id own_name own_zone pub_id pub_name pub_zone"
)
#: a case as an outlet holds it. `home` 1 = taken in here; `here` 0 = its item is still on its way;
#: `status` is the repair card's, `ready_at` when it first could be fetched, `repeats` 1 = the unit
#: went out less than 90 days before
REPORT_CASE = _table(
    "report_case", "outlet_no id", "home here repeats number state status category custodian",
    "unit_id card_id received_at received_on promised_at ready_at out_at out_on out_how",
)  # fmt: skip
_CAME = REPORT_CASE.c.outlet_no, REPORT_CASE.c.received_on, REPORT_CASE.c.received_at
sa.Index("report_case_in", *_CAME)
sa.Index("report_case_out", REPORT_CASE.c.outlet_no, REPORT_CASE.c.out_on, REPORT_CASE.c.out_at)
sa.Index("report_case_unit", REPORT_CASE.c.outlet_no, REPORT_CASE.c.unit_id)
sa.Index("report_case_number", REPORT_CASE.c.outlet_no, REPORT_CASE.c.number)
_OPEN = REPORT_CASE.c.out_at.is_(None)
sa.Index("report_case_open", *_CAME, sqlite_where=_OPEN, postgresql_where=_OPEN)
REPORT_PAYMENT = _table(
    "report_payment", "outlet_no id", "home item_id paid_at day_on kind method amount_fen currency"
)
sa.Index("report_payment_day", REPORT_PAYMENT.c.outlet_no, REPORT_PAYMENT.c.day_on)
sa.Index("report_payment_item", REPORT_PAYMENT.c.outlet_no, REPORT_PAYMENT.c.item_id)
#: how many of something a day had at an outlet; `what` as `reporting.shares` names it
REPORT_DAY = _table("report_day", "outlet_no day_on what", "n")
sa.Index("report_day_what", REPORT_DAY.c.outlet_no, REPORT_DAY.c.what)
#: the same of all outlets together, in so many parts that outlets do not wait for each other
REPORT_NETWORK = _table("report_network", "slot day_on what", "n")
sa.Index("report_network_what", REPORT_NETWORK.c.slot, REPORT_NETWORK.c.what)
#: a transfer as an outlet holds it; `home` 1 = packed there. `status` is where it stands, `sent_as`
#: what its sender wrote, `stage` as `transfer_reports` names it; `n` lines, `lost` of them lost
REPORT_TRANSFER = _table(
    "report_transfer", "outlet_no id", "home number status stage to_no n lost",
    "sent_as seal carrier packed_at written_at since_at",
)  # fmt: skip
_SINCE = REPORT_TRANSFER.c.since_at, REPORT_TRANSFER.c.outlet_no, REPORT_TRANSFER.c.id
sa.Index("report_transfer_all", REPORT_TRANSFER.c.home, *_SINCE)
sa.Index("report_transfer_stage", REPORT_TRANSFER.c.home, REPORT_TRANSFER.c.stage, *_SINCE)
_OWN = REPORT_TRANSFER.c.outlet_no, REPORT_TRANSFER.c.since_at, REPORT_TRANSFER.c.id
sa.Index("report_transfer_own", *_OWN)
sa.Index("report_transfer_own_stage", _OWN[0], REPORT_TRANSFER.c.stage, *_OWN[1:])
sa.Index("report_transfer_number", REPORT_TRANSFER.c.outlet_no, REPORT_TRANSFER.c.number)
#: one item of it
REPORT_PARCEL = _table("report_parcel", "outlet_no id", "transfer_id n status since_at", "item_id")
sa.Index("report_parcel_transfer", REPORT_PARCEL.c.outlet_no, REPORT_PARCEL.c.transfer_id)
REPORT_STOCK = _table("report_stock", "outlet_no part_id", "qty")
#: paper numbers, to find one that two records bear; `live` 1 = it can still do harm
REPORT_NUMBER = _table("report_number", "outlet_no number tbl id", "live")
#: what people have to look at; `what` is FIELD, NUMBER_TWICE or NEGATIVE_STOCK
REPORT_TROUBLE = _table("report_trouble", "outlet_no what tbl id col", "said")

TABLES = (
    REPORT_OUTLET, REPORT_CASE, REPORT_PAYMENT, REPORT_DAY, REPORT_NETWORK, REPORT_STOCK,
    REPORT_NUMBER, REPORT_TROUBLE, REPORT_TRANSFER, REPORT_PARCEL,
)  # fmt: skip
