"""Runs one act in one transaction, then says which kinds of record changed."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from counter.domain.records import Id, Person
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.domain.states import Role
from counter.machine_home import now
from counter.services.catalogue import ACTS, Act
from counter.services.people import checked_pin
from counter.storage import database
from counter.storage.blobs import blobs_of
from counter.storage.machine import Machine
from counter.storage.shop import FILE, Shop
from counter.storage.thumbnails import Thumbnails
from counter.storage.work import Warning, Work

LOG = logging.getLogger(__name__)
A = TypeVar("A")
BY_NAME: Mapping[str, Act] = {act.name: act for act in ACTS}
#: acts that anybody who may sign in may do for himself
OWN = "own"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of an act, what the clerk should know beside it, and the kinds of record that
    changed.
    """

    answer: Any
    warnings: tuple[Warning, ...]
    kinds: frozenset[str]


class Counter:
    """The shop as its people use it: acts by name, each with who asks. One thread calls it."""

    def __init__(self, shop: Shop, clock: Callable[[], int] = now) -> None:
        """`clock` gives milliseconds since 1970 UTC."""
        self.shop = shop
        self.clock = clock
        self._listeners: list[Callable[[frozenset[str]], None]] = []
        self._blobs = blobs_of(shop.db)
        self._thumbnails = Thumbnails(shop.machine.folder, self._blobs)
        self._settle_pictures()  # what a crash has left in doubt

    @classmethod
    def open(cls, folder: Path, home: Path, clock: Callable[[], int] = now) -> "Counter":
        """Opens the shop in `folder`; `home` is the machine's own folder. Raises
        RuleBroken("shop.…").
        """
        return cls(Shop(folder, Machine(home)), clock)

    @classmethod
    def found(
        cls, folder: Path, home: Path, facts: Mapping[str, Any], clock: Callable[[], int] = now
    ) -> tuple["Counter", Outcome]:
        """Opens a new shop by the act `open_shop`. Raises RuleBroken and leaves nothing behind
        when refused.
        """
        answers: list[Any] = []

        def open_shop(work: Work) -> None:
            work.at = clock()
            answers.append(BY_NAME["open_shop"].function(work, **facts))

        shop = Shop.create(folder, Machine(home), open_shop)
        return cls(shop, clock), Outcome(answers[0], (), shop.last.kinds)

    def close(self) -> None:
        """Gives the file back."""
        self.shop.close()

    def confirm_clock(self) -> None:
        """The clock is right although the last entry is long ago; the next act keeps an alarm."""
        self.shop.machine.confirm_clock(self.clock())

    def listen(self, told: Callable[[frozenset[str]], None]) -> None:
        """Calls `told` after every act with the kinds of record it changed, in the thread of the
        act.
        """
        self._listeners.append(told)

    def sign_in(self, code: str, pin: str) -> Person:
        """The person with that code, when the PIN is right.

        Wrong tries are counted and slowed down though they are refused, and nothing else of the
        shop is touched: RuleBroken("pin.wrong" | "pin.wait" | "pin.none_here").
        """
        found: list[Person] = []
        with self.shop.local(self.clock()) as work:
            if not work.has_pins():
                raise RuleBroken("pin.none_here")
            person = work.find(Person, code=code, active=1)
            if person and work.check_pin(person.id, pin):
                found.append(person)
        if not found:
            raise RuleBroken("pin.wrong", code=code)
        return found[0]

    def set_first_pin(self, code: str, pin: str) -> Person:
        """Gives a manager a PIN at a machine where nobody has one: the shop was restored or copied
        here, and PINs never leave the machine they were set at. Kept as an alarm.

        Raises RuleBroken("pin.some_here" | "pin.first_manager" | "pin.form").
        """

        def manager(work: Work) -> Person:
            person = work.find(Person, code=code, active=1, role=Role.MANAGER)
            if person is None:
                raise RuleBroken("pin.first_manager", code=code)
            return person

        with self.shop.act("set_first_pin", self.clock(), manager) as work:
            if work.has_pins():
                raise RuleBroken("pin.some_here")
            work.set_pin(work.person.id, checked_pin(pin))
            work.count("pin.first_set", code)
        return work.person

    def do(self, act: str | Callable[..., A], /, *, by: str, **facts: Any) -> Outcome:
        """Runs an act for the signed-in person with code `by`.

        Raises RuleBroken; then nothing has changed but an alarm the act may have called.
        """
        name = act if isinstance(act, str) else act.__name__
        found = BY_NAME.get(name)
        if found is None:
            raise RuleBroken("act.unknown", act=name)
        if name == "open_shop":
            raise RuleBroken("shop.exists", folder=str(self.shop.folder))

        def who(work: Work) -> Person:
            person = work.find(Person, code=by, active=1)
            if person is None:
                raise RuleBroken("person.unknown", code=by)
            if found.right != OWN and not may(person.role, found.right):
                raise RuleBroken("right.missing", act=name, code=by, role=person.role.value)
            return person

        try:
            with self.shop.act(name, self.clock(), who) as work:
                answer = found.function(work, **facts)
        finally:
            self._settle_pictures()
        outcome = Outcome(answer, tuple(work.warnings), self.shop.last.kinds)
        self._tell(outcome.kinds)
        return outcome

    def do_unasked(self, act: Callable[..., A], /, **facts: Any) -> A:
        """Runs an act that nobody here has asked for: a customer has, on his page. It is sealed as
        nobody's. Raises RuleBroken.
        """
        with self.shop.act(act.__name__, self.clock(), _nobody) as work:
            answer = act(work, **facts)
        self._tell(self.shop.last.kinds)
        return answer

    def _tell(self, kinds: frozenset[str]) -> None:
        for told in self._listeners:
            told(kinds)

    def _settle_pictures(self) -> None:
        """Pictures that no item has go for good, with what was made of them."""
        try:
            self._thumbnails.forget(self._blobs.settle(self.shop.db))
        except (OSError, database.DatabaseError) as trouble:
            LOG.warning("pictures stay in doubt: %s", trouble)

    def reader(self) -> database.Connection:
        """A connection for questions; each thread that asks has one of its own."""
        return database.open_reader(self.shop.folder / FILE)


def _nobody(_work: Work) -> Person:
    return Person(id=Id(b""))
