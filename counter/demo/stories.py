"""What happens at a counter: stories of single customers, told in real acts with a moving clock."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counter.demo import people
from counter.demo.day import BENCH, BOSS, DAY_MINUTES, DESK, MINUTE_MS, OTHER_BENCH, Day
from counter.json_facts import iso

#: how many come back with another item
RETURNING = 0.3
DATA = Path(__file__).resolve().parents[2] / "resources" / "demo" / "goods.json"


@dataclass(frozen=True, slots=True)
class Goods:
    """What is brought in, and what is usually done about it."""

    kind: str
    product: str
    brand: str
    model: str
    said: str
    cause: str
    work: str
    part: str
    labour_fen: int
    part_fen: int

    @property
    def part_name(self) -> str:
        """What people call the part: the work is to exchange it."""
        return self.work.removeprefix("更换")


def _goods() -> tuple[Goods, ...]:
    rows = json.loads(DATA.read_text("utf-8"))["goods"]
    return tuple(Goods(**row) for row in rows)


GOODS = _goods()


@dataclass(slots=True)
class Case:
    """One item in a story: the numbers people name it by."""

    goods: Goods
    receipt: str
    case: str
    card: str
    phone: str


class Teller:
    """Tells stories at a day's counter; each leaves its cases at the stage it was told up to."""

    def __init__(self, day: Day, chips: dict[str, dict[str, list[str]]]) -> None:
        """`chips` of each kind: faults, conditions, accessories."""
        self.day, self.chips = day, chips

    # -- steps ----------------------------------------------------------------------------------

    def take_in(self, many: int = 1, who: tuple[str, str] | None = None, **more: Any) -> list[Case]:
        """A customer comes with one or more items; `who` is one that was here before."""
        day = self.day
        name, phone = who or self._somebody()
        chosen = [day.chance.choice(GOODS) for _ in range(many)]
        answer = day.do(
            DESK,
            "check_in",
            customer={"phone": phone, "name": name},
            items=[self._item(goods) | more for goods in chosen],
            signed_on="PAPER",
        )
        pairs = zip(chosen, answer.items, strict=True)
        return [
            Case(goods, answer.receipt_number, one.case_number, one.card_number, phone)
            for goods, one in pairs
        ]

    def _somebody(self) -> tuple[str, str]:
        day = self.day
        if day.meets_again and day.met and day.chance.random() < RETURNING:
            return day.chance.choice(day.met)
        who = people.a_name(day.chance), people.a_phone(day.chance)
        day.met.append(who)
        return who

    def _item(self, goods: Goods) -> dict[str, Any]:
        day, chips = self.day, self.chips[goods.kind]
        day.serial += 1
        serial = (
            imei(day.serial)
            if goods.kind == "phone"
            else f"{goods.model[:2].upper()}{day.serial:07d}"
        )
        seen = day.chance.sample(chips["conditions"], k=day.chance.randrange(0, 3))
        came = day.chance.sample(chips["accessories"], k=day.chance.randrange(0, 3))
        return {
            "unit": {
                "kind": goods.kind, "product": goods.product, "brand": goods.brand,
                "model": goods.model, "serial": serial,
            },
            "fault": goods.said,
            "fault_codes": chips["faults"][:1],
            "condition_codes": seen,
            "no_marks": not seen,
            "accessories": [{"code": code} for code in came],
            "no_accessories": not came,
        }  # fmt: skip

    def shelve_and_hang(self, case: Case) -> None:
        """The card goes on the item, the item on a shelf."""
        self.day.wait(4)
        self.day.do(DESK, "hang_card", card_number=case.card, case_number=case.case)
        shelf = self.day.chance.choice(("A-01", "A-02", "A-03", "B-01", "B-02", "B-07"))
        self.day.do(DESK, "move_item", number=case.case, to="SHELF", shelf=shelf)

    def diagnose(self, case: Case, finding: str = "NEEDS_ESTIMATE", **more: Any) -> None:
        """The technician looks at it."""
        self.day.wait(self.day.chance.randrange(20, 400))
        self.day.do(BENCH, "start_work", card_number=case.card, task="检测")
        self.day.wait(self.day.chance.randrange(8, 25))
        self.day.do(
            BENCH, "record_diagnosis", card_number=case.card, finding=finding,
            diagnosis=case.goods.said, cause=case.goods.cause, **more,
        )  # fmt: skip

    def quote(self, case: Case) -> str:
        """An estimate is sent; its number."""
        goods = case.goods
        lines = [
            {"line": "labour_line", "name": goods.work, "amount_fen": goods.labour_fen},
            {"line": "part_line", "name": goods.part_name, "amount_fen": goods.part_fen},
        ]
        self.day.wait(3)
        return self.day.do(
            BENCH, "send_estimate", card_number=case.card, lines=lines
        ).estimate_number

    def agree(self, case: Case, estimate: str) -> None:
        """The customer says yes on the phone."""
        self.day.wait(self.day.chance.randrange(5, 90))
        self.day.do(
            DESK, "record_consent", estimate_number=estimate, how="PHONE", called_phone=case.phone
        )

    def repair(self, case: Case, coverage: str = "CUSTOMER", who: str = BENCH) -> None:
        """Part in, tested, done."""
        self.day.wait(self.day.chance.randrange(10, 120))
        self.day.do(who, "start_work", card_number=case.card, task=case.goods.work)
        self.day.do(who, "use_part", card_number=case.card, part=case.goods.part, coverage=coverage)
        self.day.wait(self.day.chance.randrange(15, 70))
        self.day.do(
            who,
            "record_test",
            card_number=case.card,
            name="绝缘电阻",
            value="52",
            unit="MΩ",
            low="2",
        )
        self.day.do(who, "finish_repair", card_number=case.card, done=case.goods.work)

    def inspect(self, case: Case, *, passed: bool = True, reason: str = "") -> None:
        """主任验讫."""
        self.day.wait(self.day.chance.randrange(5, 60))
        self.day.do(
            BOSS, "inspect", card_number=case.card, passed=passed, reason=reason,
            **({"shelf": "R-01"} if passed else {}),
        )  # fmt: skip

    def settle(self, case: Case, coverage: str = "CUSTOMER") -> int:
        """The statement; what is due."""
        goods = case.goods
        lines = [
            {
                "line": "labour_line",
                "name": goods.work,
                "price_fen": goods.labour_fen,
                "coverage": coverage,
            },
            {
                "line": "part_line",
                "name": goods.part_name,
                "price_fen": goods.part_fen,
                "coverage": coverage,
            },
        ]
        return self.day.do(DESK, "settle", case_number=case.case, lines=lines).due_fen

    def tell(self, case: Case) -> None:
        """The customer is called."""
        self.day.do(
            DESK, "notify_customer", case_number=case.case, how="PHONE", said="已修好，请凭收据来取"
        )

    def pay(self, case: Case, due_fen: int) -> None:
        """Money, where some is due."""
        if due_fen > 0:
            method = self.day.chance.choice(("WECHAT", "WECHAT", "ALIPAY", "CASH", "BANK_CARD"))
            payments = [{"method": method, "amount_fen": due_fen}]
            self.day.do(DESK, "take_payment", case_number=case.case, payments=payments)

    def return_to(self, *cases: Case) -> None:
        """The customer comes with the receipt."""
        self.day.wait(self.day.chance.randrange(60, 2000))
        self.day.do(
            DESK, "hand_back", receipt_number=cases[0].receipt, all_accessories_back=True,
            items=[{"case_number": one.case, "all_accessories_back": True} for one in cases],
        )  # fmt: skip

    # -- stories --------------------------------------------------------------------------------

    def paid(self, who: tuple[str, str] | None = None) -> None:
        """The commonest: quoted, agreed, repaired, paid, handed back."""
        (case,) = self.take_in(who=who)
        self.shelve_and_hang(case)
        self.diagnose(case)
        self.agree(case, self.quote(case))
        self.repair(case)
        self.inspect(case)
        due = self.settle(case)
        self.tell(case)
        self.pay(case, due)
        self.return_to(case)

    def regular(self) -> None:
        """Somebody who comes again and again."""
        who = self._somebody()
        for _ in range(3):
            self.paid(who)
            self.day.wait(DAY_MINUTES if self.day.meets_again else 40 * DAY_MINUTES)

    def covered(self) -> None:
        """Within the guarantee: nothing to pay, a statement all the same."""
        (case,) = self.take_in(category_expected="FREE", cover="三包期内")
        self.shelve_and_hang(case)
        self.diagnose(case, finding="COVERED", category="FREE")
        self.repair(case, coverage="WARRANTY_MANUFACTURER")
        self.inspect(case)
        self.settle(case, coverage="WARRANTY_MANUFACTURER")
        self.tell(case)
        self.return_to(case)

    def failed_once(self) -> None:
        """The supervisor is not content; a second technician mends it."""
        (case,) = self.take_in()
        self.shelve_and_hang(case)
        self.diagnose(case)
        self.agree(case, self.quote(case))
        self.repair(case)
        self.inspect(case, passed=False, reason="通电十分钟后又复现")
        self.day.wait(30)
        self.day.do(OTHER_BENCH, "start_work", card_number=case.card, task="返工")
        self.day.wait(25)
        self.day.do(OTHER_BENCH, "finish_repair", card_number=case.card, done="重新焊接")
        self.inspect(case)
        self.pay(case, self.settle(case))
        self.return_to(case)

    def no_fault(self) -> None:
        """Nothing is wrong with it."""
        (case,) = self.take_in()
        self.shelve_and_hang(case)
        self.diagnose(case, finding="NO_FAULT_FOUND")
        self.day.wait(20)
        self.day.do(DESK, "settle", case_number=case.case)
        self.return_to(case)

    def declined(self) -> None:
        """Too dear for what it is worth."""
        (case,) = self.take_in()
        self.shelve_and_hang(case)
        self.diagnose(case)
        estimate = self.quote(case)
        self.day.wait(30)
        self.day.do(DESK, "decline_estimate", estimate_number=estimate, reason="不如买新的")
        self.day.do(DESK, "settle", case_number=case.case)
        self.return_to(case)

    def two_items(self) -> None:
        """Two items on one receipt, fetched one after the other."""
        cases = self.take_in(many=2)
        for case in cases:
            self.shelve_and_hang(case)
            self.diagnose(case)
            self.agree(case, self.quote(case))
            self.repair(case)
            self.inspect(case)
            self.pay(case, self.settle(case))
        self.day.wait(30)
        first, second = cases
        answer = self.day.do(
            DESK, "hand_back", receipt_number=first.receipt,
            items=[{"case_number": first.case, "all_accessories_back": True}],
        )  # fmt: skip
        second.receipt = answer.new_receipt_number
        self.return_to(second)

    def lost_receipt(self) -> None:
        """The paper is gone; identity is checked, the supervisor approves."""
        (case,) = self.take_in()
        self.shelve_and_hang(case)
        self.diagnose(case, finding="NO_FAULT_FOUND")
        self.day.do(DESK, "settle", case_number=case.case)
        self.day.do(DESK, "report_receipt_lost", receipt_number=case.receipt)
        self.day.wait(200)
        self.day.do(
            BOSS, "declare_receipt_lost", receipt_number=case.receipt, declarant_name="张三丰",
            id_type="身份证", id_tail="123X", phone_check="CALL_BACK",
            item_knowledge="说得出序列号和划痕", declaration_signed=True,
        )  # fmt: skip
        self.day.do(
            DESK, "hand_back", receipt_number=case.receipt, receipt_shown=False,
            items=[{"case_number": case.case, "all_accessories_back": True}],
        )  # fmt: skip

    def withdrawn(self) -> None:
        """The customer changes his mind."""
        (case,) = self.take_in()
        self.shelve_and_hang(case)
        self.day.wait(100)
        self.day.do(BOSS, "withdraw_item", case_number=case.case, reason="客户急用")
        self.day.do(DESK, "settle", case_number=case.case)
        self.return_to(case)

    def told_up_to(self, stage: int) -> None:
        """A paid repair that is not over yet; stage 0 (just taken in) to 8 (customer called)."""
        days = self.day.chance.choice((1, 5, 6, 7, 8))
        promised = self.day.at + days * DAY_MINUTES * MINUTE_MS
        (case,) = self.take_in(promised_at=iso(promised, self.day.zone))
        estimate = ""
        for step in range(1, stage + 1):
            match step:
                case 1:
                    self.shelve_and_hang(case)
                case 2:
                    self.diagnose(case)
                    if stage == step:
                        self.day.do(BENCH, "stop_work", card_number=case.card, done="检测")
                case 3:
                    estimate = self.quote(case)
                case 4:
                    self.agree(case, estimate)
                case 5:
                    self.repair(case)
                case 6:
                    self.inspect(case)
                case 7:
                    self.settle(case)
                case _:
                    self.tell(case)


def imei(n: int) -> str:
    """A made-up IMEI whose check digit is right."""
    body = f"35000000{n:06d}"
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(body))
    return body + str(-sum(sum(divmod(value, 10)) for value in doubled) % 10)


#: stories, and how often each is told
Stories = tuple[tuple[Callable[[Teller], None], int], ...]
CLOSED: Stories = (
    (Teller.paid, 37),
    (Teller.regular, 15),
    (Teller.covered, 18),
    (Teller.no_fault, 8),
    (Teller.declined, 7),
    (Teller.failed_once, 5),
    (Teller.two_items, 5),
    (Teller.withdrawn, 3),
    (Teller.lost_receipt, 2),
)
#: how many cases stand at each stage today; the furthest were taken in first
OPEN_STAGES = (8, 8, 8, 7, 6, 6, 5, 5, 5, 4, 4, 4, 3, 3, 3, 2, 2, 2, 1, 1, 1, 0, 0, 0)
#: of these, how many came today
CAME_TODAY = 6
