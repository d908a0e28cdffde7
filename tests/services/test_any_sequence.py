"""Whatever the people of the shop do in whatever order, no illegal state is ever reached.

Chance chooses the acts; a refused one must have changed nothing at all, an accepted one must have
gone along the ways of the tables, and money, stock, custody and clocks add up after each.
"""

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from counter.domain.refusals import RuleBroken
from counter.services.catalogue import ACTS
from counter.storage.checking import verify
from counter.wording import RULES
from tests.desk import DAY, MANAGER, MINUTE, Desk, moment, reopened
from tests.services.invariants import check, check_ways, states
from tests.services.random_day import ANYTHING, Day, a_step

#: acts about the shop itself; they touch no case
NOT_BY_CHANCE = {
    "open_shop",
    "check_in",
    "add_shelf",
    "change_shelf",
    "add_part",
    "change_part",
    "add_item_kind",
    "change_item_kind",
    "change_outlet",
    "add_person",
    "change_person",
    "set_pin",
    "settle_conflict",
    "save_draft",
    "drop_draft",
    "mark_papers",
    "route_papers",
    "retry_papers",
    "cancel_papers",
}


class AnySequence(RuleBasedStateMachine):
    """A shop of its own for each run."""

    furnished: ClassVar[Path]
    refused: ClassVar[set[str]] = set()
    done: ClassVar[dict[str, int]] = {}

    @initialize()
    def open(self) -> None:
        self.open_things = ExitStack()
        folder = Path(self.open_things.enter_context(tempfile.TemporaryDirectory())) / "counter"
        shutil.copytree(self.furnished, folder)
        desk = self.open_things.enter_context(reopened(folder, moment("2026-11-23 09:00")))
        desk.do("change_outlet", MANAGER, address="文三路 888 号")
        self.day = Day(desk)
        self.acts = 0

    @property
    def desk(self) -> Desk:
        return self.day.desk

    @rule(seed=st.integers(0, 2**32), minutes=st.sampled_from((1, 3, 40, 600)))
    def somebody_does_something(self, seed: int, minutes: int) -> None:
        self.acts += 1
        self.desk.wait(minutes * MINUTE)
        self.day.chance = Random(f"{seed} {self.acts}")
        self._try(*a_step(self.day))

    @rule(days=st.integers(1, 40))
    @precondition(lambda self: self.acts % 20 == 19)
    def days_go_by(self, days: int) -> None:
        self.desk.wait(days * DAY)

    @invariant()
    def everything_adds_up(self) -> None:
        if hasattr(self, "day"):
            check(self.desk)

    def _try(self, act: str, by: str, facts: dict[str, object]) -> None:
        before = states(self.desk)
        picture, alarms = self.desk.picture(), len(self.desk.alarms())
        try:
            self.desk.do(act, by, **facts)
        except RuleBroken as refused:
            self.desk.check_unchanged(act, picture, alarms)
            self.refused.add(refused.rule)
        else:
            self.done[act] = self.done.get(act, 0) + 1
        check_ways(before, states(self.desk))

    def teardown(self) -> None:
        if hasattr(self, "day"):
            assert verify(self.desk.counter.shop).is_whole
            self.open_things.close()


def test_chance_knows_every_act_on_a_case():
    assert set(ANYTHING) | NOT_BY_CHANCE == {act.name for act in ACTS} | {"change_setting"}


@pytest.mark.slow
def test_no_sequence_of_acts_reaches_an_illegal_state(furnished_shop: Path):
    AnySequence.furnished = furnished_shop
    run_state_machine_as_test(
        AnySequence, settings=settings(max_examples=20, stateful_step_count=80)
    )
    assert len(AnySequence.done) > len(ANYTHING) // 2, AnySequence.done
    assert set(RULES) >= AnySequence.refused
