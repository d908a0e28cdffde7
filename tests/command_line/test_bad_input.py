"""Bad input: a refusal with rule, facts and sentence in the asked language; nothing has changed."""

import json
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from counter.app import BY_NAME
from counter.storage import database
from counter.storage.logbook import number_of
from counter.storage.proving import digest_of_everything
from tests.command_line.conftest import PIN, PROJECT, Call

CUSTOMER = {"phone": "13800135678", "name": "张伟"}
ITEM = {
    "unit": {"kind": "kettle", "model": "MK-17"},
    "fault": "不加热", "no_marks": True, "no_accessories": True,
}  # fmt: skip
#: act, facts, the rule that refuses
BAD: list[tuple[str, Any, str]] = [
    ("check_in", {"customer": CUSTOMER}, "input.wrong_type"),
    ("check_in", {"customer": CUSTOMER, "items": "kettle"}, "input.wrong_type"),
    ("check_in", {"customer": CUSTOMER, "items": [ITEM], "colour": 1}, "input.unknown_field"),
    ("check_in", {"customer": CUSTOMER | {"nmae": "x"}, "items": [ITEM]}, "input.unknown_field"),
    ("check_in", {"customer": CUSTOMER, "items": [ITEM | {"quoted_fen": "9"}]}, "input.wrong_type"),
    ("check_in", {"customer": CUSTOMER, "items": [ITEM | {"quoted_fen": -1}]}, "money.negative"),
    ("check_in", {"customer": CUSTOMER, "items": [ITEM | {"quoted_fen": 1.5}]}, "input.wrong_type"),
    ("check_in", {"customer": CUSTOMER, "items": [ITEM | {"fault": "x" * 9999}]}, "input.too_long"),
    ("check_in", {"customer": CUSTOMER, "items": [ITEM | {"promised_at": "soon"}]},
     "input.bad_time"),
    ("check_in", {"customer": CUSTOMER, "items": [ITEM | {"promised_at": "2026-11-23T10:00:00"}]},
     "input.bad_time"),
    ("check_in", {"customer": CUSTOMER, "items": []}, "check_in.how_many"),
    ("check_in", [], "input.wrong_type"),
    ("no_such_act", {}, "act.unknown"),
    ("hand_back", {"receipt_number": "3000171260012340"}, "number.digit_wrong"),
    ("hand_back", {"receipt_number": "3000171260012394"}, "number.swapped"),
    ("hand_back", {"receipt_number": "300017126001234"}, "number.too_short"),
    ("hand_back", {"receipt_number": "30001712600123499"}, "number.doubled"),
    ("hand_back", {"receipt_number": "3000181260000175"}, "receipt.other_outlet"),
]  # fmt: skip


@pytest.fixture
def opened(call: Call, place: Path) -> Path:
    """A shop with its first manager."""
    assert call("do", "open_shop", json.dumps(BY_NAME["open_shop"].example)).code == 0
    return place / "shop" / "shop.db"


def state_of(file: Path) -> str:
    """Every row of every table but what an alarm writes."""
    db = database.open_reader(file)
    try:
        return digest_of_everything(db)
    finally:
        db.close()


@pytest.mark.parametrize("bad", BAD, ids=[f"{act}-{rule}" for act, _, rule in BAD])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_it_is_refused_in_words(
    call: Call, opened: Path, bad: tuple[str, Any, str], language: str
) -> None:
    act, facts, rule = bad
    before = state_of(opened)
    given = json.dumps(facts, ensure_ascii=False)
    said = call("do", act, given, "--as", "1009", "--lang", language)
    assert (said.code, said.answer["rule"]) == (2, rule)
    assert set(said.answer) == {"rule", "facts", "sentence"}
    has_han = any("\u4e00" <= character <= "\u9fff" for character in said.answer["sentence"])
    assert has_han == (language == "zh_CN")
    assert state_of(opened) == before


def test_broken_json_and_a_missing_file_are_refused(call: Call, opened: Path) -> None:
    assert call("do", "check_in", "{", "--as", "1009").answer["rule"] == "input.not_json"
    assert call("do", "--lines", "nowhere").answer["rule"] == "file.cannot_read"
    assert call("do", "board", "{}", "--as", "1009", shop="other").answer["rule"] == "shop.none"


def test_nobody_and_a_wrong_pin_are_refused(
    call: Call, opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("do", "people", "{}").answer["rule"] == "person.none"
    for _ in range(3):
        said = call("do", "people", "{}", "--as", "1009", "--pin", "9999")
        assert said.answer["rule"] == "pin.wrong"
    assert call("do", "people", "{}", "--as", "1009").answer["rule"] == "pin.wait"
    later = ("--at", "2035-01-01T00:00:00+08:00")
    assert call("do", "people", "{}", "--as", "1009", *later).answer["rule"] == "pin.wait"


def test_a_clock_far_after_the_last_entry_is_asked_about_once(call: Call, place: Path) -> None:
    facts = {"outlet": 17, "name": "店", "person": {"code": "1009", "name": "赵敏", "pin": "0000"}}
    begun = ("--at", "2025-03-01T09:00:00+08:00")
    assert call("do", "open_shop", json.dumps(facts), *begun).code == 0
    shelf = ("do", "add_shelf", '{"name": "A-01"}', "--as", "1009")
    said = call(*shelf)
    assert (said.code, said.answer["rule"]) == (2, "clock.far_ahead")
    assert said.answer["facts"]["days"] > 30
    assert call("do", "people", "{}", "--as", "1009").code == 0  # reading asks nothing
    assert call(*shelf, "--confirm-clock").code == 0
    assert call("do", "add_shelf", '{"name": "A-02"}', "--as", "1009").code == 0


def test_who_tells_the_time_himself_is_not_asked(call: Call, opened: Path) -> None:
    later = ("--at", "2035-01-01T00:00:00+08:00")
    assert call("do", "add_shelf", '{"name": "A-09"}', "--as", "1009", *later).code == 0


def test_a_clock_set_back_is_refused(call: Call, opened: Path) -> None:
    shelf = '{"name": "A-01"}'
    old = "2020-01-01T00:00:00+08:00"
    said = call("do", "add_shelf", shelf, "--as", "1009", "--at", old)
    assert said.answer["rule"] == "clock.before_last_entry"
    assert call("do", "add_shelf", shelf, "--as", "1009").code == 0


def test_verify_answers_3_and_names_the_entry(call: Call, opened: Path) -> None:
    db = database.open_writer(opened)
    first = number_of(1, 1)
    db.execute("UPDATE sync_log SET body = CAST(body || x'00' AS BLOB) WHERE n = ?", (first,))
    db.close()
    said = call("verify")
    assert said.code == 3
    assert {"chain", "seq", "why"} <= said.answer.keys()
    assert said.answer["seq"] == 1


def child(place: Path, *words: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """A call in a process of its own that may write files of `limit` bytes at most."""

    def harness() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    there = os.environ | {"COUNTER_HOME": str(place / "home"), "COUNTER_PIN": PIN}
    return subprocess.run(
        [sys.executable, str(PROJECT / "main.py"), *words, "--shop", str(place / "shop")],
        env=there, capture_output=True, text=True, check=False, preexec_fn=harness,
    )  # fmt: skip


def test_a_full_disk_is_told_and_nothing_is_half_done(opened: Path, place: Path) -> None:
    before = state_of(opened)
    facts = json.dumps({"name": "A-01"})
    said = child(place, "do", "add_shelf", facts, "--as", "1009", limit=4096)
    assert said.returncode == 2, said.stderr
    assert json.loads(said.stdout)["rule"] in ("disk.full", "disk.failed")
    assert state_of(opened) == before
    assert child(place, "do", "add_shelf", facts, "--as", "1009").returncode == 0


def test_a_shop_on_a_full_disk_leaves_nothing_behind(place: Path) -> None:
    facts = json.dumps(BY_NAME["open_shop"].example)
    said = child(place, "do", "open_shop", facts, limit=8192)
    assert said.returncode == 2, said.stderr
    assert not (place / "shop").exists()


def test_a_folder_that_cannot_be_written_is_told(place: Path) -> None:
    if os.geteuid() == 0:  # root may write everywhere: a file in the folder's place tells the same
        (place / "shop").write_text("a file where the folder should be", "utf-8")
    else:
        (place / "shop").mkdir()
        (place / "shop").chmod(stat.S_IRUSR | stat.S_IXUSR)
    facts = json.dumps(BY_NAME["open_shop"].example)
    said = child(place, "do", "open_shop", facts)
    assert said.returncode == 2, said.stderr
    assert json.loads(said.stdout)["rule"] in ("shop.read_only", "disk.failed")
