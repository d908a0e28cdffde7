"""Head office publishes: prices, settings, people, kinds, models; they hold from their day on at
every outlet, also at one that is offline on that day, and nobody there may change them.
"""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from counter.domain import setting_values
from counter.domain.refusals import RuleBroken
from counter.hub import tables as t
from counter.hub.home import database_of, key_in, name_of
from counter.hub.local_days import OTHERWISE, day_of
from counter.hub.published_file import read
from counter.hub.publishing import MOST_CHANGES, Publisher
from counter.language import LANGUAGES
from counter.storage.machine import Machine
from counter.storage.questions.outlet import rule_pack
from tests.sync.test_bundles import digests
from tests.sync.test_moving_in import joined, takes_in
from tests.sync.test_server import PATIENCE_S, Served, asked

TURNS = 8  # how often a publisher turns to the database
MODEL = {"brand": "铭川", "name": "MF-17", "kind": "microwave", "maintenance_months": 24}
SEAL = {"code": "SEAL-01", "name": "密封圈", "price_fen": 1500, "low_fen": 1200, "high_fen": 2000}

ROBOT = {"code": "robot", "name_zh": "扫地机", "name_en": "Robot cleaner",
         "faults": [{"code": "stuck", "zh": "卡住", "en": "Gets stuck"}]}  # fmt: skip


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "hub")
    yield made
    made.kill()


def day(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()


def publishes(hub: Served, *options: str, code: int = 0, **said: Any) -> Any:
    """A file of head office, published."""
    path = hub.folder / "published.json"
    path.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    done, answer = asked("hub", "publish", str(path), "--dir", str(hub.folder), *options)
    assert done == code, answer
    return answer


def price(place: Any, at: str) -> int:
    """What a part costs whoever uses it then."""
    made = takes_in(place)["items"][0]
    card = {"card_number": made["card_number"]}

    def does(act: str, **facts: Any) -> Any:
        return place.says("do", act, json.dumps(card | facts), "--as", "1009", "--at", at)

    does("hang_card", case_number=made["case_number"])
    does("start_work")
    used = does("use_part", part="SEAL-01")
    does("stop_work")
    return int(used["price_fen"])


def test_a_price_holds_from_its_day_on_at_an_outlet_without_a_network(
    tmp_path: Path, hub: Served
) -> None:
    first, second = joined(tmp_path, hub), joined(tmp_path, hub, 2)
    publishes(hub, "--note", "第一份价目", parts=[SEAL])
    later = day(3)[:10]
    said = publishes(hub, "--from", later, parts=[SEAL | {"price_fen": 1800}])
    assert (said["number"], said["from_on"], said["changed"]) == (2, later, 1)
    first.says("sync")
    second.says("sync")
    hub.kill()  # and from now on nobody hears of head office
    assert price(first, day(0)) == 1500
    (row,) = first.says("do", "parts", "{}", "--as", "1009")["rows"]
    assert (row["price_fen"], row["next_price_fen"], row["next_from_on"]) == (1500, 1800, later)
    assert price(first, day(4)) == 1800
    (row,) = first.says("do", "parts", "{}", "--as", "1009")["rows"]
    assert (row["price_fen"], row["next_price_fen"]) == (1800, None)
    change = "do", "change_part", json.dumps({"part": "SEAL-01", "price_fen": 1})
    assert first.refuses(*change, "--as", "1009", "--at", day(4)) == "part.published"
    hub.start()
    for place in (first, second, first):
        place.says("sync", "--compare")
    assert digests(first) == digests(second)
    assert first.says("sync", "--compare").get("differ", []) == []
    for place in (first, second):
        assert place.says("verify")["whole"]


def test_a_setting_stands_before_the_outlets_own_until_it_is_given_back(
    tmp_path: Path, hub: Served
) -> None:
    place, other = joined(tmp_path, hub), joined(tmp_path, hub, 2)
    change = "do", "change_setting", json.dumps({"name": "guarantee_days", "value": 120})
    place.says(*change, "--as", "1009")
    rules = {"name": "guarantee_days", "value": 90}
    publishes(hub, settings=[rules])
    place.says("sync")
    assert settings(place)["guarantee_days"] == 90
    assert place.refuses(*change, "--as", "1009") == "setting.published"
    publishes(hub, settings=[rules | {"value": None}])
    place.says("sync")
    assert settings(place)["guarantee_days"] == 120
    publishes(hub, settings=[rules | {"outlet": 17, "value": 60}])
    for one in (place, other):
        one.says("sync")
        assert settings(one)["guarantee_days"] == 60


def settings(place: Any) -> Any:
    return place.says("do", "outlet_view", "{}", "--as", "1009")["settings"]


def test_many_rows_are_entries_of_a_size_that_keeps_nobody_waiting(
    tmp_path: Path, hub: Served
) -> None:
    place = joined(tmp_path, hub)
    parts = [SEAL | {"code": f"S-{n}"} for n in range(MOST_CHANGES)]
    people = [
        {"outlet": 17, "code": f"{3000 + n}", "name": f"周{n}", "role": "TECHNICIAN"}
        for n in range(MOST_CHANGES)
    ]
    place.says("sync")  # by now head office knows who 17 is
    publishes(hub, parts=parts, people=people)
    place.says("sync")
    engine = database_of(hub.folder)
    with engine.begin() as db:
        where = t.OP_LOG.c.outlet_no == 0
        told = db.execute(sa.select(t.OP_LOG.c.body).where(where).order_by(t.OP_LOG.c.pos))
        changes = [json.loads(body)["c"] for body in told.scalars()]
    engine.dispose()
    assert [len(one) for one in changes] == [MOST_CHANGES] * 3 + [1]  # a part and its price each
    assert changes[-1][0][0] == "publication"
    shown = place.says("do", "people", "{}", "--as", "1009")
    assert f"周{MOST_CHANGES - 1}" in json.dumps(shown, ensure_ascii=False)
    assert place.says("sync", "--compare").get("differ", []) == []
    assert place.says("verify")["whole"]


def test_people_and_kinds_come_and_go(tmp_path: Path, hub: Served) -> None:
    place = joined(tmp_path, hub)
    place.says("sync")
    new = {"outlet": 17, "code": "2001", "name": "周琳", "role": "TECHNICIAN"}
    publishes(hub, people=[new], item_kinds=[ROBOT])
    publishes(hub, people=[new | {"role": "SUPERVISOR"}], item_kinds=[ROBOT | {"active": False}])
    place.says("sync")
    people = {one["code"]: one for one in place.says("do", "people", "{}", "--as", "1009")["rows"]}
    assert (people["2001"]["name"], people["2001"]["role"]) == ("周琳", "SUPERVISOR")
    kinds = place.says("do", "item_kinds", '{"active_only": false}', "--as", "1009")["rows"]
    (known,) = [one for one in kinds if one["code"] == "robot"]
    assert not known["is_active"]
    assert place.says("conflicts", "--as", "1009") == []
    listed = asked("hub", "published", "--dir", str(hub.folder))[1]["published"]
    assert [one["number"] for one in listed] == [2, 1]


def models(place: Any, text: str) -> list[tuple[str, str, str]]:
    rows = place.says("do", "models", json.dumps({"text": text}), "--as", "1009")["rows"]
    return [(one["brand"], one["name"], one["kind_code"]) for one in rows]


def test_models_come_change_and_are_no_longer_offered(tmp_path: Path, hub: Served) -> None:
    place, other = joined(tmp_path, hub), joined(tmp_path, hub, 2)
    robot = {"code": "robot", "name_zh": "扫地机", "name_en": "Robot cleaner"}
    second = {"brand": "铭川", "name": "R-2", "kind": "robot"}
    said = publishes(hub, item_kinds=[robot], models=[MODEL, second])
    assert (said["added"], said["changed"]) == (3, 0)
    place.says("sync")
    assert models(place, "mf-") == [("铭川", "MF-17", "microwave")]
    assert models(place, "铭川") == [("铭川", "MF-17", "microwave"), ("铭川", "R-2", "robot")]
    again = {"brand": "铭川", "name": "mf-17", "kind": "other"}  # the same, written otherwise
    said = publishes(hub, models=[again, second | {"active": False}])
    assert (said["added"], said["changed"]) == (0, 2)
    for one in (place, other, place):
        one.says("sync")
        assert models(one, "铭川") == [("铭川", "mf-17", "other")]
    assert digests(place) == digests(other)
    assert place.says("sync", "--compare").get("differ", []) == []
    assert place.says("verify")["whole"]


def named(*names: str) -> str:
    return json.dumps({"models": [MODEL | {"name": name} for name in names]})


def test_two_who_publish_at_once_make_no_model_twice(tmp_path: Path) -> None:
    """One publishes whole before the other's first, second, … transaction."""
    engine, chance = database_of(tmp_path), Machine(tmp_path).chance
    hub = name_of(engine, key_in(tmp_path), chance)
    clock = count(int(datetime.now(UTC).timestamp() * 1000)).__next__
    quick, slow = Publisher(database_of(tmp_path), hub, clock, chance), database_of(tmp_path)
    turns = range(1, TURNS + 1)
    for turn in turns:
        begun = count(1)

        def comes_between(*_: Any, turn: int = turn, begun: Iterator[int] = begun) -> None:
            if next(begun) == turn:
                quick.publish(named(f"M{turn}", f"Q{turn}"))

        event.listen(slow, "checkout", comes_between)
        Publisher(slow, hub, clock, chance).publish(named(f"M{turn}", f"N{turn}"))
        event.remove(slow, "checkout", comes_between)
        assert next(begun) > turn
    assert [one.number for one in quick.everything()] == list(range(2 * TURNS, 0, -1))
    known = t.HELD_ROW.c
    query = sa.select(known.fields).where(known.tbl == "model", known.outlet_no == 0)
    with engine.begin() as db:
        names = [json.loads(fields)["name"] for (fields,) in db.execute(query)]
    assert sorted(names) == sorted(f"{letter}{turn}" for letter in "MNQ" for turn in turns)


class Office:
    """Who publishes, on a day that is said."""

    def __init__(self, folder: Path, days: int = 0) -> None:
        self.days = days
        chance = Machine(folder).chance
        self.engine = database_of(folder)
        hub = name_of(self.engine, key_in(folder), chance)
        self.publisher = Publisher(self.engine, hub, self.now, chance)

    def now(self) -> int:
        return int((datetime.now(UTC) + timedelta(days=self.days)).timestamp() * 1000)

    def day(self, days: int) -> str:
        """The day so many days from now where most outlets are."""
        return day_of(int((datetime.now(UTC) + timedelta(days=days)).timestamp() * 1000), OTHERWISE)

    def publish(self, days: int, **said: Any) -> Any:
        return self.publisher.publish(json.dumps(said), from_on=self.day(days))

    def held(self, kind: str) -> dict[str, dict[str, Any]]:
        """What every outlet is given, by code or name."""
        known = t.HELD_ROW.c
        query = sa.select(known.fields).where(known.tbl == kind, known.outlet_no == 0)
        self.publisher.everything()
        with self.engine.begin() as db:
            found = [json.loads(fields) for (fields,) in db.execute(query)]
        return {one.get("code") or one.get("name") or one["part_id"]: one for one in found}


def test_what_has_no_day_of_its_own_waits_at_the_hub(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.publish(0, parts=[SEAL])
    done = office.publish(
        3, parts=[SEAL | {"name": "硅胶圈", "price_fen": 1800}, SEAL | {"code": "NEW"}],
        item_kinds=[ROBOT], models=[MODEL], settings=[{"name": "guarantee_days", "value": 90}],
    )  # fmt: skip
    assert (done.added, done.changed, done.waiting) == (4, 1, 4)
    assert [one.waiting for one in office.publisher.everything()] == [4, 0]
    assert list(office.held("part")) == ["SEAL-01"]
    assert office.held("part")["SEAL-01"]["name"] == "密封圈"
    assert office.held("setting")["guarantee_days"]["from_on"] == office.day(3)  # at once
    assert not office.held("model")
    robot = {"name": "R-2", "kind": "robot"}
    with pytest.raises(RuleBroken, match=r"publish\.no_kind"):
        office.publish(2, models=[robot])  # its kind comes the day after
    office.publish(3, models=[robot], parts=[SEAL | {"name": "氟胶圈"}])  # the later word
    office.days = 2
    assert office.publisher.release() == 0
    office.days = 3
    assert office.publisher.release() == 2
    assert office.publisher.release() == 0
    assert {name: one["name"] for name, one in office.held("part").items()} == {
        "SEAL-01": "氟胶圈", "NEW": SEAL["name"],
    }  # fmt: skip
    assert office.held("model").keys() == {"MF-17", "R-2"}
    assert office.held("item_kind").keys() == {"robot"}
    assert [one.waiting for one in office.publisher.everything()] == [0, 0, 0]
    office.engine.dispose()


def test_a_day_that_is_over_is_refused(tmp_path: Path) -> None:
    office = Office(tmp_path)
    for ask in (office.publisher.publish, office.publisher.look):
        with pytest.raises(RuleBroken, match=r"publish\.past") as refused:
            ask(json.dumps({"parts": [SEAL]}), from_on=office.day(-1))
        assert refused.value.facts["today"] == office.day(0)
    office.publish(0, parts=[SEAL])
    assert [one.from_on for one in office.publisher.everything()] == [office.day(0)]
    office.engine.dispose()


def test_the_hub_gives_of_itself_what_has_come_to_its_day(tmp_path: Path, hub: Served) -> None:
    place = joined(tmp_path, hub)
    place.says("sync")
    hub.kill()
    office = Office(hub.folder, days=-5)
    office.publish(-2, models=[MODEL], people=[
        {"outlet": 17, "code": "2001", "name": "周琳", "role": "TECHNICIAN"}
    ])  # fmt: skip
    office.days = 0
    assert not office.held("model")
    hub.start()
    until = time.monotonic() + PATIENCE_S
    while not office.held("model"):
        assert time.monotonic() < until
        time.sleep(0.1)
    office.engine.dispose()
    place.says("sync")
    assert models(place, "mf-") == [("铭川", "MF-17", "microwave")]
    people = place.says("do", "people", "{}", "--as", "1009")["rows"]
    assert "周琳" in [one["name"] for one in people]
    assert place.says("sync", "--compare").get("differ", []) == []


def test_a_model_of_a_kind_that_nobody_has_is_told(tmp_path: Path, hub: Served) -> None:
    answer = publishes(hub, code=2, models=[MODEL | {"kind": "microwvae"}])
    assert answer["rule"] == "publish.no_kind"
    assert "microwvae" in answer["sentence"]
    assert asked("hub", "published", "--dir", str(hub.folder))[1]["published"] == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"models": [MODEL, MODEL | {"name": "mf-17"}]}, "publish.twice"),
        ({"models": [MODEL | {"name": " "}]}, "input.missing"),
        ({"models": [MODEL | {"name": "x" * 81}]}, "publish.unread"),
        ({"models": [MODEL | {"kind": ""}]}, "publish.unread"),
        ({"models": [MODEL | {"maintenance_months": -1}]}, "publish.unread"),
        ({"models": [MODEL | {"maintenance_months": 2.5}]}, "publish.unread"),
        ({"models": [MODEL | {"price_fen": 1}]}, "publish.unread"),
        ({"models": {"name": "MF-17"}}, "publish.unread"),
        ({"parts": [SEAL, SEAL]}, "publish.twice"),
        ({"parts": [SEAL | {"code": " "}]}, "input.missing"),
        ({"parts": [SEAL | {"name": ""}]}, "input.missing"),
        ({"parts": [SEAL | {"name": "封" * 81}]}, "input.too_long"),
        ({"parts": [SEAL | {"currency": "YEN"}]}, "outlet.currency"),
        ({"parts": [SEAL, SEAL | {"code": " SEAL-01 "}]}, "publish.twice"),
        ({"item_kinds": [ROBOT | {"place": 2**63}]}, "publish.unread"),
        ({"item_kinds": [ROBOT | {"name_zh": " "}]}, "input.missing"),
        (
            {"item_kinds": [ROBOT | {"faults": [{"code": "", "zh": "a", "en": "a"}]}]},
            "input.missing",
        ),
        (
            {"people": [{"outlet": 0, "code": "1", "name": "无", "role": "MANAGER"}]},
            "publish.unread",
        ),
        (
            {"people": [{"outlet": 17, "code": "x1", "name": "无", "role": "MANAGER"}]},
            "person.code",
        ),
        ({"parts": [SEAL | {"low_fen": 1600}]}, "part.range"),
        ({"parts": [SEAL | {"price_fen": "dear"}]}, "publish.unread"),
        ({"parts": [SEAL | {"prize": 1}]}, "publish.unread"),
        ({"settings": [{"name": "nothing", "value": 1}]}, "setting.unknown"),
        ({"settings": [{"name": "guarantee_days", "value": "long"}]}, "setting.bad_value"),
        ({"settings": [{"name": "guarantee_days", "value": 10**30}]}, "setting.bad_value"),
        ({"settings": [{"name": "guarantee_days", "value": 7}]}, "guarantee.too_short"),
        ({"settings": [{"name": "tax_permille", "value": -1}]}, "setting.bad_value"),
        ({"settings": [{"name": "hours", "value": {"week": 5}}]}, "setting.bad_hours"),
        ({"settings": [{"name": "promise_choices", "value": ["soon"]}]}, "setting.bad_value"),
        ({"settings": [{"name": "receipt_note", "value": {"fr": "non"}}]}, "setting.bad_value"),
        ({"settings": [{"name": "unlawful_words", "value": [1]}]}, "setting.bad_value"),
        ({"settings": [{"name": "logo", "value": {"width": 1}}]}, "logo.not_dots"),
        ({"settings": [{"name": "paper_estimate", "value": {}}]}, "setting.bad_value"),
        ({}, "publish.nothing"),
    ],
)
def test_a_file_with_a_slip_in_it_is_refused_whole(said: Any, rule: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read(json.dumps(said))
    assert refused.value.rule == rule


def test_every_value_of_the_rule_pack_may_be_published_as_it_is() -> None:
    for name, value in rule_pack().items():
        assert read(json.dumps({"settings": [{"name": name, "value": value}]}))
    assert setting_values.LANGUAGES == LANGUAGES


def test_what_is_wrong_is_told_and_nothing_is_published(tmp_path: Path, hub: Served) -> None:
    nobody = {"outlet": 99, "code": "1", "name": "无人", "role": "MANAGER"}
    answer = publishes(hub, code=2, parts=[SEAL], people=[nobody])
    assert answer["rule"] == "publish.no_outlet"
    assert publishes(hub, "--from", "tomorrow", code=2, parts=[SEAL])["rule"] == "input.bad_date"
    assert asked("hub", "published", "--dir", str(hub.folder))[1]["published"] == []
