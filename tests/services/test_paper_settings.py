"""What an outlet chooses for its papers: taken as it is meant, or refused."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.paper_looks import CHOICES, SETTINGS, checked_look, logo_of, look_of
from counter.domain.refusals import RuleBroken
from counter.papers import records_of
from counter.printing import press
from counter.services.settings import rule_pack
from tests.builders import a_fan, a_kettle
from tests.desk import DESK, MANAGER, Desk
from tests.printing import reading
from tests.test_logos import a_logo

USUAL: dict[str, Any] = {"size": "", "copies": 0, "hidden": [], "logo": True}
NOTE = {"zh_CN": "扫码加微信", "en": "Ask us anything"}
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=6), one, max_size=4),
    max_leaves=8,
)


def look(form: str, **changed: Any) -> dict[str, Any]:
    note = {"note": {"zh_CN": "", "en": ""}} if CHOICES[form].notes else {}
    return USUAL | note | changed


def chooses(desk: Desk, form: str, **changed: Any) -> Any:
    value = look(form, **changed)
    return desk.do("change_setting", MANAGER, name=f"paper_{form}", value=value).value


@pytest.mark.parametrize("form", CHOICES)
def test_what_is_chosen_is_kept_whole(desk: Desk, form: str):
    choices = CHOICES[form]
    wanted = {"size": choices.sizes[-1], "copies": choices.copies, "logo": False}
    hidden = [*reversed(choices.optional), choices.optional[0]]
    kept = chooses(desk, form, **wanted, hidden=hidden)
    assert kept == look(form, **wanted, hidden=list(choices.optional))
    (row,) = desk.rows("setting", "name = ?", f"paper_{form}")
    seen = look_of(form, json.loads(row["value_json"]))
    assert (seen.size, seen.copies, seen.logo) == (wanted["size"], wanted["copies"], False)
    assert seen.hidden == set(choices.optional)


@pytest.mark.parametrize("form", CHOICES)
def test_papers_are_as_by_themselves_until_somebody_chooses(form: str):
    assert rule_pack()[f"paper_{form}"] == look(form)
    seen = look_of(form, rule_pack()[f"paper_{form}"])
    assert (seen.size, seen.copies, seen.hidden, seen.logo) == ("", 0, frozenset(), True)


@pytest.mark.parametrize(
    ("form", "changed", "rule"),
    [
        ("item_receipt", {"size": "60x40"}, "paper.medium"),
        ("item_label", {"size": "a5"}, "paper.medium"),
        ("item_receipt", {"size": 5}, "setting.bad_value"),
        ("item_receipt", {"copies": 4}, "paper.copies"),
        ("item_label", {"copies": -1}, "paper.copies"),
        ("item_label", {"copies": True}, "setting.bad_value"),
        ("item_register", {"copies": 1}, "paper.copies"),
        ("item_label", {"logo": 1}, "setting.bad_value"),
        ("item_label", {"hidden": "customer"}, "setting.bad_value"),
        ("item_label", {"hidden": ["number"]}, "paper.not_optional"),
        ("item_label", {"hidden": [["customer"]]}, "paper.not_optional"),
        ("item_label", {"note": "Hello"}, "setting.bad_value"),
        ("item_label", {"note": {"fr": "Merci"}}, "setting.bad_value"),
        ("item_label", {"note": {"en": "x" * 81}}, "input.too_long"),
        ("item_label", {"colour": "red"}, "setting.bad_value"),
        ("item_receipt", {"note": {"zh_CN": "", "en": ""}}, "setting.bad_value"),
    ],
)
def test_what_does_not_fit_is_refused(desk: Desk, form: str, changed: dict[str, Any], rule: str):
    asked = {"name": f"paper_{form}", "value": look(form, **changed)}
    assert desk.refused("change_setting", MANAGER, **asked) == rule


#: what stands on each paper for the law or for custody (domain.md §9, §11)
NEEDED = {
    "number", "code", "codes", "date", "issued_at", "received", "made_at", "item", "product",
    "model", "fault", "condition", "accessories", "accessory", "total", "due", "lines", "tax",
    "signature", "hand_back", "terms", "category", "guarantee", "not_fapiao", "declared_value",
    "estimate", "clerk", "inspected", "copy", "reprint", "receipt", "card",
    "carrier", "seal", "from_outlet", "to_outlet", "packed_at",
}  # fmt: skip


@pytest.mark.parametrize("form", CHOICES)
def test_what_the_law_needs_cannot_be_left_out(form: str):
    assert not NEEDED & set(CHOICES[form].optional)
    for field in NEEDED:
        with pytest.raises(RuleBroken, match=r"paper\.not_optional"):
            checked_look(form, look(form, hidden=[field]))


@given(st.sampled_from(sorted(SETTINGS)), JUNK)
@settings(max_examples=120, deadline=None)
def test_whatever_is_handed_over_is_refused_or_kept_as_it_reads(name: str, value: Any):
    with suppress(RuleBroken):
        kept = checked_look(SETTINGS[name], value)
        assert checked_look(SETTINGS[name], kept) == kept


@given(
    st.sampled_from(sorted(SETTINGS)),
    st.fixed_dictionaries(
        {
            "size": st.sampled_from(["", "a5", "60x40", "80mm", "b5"]) | JUNK,
            "copies": st.integers(-2, 11) | JUNK,
            "hidden": st.lists(st.sampled_from(["customer", "phone", "photos", "number"])) | JUNK,
            "logo": st.booleans() | JUNK,
            "note": st.just({"zh_CN": "", "en": ""}) | JUNK,
        }
    ),
)
@settings(max_examples=200, deadline=None)
def test_what_is_kept_reads_back_the_same(name: str, value: dict[str, Any]):
    form = SETTINGS[name]
    value = value if CHOICES[form].notes else {k: v for k, v in value.items() if k != "note"}
    try:
        kept = checked_look(form, value)
    except RuleBroken:
        return
    seen = look_of(form, kept)
    assert [seen.size, seen.copies, seen.logo] == [kept["size"], kept["copies"], kept["logo"]]
    assert sorted(seen.hidden) == sorted(kept["hidden"])
    assert seen.hidden <= set(CHOICES[form].optional)


@given(JUNK | st.fixed_dictionaries({key: JUNK for key in (*USUAL, "note")}))
@settings(max_examples=200, deadline=None)
def test_a_file_of_another_time_is_read_as_if_nothing_was_chosen(kept: Any):
    for form, choices in CHOICES.items():
        seen = look_of(form, kept)
        assert seen.size in ("", *choices.sizes)
        assert 0 <= seen.copies <= choices.copies
    assert logo_of(kept) is None


def test_a_note_is_cleaned_and_unlawful_words_are_warned_of(desk: Desk):
    note = {"zh_CN": "逾期不取 视为放弃", "en": "  Ask\u202e us  "}
    kept = chooses(desk, "repair_card", note=note)
    assert kept["note"] == {"zh_CN": "逾期不取 视为放弃", "en": "Ask us"}
    assert desk.warnings == ["setting.unlawful"]


def test_only_who_may_change_settings_does(desk: Desk):
    asked = {"name": "paper_item_label", "value": look("item_label")}
    assert desk.refused("change_setting", DESK, **asked) == "right.missing"
    assert desk.refused("change_setting", DESK, name="logo", value={}) == "right.missing"


# where it is used ----------------------------------------------------------------------------


def test_acts_queue_as_many_copies_as_the_outlet_wants(desk: Desk):
    for form, copies in (("item_receipt", 1), ("item_label", 2), ("settlement_statement", 2)):
        chooses(desk, form, copies=copies)
    case = desk.ready_to_go(desk.takes_in(a_fan()))
    desk.hands_back(case)
    queued = {(row["form"], row["copies"]) for row in desk.rows("print_job", "reprint = 0")}
    assert queued >= {("item_receipt", 1), ("item_label", 2), ("repair_card", 1)}
    assert ("settlement_statement", 2) in queued
    again = {"form": "item_label", "number": case.card, "reason": "torn"}
    assert desk.do("reprint_paper", MANAGER, **again).copies == 1


def test_a_set_of_plies_is_printed_once(desk: Desk):
    chooses(desk, "item_receipt", size="241-half")
    desk.takes_in(a_fan())
    chooses(desk, "item_receipt", size="241-half", copies=2)
    desk.takes_in(a_fan())
    queued = [row["copies"] for row in desk.rows("print_job", "form = 'item_receipt'")]
    assert queued == [1, 2]


@pytest.fixture
def reader(desk: Desk) -> Iterator[Any]:
    """Somebody who reads beside the acts."""
    made = desk.counter.reader()
    yield made
    made.close()


def test_a_paper_is_drawn_as_the_outlet_wants_it(desk: Desk, reader: Any, tmp_path: Path):
    case = desk.takes_in(a_kettle())
    chooses(desk, "item_label", size="40x30", hidden=["customer", "phone_tail"], note=NOTE)
    chooses(desk, "repair_card", hidden=["serial"], logo=False)
    desk.do("change_setting", MANAGER, name="logo", value={"file": str(a_logo(tmp_path / "a.png"))})
    (label,) = records_of(reader, "item_label", case.card, at=desk.at, language="en")
    (sheet,) = press.sheets_of("item_label", label)
    assert (sheet.width, sheet.height) == (40, 30)
    assert label.size == "40x30"
    said = reading.text_of(press.pdf_of("item_label", label))
    assert "Askusanything" in said
    (card,) = records_of(reader, "repair_card", case.card, at=desk.at)
    (receipt,) = records_of(reader, "item_receipt", case.receipt, at=desk.at)
    assert card.letterhead.logo is None
    assert receipt.letterhead.logo is not None
    assert receipt.note == rule_pack()["receipt_note"]["zh_CN"]
    (one,) = press.sheets_of("item_label", label, size="60x40")
    assert (one.width, one.height) == (60, 40)  # what is asked for comes before what is chosen


def test_wrong_files_leave_the_logo_as_it_was(desk: Desk, tmp_path: Path):
    kept = desk.do(
        "change_setting", MANAGER, name="logo", value={"file": str(a_logo(tmp_path / "a.png"))}
    ).value
    (tmp_path / "b.png").write_bytes(b"no picture")
    wrong: list[tuple[Any, str]] = [
        ({"file": str(tmp_path / "b.png")}, "photo.no_picture"),
        ({"file": str(tmp_path / "gone.png")}, "file.cannot_read"),
        ({"file": 7}, "logo.not_dots"),
        ("a.png", "logo.not_dots"),
        (kept | {"width": 481}, "logo.not_dots"),
        (kept | {"height": kept["height"] + 1}, "logo.not_dots"),
        (kept | {"rows": "?"}, "logo.not_dots"),
        (kept | {"rows": kept["rows"][:40]}, "logo.not_dots"),
    ]
    for value, rule in wrong:
        assert desk.refused("change_setting", MANAGER, name="logo", value=value) == rule
    assert desk.do("change_setting", MANAGER, name="logo", value={}).value == {}


def test_a_bomb_of_rows_is_not_blown_up(desk: Desk):
    from base64 import b64encode
    from zlib import compress

    rows = b64encode(compress(b"\xff" * 50_000_000)).decode()
    value = {"width": 480, "height": 144, "rows": rows}
    assert desk.refused("change_setting", MANAGER, name="logo", value=value) == "logo.not_dots"
