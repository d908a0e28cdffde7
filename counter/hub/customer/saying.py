"""Takes what a customer says on his page: checked against what the hub holds, sealed for the outlet
in the same transaction.

Whoever holds the code may say how he liked it or complain. To spend or refuse money he also names
the last four digits of the phone that was left at the counter; they are compared here and shown
nowhere.
"""

import hmac
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from counter.domain.choices import AnswerWhat
from counter.domain.personal import cleaned
from counter.domain.refusals import RuleBroken
from counter.hub.customer.answers import Answer, entry_of, seal
from counter.hub.customer.case import ItemCase, Opened, tails_of
from counter.hub.customer.progress import READY
from counter.hub.customer.tables import CUSTOMER_SAID, CUSTOMER_TRIES
from counter.hub.routing import HubName

FREE_TRIES, LOCKED_MS = 5, 24 * 3_600_000
MOST_WORDS, MOST_STARS, MOST_COMPLAINTS = 300, 5, 3
LOCK = 0x52435340


class Said(StrEnum):
    """What became of it."""

    DONE = "done"
    WRONG_DIGITS = "wrong_digits"
    LOCKED = "locked"
    NOTHING_WAITS = "nothing_waits"
    ENOUGH = "enough"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    FORGED = "forged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A form as it came: `item` counts from 1, `number` is the estimate's."""

    what: AnswerWhat
    item: int
    number: str = ""
    digits: str = ""
    stars: int = 0
    text: str = ""


class Saying:
    """Answers of customers of one hub."""

    def __init__(
        self, hub: HubName, clock: Callable[[], int], chance: Callable[[int], bytes]
    ) -> None:
        """`clock` gives milliseconds since 1970 UTC, `chance` random bytes."""
        self._hub, self._clock, self._chance = hub, clock, chance

    def take(self, db: sa.Connection, page: Opened, words: Words) -> Said:
        """Takes one answer, in the caller's transaction, which is committed whatever comes of it:
        wrong digits are counted.
        """
        if not 1 <= words.item <= len(page.items):
            return Said.FORGED
        try:
            text = cleaned(words.text, "said", lines=True)
        except RuleBroken:
            return Said.TOO_LONG
        case = page.items[words.item - 1]
        _take_turns(db, page.outlet)
        if words.what in (AnswerWhat.APPROVE, AnswerWhat.DECLINE):
            return self._answer(db, page, case, words, text)
        return self._tell(db, page, case, words, text)

    def _answer(
        self, db: sa.Connection, page: Opened, case: ItemCase, words: Words, text: str
    ) -> Said:
        estimate = case.waiting
        if estimate is None or estimate.number != words.number:
            is_his = any(one.number == words.number for one in case.estimates)
            return Said.NOTHING_WAITS if is_his or estimate is None else Said.FORGED
        if is_answered(db, page.outlet, estimate.id):
            return Said.NOTHING_WAITS
        checked = self._check_digits(db, page, case, words.digits)
        if checked is not Said.DONE:
            return checked
        answer = Answer(
            receipt=page.receipt.id, item=case.item.id, what=words.what, estimate=estimate.id,
            said=text,
        )  # fmt: skip
        return self._seal(db, page, answer, (estimate.id, "ANSWER", 1))

    def _tell(
        self, db: sa.Connection, page: Opened, case: ItemCase, words: Words, text: str
    ) -> Said:
        item, what = case.item.id, words.what
        told = times_told(db, page.outlet, item, what)
        if what is AnswerWhat.RATING:
            if not may_rate(case):
                return Said.FORGED  # there is no such form as yet
            if not 1 <= words.stars <= MOST_STARS:
                return Said.EMPTY
            most = 1
        else:
            if not text:
                return Said.EMPTY
            most = MOST_COMPLAINTS
        if told >= most:
            return Said.ENOUGH
        stars = words.stars if what is AnswerWhat.RATING else 0
        answer = Answer(receipt=page.receipt.id, item=item, what=what, stars=stars, said=text)
        return self._seal(db, page, answer, (item, what.value, told + 1))

    def _seal(
        self, db: sa.Connection, page: Opened, answer: Answer, told: tuple[bytes, str, int]
    ) -> Said:
        at = self._clock()
        about, what, n = told
        row = {"outlet_no": page.outlet, "about_id": about, "what": what, "n": n, "at": at}
        db.execute(sa.insert(CUSTOMER_SAID).values(**row))
        seal(db, self._hub, page.outlet, entry_of(answer, at, self._chance), at)
        return Said.DONE

    def _check_digits(self, db: sa.Connection, page: Opened, case: ItemCase, digits: str) -> Said:
        tries = CUSTOMER_TRIES.c
        mine = tries.outlet_no == page.outlet, tries.receipt_id == page.receipt.id
        kept = db.execute(sa.select(tries.wrong, tries.until_at).where(*mine)).first()
        now, wrong = self._clock(), int(kept.wrong) if kept else 0
        if kept is not None and kept.until_at > now:
            return Said.LOCKED
        given = unicodedata.normalize("NFKC", digits).strip().encode()
        tails = [one.encode() for one in tails_of(db, page.outlet, case.item)]
        is_right = any([hmac.compare_digest(given, one) for one in tails])
        wrong = 0 if is_right else wrong + 1
        is_over = wrong >= FREE_TRIES
        now_kept = {"wrong": 0 if is_over else wrong, "until_at": now + LOCKED_MS if is_over else 0}
        if kept is not None:
            db.execute(sa.update(CUSTOMER_TRIES).where(*mine).values(**now_kept))
        elif not is_right:
            where = {"outlet_no": page.outlet, "receipt_id": page.receipt.id}
            db.execute(sa.insert(CUSTOMER_TRIES).values(**where, **now_kept))
        if is_right:
            return Said.DONE
        return Said.LOCKED if is_over else Said.WRONG_DIGITS


def may_rate(case: ItemCase) -> bool:
    """Whether there is anything to rate: the item can be fetched, or was."""
    return case.item.custody_state in READY or case.item.out_at is not None


def is_answered(db: sa.Connection, outlet: int, estimate: bytes) -> bool:
    """Whether the customer has given his word to an estimate."""
    return times_told(db, outlet, estimate, "ANSWER") > 0


def times_told(db: sa.Connection, outlet: int, about: bytes, what: str) -> int:
    """How often something was said of an item or an estimate."""
    said = CUSTOMER_SAID.c
    where = said.outlet_no == outlet, said.about_id == about, said.what == what
    return int(db.execute(sa.select(sa.func.count()).where(*where)).scalar() or 0)


def _take_turns(db: sa.Connection, outlet: int) -> None:
    """One answer of an outlet's customers after the other: a form that is sent twice at once must
    find its own first answer. SQLite has one writer anyway.
    """
    if db.dialect.name == "postgresql":
        lock = sa.text("SELECT pg_advisory_xact_lock(:lock, :outlet)")
        db.execute(lock, {"lock": LOCK, "outlet": outlet})
