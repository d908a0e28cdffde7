"""The outlet's own texts: typed by keys, seen as they will be printed, warned of where unlawful."""

import json

import pytest

from tests.builders import a_fan
from tests.desk import DESK, MANAGER, Desk
from tests.ui.robots import Clerk
from tests.ui.test_settings import opens, replaces, saves
from ui.screens.settings.texts import TextsSection


def sits_down(open_window, language: str) -> tuple[Clerk, TextsSection]:
    manager = open_window(language)
    manager.signs_in(MANAGER)
    page = opens(manager, "texts")
    manager.waits(lambda: bool(page.edits["receipt_note", "en"].text()))
    return manager, page


def kept(shop: Desk, name: str) -> dict[str, str]:
    (row,) = shop.rows("setting", "name = ?", name)
    return json.loads(row["value_json"])


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_note_is_printed_at_the_foot_of_receipts(open_window, shop: Desk, language: str):
    manager, page = sits_down(open_window, language)
    replaces(manager, page.edits["receipt_note", "en"], "Open on Sundays too")
    replaces(manager, page.edits["ready_words", "en"], "Come and fetch it")
    assert page.told_text.text() == "Come and fetch it"
    assert not page.warning.isVisible()
    saves(manager)
    assert kept(shop, "receipt_note")["en"] == "Open on Sundays too"
    assert kept(shop, "ready_words")["en"] == "Come and fetch it"
    manager.waits(lambda: not page.foot.grab().toImage().isNull())
    from counter.storage.questions.papers import item_receipt_paper

    receipt = shop.takes_in(a_fan()).receipt
    reader = shop.counter.reader()
    for lang, note in (("en", "Open on Sundays too"), ("zh_CN", "谢谢惠顾，请妥善保管本单。")):
        paper = item_receipt_paper(reader, number=receipt, printed_at=shop.at, language=lang)
        assert paper.note == note
    reader.close()


def test_what_the_law_forbids_to_say_is_warned_of_while_it_is_typed(open_window, shop: Desk):
    manager, page = sits_down(open_window, "zh_CN")
    replaces(manager, page.edits["receipt_note", "en"], "All sales final: No  Refund")
    assert page.warning.isVisible()
    assert "no refund" in page.warning.text()
    saves(manager)
    assert kept(shop, "receipt_note")["en"] == "All sales final: No Refund"


def test_a_text_is_one_for_each_language_and_not_too_long(shop: Desk):
    said = {"name": "receipt_note"}
    for wrong, rule in (
        ({"fr": "Merci"}, "setting.bad_value"),
        ({"en": 7}, "setting.bad_value"),
        ({"en": "x" * 81}, "input.too_long"),
        ("Thanks", "setting.bad_value"),
    ):
        assert shop.refused("change_setting", MANAGER, **said, value=wrong) == rule
    answer = shop.do("change_setting", MANAGER, **said, value={"zh_CN": "逾期不取 视为放弃"})
    assert answer.value == {"zh_CN": "逾期不取 视为放弃", "en": ""}
    assert shop.warnings == ["setting.unlawful"]
    unlawful = {"name": "unlawful_words", "value": []}
    assert shop.refused("change_setting", MANAGER, **unlawful) == "setting.unknown"
    assert shop.refused("change_setting", DESK, **said, value={}) == "right.missing"
