"""Rows of a repair as the acts write them, for questions: one function a stage, one act each."""

import json
from dataclasses import dataclass

from counter.domain import records as r
from counter.domain.numbers import NumberKind
from counter.domain.records import Id
from counter.domain.states import (
    CardStatus,
    CustodyState,
    EstimateStatus,
    PaymentKind,
    ReceiptStatus,
    Role,
    SettlementStatus,
)
from counter.storage.shop import Shop
from counter.storage.work import Work
from tests.storage.conftest import NOON, NUMBER, first_person

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
ACCESSORIES = [{"n": 1, "name": "适配器", "qty": 1}, {"n": 2, "name": "电池", "qty": 2}]


@dataclass(frozen=True)
class Made:
    """The numbers and ids of a case that was written."""

    item: Id
    case: str
    card: str
    receipt: str
    customer: str = ""


def furnish(shop: Shop) -> None:
    """People, a kind of item, two shelves, a part in stock, a setting."""
    with shop.act("furnish", NOON + 1000, first_person) as work:
        for code, name, role in (
            ("1002", "陈立", Role.TECHNICIAN),
            ("1003", "何静", Role.SUPERVISOR),
        ):
            work.add(r.Person(id=work.new_id(), publisher=NUMBER, outlet_id=work.outlet.id,
                              code=code, name=name, role=role))  # fmt: skip
        work.add(
            r.ItemKind(
                id=work.new_id(), publisher=NUMBER, code="LAPTOP", name_zh="笔记本电脑",
                name_en="Laptop", icon="laptop",
                faults_json=json.dumps([{"code": "NO_CHARGE", "zh": "不充电", "en": "No charge"}]),
                conditions_json=json.dumps([
                    {"code": "SCRATCH", "zh": "划痕", "en": "Scratches"},
                    {"code": "DENT", "zh": "磕碰", "en": "Dents"},
                ]),
                accessories_json=json.dumps([{"code": "ADAPTER", "zh": "适配器", "en": "Adapter"}]),
                tests_json=json.dumps([
                    {"zh": "充电电流", "en": "Charging current", "unit": "A", "low": "0.8",
                     "high": ""},
                ]),
                checks_json=json.dumps([{"code": "HINGE", "zh": "转轴", "en": "Hinge"}]),
            )
        )  # fmt: skip
        for place in ("A-01", "B-07"):
            work.add(r.Shelf(id=work.new_id(), publisher=NUMBER, outlet_id=work.outlet.id,
                             number=work.next_number(NumberKind.SHELF), name=place))  # fmt: skip
        part = work.add(
            r.Part(id=work.new_id(), publisher=NUMBER, number=work.next_number(NumberKind.PART),
                   code="BAT-14", name="电池组 72 Wh", unit="块", price_fen=49_800)
        )  # fmt: skip
        work.add(r.StockEntry(id=work.new_id(), outlet_id=work.outlet.id, part_id=part.id, qty=5,
                              why="received", at=work.at, by=work.person.id))  # fmt: skip
        work.add(r.Setting(id=work.new_id(), publisher=NUMBER, outlet_id=work.outlet.id,
                           name="tax_permille", value_json="60"))  # fmt: skip


def give_badge(shop: Shop, code: str) -> None:
    """A number for the badge of a member of staff."""
    with shop.act("change_person", NOON + 1000, first_person) as work:
        person = work.one(r.Person, code=code)
        work.change(person, badge=work.next_number(NumberKind.BADGE))


def take_in(
    shop: Shop,
    *,
    name: str = "张伟",
    phone: str = "13800135678",
    serial: str = "YS14P5K2290071",
    at: int = NOON + HOUR,
    promised_at: int = NOON + 3 * DAY,
    items: int = 1,
) -> list[Made]:
    """A check-in: a known phone is the same customer, a known serial his same unit."""
    with shop.act("check_in", at, first_person) as work:
        customer = work.find(r.Customer, phone=phone) or work.add(
            r.Customer(id=work.new_id(), number=work.next_number(NumberKind.CUSTOMER),
                       outlet_id=work.outlet.id, name=name, phone=phone, created_at=at)
        )  # fmt: skip
        receipt = work.add(
            r.ItemReceipt(id=work.new_id(), number=work.next_number(NumberKind.RECEIPT),
                          outlet_id=work.outlet.id, customer_id=customer.id, issued_at=at,
                          issued_by=work.person.id, wording="2026-11", token=work.token(),
                          status_at=at, status_by=work.person.id)
        )  # fmt: skip
        return [
            _take_in_one(work, customer, receipt, n=n, promised_at=promised_at,
                         serial=serial if n == 1 else f"{serial}-{n}")
            for n in range(1, items + 1)
        ]  # fmt: skip


def _take_in_one(
    work: Work,
    customer: r.Customer,
    receipt: r.ItemReceipt,
    *,
    serial: str,
    n: int,
    promised_at: int,
) -> Made:
    unit = work.find(r.Unit, serial=serial, customer_id=customer.id) or work.add(
        r.Unit(id=work.new_id(), customer_id=customer.id, kind_code="LAPTOP", product="笔记本电脑",
               brand="远山", model="YS-Book 14", serial=serial)
    )  # fmt: skip
    shelf = work.find(r.Shelf, name="B-07")
    item = work.add(
        r.CustomerItem(
            id=work.new_id(), number=work.next_number(NumberKind.CASE), outlet_id=work.outlet.id,
            custodian=NUMBER, customer_id=customer.id, unit_id=unit.id, fault="电量不涨",
            fault_codes_json='["NO_CHARGE"]', condition_json='["SCRATCH"]', condition_note="右下角",
            accessories_json=json.dumps(ACCESSORIES),
            quoted_fen=68_000, diagnosis_fee_fen=5_000, promised_at=promised_at,
            received_at=work.at, received_by=work.person.id, custody_state=CustodyState.IN_STORE,
            custody_at=work.at, custody_by=work.person.id, shelf_id=shelf and shelf.id,
        )
    )  # fmt: skip
    work.add(r.ReceiptLine(id=work.new_id(), receipt_id=receipt.id, item_id=item.id, n=n))
    card = work.add(
        r.RepairCard(id=work.new_id(), number=work.next_number(NumberKind.CARD), item_id=item.id,
                     status=CardStatus.HUNG, status_at=work.at, status_by=work.person.id)
    )  # fmt: skip
    work.add(r.CustodyEvent(id=work.new_id(), item_id=item.id, state=CustodyState.IN_STORE,
                            shelf_id=shelf and shelf.id, at=work.at,
                            by=work.person.id))  # fmt: skip
    work.add(r.Photo(id=work.new_id(), item_id=item.id, sha256="ab" * 32, size=1000, what="front",
                     at=work.at, by=work.person.id))  # fmt: skip
    work.add(r.Payment(id=work.new_id(), item_id=item.id, kind=PaymentKind.DEPOSIT, method="CASH",
                       amount_fen=10_000, at=work.at, by=work.person.id))  # fmt: skip
    return Made(item.id, item.number, card.number, receipt.number, customer.number)


def repair(shop: Shop, made: Made, *, at: int = NOON + DAY) -> None:
    """Work, a part, a corrected step, an estimate with consent, an inspection that passes."""
    with shop.act("repair", at, first_person) as work:
        card = work.one(r.RepairCard, number=made.card)
        technician = work.one(r.Person, code="1002")
        part = work.one(r.Part, code="BAT-14")
        step = work.add(
            r.WorkStep(id=work.new_id(), card_id=card.id, technician_id=technician.id,
                       work="换电池", started_at=at, ended_at=at + HOUR, minutes=60)
        )  # fmt: skip
        right = work.add(
            r.WorkStep(id=work.new_id(), card_id=card.id, technician_id=technician.id,
                       work="换电池", started_at=at, ended_at=at + HOUR, minutes=46,
                       corrects=step.id, reason="午休")
        )  # fmt: skip
        work.change(step, corrected_by=right.id)
        work.add(r.Measurement(id=work.new_id(), card_id=card.id, name="insulation", unit="MΩ",
                               low="2", value="50", verdict="PASS", at=at,
                               by=technician.id))  # fmt: skip
        work.add(r.PartUsed(id=work.new_id(), card_id=card.id, part_id=part.id, code=part.code,
                            name=part.name, qty=1, price_fen=part.price_fen, at=at,
                            by=technician.id))  # fmt: skip
        lines = [{"n": 1, "line": "part_line", "name": part.name, "qty": 1, "amount_fen": 49_800,
                  "coverage": "CUSTOMER"}]  # fmt: skip
        estimate = work.add(
            r.Estimate(id=work.new_id(), number=work.next_number(NumberKind.ESTIMATE),
                       item_id=made.item, lines_json=json.dumps(lines), total_fen=49_800,
                       sent_at=at, sent_by=technician.id, status=EstimateStatus.CONSENTED,
                       status_at=at)
        )  # fmt: skip
        work.add(r.Consent(id=work.new_id(), estimate_id=estimate.id, lines_json="[1]",
                           amount_fen=49_800, given_by_name="张伟", how="PHONE",
                           called_phone="13800135678", at=at, by=technician.id))  # fmt: skip
        work.change(card, status=CardStatus.PASSED, status_at=at, technician_id=technician.id,
                    diagnosis="电池老化", inspected_by=work.person.id, inspected_at=at,
                    inspection_result="PASSED", guarantee_until_on="2027-02-24")  # fmt: skip
        item = work.one(r.CustomerItem, number=made.case)
        work.change(item, custody_state=CustodyState.READY, custody_at=at)
        work.add(r.Notice(id=work.new_id(), item_id=item.id, how="SMS", said="可取",
                          outcome="REACHED", at=at, by=work.person.id))  # fmt: skip


def settle(shop: Shop, made: Made, *, at: int = NOON + DAY + HOUR) -> str:
    """A settlement of one part and one line of labour, and its number."""
    with shop.act("settle", at, first_person) as work:
        for old in work.all(r.Settlement, item_id=made.item):
            work.change(old, status=SettlementStatus.REPLACED)
        settlement = work.add(
            r.Settlement(id=work.new_id(), number=work.next_number(NumberKind.SETTLEMENT),
                         item_id=made.item, gross_fen=57_800, net_fen=51_151, tax_fen=6_649,
                         deposit_fen=10_000, made_at=at, made_by=work.person.id, status_at=at)
        )  # fmt: skip
        for n, (line, name, gross, net) in enumerate(
            (("labour_line", "换电池", 8_000, 7_080), ("part_line", "电池组", 49_800, 44_071)), 1
        ):
            work.add(r.SettlementLine(id=work.new_id(), settlement_id=settlement.id, n=n, line=line,
                                      name=name, list_fen=gross, gross_fen=gross, net_fen=net,
                                      tax_fen=gross - net))  # fmt: skip
        return settlement.number


def pay(shop: Shop, made: Made, fen: int = 47_800, *, method: str = "WECHAT",
        at: int = NOON + DAY + HOUR) -> None:  # fmt: skip
    """A payment to the standing settlement."""
    with shop.act("take_payment", at, first_person) as work:
        settlement = work.all(r.Settlement, item_id=made.item)[-1]
        work.add(r.Payment(id=work.new_id(), item_id=made.item, settlement_id=settlement.id,
                           method=method, amount_fen=fen, at=at, by=work.person.id))  # fmt: skip
        work.change(settlement, status=SettlementStatus.PAID)


def hand_back(shop: Shop, made: Made, *, at: int = NOON + 2 * DAY) -> None:
    """The item goes, its line is recovered, the paper void, the card closed."""
    with shop.act("hand_back", at, first_person) as work:
        by = work.person.id
        item = work.one(r.CustomerItem, number=made.case)
        receipt = work.one(r.ItemReceipt, number=made.receipt)
        line = work.one(r.ReceiptLine, receipt_id=receipt.id, item_id=item.id)
        work.change(line, recovered_at=at, recovered_by=by, recovered_how="PRESENTED")
        work.change(receipt, status=ReceiptStatus.VOIDED, status_at=at, status_by=by)
        work.change(item, custody_state=CustodyState.HANDED_BACK, custody_at=at, custody_by=by,
                    shelf_id=None, out_at=at, out_by=by, out_how="DEPUTY", collector_name="李雷",
                    collector_id_type="身份证", collector_id_tail="302X",
                    accessories_back_json="[1, 2]")  # fmt: skip
        work.change(work.one(r.RepairCard, number=made.card), status=CardStatus.CLOSED)
        work.add(r.CustodyEvent(id=work.new_id(), item_id=item.id, state=CustodyState.HANDED_BACK,
                                at=at, by=by))  # fmt: skip


def whole_repair(shop: Shop, made: Made) -> str:
    """From bench to the door; the settlement's number."""
    repair(shop, made)
    number = settle(shop, made)
    pay(shop, made)
    hand_back(shop, made)
    return number


def send_away(shop: Shop, made: Made, *, at: int = NOON + 2 * DAY) -> str:
    """The item is packed for another outlet with a part; the number of its transfer."""
    with shop.act("pack_transfer", at, first_person) as work:
        part = work.one(r.Part, code="BAT-14")
        transfer = work.add(
            r.Transfer(id=work.new_id(), number=work.next_number(NumberKind.TRANSFER),
                       from_outlet=NUMBER, to_outlet=90, to_name="中央维修部", packed_at=at,
                       packed_by=work.person.id, status_at=at, status_by=work.person.id)
        )  # fmt: skip
        work.add(r.TransferLine(id=work.new_id(), transfer_id=transfer.id, item_id=made.item,
                                status_at=at, status_by=work.person.id))  # fmt: skip
        work.add(r.TransferPart(id=work.new_id(), transfer_id=transfer.id, item_id=made.item,
                                part_id=part.id, code=part.code, name=part.name, at=at,
                                by=work.person.id))  # fmt: skip
        return transfer.number


def complain(shop: Shop, made: Made, *, at: int = NOON + 2 * DAY) -> None:
    """The customer has said something on his page that nobody has read."""
    with shop.act("take_answer", at, first_person) as work:
        work.add(r.CustomerAnswer(id=work.new_id(), item_id=made.item, what="COMPLAINT",
                                  said="太久了", at=at))  # fmt: skip
