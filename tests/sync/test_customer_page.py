"""The code on a receipt opens the case, and what is said there is done at the counter: a real hub,
real files, real HTTP.
"""

import json
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from counter.app import Counter
from counter.customer_answers import take_answers
from counter.domain.numbers import parse
from counter.printing.forms.item_receipt import status_code
from counter.storage import database
from counter.storage.database import sqlite
from counter.storage.questions.papers import item_receipt_paper
from tests.sync.customers import TAIL, Left, Phone, asked, does, rows
from tests.sync.postgres import Postgres
from tests.sync.test_bundles import digests, joined
from tests.sync.test_server import Served
from tests.sync.test_server import asked as on_command_line

NOW = "2026-11-22T14:30:00+08:00"
FORM = "application/x-www-form-urlencoded"
AGREED = (
    "SELECT count(*), sum(amount_fen) FROM consent c JOIN estimate e ON e.id = c.estimate_id "
    "WHERE e.item_id = ?"
)
CONSENT = "SELECT amount_fen || ' ' || how FROM consent"


class Town:
    """A hub and an outlet with two seats."""

    def __init__(self, folder: Path) -> None:
        self.log = (folder / "hub.log").open("w+")
        self.hub = Served(folder / "hub", self.log)
        self.first, self.second = joined(folder, self.hub, 1), joined(folder, self.hub, 2)

    def leaves(self, **facts: str) -> Left:
        """A customer leaves a fan at the first seat."""
        return Left(self.first, **facts)

    def in_step(self) -> None:
        """Every seat has talked to the hub, and all agree."""
        for place in (self.first, self.second, self.first):
            place.says("sync")
        assert len(digests(self.first, self.second)) == 1


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = Town(tmp_path_factory.mktemp("town"))
    yield made
    made.hub.kill()
    made.log.close()


@pytest.fixture(scope="module")
def forged(town: Town) -> tuple[Town, Left]:
    left = town.leaves()
    left.place.says("sync")
    return town, left


def phone_for(town: Town, left: Left, language: str = "en") -> Phone:
    left.place.says("sync")
    return Phone(town.hub, left, language)


def test_an_estimate_is_agreed_to_and_the_shop_hears_of_it(town: Town) -> None:
    left = town.leaves().estimated()
    phone = phone_for(town, left)
    text = phone.opens()
    assert "We need your answer" in text
    assert "电机 <b>motor</b>" in text
    assert "<b>motor" not in phone.html
    assert "I agree: ¥120.50" in text
    text = phone.agrees()
    assert "You agreed" in text
    assert "waiting there" in text
    assert phone.hidden("estimate") == ""
    assert left.asked(CONSENT) is None
    said = left.place.says("sync")
    assert said["answers"] == 1
    assert left.asked(CONSENT) == "12050 ONLINE"
    assert left.asked("SELECT status FROM repair_card WHERE number = ?", left.card) == "APPROVED"
    text = phone.opens()
    assert "Agreed, the repair comes next" in text
    assert "The shop has it" in text
    assert left.place.says("sync")["answers"] == 0
    town.in_step()
    assert town.first.says("verify")["whole"]
    town.log.seek(0)
    assert left.token not in town.log.read().lower()


def test_the_receipts_own_code_opens_it(town: Town) -> None:
    does(town.first, "change_setting", name="status_link", value=town.hub.url)
    left = town.leaves()
    phone = phone_for(town, left)
    with closing(database.open_reader(town.first.folder / "shop.db")) as db:
        paper = item_receipt_paper(db, number=left.receipt, printed_at=0)
    code = status_code(paper)
    assert code == f"{town.hub.url}/Q/{left.receipt}/{left.token}".upper()
    assert "Received" in phone.opens(code.replace("HTTP://", "http://"))
    assert parse(code).digits == left.receipt  # and the counter's scanner reads the number in it


def test_who_says_no_gets_it_back_unrepaired(town: Town) -> None:
    left = town.leaves().estimated()
    phone = phone_for(town, left, "zh-CN,zh;q=0.9")
    assert "等您答复" in phone.opens()
    assert "您已谢绝" in phone.agrees(what="DECLINE")
    left.place.says("sync")
    assert "可来取件（未修）" in phone.opens()
    assert left.asked("SELECT status FROM estimate WHERE item_id = (SELECT id FROM customer_item "
                      "WHERE number = ?)", left.case) == "DECLINED"  # fmt: skip
    assert "Ready to be collected, not repaired" in phone.opens(f"{phone.url}?lang=en")
    assert 'lang="en"' in phone.html


def test_stars_and_a_complaint_are_kept_as_they_were_typed(town: Town) -> None:
    left = town.leaves()
    does(left.place, "withdraw_item", case_number=left.case, reason="不修了")
    phone = phone_for(town, left)
    phone.opens()
    word = "<script>alert(1)</script> 😀 très bien\n第二行"
    phone.posts({"what": "RATING", "item": 1, "stars": 9})
    assert phone.status == 422
    assert "You gave 4 of 5 stars" in phone.sends(what="RATING", item=1, stars=4, text=word)
    assert "waiting there" in phone.text
    assert "<script" not in phone.html
    assert "It was sent before" in phone.sends(what="RATING", item=1, stars=1)
    for n in range(3):
        assert "Your complaint of" in phone.sends(what="COMPLAINT", item=1, text=f"还响 {n}")
    assert "It was sent before" in phone.sends(what="COMPLAINT", item=1, text="again")
    assert left.place.says("sync")["answers"] == 4
    kept = [*rows(left.place, "customer_answer", "item_id, what, stars, said")]
    kept = [one[1:] for one in kept if one[0] == left.item]
    assert kept[0] == ("RATING", 4, word)
    assert kept[1] == ("COMPLAINT", 0, "还响 0")
    assert "The shop has it" in phone.opens()
    new = left.place.says("do", "new_answers", json.dumps({"now_at": NOW}), "--as", "1009")
    assert next(one["what"] for one in new if one["case_number"] == left.case) == "COMPLAINT"
    seen = does(left.place, "see_customer_answers", case_number=left.case)
    assert seen["seen"] == 4
    left.place.says("sync")
    assert "has read it" in phone.opens()


def test_an_answer_that_comes_too_late_is_kept_and_does_nothing(town: Town) -> None:
    left = town.leaves().estimated()
    phone = phone_for(town, left)
    phone.opens()
    does(
        left.place,
        "decline_estimate",
        estimate_number=phone.hidden("estimate"),
        reason="电话里说不修",
    )
    assert "You agreed" in phone.agrees()
    assert left.place.says("sync")["answers"] == 1
    outcome = left.asked("SELECT outcome FROM answer_taken ORDER BY k DESC LIMIT 1")
    assert outcome == "LATE"
    text = phone.opens()
    assert "Declined" in text
    assert "It came after the estimate had been settled at the shop" in text


def test_one_of_two_seats_does_it_and_the_other_when_that_one_is_off(town: Town) -> None:
    left = town.leaves().estimated()
    phone = phone_for(town, left)
    phone.opens()
    phone.agrees()
    assert town.second.says("sync")["answers"] == 0
    later = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
    assert town.second.says("sync", "--at", later)["answers"] == 1
    assert town.first.says("sync")["answers"] == 0
    for place in (town.first, town.second):
        assert asked(place, AGREED, left.item) == (1, 12050)
    town.in_step()


def test_two_seats_that_cannot_hear_each_other_agree_to_it_once(town: Town) -> None:
    left = town.leaves().estimated()
    phone = phone_for(town, left)
    phone.opens()
    phone.agrees()
    assert town.second.says("sync")["answers"] == 0
    assert town.first.says("sync")["answers"] == 1
    in_two_hours = int(time.time() * 1000) + 2 * 3_600_000
    cut_off = Counter.open(town.second.folder, town.second.home, lambda: in_two_hours)
    assert take_answers(cut_off) == 1
    cut_off.close()
    town.in_step()
    for place in (town.first, town.second):
        assert asked(place, AGREED, left.item) == (1, 12050)
        assert place.says("verify")["whole"]


def test_an_estimate_that_was_replaced_is_asked_anew(town: Town) -> None:
    left = town.leaves().estimated()
    phone = phone_for(town, left)
    phone.opens()
    old = phone.hidden("estimate")
    left.estimated([{"name": "整机", "amount_fen": 99}], note="便宜的")
    assert "You agreed" in phone.agrees()  # to the one the hub still knows
    assert left.place.says("sync")["answers"] == 1
    assert asked(left.place, AGREED, left.item) == (0, None)
    text = phone.sends(what="APPROVE", item=1, estimate=old, digits=TAIL)
    assert phone.status in (409, 422)
    assert "I agree: ¥0.99" in text
    assert phone.hidden("estimate") != old
    assert "You agreed" in phone.agrees()
    left.place.says("sync")
    assert asked(left.place, AGREED, left.item) == (1, 99)


def test_wrong_digits_lock_the_answer_for_a_day(town: Town) -> None:
    left = town.leaves().estimated()
    phone = phone_for(town, left)
    phone.opens()
    for _ in range(4):
        assert "not the last four digits" in phone.agrees("0000")
        assert phone.status == 422
    assert "Too many wrong tries" in phone.agrees("0000")
    assert phone.status == 429
    assert "Too many wrong tries" in phone.agrees(TAIL)
    left.place.says("sync")
    assert left.asked("SELECT count(*) FROM customer_answer a JOIN customer_item i "
                      "ON i.id = a.item_id WHERE i.number = ?", left.case) == 0  # fmt: skip


def test_every_code_that_opens_nothing_gets_the_same_answer(town: Town) -> None:
    left, other = town.leaves(), town.leaves()
    phone = phone_for(town, left)
    assert "Received" in phone.opens()
    wrong = left.token[:-1] + ("0" if left.token[-1] != "0" else "1")
    does(other.place, "report_receipt_lost", receipt_number=other.receipt)
    other.place.says("sync")
    answers = set()
    for number, token in (
        (left.receipt, wrong), (other.receipt, other.token), (other.receipt, left.token),
        ("3000170000000000", left.token), (left.receipt, "x"), ("1", "1"),
    ):  # fmt: skip
        phone.opens(f"{town.hub.url}/q/{number}/{token}")
        answers.add((phone.status, phone.text))
    assert len(answers) == 1
    assert phone.status == 404
    phone.posts({"what": "RATING", "item": 1, "stars": 5})
    does(other.place, "receipt_found", receipt_number=other.receipt)
    other.place.says("sync")
    assert "Received" in Phone(town.hub, other).opens()


def test_the_page_closes_some_time_after_hand_back(town: Town) -> None:
    left = town.leaves(name="赵六")
    does(left.place, "withdraw_item", case_number=left.case, reason="不修了")
    does(left.place, "settle", case_number=left.case)
    phone = phone_for(town, left)
    does(left.place, "hand_back", receipt_number=left.receipt, all_accessories_back=True)
    left.place.says("sync")
    assert "You have it back" in phone.opens()
    assert "How was the repair?" in phone.text
    does(left.place, "change_setting", name="customer_page_days", value=0)
    left.place.says("sync")
    assert "This code opens nothing" in phone.opens()
    does(left.place, "change_setting", name="customer_page_days", value=90)
    left.place.says("sync")
    assert "You have it back" in phone.opens()
    number = left.asked("SELECT number FROM customer WHERE name = '赵六'")
    does(left.place, "erase_customer", customer_number=number, reason="要求")
    left.place.says("sync")
    assert "This code opens nothing" in phone.opens()


def test_whoever_asks_too_often_is_told_nothing(town: Town) -> None:
    left = town.leaves()
    phone = phone_for(town, left)
    for _ in range(31):
        phone.opens(f"{town.hub.url}/q/{left.receipt}/{'0' * 32}")
    assert phone.status == 404
    nothing = phone.text
    assert phone.opens() == nothing
    assert "Received" in Phone(town.hub, left).opens()  # from another address


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        (b"what=RATING&item=1&stars=5", "text/plain"),
        (b'{"what": "RATING"}', "application/json"),
        (b"what=STEAL&item=1", FORM),
        (b"what=RATING&item=1&stars=5", FORM),  # nothing is ready to be rated
        (b"what=RATING&item=2&stars=5", FORM),
        (b"what=RATING&item=1&stars=9", FORM),
        (b"what=RATING&item=-1&stars=5", FORM),
        (b"what=RATING&item=1&stars=5&item=1", FORM),
        (b"what=COMPLAINT&item=1&text=" + b"x" * 301, FORM),
        (b"what=COMPLAINT&item=1&text=%FF%FE", FORM),
        (b"what=COMPLAINT&item=1&text=+%0A+", FORM),
        (b"what=APPROVE&item=1&estimate=5000171260000101&digits=5678", FORM),
        (b"&".join(b"a%d=1" % n for n in range(40)), FORM),
        (b"x" * 20_000, FORM),
    ],
)
def test_a_forged_form_does_nothing(form: bytes, kind: str, forged: tuple[Town, Left]) -> None:
    town, left = forged
    phone = Phone(town.hub, left)
    phone.posts(form, **{"content-type": kind})
    assert phone.status in (409, 422)
    assert "Your repair" in phone.text
    with closing(sqlite.connect(str(town.hub.folder / "hub.db"))) as db:
        said = db.execute("SELECT count(*) FROM customer_said WHERE about_id = ?", (left.item,))
        assert said.fetchone()[0] == 0


def test_the_page_guards_itself(town: Town) -> None:
    left = town.leaves(name="欧阳晓岚")
    phone = phone_for(town, left)
    phone.opens()
    says = phone.answer.headers
    assert says["cache-control"] == "no-store"
    assert says["referrer-policy"] == "no-referrer"
    assert "script-src" not in says["content-security-policy"]
    assert says["content-security-policy"].startswith("default-src 'none'")
    assert "set-cookie" not in says
    for personal in ("欧阳", "晓岚", "13800135678", TAIL):
        assert personal not in phone.html


class OnPostgres(Served):
    """A hub whose rows lie in PostgreSQL."""

    def code(self, outlet: int, seat: int) -> str:
        place = "--dir", str(self.folder), *self._more
        return str(on_command_line("hub", "enrol-code", str(outlet), str(seat), *place)[1]["code"])


def test_the_page_is_the_same_on_postgresql(tmp_path: Path, postgres: Postgres) -> None:
    engine = postgres.fresh()
    url = engine.url.render_as_string(hide_password=False)
    engine.dispose()
    hub = OnPostgres(tmp_path / "hub", more=("--database", url))
    try:
        left = Left(joined(tmp_path, hub, 1)).estimated()
        left.place.says("sync")
        phone = Phone(hub, left)
        assert "We need your answer" in phone.opens()
        assert "not the last four digits" in phone.agrees("0000")
        assert "You agreed" in phone.agrees()
        assert left.place.says("sync")["answers"] == 1
        assert left.asked(CONSENT) == "12050 ONLINE"
        assert "The shop has it" in phone.opens()
        assert "Your complaint of" in phone.sends(what="COMPLAINT", item=1, text="还响")
    finally:
        hub.kill()
