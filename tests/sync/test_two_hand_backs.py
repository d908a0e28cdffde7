"""Two seats of one outlet that cannot hear each other hand back one item: each is warned, and what
comes of it is listed at both (decisions 20). Real acts, a real hub.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.sync.test_bundles import ITEM, digests, joined
from tests.sync.test_server import TAKE_IN, Place, Served


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "hub")
    yield made
    made.kill()


def does(place: Place, act: str, minutes: int = 0, **facts: Any) -> Any:
    """An act, so many minutes from now."""
    at = (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()
    return place.says("do", act, json.dumps(facts), "--as", "1009", "--at", at)


def warned(answer: Any) -> list[str]:
    return [one["rule"] for one in answer.get("warnings", [])]


def conflicts(place: Place) -> list[Any]:
    return place.says("conflicts", "--as", "1009")


def test_both_are_warned_and_both_hand_backs_are_listed(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub, 1), joined(tmp_path, hub, 2)
    taken = does(first, "check_in", customer=TAKE_IN, items=[ITEM], signed_on="PAPER")
    case, receipt = taken["items"][0]["case_number"], taken["receipt_number"]
    does(first, "withdraw_item", case_number=case, reason="不修了")
    does(first, "settle", case_number=case)
    for place in (first, second, first):
        place.says("sync")
    assert digests(first) == digests(second)
    hub.kill()
    for place, minutes in ((first, 20), (second, 25)):
        said = does(place, "hand_back", minutes, receipt_number=receipt, all_accessories_back=True)
        assert warned(said) == ["handback.others_unheard"]
        assert said["warnings"][0]["sentence"].endswith("。")
    hub.start()
    for place in (first, second, first):
        place.says("sync")
    listed = conflicts(first)
    assert listed == conflicts(second)
    (both,) = [one for one in listed if one["what"] == "TWO_HAND_BACKS"]
    assert both["case_number"] == case
    assert {side["seat"] for side in both["sides"]} == {1, 2}
    assert {side["act"] for side in both["sides"]} == {"hand_back"}
    for one in listed:
        if one["conflict"]:
            does(second, "settle_conflict", 30, conflict=one["conflict"], keep=1)
    for place in (second, first):
        place.says("sync")
    assert [one for one in conflicts(first) if one["conflict"]] == []
    assert digests(first) == digests(second)
    assert first.says("verify")["whole"]


def test_who_has_just_heard_of_the_others_is_not_warned(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub, 1), joined(tmp_path, hub, 2)
    taken = does(first, "check_in", customer=TAKE_IN, items=[ITEM], signed_on="PAPER")
    case, receipt = taken["items"][0]["case_number"], taken["receipt_number"]
    does(first, "withdraw_item", case_number=case, reason="不修了")
    does(first, "settle", case_number=case)
    for place in (first, second, first):
        place.says("sync")
    said = does(first, "hand_back", 1, receipt_number=receipt, all_accessories_back=True)
    assert warned(said) == []
