"""An outlet that prints in both languages: its lists, its names and its own words stand twice."""

from collections.abc import Iterator

import pytest

from counter.domain import records as r
from counter.domain.refusals import RuleBroken
from counter.language import BOTH
from counter.papers import draw_paper, records_of
from counter.printing.forms import FORMS
from counter.storage import database
from counter.storage.database import Connection
from counter.storage.questions.papers import item_receipt_paper
from counter.storage.shop import Shop
from tests.storage import counter_day as day
from tests.storage.conftest import NOON, NUMBER, first_person


@pytest.fixture
def reader(shop: Shop) -> Iterator[Connection]:
    day.furnish(shop)
    db = database.open_reader(shop.path)
    yield db
    db.close()


def print_in(shop: Shop, language: str) -> None:
    with shop.act("change_outlet", NOON + 5000, first_person) as work:
        outlet = work.one(r.Outlet, id=work.outlet.id)
        work.change(outlet, language=language, name_en="Hepingli")
        note = '{"zh_CN": "周日照常营业", "en": "Open on Sundays"}'
        work.add(r.Setting(id=work.new_id(), publisher=NUMBER, outlet_id=work.outlet.id,
                           name="receipt_note", value_json=note))  # fmt: skip


def test_lists_names_and_notes_stand_in_both_languages(shop: Shop, reader: Connection) -> None:
    print_in(shop, BOTH)
    made = day.take_in(shop)
    paper = item_receipt_paper(reader, number=made[0].receipt, printed_at=NOON, language=BOTH)
    single = {
        language: item_receipt_paper(
            reader, number=made[0].receipt, printed_at=NOON, language=language
        )
        for language in ("zh_CN", "en")
    }
    first = [single[language].items[0].condition_words for language in ("zh_CN", "en")]
    twice = tuple(" ".join(dict.fromkeys(pair)) for pair in zip(*first, strict=True))
    assert paper.items[0].condition_words == twice
    assert paper.letterhead.outlet_name.endswith(" Hepingli")
    assert paper.note == "周日照常营业 Open on Sundays"


def test_the_outlet_s_both_stands_above_what_the_window_speaks(
    shop: Shop, reader: Connection
) -> None:
    made = day.take_in(shop)
    asked = {"form": "item_receipt", "number": made[0].receipt, "at": NOON}
    for here, wished, exactly, spoken in (
        ("zh_CN", "en", False, "en"),
        (BOTH, "en", False, BOTH),
        (BOTH, "zh_CN", False, BOTH),
        (BOTH, "en", True, "en"),
    ):
        if here == BOTH and spoken == BOTH and wished == "en":
            print_in(shop, BOTH)
        (paper,) = records_of(reader, **asked, language=wished, exactly=exactly)
        assert paper.language == spoken


def test_every_paper_is_drawn_on_every_medium_it_knows(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)
    for name in ("item_receipt", "repair_card", "item_label", "accessory_label"):
        for size in FORMS[name].on:
            pdf = draw_paper(reader, name, made[0].card, at=NOON, language=BOTH, size=size)
            assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ({"form": "item_label", "size": "a4"}, "paper.medium"),
        ({"form": "item_label", "size": "letter"}, "paper.unknown_medium"),
        ({"form": "item_receipt", "copy": "ACCOUNTS"}, "paper.no_such_copy"),
        ({"form": "settlement_statement", "copy": "ITEM"}, "paper.no_such_copy"),
    ],
)
def test_what_no_paper_knows_is_refused(
    shop: Shop, reader: Connection, asked: dict[str, str], rule: str
) -> None:
    made = day.take_in(shop)
    with pytest.raises(RuleBroken) as refused:
        draw_paper(reader, number=made[0].card, at=NOON, **asked)
    assert refused.value.rule == rule
