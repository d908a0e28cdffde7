"""Papers come out: as files where no printer is, on a printer at their true size."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from tests.builders import a_kettle
from tests.desk import Desk
from tests.ui.robots import Clerk
from tests.ui.test_check_in import fill_in
from ui.press import DPI, MM_PER_INCH, pages, paint_pdf


@pytest.fixture(autouse=True)
def no_printer(application) -> None:
    """Papers are kept as files here."""
    name = QPrinterInfo.defaultPrinter().printerName()
    assert not name, f"this machine would really print on {name}: leave it without a default"


def files(shop: Desk) -> list[str]:
    return sorted(f.name.rsplit("-", 1)[0] for f in papers(shop).glob("*.pdf"))


def papers(shop: Desk) -> Path:
    return shop.counter.shop.folder / "papers"


def size_mm(pdf: bytes) -> tuple[int, int]:
    page = pypdfium2.PdfDocument(pdf)[0]
    width, height = page.get_size()
    return round(width / 72 * MM_PER_INCH), round(height / 72 * MM_PER_INCH)


def test_check_in_puts_out_every_paper_it_queued(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="kettle")
    clerk.presses(Qt.Key.Key_Return, ctrl=True)
    clerk.waits(lambda: bool(clerk.printed))
    queued = {f"{form}-{number}" for form, number in shop.papers()}
    assert set(files(shop)) == queued
    assert clerk.printed[0].papers == len(list(papers(shop).glob("*.pdf")))
    clerk.waits(lambda: {row["status"] for row in shop.rows("print_job")} == {"PRINTED"})
    clerk.sees("没有打印机")


def test_the_three_sheets_of_a_receipt_name_their_owners(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="fan")
    clerk.presses(Qt.Key.Key_Return, ctrl=True)
    clerk.waits(lambda: bool(clerk.printed))
    owners = {f.stem.rsplit("-", 1)[1] for f in papers(shop).glob("item_receipt-*.pdf")}
    assert owners == {"customer", "file", "item"}


def test_hand_back_prints_the_statement(clerk: Clerk, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_kettle(accessories=(), no_accessories=True)))
    clerk.scans(case.receipt)
    clerk.waits(lambda: bool(clerk.hand_back().ready.panels))
    clerk.clicks(clerk.hand_back().ready.signed)
    clerk.presses(Qt.Key.Key_Return, ctrl=True)
    clerk.waits(lambda: bool(clerk.printed))
    assert {name.split("-")[0] for name in files(shop)} == {"settlement_statement"}


def test_the_statement_goes_through_the_queue_once(clerk: Clerk, shop: Desk):
    case = shop.mends(shop.takes_in(a_kettle(accessories=(), no_accessories=True)))
    shop.settles(case)
    clerk.scans(case.receipt)
    page = clerk.hand_back().ready
    clerk.waits(lambda: bool(page.panels))
    page.statement.setFocus()
    clerk.presses(Qt.Key.Key_Space)
    clerk.waits(lambda: bool(clerk.printed))
    made = [row for row in shop.rows("print_job") if row["form"] == "settlement_statement"]
    clerk.waits_for_answers()
    assert [row["number"] for row in made] == [row["number"] for row in shop.rows("settlement")]
    clerk.presses(Qt.Key.Key_Space)
    clerk.sees("已经打印过了")


def test_a_page_keeps_its_size_on_a_printer(clerk: Clerk, shop: Desk, tmp_path: Path):
    fill_in(clerk, kind="fan")
    clerk.presses(Qt.Key.Key_Return, ctrl=True)
    clerk.waits(lambda: bool(clerk.printed))
    (receipt,) = papers(shop).glob("item_receipt-*-customer.pdf")
    pdf = receipt.read_bytes()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    paint_pdf(pdf, printer)
    assert size_mm((tmp_path / "out.pdf").read_bytes()) == size_mm(pdf) == (210, 148)
    first = next(pages(pdf, DPI))
    assert (first.width(), first.height()) == (round(210 / 25.4 * DPI), round(148 / 25.4 * DPI))
