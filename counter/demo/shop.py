"""Makes the demo shop: staff, parts, shelves, finished cases over the years, today's open ones."""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from counter.app import BY_NAME, Counter
from counter.demo.copying import DAY_MS, Copier
from counter.demo.day import BENCH, BOSS, CASH, DESK, MANAGER, OTHER_BENCH, PIN, Day
from counter.demo.stories import CAME_TODAY, CLOSED, GOODS, OPEN_STAGES, Stories, Teller
from counter.demo.templates import Taker, Template
from counter.domain.records import Person
from counter.domain.states import Role
from counter.json_facts import read_facts
from counter.storage import erasing
from counter.storage.database import Connection

OUTLET = 17
#: a file that tells a made-up shop from a real one
MARK = "DEMO"
LEAST_PIECES, MOST_PIECES = 900, 90_000  # in stock at first, in one delivery
MOST_REAL, LONG_AGO = 200, "2018-03-05"
#: the open cases take the last days, in the order of their stories
OPEN_DAYS = 14
#: fewer than 99,999 so that the numbers of a year suffice
A_YEAR = 80_000
STAFF = (
    (DESK, "孙丽", Role.FRONT_DESK),
    (BENCH, "周强", Role.TECHNICIAN),
    (BOSS, "何国平", Role.SUPERVISOR),
    (CASH, "吴敏", Role.CASHIER),
    (OTHER_BENCH, "陈小军", Role.TECHNICIAN),
)
SHELVES = ("A-01", "A-02", "A-03", "B-01", "B-02", "B-07", "R-01")
Progress = Callable[[int, int], None]


def say_progress(done: int, of: int) -> None:
    """Progress on stderr; stdout carries the answer alone."""
    sys.stderr.write(f"\r{done} / {of}")
    sys.stderr.flush()


def make_demo(
    folder: Path,
    home: Path,
    cases: int,
    *,
    today: str,
    seed: int = 1,
    stories: Stories = CLOSED,
    progress: Progress = say_progress,
) -> dict[str, Any]:
    """Makes a shop of `cases` cases in `folder`; the same seed makes the same people and stories.
    `today` is the day (YYYY-MM-DD) on which the open cases stand as they do; `stories` are what the
    closed ones are told of.

    Up to 200 cases are real acts, beyond that copies of them, signed by the shop's own key. Raises
    RuleBroken("shop.exists") where a shop lies already.
    """
    began = time.monotonic()
    chance = Random(seed)
    still_open = min(len(OPEN_STAGES), max(cases - 1, 0))
    closed = max(cases - still_open, 0)
    day = Day(chance, ZoneInfo("Asia/Shanghai"))
    if closed > MOST_REAL:
        day.start(today, days=-365 * (1 + closed // A_YEAR))
        found(folder, home, day, cases)
        day.counts_till = True
        with tempfile.TemporaryDirectory(prefix="counter-demo-") as scratch:
            templates = _templates(day, Path(scratch), stories)
        _copies(day, templates, closed, today, progress)
    else:
        day.start(today, days=-max(closed, 5) * 3 - OPEN_DAYS)
        found(folder, home, day, cases)
        day.counts_till = True
        for told, _ in enumerate(_tell(teller_at(day), closed, chance, stories), start=1):
            progress(min(told, closed), cases)
    _open_ones(day, still_open, today)
    (folder / MARK).write_text("Made up to be looked at. 演示数据。\n", "utf-8")
    shop = day.counter.shop
    entries = shop.last.seq
    shop.db.execute("DELETE FROM print_job")  # nobody waits for the papers of a made-up shop
    shop.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    day.counter.close()
    return {
        "folder": str(folder), "cases": cases, "entries": entries,
        "bytes": shop.path.stat().st_size, "seconds": round(time.monotonic() - began, 1),
        "staff": [DESK, BENCH, BOSS, CASH, MANAGER], "pin": PIN,
    }  # fmt: skip


def _open_ones(day: Day, cases: int, today: str) -> None:
    """What stands in the shop today, at every stage; some of it is overdue."""
    day.start(today, days=-OPEN_DAYS)
    for n, stage in enumerate(OPEN_STAGES[-cases:] if cases else ()):
        if cases - n == CAME_TODAY:
            day.start(today)
        teller_at(day).told_up_to(stage)


def found(folder: Path, home: Path, day: Day, cases: int) -> None:
    """The empty shop: outlet, people, shelves, and parts enough for so many cases."""
    facts = {
        "outlet": OUTLET, "name": "安修和平里店", "name_en": "Anxiu Hepingli", "seat": 1,
        "address": "东城区和平里七区 12 号", "service_phone": "010-84210017",
        "complaint_phone": "010-84210099",
        "person": {"code": MANAGER, "name": "郑店长", "pin": PIN},
    }  # fmt: skip
    read = read_facts(BY_NAME["open_shop"].function, facts)
    day.counter, _ = Counter.found(folder, home, read, day.clock)
    for code, name, role in STAFF:
        day.do(MANAGER, "add_person", code=code, name=name, role=role.value, pin=PIN)
    for goods in GOODS:
        day.do(MANAGER, "add_part", code=goods.part, name=goods.part_name, price_fen=goods.part_fen)
        for pieces in _deliveries(cases):
            day.do(MANAGER, "receive_parts", part=goods.part, qty=pieces, reason="开店备货")
    for name in SHELVES:
        day.do(MANAGER, "add_shelf", name=name)


def _deliveries(cases: int) -> Iterator[int]:
    """So many pieces of a part that none is ever used that was not there."""
    left = max(LEAST_PIECES, cases)
    while left > 0:
        yield min(left, MOST_PIECES)
        left -= MOST_PIECES


def teller_at(day: Day) -> Teller:
    """Tells stories with the chips of the shop's own kinds of item."""
    chips: dict[str, dict[str, list[str]]] = {}
    for kind in day.counter.shop.db.execute(
        "SELECT code, faults_json, conditions_json, accessories_json FROM item_kind"
    ):
        named = zip(("faults", "conditions", "accessories"), kind[1:], strict=True)
        chips[kind[0]] = {name: [chip["code"] for chip in json.loads(text)] for name, text in named}
    return Teller(day, chips)


def _tell(
    teller: Teller, cases: int, weights: Random, stories: Stories
) -> Iterator[tuple[int, int]]:
    """Tells stories until so many cases are closed; for each the entries it wrote."""
    shop = teller.day.counter.shop
    told = 0
    while told < cases:
        (story,) = weights.choices([one for one, _ in stories], [often for _, often in stories])
        before = shop.last.seq
        (cases_before,) = shop.db.execute("SELECT count(*) FROM customer_item").fetchone()
        story(teller)
        (cases_after,) = shop.db.execute("SELECT count(*) FROM customer_item").fetchone()
        told += cases_after - cases_before
        yield before + 1, shop.last.seq


def _templates(day: Day, scratch: Path, stories: Stories) -> list[Template]:
    """Two hundred real cases, told in a scratch shop and taken apart."""
    chance = day.chance
    # a copy must hold its customer, so nobody of another story comes again
    small = Day(Random(chance.random()), day.zone, meets_again=False)
    small.start(LONG_AGO)
    found(scratch / "shop", scratch / "home", small, MOST_REAL)
    stretches = list(_tell(teller_at(small), MOST_REAL, chance, stories))
    source = small.counter.shop.db
    taker = Taker(source, _shared(source, day.counter.shop.db))
    templates = [taker.take(first, last) for first, last in stretches]
    small.counter.close()
    return templates


def _copies(
    day: Day, templates: list[Template], cases: int, today: str, progress: Progress
) -> None:
    shop = day.counter.shop
    copier, begins = _copier(day), _moments(day, cases, today, templates)
    shop.db.execute("BEGIN IMMEDIATE")
    with erasing.capture_off(shop.db):
        for done in copier.write(templates, begins):
            progress(done, cases)
    shop.db.execute("COMMIT")
    shop.renew_lease()


def _shared(source: Connection, target: Connection) -> dict[bytes, bytes]:
    """Staff, outlet, parts, shelves and kinds of one shop by those of the other."""
    same = {
        "person": "code",
        "part": "code",
        "shelf": "name",
        "item_kind": "code",
        "outlet": "number",
        "seat": "digit",
    }
    pairs: dict[bytes, bytes] = {}
    for table, key in same.items():
        there = dict(target.execute(f"SELECT {key}, id FROM {table}").fetchall())
        for name, row_id in source.execute(f"SELECT {key}, id FROM {table}"):
            pairs[row_id] = there[name]
    return pairs


def _copier(day: Day) -> Copier:
    shop = day.counter.shop
    with shop.act("read", day.at, lambda work: work.one(Person, code=MANAGER)) as work:
        outlet, seat = work.outlet, work.seat
    sign = shop.signer()
    return Copier(shop.db, sign, outlet=outlet, seat=seat, seed=day.chance.randrange(1 << 32))


def _moments(day: Day, cases: int, today: str, templates: list[Template]) -> Iterator[int]:
    """When each copied story begins: spread evenly from the shop's first day to last month."""
    a_story = sum(_cases_in(template) for template in templates) / len(templates)
    stories = round(cases / a_story)
    longest = max(template.entries[-1].at - template.begins_at for template in templates)
    first = day.at + DAY_MS
    day.start(today, days=-OPEN_DAYS - 2)
    step = (day.at - longest - first) / stories
    for n in range(stories):
        yield int(first + n * step + day.chance.random() * step)


def _cases_in(template: Template) -> int:
    return sum(row.table == "customer_item" for row in template.rows)
