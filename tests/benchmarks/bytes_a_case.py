"""Bytes a case: a shop of plain repairs in eleven acts, and the demo shop's richer ones (decisions
19).
"""

import tempfile
from pathlib import Path

from counter.demo.day import BENCH, DESK
from counter.demo.shop import make_demo
from counter.demo.stories import CLOSED, Stories, Teller
from counter.storage import database

CASES = 4_000
LIMIT = 6_000
TODAY = "2026-03-02"


def plain_repair(teller: Teller) -> None:
    """Eleven acts: taken in, card hung, looked at, quoted, agreed to, mended, inspected, settled,
    paid and handed back.
    """
    day = teller.day
    (case,) = teller.take_in()
    day.wait(4)
    day.do(DESK, "hang_card", card_number=case.card, case_number=case.case)
    teller.diagnose(case)
    teller.agree(case, teller.quote(case))
    day.wait(30)
    day.do(BENCH, "start_work", card_number=case.card, task=case.goods.work)
    day.wait(40)
    done = case.goods.work
    day.do(BENCH, "finish_repair", card_number=case.card, done=done, no_parts_used=True)
    teller.inspect(case)
    due = teller.settle(case)
    day.wait(600)
    payments = [{"method": "WECHAT", "amount_fen": due}]
    day.do(
        DESK, "hand_back", receipt_number=case.receipt, all_accessories_back=True,
        payments=[{"case_number": case.case, "payments": payments}],
    )  # fmt: skip


def weigh(stories: Stories, cases: int = CASES) -> tuple[float, float]:
    """Bytes and entries a case of a demo shop of these stories."""
    with tempfile.TemporaryDirectory(prefix="counter-bytes-") as folder:
        shop = Path(folder) / "shop"
        made = make_demo(shop, Path(folder) / "home", cases, today=TODAY, stories=stories)
        db = database.open_reader(shop / "shop.db")
        (there,) = db.execute("SELECT count(*) FROM customer_item").fetchone()
        db.close()
        return made["bytes"] / there, made["entries"] / there


def main() -> None:
    """Prints both against the limit."""
    for name, stories in (("plain repairs", ((plain_repair, 1),)), ("the demo's stories", CLOSED)):
        size, entries = weigh(stories)
        print(
            f"{'bytes a case, ' + name:44} {size:9.0f} at {entries:4.1f} acts   limit {LIMIT}   "
            f"x {size / LIMIT:5.2f}   goal <= 1 at 11 acts"
        )


if __name__ == "__main__":
    main()
