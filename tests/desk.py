"""The desk robot: the people of a small shop at their work, on real files and a standing clock."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from counter.app import BY_NAME, Counter
from counter.domain.refusals import RuleBroken
from counter.json_facts import read_facts
from tests.builders import Facts, a_customer, a_kettle, labour, offered

ZONE = ZoneInfo("Asia/Shanghai")
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
DESK, TECHNICIAN, SUPERVISOR, CASHIER, AUDITOR, MANAGER, SECOND = (
    "1001",
    "1002",
    "1003",
    "1004",
    "1005",
    "1009",
    "1012",
)
STAFF = {
    DESK: ("孙丽", "FRONT_DESK"),
    TECHNICIAN: ("周建国", "TECHNICIAN"),
    SUPERVISOR: ("李工", "SUPERVISOR"),
    CASHIER: ("钱会计", "CASHIER"),
    AUDITOR: ("吴审计", "AUDITOR"),
    SECOND: ("陈立", "TECHNICIAN"),
}
#: what SQLite keeps for itself
NOT_COMPARED = {"sqlite_stat1", "sqlite_stat4"}
#: what an alarm writes although the act it belongs to is refused
OF_AN_ALARM = {"alarm", "sync_log", "sync_state", "log_subject", "pin_verifier"}


def moment(text: str) -> int:
    """Milliseconds of a local time of the shop, e.g. "2026-11-23 10:00"."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp() * 1000)


@dataclass(frozen=True)
class Case:
    """The numbers of one item taken in."""

    case: str
    card: str
    receipt: str
    customer: str


class Desk:
    """What the people of the shop do; every method is one act or the usual row of acts."""

    def __init__(self, counter: Counter, start: int) -> None:
        self.counter = counter
        self.at = start
        self.warnings: list[str] = []
        counter.clock = self._now
        counter.shop.machine.clock = self._now

    def _now(self) -> int:
        return self.at

    def wait(self, ms: int) -> None:
        """Let time go by."""
        self.at += ms

    # -- one act

    def do(self, act: str, by: str, **facts: Any) -> Any:
        """Run an act as JSON would; a minute goes by first."""
        self.wait(MINUTE)
        read = read_facts(BY_NAME[act].function, facts)
        outcome = self.counter.do(act, by=by, **read)
        self.warnings = [warning.rule for warning in outcome.warnings]
        return outcome.answer

    def refused(self, act: str, by: str, **facts: Any) -> str:
        """The rule an act is refused by; nothing else may have changed."""
        return self.refusal(act, by, **facts).rule

    def refusal(self, act: str, by: str, **facts: Any) -> RuleBroken:
        """The refusal of an act, once it is sure that the act changed nothing but alarms."""
        before, alarms = self.picture(), len(self.alarms())
        with pytest.raises(RuleBroken) as broken:
            self.do(act, by, **facts)
        self.check_unchanged(act, before, alarms)
        return broken.value

    def check_unchanged(self, act: str, before: dict[str, str], alarms: int) -> None:
        """A refused act has changed nothing; an alarm it called may have been written."""
        changed = {name for name, seen in self.picture().items() if before[name] != seen}
        allowed = OF_AN_ALARM if len(self.alarms()) > alarms else set[str]()
        assert changed <= allowed, f"{act} was refused but changed {changed}"

    # -- the usual rows of acts

    def checks_in(self, *items: Facts, customer: Facts | None = None, **more: Any) -> list[Case]:
        """Take items in, signed on paper."""
        answer = self.do(
            "check_in",
            DESK,
            customer=customer or a_customer(),
            items=list(items) or [a_kettle()],
            **({"signed_on": "PAPER"} | more),
        )
        return [
            Case(one.case_number, one.card_number, answer.receipt_number, answer.customer_number)
            for one in answer.items
        ]

    def takes_in(self, item: Facts | None = None, customer: Facts | None = None) -> Case:
        """Take one item in."""
        return self.checks_in(item or a_kettle(), customer=customer)[0]

    def hangs(self, case: Case) -> Case:
        """Hang the card on its item."""
        self.do("hang_card", DESK, card_number=case.card, case_number=case.case)
        return case

    def diagnoses(self, case: Case, finding: str = "NEEDS_ESTIMATE", **more: Any) -> Case:
        """Hang the card, start work and write down what was found."""
        self.hangs(case)
        self.do("start_work", TECHNICIAN, card_number=case.card)
        self.do(
            "record_diagnosis",
            TECHNICIAN,
            card_number=case.card,
            finding=finding,
            diagnosis="密封圈老化",
            **more,
        )
        return case

    def estimates(self, case: Case, *lines: Facts, extra: bool = False) -> str:
        """Send an estimate and give its number."""
        answer = self.do(
            "send_estimate",
            TECHNICIAN,
            card_number=case.card,
            lines=list(lines) or [offered()],
            extra=extra,
        )
        return answer.estimate_number

    def agrees(self, case: Case, *lines: Facts, extra: bool = False) -> Case:
        """Estimate and yes in one."""
        number = self.estimates(case, *lines, extra=extra)
        self.do("record_consent", DESK, estimate_number=number, how="IN_PERSON")
        return case

    def repairs(self, case: Case, minutes: int = 20) -> Case:
        """From an approved card to one that waits for inspection, without parts."""
        self.do("start_work", TECHNICIAN, card_number=case.card)
        self.wait(minutes * MINUTE)
        self.do("finish_repair", TECHNICIAN, card_number=case.card, no_parts_used=True)
        return case

    def passes(self, case: Case) -> Case:
        """The supervisor's 验讫."""
        self.do("inspect", SUPERVISOR, card_number=case.card, passed=True)
        return case

    def mends(self, case: Case) -> Case:
        """Everything from the hung card to the passed inspection."""
        return self.passes(self.repairs(self.agrees(self.diagnoses(case))))

    def settles(self, case: Case, *lines: Facts, **more: Any) -> Any:
        """Settle by the usual line."""
        return self.do(
            "settle", DESK, case_number=case.case, lines=list(lines) or [labour()], **more
        )

    def pays(self, case: Case, amount_fen: int = 6000, method: str = "WECHAT") -> Any:
        """Take one payment."""
        payments = [{"method": method, "amount_fen": amount_fen}]
        return self.do("take_payment", CASHIER, case_number=case.case, payments=payments)

    def gives_up(self, case: Case) -> Case:
        """Withdraw an item and settle it without charge: ready to go home."""
        self.do("withdraw_item", SUPERVISOR, case_number=case.case, reason="不修了")
        self.do("settle", DESK, case_number=case.case)
        return case

    def hands_back(self, case: Case, **more: Any) -> Any:
        """Hand everything on the receipt back with its accessories."""
        facts = {"receipt_number": case.receipt, "all_accessories_back": True} | more
        return self.do("hand_back", DESK, **facts)

    def ready_to_go(self, case: Case) -> Case:
        """Mended, settled and paid."""
        self.mends(case)
        self.settles(case)
        self.pays(case)
        return case

    # -- what stands in the shop

    def row(self, table: str, number: str) -> dict[str, Any]:
        """The row with a number."""
        found = self.rows(table, "number = ?", number)
        assert len(found) == 1, (table, number, found)
        return found[0]

    def status(self, case: Case) -> str:
        """How the card of a case stands."""
        return self.row("repair_card", case.card)["status"]

    def rows(self, table: str, where: str = "1", *given: Any) -> list[dict[str, Any]]:
        """The rows of a table, in order of insertion."""
        cursor = self.counter.shop.db.execute(
            f"SELECT * FROM {table} WHERE {where} ORDER BY 1", given
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def alarms(self) -> list[str]:
        """The rules of every alarm so far."""
        return [row["rule"] for row in self.rows("alarm")]

    def papers(self) -> list[tuple[str, str]]:
        """Form and number of every paper queued."""
        return [(row["form"], row["number"]) for row in self.rows("print_job")]

    def picture(self) -> dict[str, str]:
        """A digest of every table of the file, the local ones too."""
        db = self.counter.shop.db
        tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: hashlib.sha256(
                "".join(sorted(map(repr, db.execute(f'SELECT * FROM "{name}"')))).encode()
            ).hexdigest()
            for (name,) in tables
            if name not in NOT_COMPARED
        }


def furnished(counter: Counter, start: int) -> Desk:
    """A shop with its people, two shelves and a part."""
    desk = Desk(counter, start)
    for code, (name, role) in STAFF.items():
        desk.do("add_person", MANAGER, code=code, name=name, role=role, pin="0000")
    for name in ("A-01", "A-02"):
        desk.do("add_shelf", MANAGER, name=name)
    desk.do(
        "add_part",
        MANAGER,
        code="MF-17",
        name="密封圈",
        price_fen=1500,
        low_fen=1200,
        high_fen=2000,
    )
    desk.do("receive_parts", SUPERVISOR, part="MF-17", qty=10)
    return desk


@contextmanager
def opened(
    folder: Path, start: int, outlet: int = 17, name: str = "安序服务 · 文三路店"
) -> Iterator[Desk]:
    """A new shop in the folder, with its people in it."""
    facts = {
        "outlet": outlet,
        "name": name,
        "person": {"code": MANAGER, "name": "赵敏", "pin": "0000"},
    }
    read = read_facts(BY_NAME["open_shop"].function, facts)
    counter, _ = Counter.found(folder / "shop", folder / "home", read, lambda: start)
    try:
        yield furnished(counter, start)
    finally:
        counter.close()


@contextmanager
def reopened(folder: Path, start: int) -> Iterator[Desk]:
    """The shop in the folder once more."""
    counter = Counter.open(folder / "shop", folder / "home", lambda: start)
    try:
        yield Desk(counter, start)
    finally:
        counter.close()
