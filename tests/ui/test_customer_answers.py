"""What a customer says on his page is seen at the counter: on the board and above his case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.customer_answers import take_answers
from counter.domain.choices import AnswerWhat
from counter.hub.customer.answers import Answer, entry_of
from counter.hub.memory import MemoryHub
from counter.language import Words
from counter.sync.exchange import exchange
from counter.sync.seat import SeatBook
from counter.wire.messages import Hello, Named, Page, Pushed, Run
from tests.desk import DESK, MINUTE, SUPERVISOR, Case, Desk
from tests.ui.case_pages import opens_case
from tests.ui.robots import Clerk
from ui.screens.board.screen import BoardScreen


@dataclass
class Line:
    """The calls of the shop's seat to a hub in this process."""

    hub: MemoryHub
    who: Named

    def hello(self, chain: bytes) -> Hello:
        return self.hub.hello(self.who, chain)

    def link(self, chain: bytes, seq: int) -> bytes | None:
        return self.hub.link(self.who, chain, seq)

    def push(self, run: Run) -> Pushed:
        return self.hub.push(self.who, run)

    def feed(self, stream: int, after: int, limit: int) -> Page:
        return self.hub.feed(self.who, stream, after, limit)

    def begin(self, call: Callable[[], Any]) -> Callable[[], Any]:
        return call


class Online:
    """A hub behind the shop, and customers who have its page open."""

    def __init__(self, shop: Desk) -> None:
        self._shop = shop
        key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
        public = key.public_key().public_bytes_raw()
        self.hub = MemoryHub(key.sign, public, lambda: shop.at, b"hub" + bytes(13))
        book = SeatBook(shop.counter.shop)
        self.hub.enrol(book.outlet, book.replica, shop.counter.shop.keys().public())
        self._book, self._line = book, Line(self.hub, Named(book.outlet, book.replica))

    def says(self, case: Case, what: AnswerWhat, **facts: Any) -> None:
        """Somebody says something of a case, and the shop hears of it."""
        self._round()
        item = self._shop.row("customer_item", case.case)
        receipt = self._shop.row("item_receipt", case.receipt)
        self._shop.wait(MINUTE)
        answer = Answer(receipt=receipt["id"], item=item["id"], what=what, **facts)
        chance = self._shop.counter.shop.machine.chance
        self.hub.say(self._book.outlet, entry_of(answer, self._shop.at, chance))
        self._round()
        take_answers(self._shop.counter)

    def _round(self) -> None:
        exchange(self._book, self._line, self._book.outlet)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_complaint_is_on_the_board_until_a_supervisor_has_read_it(
    language: str, open_window: Callable[..., Clerk], shop: Desk
):
    say = Words(language).say
    case = shop.takes_in()
    Online(shop).says(case, AnswerWhat.COMPLAINT, said="还响 <b>😀</b>")
    clerk = open_window(language)
    clerk.signs_in(DESK)
    screen = opens_case(clerk, case)
    clerk.waits(screen.said.isVisible)
    assert say("complains") in screen.said.callout.text()
    assert "还响 <b>😀</b>" in screen.said.callout.text()
    clerk.clicks(screen.said.read)
    clerk.sees(say("A complaint stays until a supervisor has read it."))
    assert screen.said.isVisible()
    shop.do("see_customer_answers", SUPERVISOR, case_number=case.case)
    clerk.waits(screen.said.isHidden)


def test_the_board_leads_to_what_customers_said(open_window: Callable[..., Clerk], shop: Desk):
    case = shop.takes_in()
    Online(shop).says(case, AnswerWhat.RATING, stars=5, said="很好")
    clerk = open_window("en")
    clerk.signs_in(DESK)
    clerk.window.go("board")
    board = clerk.window.screen_named("board")
    assert isinstance(board, BoardScreen)
    clerk.waits(lambda: board.said is not None and board.said.isVisible())
    assert board.said is not None
    assert board.said.text() == "1 word from customers"
    clerk.clicks(board.said)
    screen = opens_case(clerk, case)
    clerk.waits(screen.said.isVisible)
    clerk.clicks(screen.said.read)
    clerk.waits(screen.said.isHidden)
    clerk.window.go("board")
    clerk.waits(board.said.isHidden)
    assert shop.rows("answer_taken")[-1]["outcome"] == "SEEN"
