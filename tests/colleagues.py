"""A second seat of the same shop: a copy of its file at another machine, that cannot be heard until
the two are brought together.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from counter.app import Counter
from counter.storage import database
from counter.sync.seat import SeatBook
from counter.wire import links
from counter.wire.messages import Page
from tests.desk import Desk

MOST = 100_000


@contextmanager
def second_seat(shop: Path, folder: Path, at: int) -> Iterator[Desk]:
    """The people at another machine, from what the shop's file holds now."""
    own = folder / "shop"
    own.mkdir(parents=True)
    with closing(database.sqlite.connect(str(shop / "shop.db"))) as db:
        db.execute("VACUUM INTO ?", (str(own / "shop.db"),))
    counter = Counter.open(own, folder / "home", lambda: at)
    try:
        yield Desk(counter, at)
    finally:
        counter.close()


def hears(here: Desk, there: Desk) -> frozenset[str]:
    """One seat takes in all that another one has; the kinds of record that changed."""
    book = SeatBook(there.counter.shop)
    runs = [book.run(own, 0, links.first_link(own.facts), MOST) for own in book.chains()]
    page = Page(tuple(run for run in runs if run.packets), 0, False, here.at)
    return SeatBook(here.counter.shop).take(None, page).kinds
