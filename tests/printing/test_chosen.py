"""What an outlet chooses is on its papers: logo, note, fields left out; all else stays in place."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from counter.domain.choices import PaperCopy
from counter.domain.paper_looks import CHOICES, LOGO_DOT, LOGO_HIGH, LOGO_WIDE, Logo
from counter.domain.papers import Letterhead
from counter.language import BOTH, PAPER_LANGUAGES
from counter.logos import logo_from_bytes
from counter.printing import press
from counter.printing.figures import groups
from counter.printing.forms import FORMS, medium_of
from counter.printing.raster import HEAD_203, HEAD_300
from counter.printing.sheet import Picture, Rule, Sheet, moved, scaled
from tests.conftest import FAILURES
from tests.printing import reading
from tests.printing.media_samples import papers_of
from tests.printing.test_backends import FINE, TOLERANCE, drawn, shrunk
from tests.printing.test_room import words
from tests.test_logos import drawn_logo

APPROVED = Path(__file__).parent / "approved" / "chosen"
APART = 16  # of 255 in a tile of 2 mm, as on the other media
NOTE = {"zh_CN": "维修热线 400-000-0017", "en": "Call 400 000 0017"}
EVERYWHERE = [(form, size) for form in CHOICES for size in FORMS[form].on]
SHOWN = [
    ("item_receipt", "a5"),
    ("item_receipt", "80mm"),
    ("item_receipt", "241-half"),
    ("repair_card", "a6"),
    ("item_label", "60x40"),
    ("item_label", "40x30"),
    ("accessory_label", "40x30"),
    ("accessory_label", "60x40"),
    ("settlement_statement", "a5"),
    ("settlement_statement", "58mm"),
    ("item_register", "a4-landscape"),
]


@cache
def sample_logo() -> Logo:
    """A ring and a bar."""
    out = BytesIO()
    drawn_logo().save(out, "PNG")
    return logo_from_bytes(out.getvalue(), "logo")


def chosen(form: str, language: str, **changed: Any) -> list[Any]:
    """The papers of a form with everything left out that may be, a note and a logo."""
    facts: dict[str, Any] = {
        "hidden": frozenset(CHOICES[form].optional),
        "note": NOTE.get(language, " ".join(NOTE.values())),
        "logo": sample_logo(),
    }
    return [adjusted(paper, **facts | changed) for paper in papers_of(form, language)]


def adjusted(paper: Any, logo: Logo | None, **facts: Any) -> Any:
    """A paper as the outlet wants it."""
    if isinstance(getattr(paper, "letterhead", None), Letterhead):
        head = replace(paper.letterhead, logo=logo)
        return replace(paper, letterhead=head, **facts)
    return replace(paper, logo=logo, **facts)


def solid(sheet: Sheet) -> Sheet:
    """The sheet with each picture as what nothing may lie over."""
    marks = (
        Rule(mark.x, mark.y, mark.width, mark.height) if isinstance(mark, Picture) else mark
        for mark in sheet.marks
    )
    return replace(sheet, marks=tuple(marks))


def assert_room(form: str, size: str, papers: list[Any]) -> None:
    medium = medium_of(form, size)
    for sheet in press.sheets_of(form, *papers, size=size):
        assert list(reading.clashes(solid(sheet), press.metrics(), 0)) == []
        outside = reading.outside(solid(sheet), press.metrics(), medium.side, medium.ends)
        assert list(outside) == []


def test_an_outlet_chooses_among_what_a_form_is_drawn_on():
    assert {form: choices.sizes for form, choices in CHOICES.items()} == {
        form: tuple(FORMS[form].on) for form in CHOICES
    }


@pytest.mark.parametrize(("form", "size"), SHOWN)
def test_a_paper_looks_as_approved(form: str, size: str, approving: bool):
    papers = chosen(form, "zh_CN")
    for number, page in enumerate(reading.burnt(press.pdf_of(form, *papers, size=size)), 1):
        path = APPROVED / f"{form}.{size}.{number}.png"
        seen = reading.cells(page)
        if approving:
            reading.save_cells(seen, path)
        with Image.open(path) as picture:
            approved = np.asarray(picture)
        assert approved.shape == seen.shape
        apart = reading.tiles(seen * reading.GREY, approved * reading.GREY, 4)
        if apart.max() > APART:
            FAILURES.mkdir(parents=True, exist_ok=True)
            Image.fromarray(page).save(FAILURES / f"chosen.{path.name}")
            row, column = np.unravel_index(apart.argmax(), apart.shape)
            pytest.fail(f"{path.name}: {apart.max():.0f} at {column * 2} mm, {row * 2} mm")


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
@pytest.mark.parametrize(("form", "size"), EVERYWHERE)
def test_everything_has_room_and_codes_read_back(form: str, size: str, language: str):
    papers = chosen(form, language)
    assert_room(form, size, papers)
    sheets = press.sheets_of(form, *papers, size=size)
    pages = reading.burnt(press.pdf_of(form, *papers, size=size))
    for sheet, page in zip(sheets, pages, strict=True):
        assert reading.codes_drawn(sheet)
        assert reading.codes_of(page) == reading.codes_drawn(sheet)


@settings(max_examples=250, deadline=None)
@given(
    st.sampled_from(EVERYWHERE),
    st.sampled_from(PAPER_LANGUAGES),
    st.sets(st.sampled_from(sorted({one for each in CHOICES.values() for one in each.optional}))),
    words(80),
    st.tuples(st.integers(1, LOGO_WIDE), st.integers(1, LOGO_HIGH)) | st.none(),
)
def test_whatever_is_chosen_has_room(
    on: tuple[str, str],
    language: str,
    hidden: set[str],
    note: str,
    side: tuple[int, int] | None,
):
    form, size = on
    logo = Logo(*side, b"\xff" * (-(-side[0] // 8) * side[1])) if side else None
    assert_room(form, size, chosen(form, language, hidden=frozenset(hidden), note=note, logo=logo))


@pytest.mark.parametrize("size", ["60x40", "40x30"])
@pytest.mark.parametrize(
    "hidden", [{"promised"}, {"customer", "phone_tail"}, {"promised", "customer"}]
)
def test_a_long_note_never_lies_over_a_long_name(size: str, hidden: set[str]):
    papers = chosen("item_label", "en", hidden=frozenset(hidden), note="W" * 80)
    assert_room("item_label", size, [replace(one, masked_name="M" * 30) for one in papers])


# what is left out ----------------------------------------------------------------------------

#: form, field -> what is no longer read in English
GONE = {
    ("item_receipt", "photos"): "4 photos",
    ("item_receipt", "sketches"): "front",
    ("item_receipt", "status_link"): "Scan for progress",
    ("repair_card", "customer"): "E*",
    ("repair_card", "phone_tail"): "5678",
    ("repair_card", "serial"): "YS14P5K2290071",
    ("repair_card", "cover"): "Out of warranty",
    ("item_label", "customer"): "E*",
    ("item_label", "phone_tail"): "5678",
    ("item_label", "promised"): "Due",
    ("accessory_label", "customer"): "E*",
    ("accessory_label", "phone_tail"): "5678",
    ("settlement_statement", "phone"): "138",
    ("settlement_statement", "fapiao_question"): "Fapiao wanted",
    ("estimate", "phone"): "138",
    ("estimate", "serial"): "YS14P5K2290071",
    ("estimate", "diagnosis"): "The charge controller",
    ("transfer", "customer"): "E*",
    ("transfer", "serial"): "YS14P5K2290071",
    ("item_register", "phone_tail"): "5521",
    ("item_register", "technician"): "陈立",
    ("item_register", "notified"): "Told",
    ("item_register", "paid"): "Paid",
}


def read_of(form: str, **changed: Any) -> str:
    return reading.text_of(press.pdf_of(form, *chosen(form, "en", **changed)))


@pytest.mark.parametrize(("form", "field"), GONE)
def test_a_field_that_is_left_out_is_gone_and_alone(form: str, field: str):
    whole = read_of(form, hidden=frozenset(), note="", logo=None)
    without = read_of(form, hidden=frozenset({field}), note="", logo=None)
    gone = "".join(GONE[form, field].split())
    assert gone in whole
    assert whole.count(gone) > without.count(gone)
    assert len(whole) - len(without) < 120


@pytest.mark.parametrize("form", CHOICES)
def test_what_is_needed_stays_when_all_is_left_out(form: str):
    (paper, *_) = papers_of(form, "en")
    said = read_of(form)
    if form != "item_register":
        assert "".join(groups(paper.number)) in said
    needed: dict[str, tuple[str, ...]] = {
        "item_receipt": (
            *("EmilyCarter", "YS-Book14Pro", "YS14P5K2290071", "charginglight", "Scratches"),
            *("65Wadapter", "2026-11-26", "Estimate", "Diagnosisfee", "¥50.00", "Paidinadvance"),
            *("Customersignature", "Voidstamp", "Bringthisreceipt", "Acceptedby"),
        ),
        "repair_card": ("YS-Book14Pro", "charginglight", "65Wadapter", "Scratches", "Inspected"),
        "item_label": ("YuanshanYS-Book14Pro",),
        "accessory_label": ("Acc.",),
        "settlement_statement": (
            *("EmilyCarter", "Net", "Tax", "Total", "notaninvoice", "Guarantee", "Duenow"),
            *("TotalinChinesecapitals", "Customersignature"),
        ),
        "estimate": (
            *("EmilyCarter", "YS-Book14Pro", "charginglight", "878.00", "notaninvoice"),
            *("Youranswer", "Offeredby"),
        ),
        "loss_declaration": ("Laptop", "Declarant'ssignature", "Receipt"),
        "transfer": ("YS-Book14Pro", "65Wadapter", "F0031", "90Centralworkshop", "Takenoverby"),
        "item_register": ("欧阳**", "Accessories", "Receipt", "Clerk"),
    }
    for text in needed[form]:
        assert text in said, text


def test_sums_are_left_out_only_where_there_is_none():
    (paper,) = chosen("item_receipt", "en")
    free = replace(paper.items[0], diagnosis_fee_fen=0, deposit_fen=0)
    for size in FORMS["item_receipt"].on:
        charged, none = (
            reading.text_of(press.pdf_of("item_receipt", one, size=size))
            for one in (paper, replace(paper, items=(free,)))
        )
        for label in ("Diagnosisfee", "Paidinadvance"):
            assert label in charged
            assert label not in none.replace("thediagnosisfee", "")


def test_copies_of_the_shop_leave_out_where_it_lies_and_its_cover():
    (paper,) = chosen("item_receipt", "en")
    paper = replace(paper, copy=PaperCopy.FILE)
    whole = replace(paper, hidden=frozenset())
    for size in ("a5", "80mm"):
        before, after = (
            reading.text_of(press.pdf_of("item_receipt", one, size=size)) for one in (whole, paper)
        )
        assert "B-03-12" in before
        assert "B-03-12" not in after
        assert "Outofwarranty" not in after
        assert "Repaircard" in after


@pytest.mark.parametrize("form", CHOICES)
def test_a_note_is_printed_on_every_paper_that_has_room_for_it(form: str):
    for size in FORMS[form].on:
        for language in ("zh_CN", "en"):
            papers = chosen(form, language)
            said = reading.text_of(press.pdf_of(form, *papers, size=size))
            assert "".join(NOTE[language].split()) in said


# the logo ------------------------------------------------------------------------------------


def pictures(sheet: Sheet) -> list[Picture]:
    return [mark for mark in sheet.marks if isinstance(mark, Picture)]


@pytest.mark.parametrize(("form", "size"), EVERYWHERE)
def test_a_logo_stands_on_each_sheet_in_its_own_shape(form: str, size: str):
    papers = chosen(form, BOTH, note="")
    for sheet in press.sheets_of(form, *papers, size=size):
        seen = pictures(sheet)
        assert len(seen) == 1 or size == "a4"  # two sheets lie on that one
        for mark in seen:
            shape = sample_logo().width / sample_logo().height
            assert mark.width / mark.height == pytest.approx(shape)
            assert mark.width <= sample_logo().width * LOGO_DOT + 0.001


@pytest.mark.parametrize("dpi", [HEAD_203, HEAD_300])
def test_a_logo_is_burnt_dot_for_dot_where_it_is(dpi: float):
    (sheet,) = press.sheets_of("item_receipt", *chosen("item_receipt", "en"), size="80mm")
    pdf = press.pdf_of("item_receipt", *chosen("item_receipt", "en"), size="80mm")
    ((mark,), (page,)) = pictures(sheet), reading.burnt(pdf, dpi)
    per_mm = dpi / 25.4
    left, top = round(mark.x * per_mm), round(mark.y * per_mm)
    wide, high = round(mark.width * per_mm), round(mark.height * per_mm)
    seen = page[top : top + high, left : left + wide]
    logo = Image.frombytes("1", (mark.logo.width, mark.logo.height), mark.logo.rows)
    meant = 255 - np.asarray(logo.convert("L").resize((wide, high), Image.Resampling.BOX))
    off = (seen > 127) != (meant > 127)
    assert off.mean() < 0.02  # a dot along an edge
    assert (seen == 0).any()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("form", "size"), [on for on in SHOWN if "241" not in on[1]])
def test_both_backends_draw_the_logo_alike(form: str, size: str):
    papers = chosen(form, "zh_CN")
    sheets = press.sheets_of(form, *papers, size=size)
    pages = reading.greys(press.pdf_of(form, *papers, size=size), HEAD_203 * FINE)
    for sheet, page in zip(sheets, pages, strict=True):
        preview = drawn(sheet, 8 * FINE)
        wide = min(preview.shape[1], page.shape[1])
        apart = reading.tiles(shrunk(preview[:, :wide], FINE), shrunk(page[:, :wide], FINE))
        assert apart.max() <= TOLERANCE


def test_a_logo_goes_where_its_sheet_goes():
    sheet = Sheet(60, 40, (Picture(5, 6, 20, 6, sample_logo()),))
    (mark,) = pictures(moved(sheet, 2, 3))
    assert (mark.x, mark.y, mark.width) == (7, 9, 20)
    (mark,) = pictures(scaled(sheet, 1.5, 90, 60))
    assert (mark.x, mark.y, mark.width, mark.height) == (7.5, 9, 30, 9)


def test_a_logo_is_kept_once_in_a_file_that_may_be_archived():
    pikepdf, pdfa = (pytest.importorskip(name) for name in ("pikepdf", "pikepdf.pdfa"))
    papers = chosen("item_label", "en") * 20
    pdf = press.pdf_of("item_label", *papers)
    alone = press.pdf_of("item_label", *(adjusted(paper, None) for paper in papers))
    assert len(pdf) - len(alone) < 6_000
    receipt = press.pdf_of("item_receipt", *chosen("item_receipt", "zh_CN"))
    with pikepdf.open(BytesIO(receipt)) as book:
        for page in book.pages:
            (logo,) = page.Resources.XObject.values()
            assert logo.ImageMask
    assert pdfa.validate_written(BytesIO(receipt), "2b").findings == []
