"""Customers with a receipt in the hand, and the counter they have left something at."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import urllib3

from counter.storage import database
from tests.sync.test_bundles import ITEM
from tests.sync.test_server import Place, Served

LINES = [
    {"name": "电机 <b>motor</b>", "line": "part_line", "amount_fen": 8000},
    {"name": "工时", "amount_fen": 4050},
]
PHONE, TAIL = "13800135678", "5678"
TAGS = re.compile(r"<style.*?</style>|<[^>]+>", re.DOTALL)


def does(place: Place, act: str, *, later: timedelta = timedelta(), **facts: Any) -> Any:
    """An act at a counter."""
    at = (datetime.now(UTC) + later).isoformat()
    return place.says("do", act, json.dumps(facts), "--as", "1009", "--at", at)


class Left:
    """A fan that was left at a counter; its numbers, and the code on its receipt."""

    def __init__(self, place: Place, name: str = "张伟", phone: str = PHONE) -> None:
        self.place = place
        customer = {"name": name, "phone": phone, "name_differs": "NEW_CUSTOMER"}
        taken = does(place, "check_in", customer=customer, items=[ITEM], signed_on="PAPER")
        self.receipt = taken["receipt_number"]
        self.case, self.card = taken["items"][0]["case_number"], taken["items"][0]["card_number"]
        self.item = self.asked("SELECT id FROM customer_item WHERE number = ?", self.case)
        self.token = self.asked("SELECT token FROM item_receipt WHERE number = ?", self.receipt)

    def estimated(self, lines: list[dict[str, Any]] = LINES, **facts: Any) -> "Left":
        """The technician has looked at it and says what it costs."""
        for act in () if facts else ("hang_card", "start_work"):
            more = {"case_number": self.case} if act == "hang_card" else {}
            does(self.place, act, card_number=self.card, **more)
        does(self.place, "send_estimate", card_number=self.card, lines=lines, **facts)
        return self

    def asked(self, question: str, *given: Any) -> Any:
        """A value of the file of the seat that took it in."""
        return asked(self.place, question, *given)


def asked(place: Place, question: str, *given: Any) -> Any:
    """The first row a seat's file answers, or its only value; None where there is none."""
    with closing(database.open_reader(place.folder / "shop.db")) as db:
        found = db.execute(question, given).fetchone()
    return found[0] if found and len(found) == 1 else found


class Phone:
    """Opens the code on a receipt and fills in forms, from an address of its own."""

    made = 0

    def __init__(self, hub: Served, left: Left, language: str = "en") -> None:
        Phone.made += 1
        self.url = f"{hub.url}/Q/{left.receipt}/{left.token.upper()}"
        self.headers = {"accept-language": language, "x-forwarded-for": f"10.1.0.{Phone.made}"}
        self._pool = urllib3.PoolManager(retries=False)
        self.html, self.status = "", 0
        self.answer: urllib3.BaseHTTPResponse

    def opens(self, url: str = "") -> str:
        """The text of the page."""
        return self._read(self._pool.request("GET", url or self.url, headers=self.headers))

    def sends(self, **fields: Any) -> str:
        """Fills in a form and follows where it leads; the text of the page."""
        self.posts(fields)
        if self.status == 303:
            at = self.answer.headers["location"].partition("#")[0]
            return self.opens(at if at.startswith("http") else self.url)
        return self.text

    def posts(self, fields: Any, **more: Any) -> str:
        """The text of the answer to a form."""
        how: Any = {"fields": fields, "encode_multipart": False} if isinstance(fields, dict) else {}
        how = how or {"body": fields}
        headers = self.headers | more
        return self._read(
            self._pool.request("POST", self.url, headers=headers, redirect=False, **how)
        )

    @property
    def text(self) -> str:
        """What the page says."""
        return " ".join(unescape(TAGS.sub(" ", self.html)).split())

    def agrees(self, digits: str = TAIL, what: str = "APPROVE") -> str:
        """Answers the estimate that is asked about."""
        number = self.hidden("estimate")
        return self.sends(what=what, item=1, estimate=number, digits=digits)

    def hidden(self, name: str) -> str:
        """What a form carries along; nothing where there is no such form."""
        found = re.search(rf'name="?{name}"? value="?(\w+)', self.html)
        return found.group(1) if found else ""

    def _read(self, answer: urllib3.BaseHTTPResponse) -> str:
        self.answer, self.status, self.html = answer, answer.status, answer.data.decode()
        return self.text


def rows(place: Place, table: str, columns: str) -> Iterator[Any]:
    """Rows of a seat's file in the order they were written."""
    with closing(database.open_reader(place.folder / "shop.db")) as db:
        yield from db.execute(f"SELECT {columns} FROM {table} ORDER BY k").fetchall()
