"""The list of customers page by page and by search, and the file of one with his cases."""

from pathlib import Path

import pytest

from counter.domain.refusals import RuleBroken
from counter.storage.questions.customer_file import customer_cases, customer_file, customers
from counter.storage.questions.reprints import reprints_of
from counter.storage.shop import Shop
from tests.builders import a_customer, a_fan, a_kettle
from tests.desk import DESK, MANAGER, SUPERVISOR, Desk, moment, opened


@pytest.fixture
def desk(tmp_path: Path):
    with opened(tmp_path, moment("2026-11-23 09:00")) as desk:
        yield desk


def shop_of(desk: Desk) -> Shop:
    return desk.counter.shop


def test_customers_are_leafed_through_the_newest_first(desk: Desk):
    names = ["王芳", "李娜", "陈静"]
    for n, name in enumerate(names):
        desk.takes_in(a_fan(), customer=a_customer(phone=f"1391111222{n}", name=name))
    db = shop_of(desk).db
    first = customers(db, masked=False, limit=2)
    assert [one.name for one in first.rows] == ["陈静", "李娜"]
    rest = customers(db, masked=False, limit=2, after=first.next)
    assert ([one.name for one in rest.rows], rest.next) == (["王芳"], None)
    masked = customers(db).rows[0]
    assert (masked.name, masked.phone) == ("陈*", "139****2222")
    assert (masked.cases, masked.open_cases) == (1, 1)


def test_a_search_finds_by_name_phone_and_number(desk: Desk):
    case = desk.takes_in(a_fan(), customer=a_customer(phone="13911112222", name="陈静"))
    desk.takes_in(a_fan())
    db = shop_of(desk).db
    for text in ("陈静", "cj", "2222", case.customer, case.case, case.receipt):
        assert [one.number for one in customers(db, text=text).rows] == [case.customer], text
    assert customers(db, text="1000171260099999").rows == []
    assert customers(db, text="没有这个人").rows == []


def test_a_file_knows_units_merged_entries_and_cases(desk: Desk):
    old = desk.hands_back(desk.gives_up(desk.takes_in(a_kettle()))) and desk.rows("customer")[0]
    new = desk.takes_in(a_fan(), customer=a_customer(phone="13911112222", name="张伟"))
    pair = {"keep_number": old["number"], "other_number": new.customer}
    desk.do("merge_customers", SUPERVISOR, **pair)
    db = shop_of(desk).db
    file = customer_file(db, number=new.customer, masked=False)
    assert (file.customer.number, file.merged) == (old["number"], [new.customer])
    assert (file.cases, file.open_cases, len(file.units)) == (2, 1, 2)
    cases = customer_cases(db, number=old["number"])
    assert cases.rows[0].case_number == new.case
    assert cases.rows[1].fault.endswith("烧水时底座漏水")
    assert [one.number for one in customers(db).rows] == [old["number"]]
    with pytest.raises(RuleBroken, match="number"):
        customer_file(db, number=new.case)


def test_an_erased_customer_is_listed_no_more(desk: Desk):
    case = desk.takes_in(a_fan())
    desk.hands_back(desk.gives_up(case))
    desk.do("erase_customer", MANAGER, customer_number=case.customer, reason="客户要求")
    db = shop_of(desk).db
    assert customers(db).rows == []
    assert customers(db, text=case.customer).rows == []
    assert customer_file(db, number=case.customer).customer.is_erased


def test_reprints_are_counted(desk: Desk):
    case = desk.takes_in(a_fan())
    db = shop_of(desk).db
    assert reprints_of(db, number=case.receipt) == 0
    paper = {"form": "item_receipt", "number": case.receipt, "reason": "卡纸"}
    assert desk.refused("reprint_paper", DESK, **paper) == "right.missing"
    for _ in range(2):
        desk.do("reprint_paper", SUPERVISOR, **paper)
    assert reprints_of(db, number=case.receipt) == 2
