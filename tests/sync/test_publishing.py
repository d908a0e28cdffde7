"""Head office publishes: prices, settings, people, kinds; they hold from their day on at every
outlet, also at one that is offline on that day, and nobody there may change them.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from counter.domain.refusals import RuleBroken
from counter.hub.published_file import read
from tests.sync.test_bundles import digests
from tests.sync.test_moving_in import joined, takes_in
from tests.sync.test_server import Served, asked

SEAL = {"code": "SEAL-01", "name": "密封圈", "price_fen": 1500, "low_fen": 1200, "high_fen": 2000}


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


def test_people_and_kinds_come_and_go(tmp_path: Path, hub: Served) -> None:
    place = joined(tmp_path, hub)
    place.says("sync")
    robot = {"code": "robot", "name_zh": "扫地机", "name_en": "Robot cleaner",
             "faults": [{"code": "stuck", "zh": "卡住", "en": "Gets stuck"}]}  # fmt: skip
    new = {"outlet": 17, "code": "2001", "name": "周琳", "role": "TECHNICIAN"}
    publishes(hub, people=[new], item_kinds=[robot])
    publishes(hub, people=[new | {"role": "SUPERVISOR"}], item_kinds=[robot | {"active": False}])
    place.says("sync")
    people = {one["code"]: one for one in place.says("do", "people", "{}", "--as", "1009")["rows"]}
    assert (people["2001"]["name"], people["2001"]["role"]) == ("周琳", "SUPERVISOR")
    kinds = place.says("do", "item_kinds", '{"active_only": false}', "--as", "1009")["rows"]
    (known,) = [one for one in kinds if one["code"] == "robot"]
    assert not known["is_active"]
    assert place.says("conflicts", "--as", "1009") == []
    listed = asked("hub", "published", "--dir", str(hub.folder))[1]["published"]
    assert [one["number"] for one in listed] == [2, 1]


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"parts": [SEAL, SEAL]}, "publish.twice"),
        ({"parts": [SEAL | {"code": " "}]}, "publish.twice"),
        ({"parts": [SEAL | {"low_fen": 1600}]}, "part.range"),
        ({"parts": [SEAL | {"price_fen": "dear"}]}, "publish.unread"),
        ({"parts": [SEAL | {"prize": 1}]}, "publish.unread"),
        ({"settings": [{"name": "nothing", "value": 1}]}, "setting.unknown"),
        ({"settings": [{"name": "guarantee_days", "value": "long"}]}, "setting.bad_value"),
        ({}, "publish.nothing"),
    ],
)
def test_a_file_with_a_slip_in_it_is_refused_whole(said: Any, rule: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read(json.dumps(said))
    assert refused.value.rule == rule


def test_what_is_wrong_is_told_and_nothing_is_published(tmp_path: Path, hub: Served) -> None:
    nobody = {"outlet": 99, "code": "1", "name": "无人", "role": "MANAGER"}
    answer = publishes(hub, code=2, parts=[SEAL], people=[nobody])
    assert answer["rule"] == "publish.no_outlet"
    assert publishes(hub, "--from", "tomorrow", code=2, parts=[SEAL])["rule"] == "input.bad_date"
    assert asked("hub", "published", "--dir", str(hub.folder))[1]["published"] == []
