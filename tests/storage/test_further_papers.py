"""Estimate, lost receipt, labels of shelves, parts and staff: read from a real shop and drawn."""

from collections.abc import Iterator

import pytest

from counter.domain import records as r
from counter.domain.refusals import RuleBroken
from counter.papers import draw_paper, records_of
from counter.printing.forms import FORMS
from counter.storage import database
from counter.storage.database import Connection
from counter.storage.questions.case_papers import estimate_paper, loss_paper
from counter.storage.questions.tag_papers import (
    part_label_paper,
    shelf_label_paper,
    staff_badge_paper,
)
from counter.storage.shop import Shop
from tests.storage import counter_day as day
from tests.storage.conftest import NOON, first_person

LATER = NOON + 4 * day.DAY


@pytest.fixture
def reader(shop: Shop) -> Iterator[Connection]:
    day.furnish(shop)
    db = database.open_reader(shop.path)
    yield db
    db.close()


def test_an_estimate_tells_what_was_found_and_what_was_answered(
    shop: Shop, reader: Connection
) -> None:
    made = day.take_in(shop)[0]
    with pytest.raises(RuleBroken, match=r"estimate\.none"):
        estimate_paper(reader, number=made.case, printed_at=LATER)
    day.repair(shop, made)
    paper = estimate_paper(reader, number=made.case, printed_at=LATER)
    (kept,) = reader.execute("SELECT number, total_fen FROM estimate").fetchall()
    assert paper.number == kept[0]
    assert sum(line.amount_fen for line in paper.lines) == kept[1]
    assert (paper.agreed, paper.answered_at is not None) == ((1,), True)
    assert (paper.customer_name, paper.receipt_number) == ("张伟", made.receipt)
    again = estimate_paper(reader, number=paper.number, printed_at=LATER)
    assert again == paper
    spaced = f"{paper.number[0]} {paper.number[1:6]} {paper.number[6:]}"
    assert estimate_paper(reader, number=spaced, printed_at=LATER) == paper


def test_a_declaration_asks_what_only_the_owner_knows(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop, items=2)[0]
    blank = loss_paper(reader, number=made.receipt, printed_at=LATER)
    assert blank.declared_at is None
    assert blank.products == ("笔记本电脑", "笔记本电脑")
    for told in ("张伟", "13800135678", "YS-Book 14", "YS14P5K2290071", "适配器"):
        assert told not in repr(blank)
    with shop.act("declare_receipt_lost", LATER, first_person) as work:
        receipt = work.one(r.ItemReceipt, number=made.receipt)
        work.add(r.LossDeclaration(
            id=work.new_id(), receipt_id=receipt.id, declared_at=work.at, declarant_name="张伟",
            id_type="身份证", id_tail="302X", item_knowledge="右下角有划痕", phone_check="CODE",
            signed=1, seen_by=work.person.id, approved_by=work.person.id,
        ))  # fmt: skip
    paper = loss_paper(reader, number=made.case, printed_at=LATER)
    assert (paper.number, paper.declarant, paper.id_tail) == (made.receipt, "张伟", "302X")
    assert (paper.seen_by, paper.approved_by) == ("孙丽（1001）", "孙丽（1001）")


def test_labels_are_found_by_name_and_by_number(shop: Shop, reader: Connection) -> None:
    shelf = shelf_label_paper(reader, number=" A-01 ")
    assert (shelf.title, shelf.line, shelf.number[0]) == ("A-01", "库位", "8")
    assert shelf_label_paper(reader, number=shelf.number, language="en").line == "Shelf"
    part = part_label_paper(reader, number="BAT-14")
    assert (part.title, part.line, part.number[0]) == ("BAT-14", "电池组 72 Wh", "4")
    assert part_label_paper(reader, number=part.number) == part
    with pytest.raises(RuleBroken, match=r"person\.no_badge"):
        staff_badge_paper(reader, number="1003")
    day.give_badge(shop, "1003")
    badge = staff_badge_paper(reader, number="1003", language="both")
    assert (badge.title, badge.line) == ("何静", "1003 · 主任 Supervisor")
    assert staff_badge_paper(reader, number=badge.number, language="both") == badge


@pytest.mark.parametrize(
    ("form", "named", "rule"),
    [
        ("shelf_label", "Z-99", "shelf.unknown"),
        ("part_label", "nothing", "part.unknown"),
        ("staff_badge", "4711", "person.unknown"),
        ("estimate", "3000171260012340", "number.digit_wrong"),
    ],
)
def test_what_is_not_there_is_refused(reader: Connection, form: str, named: str, rule: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        records_of(reader, form, named, at=LATER)
    assert refused.value.rule == rule


def test_each_is_drawn_on_every_medium_it_knows(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)[0]
    day.repair(shop, made)
    day.give_badge(shop, "1003")
    asked = {
        "estimate": made.case,
        "loss_declaration": made.receipt,
        "shelf_label": "A-01",
        "part_label": "BAT-14",
        "staff_badge": "1003",
    }
    for form, number in asked.items():
        for size in ("", *FORMS[form].on):
            pdf = draw_paper(reader, form, number, at=LATER, language="both", size=size)
            assert pdf.startswith(b"%PDF")
