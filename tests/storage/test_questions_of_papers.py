"""What each paper is handed, read from a real shop and drawn by its form."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from counter.domain import records as r
from counter.domain.choices import PaperCopy
from counter.domain.refusals import RuleBroken
from counter.domain.states import ReceiptStatus
from counter.printing.press import sheets_of
from counter.storage import database
from counter.storage.database import Connection
from counter.storage.questions.papers import (
    accessory_label_papers,
    item_label_paper,
    item_receipt_paper,
    repair_card_paper,
    settlement_paper,
)
from counter.storage.questions.register_paper import register_page
from counter.storage.shop import Shop
from tests.storage import counter_day as day
from tests.storage.conftest import NOON, NUMBER, first_person

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def reader(shop: Shop) -> Iterator[Connection]:
    day.furnish(shop)
    db = database.open_reader(shop.path)
    yield db
    db.close()


def local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(SHANGHAI).replace(tzinfo=None)


def test_the_receipt_carries_the_whole_name_on_the_customers_copy_alone_with_its_link(
    shop: Shop, reader: Connection
) -> None:
    with shop.act("change_setting", NOON + 5000, first_person) as work:
        work.add(r.Setting(id=work.new_id(), publisher=NUMBER, outlet_id=work.outlet.id,
                           name="status_link", value_json='"HTTPS://ANXU.EXAMPLE/Q/"'))  # fmt: skip
    made = day.take_in(shop, items=2)
    his = item_receipt_paper(reader, number=made[0].receipt, printed_at=NOON + day.HOUR)
    assert (his.customer_name, his.phone, his.link) == (
        "张伟", "13800135678", "HTTPS://ANXU.EXAMPLE/Q/",
    )  # fmt: skip
    assert len(his.token) == 32
    assert his.issued_at == local(NOON + day.HOUR)
    first = his.items[0]
    assert (first.case_number, first.deposit_fen) == (made[0].case, 10_000)
    assert first.condition_words == ("划痕", "磕碰")
    assert first.condition_found == ("划痕",)
    assert first.accessories == ("适配器", "电池 ×2")
    assert len(his.items) == 2
    file = item_receipt_paper(
        reader, number=made[1].card, copy=PaperCopy.FILE, printed_at=NOON + day.HOUR
    )
    assert (file.customer_name, file.token, file.link) == ("张伟", "", "")
    with_item = item_receipt_paper(
        reader, number=made[0].receipt, copy=PaperCopy.ITEM, printed_at=NOON, language="en"
    )
    assert (with_item.customer_name, with_item.phone) == ("张*", "138****5678")
    assert with_item.items[0].condition_words == ("Scratches", "Dents")
    assert sheets_of("item_receipt", his)


def test_what_lies_with_the_item_names_nobody(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)[0]
    card = repair_card_paper(reader, number=made.card, printed_at=NOON + day.HOUR)
    assert (card.number, card.receipt_number, card.phone_tail) == (made.card, made.receipt, "5678")
    label = item_label_paper(reader, number=made.case)
    assert (label.number, label.model) == (made.card, "远山 YS-Book 14")
    pieces = accessory_label_papers(reader, number=made.card)
    assert [(one.accessory, one.place, one.count) for one in pieces] == [
        ("适配器", 1, 2),
        ("电池 ×2", 2, 2),
    ]
    for paper in (card, label, *pieces):
        assert "张伟" not in repr(paper)
        assert "13800135678" not in repr(paper)
    assert sheets_of("repair_card", card)
    assert sheets_of("item_label", label)
    assert sheets_of("accessory_label", *pieces)


def test_the_statement_adds_up(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)[0]
    with pytest.raises(RuleBroken, match=r"settlement\.none"):
        settlement_paper(reader, number=made.case, printed_at=NOON)
    day.repair(shop, made)
    number = day.settle(shop, made)
    day.pay(shop, made)
    paper = settlement_paper(reader, number=made.receipt, printed_at=NOON + 2 * day.DAY)
    assert paper.number == number
    assert sum(line.gross_fen for line in paper.lines) == 57_800
    assert all(line.net_fen + line.tax_fen == line.gross_fen for line in paper.lines)
    assert (paper.deposit_fen, paper.category.value) == (10_000, "PAID")
    assert paper.guarantee_until is not None
    assert paper.guarantee_until.isoformat() == "2027-02-24"
    assert len(paper.pay_methods) == 2
    assert "1" in paper.old_parts
    assert sheets_of("settlement_statement", paper)


def test_the_register_of_some_days(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)[0]
    day.whole_repair(shop, made)
    day.take_in(shop, phone="13900001111", name="Emily Carter", at=NOON + 3 * day.DAY)
    first, last = local(NOON).date(), local(NOON + 3 * day.DAY).date()
    term: dict[str, Any] = {"from_on": first.isoformat(), "to_on": last.isoformat()}
    paper = register_page(reader, **term, printed_at=NOON + 4 * day.DAY, printed_by="1001")
    assert [row.masked_name for row in paper.rows] == ["张*", "E*"]
    gone = paper.rows[0]
    assert (gone.by_deputy, gone.collector_id_tail, gone.paid_fen) == (True, "302X", 57_800)
    assert gone.receipt_status is ReceiptStatus.VOIDED
    assert (paper.held_count, paper.printed_by) == (1, "孙丽")
    assert sheets_of("item_register", paper)
    before = register_page(reader, **(term | {"to_on": first.isoformat()}), printed_at=NOON)
    assert (len(before.rows), before.held_count) == (1, 1)


def test_a_term_that_cannot_be_is_refused(reader: Connection) -> None:
    today = local(NOON).date()
    for from_on, to_on, rule in (
        (today, today - timedelta(days=1), "period.reversed"),
        (today, today + timedelta(days=31), "period.too_long"),
    ):
        with pytest.raises(RuleBroken) as refused:
            register_page(
                reader, from_on=from_on.isoformat(), to_on=to_on.isoformat(), printed_at=NOON
            )
        assert refused.value.rule == rule


def test_a_loss_is_told_in_the_register(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)[0]
    day.whole_repair(shop, made)
    with shop.act("declare_receipt_lost", NOON + 3 * day.DAY, first_person) as work:
        line = work.one(r.ReceiptLine, item_id=made.item)
        work.change(line, recovered_how="LOST_DECLARED")
    today = local(NOON + day.HOUR).date().isoformat()
    paper = register_page(reader, from_on=today, to_on=today, printed_at=NOON)
    assert paper.rows[0].receipt_status is ReceiptStatus.LOST_DECLARED
