"""Head office publishes from the console, sees what there was, and is told of every slip."""

import json
import re
from html import unescape
from pathlib import Path

from tests.hub.conftest import BOSS, LOOKER
from tests.hub.test_admitting import signed_in

PARTS = json.dumps({"parts": [{"code": "SEAL-01", "name": "密封圈", "price_fen": 1800}]})


def test_a_list_is_published_and_listed(own_hub: tuple[str, Path]) -> None:
    url, _ = own_hub
    boss = signed_in(url, BOSS)
    assert "Nothing was published yet" in boss.gets("/console/published").words
    told = {"text": PARTS, "from_on": "2099-01-01", "note": "=winter"}
    asked = boss.fills("/console/published", told)
    assert "Publish this? Part 1 Holds from 2099-01-01 Note =winter Prices" in asked.words
    assert "all else on that day" in asked.words
    assert "Nothing was published yet" in boss.gets("/console/published").words
    (text,) = re.findall(r'<textarea name="text" hidden>(.*?)</textarea>', asked.text, re.DOTALL)
    proven = {"csrf": asked.proof, "text": unescape(text), "sure": "1"}
    page = boss.sends("/console/published", told | proven)
    assert page.headers["location"] == "/console/published"
    listed = boss.gets("/console/published").words
    assert "2099-01-01, not yet: 1 row waits here =winter" in listed
    assert BOSS in listed.partition("=winter")[2]
    assert "=winter" not in boss.gets("/console/seats").words
    assert "Nothing was done here yet." in boss.gets("/console/seats").words


def test_a_slip_is_told_and_what_was_typed_stays(own_hub: tuple[str, Path]) -> None:
    url, _ = own_hub
    boss = signed_in(url, BOSS)
    for text, said in (
        ("<b>no", "cannot be read"),
        ("{}", "nothing in it"),
        ('{"settings": [{"name": "x", "value": 1}]}', "no setting"),
        ('{"settings": [{"name": "guarantee_days", "value": -1}]}', "days"),
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
