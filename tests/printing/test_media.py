"""Every paper on every medium in every language: as approved, in its place, readable when worn."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from counter.domain.refusals import RuleBroken
from counter.language import Words
from counter.printing import media, pdf_sheet, press, raster
from counter.printing.forms import FORMS, medium_of
from counter.printing.media import MEDIA, Feed
from counter.printing.sheet import DOT, Bars, Rule, Sheet, Square, Text
from counter.wording import sentence
from tests.conftest import FAILURES
from tests.printing import reading
from tests.printing.media_samples import SAMPLES, papers_of, printed
from tests.printing.reading import GREY

APPROVED = Path(__file__).parent / "approved" / "media"
TOLERANCE = 16  # of 255 in a tile of 2 mm; another digit of 7 points makes 35
LABELS = [name for name, (_, size, _) in SAMPLES.items() if MEDIA[size].feed is Feed.LABEL]
ONE_LANGUAGE = [name for name in SAMPLES if name.endswith(".both")]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_paper_looks_as_approved(name: str, approving: bool):
    _, _, pages = printed(name)
    if approving:
        for old in APPROVED.glob(f"{name}.*.png"):
            old.unlink()
    for number, page in enumerate(pages, 1):
        path = APPROVED / f"{name}.{number}.png"
        seen = reading.cells(page)
        if approving:
            reading.save_cells(seen, path)
        with Image.open(path) as picture:
            approved = np.asarray(picture)
        assert approved.shape == seen.shape
        apart = reading.tiles(seen * GREY, approved * GREY, 4)
        if apart.max() > TOLERANCE:
            FAILURES.mkdir(parents=True, exist_ok=True)
            Image.fromarray(page).save(FAILURES / path.name)
            row, column = np.unravel_index(apart.argmax(), apart.shape)
            pytest.fail(f"{path.name}: {apart.max():.0f} at {column * 2} mm, {row * 2} mm")
    assert not (APPROVED / f"{name}.{len(pages) + 1}.png").exists()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_paper_reads_as_approved(name: str, approving: bool):
    lines = reading.lines_of(printed(name)[1])
    path = APPROVED / f"{name}.txt"
    if approving:
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == path.read_text(encoding="utf-8").splitlines()


def test_nothing_approved_is_left_over():
    names = {path.name.removesuffix(".png").rpartition(".")[0] for path in APPROVED.glob("*.png")}
    assert names == set(SAMPLES)
    assert {path.stem for path in APPROVED.glob("*.txt")} == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_code_reads_back_even_worn(name: str):
    """As burnt; blurred, 3 degrees askew, at 60 % contrast, with one dot of the head dead."""
    sheets, _, pages = printed(name)
    kinds = {kind for kind, _ in reading.codes_drawn(sheets[0])}
    assert kinds == {"square"} if "register" in name else {"bars", "square"}
    for sheet, page in zip(sheets, pages, strict=True):
        assert reading.codes_drawn(sheet)
        assert reading.codes_of(page) == reading.codes_drawn(sheet)
        for mark in sheet.marks:
            if isinstance(mark, Bars | Square):
                _reads_worn(page, mark)


def _reads_worn(page: reading.Bytes, mark: Bars | Square) -> None:
    for harm, seen in reading.worn(reading.crop(page, mark)):
        said = [text for picture in seen for _, text in reading.codes_of(picture)]
        assert {*said} == {mark.code}, f"{harm}: {mark}"


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_stands_in_its_place(name: str):
    form, size, _ = SAMPLES[name]
    medium = medium_of(form, size)
    for sheet in printed(name)[0]:
        assert list(reading.clashes(sheet, press.metrics(), 0)) == []
        assert list(reading.outside(sheet, press.metrics(), medium.side, medium.ends)) == []
        high = medium.height or sheet.height
        assert (sheet.width, sheet.height) == (medium.width, high)


@pytest.mark.parametrize("name", ONE_LANGUAGE)
def test_a_line_of_a_paper_is_as_long_as_it_says(name: str):
    """The longest rule of a sheet, measured in the dots of the head."""
    sheets, _, pages = printed(name)
    rules = [mark for mark in sheets[0].marks if isinstance(mark, Rule) and not mark.dash]
    if not rules:  # a label has none
        return
    longest = max(rules, key=lambda rule: rule.across)
    row = pages[0][int(longest.y * 8)] == 0
    middle = int((longest.x + longest.across / 2) * 8)
    white = np.flatnonzero(~row)
    left, right = white[white < middle].max() + 1, white[white > middle].min()
    assert abs((right - left) / 8 - longest.across) <= 0.126
    assert abs(left / 8 - longest.x) <= 0.126


@pytest.mark.parametrize("name", MEDIA)
def test_a_ruler_is_true_on_every_medium_and_head(name: str):
    medium = MEDIA[name]
    high = medium.height or 100.0
    long = int(medium.width - 2 * medium.side - 2) // 10 * 10
    left, top = 24.0 if medium.feed is Feed.CONTINUOUS else 5.0, 10.0
    sheet = Sheet(medium.width, high, (Rule(left, top, long, 0, 1),))
    for dot in {*medium.dots, DOT}:
        pdf = pdf_sheet.draw([sheet], press.metrics(), dot=dot)
        (page,) = reading.burnt(pdf, 25.4 / dot)
        assert page.shape == (round(high / dot), round(medium.width / dot))
        black = np.flatnonzero(page[round(top / dot)] == 0)
        assert abs(len(black) * dot - long) <= dot
        assert abs(black[0] * dot - left) <= dot


@pytest.mark.parametrize("form", ["item_receipt", "settlement_statement"])
@pytest.mark.parametrize("size", [name for name in MEDIA if name.startswith("241")])
def test_continuous_paper_is_read_at_180_dpi(form: str, size: str):
    """Modules of three dots of a 24-pin head, no type below 9 points, tear strips left alone."""
    papers = papers_of(form, "zh_CN")
    sheets = press.sheets_of(form, *papers, size=size)
    pages = reading.burnt(press.pdf_of(form, *papers, size=size), 180)
    for sheet, page in zip(sheets, pages, strict=True):
        assert reading.codes_of(page) == reading.codes_drawn(sheet)
        for mark in sheet.marks:
            if isinstance(mark, Bars | Square):
                assert mark.module == pytest.approx(3 * media.DOT_180)
            if isinstance(mark, Text):
                assert mark.size >= 9
        columns = np.flatnonzero((page == 0).any(axis=0)) * media.DOT_180
        assert columns.min() >= media.TEAR_STRIP + 5
        assert columns.max() <= media.CARRIER - media.TEAR_STRIP - 5


@pytest.mark.parametrize("name", LABELS)
def test_labels_are_read_at_300_dpi(name: str):
    form, size, papers = SAMPLES[name]
    pdf = press.pdf_of(form, *papers, size=size, dot=media.DOT_300)
    (page,) = reading.burnt(pdf, raster.HEAD_300)
    assert reading.codes_of(page) == reading.codes_drawn(printed(name)[0][0])


def test_stock_that_lies_elsewhere_is_met_by_a_shift():
    papers = papers_of("item_receipt", "zh_CN")
    straight, moved = (
        [line.split(" ", 3) for line in reading.lines_of(press.pdf_of(*asked, shift=shift))]
        for asked in [("item_receipt", *papers)]
        for shift in ((0, 0), (1.5, 2))
    )
    assert moved == [
        [page, f"{float(y) + 2:g}", f"{float(x) + 1.5:g}", said] for page, y, x, said in straight
    ]


@pytest.mark.parametrize("shift", [(10.5, 0), (0, -11), (float("nan"), 0)])
def test_stock_that_lies_too_far_off_is_refused(shift: tuple[float, float]):
    with pytest.raises(RuleBroken, match=r"paper\.shift"):
        press.pdf_of("item_receipt", *papers_of("item_receipt", "en"), shift=shift)


@pytest.mark.parametrize(
    ("form", "size", "rule"),
    [
        ("item_receipt", "60x40", "paper.medium"),
        ("item_label", "80mm", "paper.medium"),
        ("item_register", "a5", "paper.medium"),
        ("item_receipt", "b5", "paper.unknown_medium"),
        ("song", "a5", "paper.unknown_form"),
    ],
)
def test_a_medium_a_form_does_not_know_is_refused_in_words(form: str, size: str, rule: str):
    with pytest.raises(RuleBroken) as refused:
        press.sheets_of(form, size=size)
    assert refused.value.rule == rule
    for language in ("zh_CN", "en"):
        said = sentence(rule, refused.value.facts, Words(language))
        assert size in said or form in said
        assert "{" not in said


@pytest.mark.parametrize("said", ["A5", "a5-landscape", " a 5 "])
def test_a_size_is_understood_as_people_write_it(said: str):
    assert medium_of("item_receipt", said).name == "a5"
    assert medium_of("item_label", "40 × 30").name == "40x30"
    assert medium_of("item_receipt", "80 mm").name == "80mm"


def test_every_medium_is_printed_on_by_some_form():
    assert {size for form in FORMS.values() for size in form.on} == set(MEDIA)
