"""A question costs the same in an old shop as in a young one, and knows every column there is."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from counter.domain.states import ReceiptStatus
from counter.storage import database
from counter.storage.catalogue import BY_NAME
from counter.storage.database import Connection
from counter.storage.questions.bench import Whose
from counter.storage.questions.board import OpenState
from counter.storage.questions.cases import case
from counter.storage.questions.catalogue import QUESTIONS
from counter.storage.questions.register_pages import PaperState, Stay
from counter.storage.shop import Shop
from counter.storage.tables import METADATA
from tests.storage import counter_day as day
from tests.storage import made_up
from tests.storage.conftest import NOON
from tests.storage.steps import columns_read, scans_of, statements_of, steps_of

PROJECT = Path(__file__).resolve().parents[2]
YOUNG, OLD = 10_000, 100_000
AT = NOON + 10 * day.DAY
#: what each question is asked of the case that is looked at
ASKED: dict[str, list[dict[str, Any]]] = {
    "board": [{"now_at": AT}, {"now_at": AT, "state": OpenState.HUNG}],
    "board_lane": [
        {"states": [OpenState.HUNG, OpenState.OPENED]},
        {"states": [OpenState.HUNG], "technician_code": "1002", "kind_code": "fan", "text": "x"},
    ],
    "case": [{"number": "{case}"}, {"number": "{receipt}"}],
    "case_page": [{"number": "{case}"}, {"number": "{receipt}"}],
    "bench_queue": [
        {"technician_code": "1002"}, {"whose": Whose.FREE}, {"whose": Whose.WAITING},
        {"whose": Whose.ALL},
    ],
    "bench_card": [{"number": "{card}"}, {"number": "{void}"}],
    "inspection_queue": [{}],
    "inspection_view": [{"number": "{card}"}],
    "hand_back_view": [{"number": "{receipt}"}, {"number": "{void}"}],
    "customer_by_phone": [{"phone": "13800135678"}],
    "find": [
        {"text": text} for text in ("5678", "678", "13800135678", "张伟", "zw", "张", "{case}", "1",
                                    "YS14P5K2290071", "k2290", "999999")
    ],
    "item_register": [{}, {"open_only": True}, {"received_from_at": NOON}],
    "receipts": [{}, {"status": ReceiptStatus.ISSUED}],
    "register_part": [
        {}, {"oldest_first": True}, {"stay": Stay.HERE, "text": "hu"}, {"stay": Stay.OUT},
        {"text": "nowhere"}, {"received_from_at": NOON, "technician_code": "1002"},
        {"kind_code": "NONE", "received_to_at": NOON}, {"paper": PaperState.LOST},
    ],
    "receipt_part": [
        {}, {"oldest_first": True}, {"status": ReceiptStatus.ISSUED, "text": "nowhere"},
        {"unsigned_only": True}, {"issued_from_at": NOON, "text": "t9"},
    ],
    "scanned": [{"number": "{case}"}, {"number": "{receipt}"}, {"number": "{card}"}],
    "customers": [{}, {"text": "5678"}, {"text": "张"}, {"text": "{case}"}],
    "customer_file": [{"number": "{customer}"}],
    "customer_cases": [{"number": "{customer}"}],
    "case_photos": [{"number": "{case}"}, {"number": "{receipt}"}],
    "receipt_said": [{"number": "{receipt}"}],
    "reprints_of": [{"number": "{receipt}"}],
    "timeline": [{"number": "{case}"}],
    "model_by_imei": [{"imei": "356938035643809"}, {"imei": "nothing"}],
    "models": [{"text": "mf"}, {"text": "铭川 MF", "brand": "铭川", "kind": "microwave"}],
    "unit_history": [{"serial": "YS14P5K2290071"}, {"number": "{case}"}],
    "day_list": [{"day": "2026-11-18"}, {"day": "2026-11-14"}],
    "till_day": [{"day": "2026-11-18"}, {"day": "2026-11-14"}],
    "till_days": [{}, {"before": "2026-11-18"}],
    "people": [{}],
    "item_kinds": [{}],
    "shelves": [{}],
    "shelf_list": [{}],
    "shelf_view": [{"shelf": "{shelf}"}],
    "parts": [{}, {"text": "bat"}],
    "outlet_view": [{}],
    "shop_health": [{}],
    "conflicts": [{}],
    "new_answers": [{"now_at": AT}, {"now_at": AT, "case_number": "{case}"}],
    "transfers": [{}],
    "transfer_view": [{"number": "{transfer}"}],
    "transfer_paper": [{"number": "{transfer}", "printed_at": AT}],
    "outlet_choices": [{}],
    "first_days": [{}],
    "drafts": [{"person_code": "1001"}],
    "unprinted": [{}],
    "papers_let_go": [{"wanted": [1, 2, 3]}],
    "print_queue": [{}, {"status": "QUEUED"}],
    "item_receipt_paper": [{"number": "{receipt}", "printed_at": AT}],
    "repair_card_paper": [{"number": "{card}", "printed_at": AT}],
    "item_label_paper": [{"number": "{card}"}],
    "accessory_label_papers": [{"number": "{card}"}],
    "settlement_paper": [{"number": "{void}", "printed_at": AT}],
    "estimate_paper": [{"number": "{case}", "printed_at": AT}],
    "loss_paper": [{"number": "{receipt}", "printed_at": AT}],
    "shelf_label_paper": [{"number": "A-01"}, {"number": "{shelf}"}],
    "part_label_paper": [{"number": "BAT-14"}],
    "staff_badge_paper": [{"number": "1003"}],
    "register_page": [{"from_on": "2026-11-18", "to_on": "2026-11-18", "printed_at": AT}],
}  # fmt: skip


def test_every_question_is_asked_here() -> None:
    assert set(ASKED) == {question.name for question in QUESTIONS}


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shop, dict[str, str]]]:
    from counter.storage.machine import Machine
    from tests.storage.conftest import found

    folder = tmp_path_factory.mktemp("old")
    shop = Shop.create(folder / "shop", Machine(folder / "machine"), found)
    day.furnish(shop)
    day.give_badge(shop, "1003")
    here = [
        day.take_in(shop, phone=f"1370000{n:04d}", name="胡军", serial=f"HERE{n}")[0]
        for n in range(10, 20)
    ]
    gone = day.take_in(shop, phone="13700000001", name="何勇", serial="GONE1")[0]
    looked_at = day.take_in(shop)[0]
    day.repair(shop, looked_at)
    day.whole_repair(shop, gone)
    transfer = day.send_away(shop, here[0])
    day.complain(shop, here[1])
    (shelf,) = shop.db.execute("SELECT number FROM shelf ORDER BY k LIMIT 1").fetchone()
    (customer,) = shop.db.execute(
        "SELECT c.number FROM customer c JOIN customer_item i ON i.customer_id = c.id "
        "WHERE i.number = ?", (looked_at.case,)
    ).fetchone()  # fmt: skip
    yield shop, {"case": looked_at.case, "card": looked_at.card, "receipt": looked_at.receipt,
                 "void": gone.receipt, "shelf": shelf, "customer": customer,
                 "transfer": transfer}  # fmt: skip
    shop.close()


def asked(db: Connection, numbers: dict[str, str]) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every question with every set of facts, ready to run."""
    for question in QUESTIONS:
        for given in ASKED[question.name]:
            facts = {
                name: one.format(**numbers) if "{" in str(one) else one
                for name, one in given.items()
            }
            yield f"{question.name}{given}", partial(question.function, db, **facts)


def test_an_old_shop_answers_in_as_many_steps_as_a_young_one(
    lived_in: tuple[Shop, dict[str, str]],
) -> None:
    shop, numbers = lived_in
    costs: list[dict[str, int]] = []
    for begin, end in ((0, YOUNG), (YOUNG, OLD)):
        made_up.fill(shop, begin, end)
        shop.db.execute("ANALYZE")
        db = database.open_reader(shop.path)
        costs.append({name: steps_of(db, ask) for name, ask in asked(db, numbers)})
        db.close()
    young, old = costs
    grown = {name: (young[name], old[name]) for name in young if old[name] > 1.1 * young[name]}
    assert grown == {}


def test_no_question_reads_a_growing_table_from_end_to_end(
    lived_in: tuple[Shop, dict[str, str]],
) -> None:
    shop, numbers = lived_in
    db = database.open_reader(shop.path)
    scans = {
        (name, scanned): sql
        for name, ask in asked(db, numbers)
        for sql in statements_of(db, ask)
        for scanned in scans_of(db, sql)
    }
    db.close()
    assert scans == {}


#: columns of a case that `case` leaves out, and why
LEFT_OUT = {
    "customer_item": {"id", "outlet_id"},
    "item_receipt": {"id", "outlet_id", "customer_id", "token"},
    "receipt_line": {"id"},
    "loss_declaration": {"id"},
    "repair_card": {"id"},
    "work_step": {"id"},
    "measurement": {"id"},
    "part_used": {"id"},
    "estimate": {"id"},
    "consent": {"id"},
    "settlement": {"id"},
    "settlement_line": {"id"},
    "payment": {"id"},
    "custody_event": {"id"},
    "notice": {"id"},
    "photo": {"id"},
    "customer": {"id", "outlet_id"},
    "unit": {"id", "customer_id", "merged_into"},
}  # fmt: skip


def test_a_case_shows_every_column_of_its_records(lived_in: tuple[Shop, dict[str, str]]) -> None:
    shop, numbers = lived_in
    db = database.open_reader(shop.path)
    ask = partial(case, db, number=numbers["void"])
    read = columns_read(db, ask)
    db.close()
    for table, left_out in LEFT_OUT.items():
        kept = {column.name for column in BY_NAME[table].columns}
        shown = {column for of, column in read if of == table}
        assert kept - shown <= left_out, table


def test_questions_and_tables_speak_of_the_same_columns(
    lived_in: tuple[Shop, dict[str, str]],
) -> None:
    shop, numbers = lived_in
    db = database.open_reader(shop.path)
    read = {pair for _, ask in asked(db, numbers) for pair in columns_read(db, ask)}
    db.close()
    known = {(table.name, column.name) for table in METADATA.tables.values() for column in table.c}
    ours = {pair for pair in read if pair[0] in METADATA.tables}
    assert ours
    assert {pair for pair in ours if pair[1] != "ROWID"} <= known


def test_the_first_board_is_read_without_what_is_slow_to_load(
    lived_in: tuple[Shop, dict[str, str]],
) -> None:
    shop, _ = lived_in
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from counter.storage import database\nfrom counter.storage.questions.board import board\n"
        f"db = database.open_reader(Path({str(shop.path)!r}))\n"
        f"assert board(db, now_at={AT}).rows\n"
        "slow = 'sqlalchemy alembic cryptography zstandard argon2 reportlab msgspec'.split()\n"
        "print(*[name for name in slow if name in sys.modules])\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == ""
