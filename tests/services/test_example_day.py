"""The examples of the catalogue are true: run in order in an empty shop, every one is accepted."""

from pathlib import Path
from typing import Any

from counter.app import BY_NAME, Counter
from counter.domain.rights import MANAGER
from counter.json_facts import read_facts
from counter.services.catalogue import ACTS, OWN
from counter.services.example_day import A_DAY, learnt
from tests.desk import MINUTE, moment
from tests.pictures import a_picture


def test_every_example_of_an_act_runs(tmp_path: Path):
    at = [moment("2026-11-23 08:30")]

    def clock() -> int:
        at[0] += 7 * MINUTE
        return at[0]

    known = {"photo": str(a_picture(tmp_path / "photo.jpg"))}
    counter: Any = None
    for step in A_DAY:
        facts = read_facts(BY_NAME[step.act].function, step.filled(known))
        if step.act == "open_shop":
            counter, outcome = Counter.found(tmp_path / "shop", tmp_path / "home", facts, clock)
        else:
            outcome = counter.do(step.act, by=step.by, **facts)
        found = learnt(outcome.answer)
        known |= found | {name: found[field] for name, field in step.keep.items()}
    counter.close()


def test_the_day_runs_every_act_with_its_own_example():
    ran = {step.act for step in A_DAY if step.facts is None}
    assert ran == {act.name for act in ACTS if not act.of_several}


def test_every_right_an_act_needs_is_somebodys():
    assert {act.right for act in ACTS} - MANAGER == {"", OWN}


def test_names_are_unique_and_say_what_they_do():
    names = [act.name for act in ACTS]
    assert len(set(names)) == len(names)
    assert all(act.summary.endswith((".", ";")) for act in ACTS)
