"""Every paper looks and reads as it was approved; `pytest tests/printing --approve` accepts it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from counter.domain.papers import SettlementPaper
from counter.printing import press
from tests.conftest import FAILURES
from tests.printing import reading
from tests.printing.samples import samples

APPROVED = Path(__file__).parent / "approved"
SAMPLES = samples()
TOLERANCE = 24  # of 255 in a tile of 2 mm: one dot along one stroke, never another character


@pytest.mark.parametrize("name", SAMPLES)
def test_a_paper_looks_as_approved(name: str, approving: bool):
    form, papers = SAMPLES[name]
    pages = reading.burnt(press.pdf_of(form, *papers))
    for number, page in enumerate(pages, 1):
        path = APPROVED / f"{name}.{number}.png"
        if approving:
            _save(page, path)
        with Image.open(path) as picture:
            approved = np.asarray(picture.convert("L"))
        assert approved.shape == page.shape
        apart = reading.tiles(page, approved)
        if apart.max() > TOLERANCE:
            _save(page, FAILURES / path.name)
            row, column = np.unravel_index(apart.argmax(), apart.shape)
            pytest.fail(f"{path.name}: {apart.max():.0f} at {column * 2} mm, {row * 2} mm")
    assert not (APPROVED / f"{name}.{len(pages) + 1}.png").exists()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_paper_reads_as_approved(name: str, approving: bool):
    form, papers = SAMPLES[name]
    lines = reading.lines_of(press.pdf_of(form, *papers))
    path = APPROVED / f"{name}.txt"
    if approving:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == path.read_text(encoding="utf-8").splitlines()


def test_nothing_approved_is_left_over():
    names = {
        path.name.removesuffix(".png").rstrip("0123456789").rstrip(".")
        for path in APPROVED.glob("*.png")
    }
    assert names == set(SAMPLES)


def test_the_same_paper_is_the_same_file():
    form, papers = SAMPLES["item_receipt.2_items.zh_CN"]
    assert press.pdf_of(form, *papers) == press.pdf_of(form, *papers)


def test_one_changed_digit_is_seen():
    """The smallest figure of a statement, one fen more: picture and text both notice."""
    paper = a_statement()
    first = replace(paper.lines[0], tax_fen=paper.lines[0].tax_fen + 1)
    changed = replace(paper, lines=(first, *paper.lines[1:]))
    before, after = (press.pdf_of("settlement_statement", one) for one in (paper, changed))
    ((page,), (other,)) = (reading.burnt(pdf) for pdf in (before, after))
    assert reading.tiles(page, other).max() > TOLERANCE
    assert reading.lines_of(before) != reading.lines_of(after)


def a_statement() -> SettlementPaper:
    _, (paper,) = SAMPLES["settlement_statement.typical.zh_CN"]
    return paper


def _save(page: reading.Bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(page).convert("1").save(path, optimize=True)
