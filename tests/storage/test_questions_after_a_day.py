"""Questions after a day of real acts: examples answer, and what stands in the way does."""

import inspect
import typing
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from counter.domain import records as r
from counter.domain.refusals import RuleBroken
from counter.services.catalogue import ACTS
from counter.services.example_day import A_DAY, SET_UP, Step, filled, learnt
from counter.services.handing_back import CollectorFacts, hand_back
from counter.storage import database
from counter.storage.machine import Machine
from counter.storage.questions.catalogue import QUESTIONS
from counter.storage.questions.hand_back import hand_back_view
from counter.storage.questions.question import Question
from counter.storage.shop import Shop
from counter.storage.work import Work
from tests.pictures import a_picture

OPENS = 1_795_051_800_000  # 2026-11-19 09:30 in Shanghai
STEP = 5 * 60_000
ACT = {act.name: act for act in ACTS}


def facts_of(function: Callable[..., Any], given: dict[str, Any]) -> dict[str, Any]:
    """JSON facts in the types the function takes."""
    hints = typing.get_type_hints(function, localns={"Work": Work})
    facts = {
        name: int(datetime.fromisoformat(one).timestamp() * 1000) if name.endswith("_at") else one
        for name, one in given.items()
    }
    assert set(facts) <= set(inspect.signature(function).parameters)
    return {name: msgspec.convert(one, hints[name], strict=False) for name, one in facts.items()}


class ADay:
    """A shop in which acts are run one after the other, five minutes apart."""

    def __init__(self, folder: Path) -> None:
        self.at = OPENS
        self.known = {"photo": str(a_picture(folder / "photo.jpg"))}
        self._folder = folder
        self.shop: Shop

    def run(self, step: Step) -> None:
        function = ACT[step.act].function
        facts = facts_of(function, step.filled(self.known))
        self.at += STEP
        if step.act == "open_shop":
            answers: list[Any] = []

            def found(work: Work) -> None:
                work.at = self.at
                answers.append(function(work, **facts))

            machine = Machine(self._folder / "machine")
            self.shop = Shop.create(self._folder / "shop", machine, found)
            answer = answers[0]
        else:
            with self.act(step.act, step.by) as work:
                answer = function(work, **facts)
        self.known |= learnt(answer)
        self.known |= {mine: self.known[name] for mine, name in step.keep.items()}

    def act(self, name: str, by: str) -> Any:
        return self.shop.act(name, self.at, lambda work: work.one(r.Person, code=by))


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ADay]:
    day = ADay(tmp_path_factory.mktemp("day"))
    for step in A_DAY:
        day.run(step)
    yield day
    day.shop.close()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_example_of_every_question_is_answered_in_its_types(
    lived: ADay, question: Question
) -> None:
    db = database.open_reader(lived.shop.path)
    given = filled(question.example, lived.known)
    answer = question.function(db, **facts_of(question.function, given))
    db.close()
    told = msgspec.to_builtins(answer)
    hint = typing.get_type_hints(question.function)["return"]
    assert msgspec.convert(told, hint) == answer
    assert question.summary.endswith((".", ":", "…"))


def test_what_is_said_to_stand_in_the_way_is_what_the_act_refuses(tmp_path: Path) -> None:
    """Before every step of a repair the view names the rule by which hand-back is refused."""
    day = ADay(tmp_path)
    seen: list[str] = []
    for step in A_DAY:
        if step not in SET_UP:
            seen += _compared(day)
        day.run(step)
    day.shop.close()
    assert set(seen) >= {
        "handback.work_not_over",
        "handback.not_settled",
        "handback.not_paid",
        "handback.refund_due",
        "receipt.reported_lost",
        "",
    }


def _compared(day: ADay) -> list[str]:
    """The rule that refuses the open receipt now, by the view and by the act; "" = it may go."""
    if "receipt_number" not in day.known:
        return []
    number = day.known["receipt_number"]
    db = database.open_reader(day.shop.path)
    view = hand_back_view(db, number=number)
    db.close()
    if not view.lines:
        return []
    foreseen = [one.rule for one in [*view.blocks, *view.lines[0].blocks]]
    refused = ""
    try:
        with day.act("hand_back", "1009") as work:
            hand_back(
                work, receipt_number=number, all_accessories_back=True, collector=CollectorFacts()
            )
            raise _GoesWell
    except RuleBroken as broken:
        refused = broken.rule
    except _GoesWell:
        pass
    assert foreseen[:1] == ([refused] if refused else []), (refused, foreseen)
    return [refused]


class _GoesWell(Exception):
    """The act would have been done; nothing is kept of it."""
