"""Head office publishes from the console, sees what there was, and is told of every slip."""

import json
from pathlib import Path

from tests.hub.conftest import BOSS, LOOKER
from tests.hub.test_admitting import signed_in

PARTS = json.dumps({"parts": [{"code": "SEAL-01", "name": "密封圈", "price_fen": 1800}]})


def test_a_list_is_published_and_listed(own_hub: tuple[str, Path]) -> None:
    url, _ = own_hub
    boss = signed_in(url, BOSS)
    assert "Nothing was published yet" in boss.gets("/console/published").words
    told = {"text": PARTS, "from_on": "2099-01-01", "note": "=winter"}
    page = boss.fills("/console/published", told)
    assert page.headers["location"] == "/console/published"
    assert "2099-01-01, not yet =winter" in boss.gets("/console/published").words


def test_a_slip_is_told_and_what_was_typed_stays(own_hub: tuple[str, Path]) -> None:
    url, _ = own_hub
    boss = signed_in(url, BOSS)
    for text, said in (
        ("<b>no", "cannot be read"),
        ("{}", "nothing in it"),
        ('{"settings": [{"name": "x", "value": 1}]}', "no setting"),
    ):
        page = boss.fills("/console/published", {"text": text, "from_on": "", "note": ""})
        assert page.status == 422
        assert said in page.words
        assert "<b>" not in page.text
    assert "Nothing was published yet" in boss.gets("/console/published").words


def test_who_may_only_look_publishes_nothing(own_hub: tuple[str, Path]) -> None:
    url, _ = own_hub
    looker = signed_in(url, LOOKER)
    page = looker.gets("/console/published")
    assert "may look" in page.words
    assert "<textarea" not in page.text
