"""How fast papers are drawn, beside the same strings drawn with nothing but reportlab.

`python -m tests.benchmarks.papers` prints CPU time and ratios of one run; nothing is asserted.
"""

import io
import time
from collections.abc import Callable
from dataclasses import replace

from reportlab.pdfgen.canvas import Canvas

from counter.domain.choices import PaperCopy
from counter.domain.numbers import NumberKind
from counter.domain.papers import ItemLabelPaper, ItemReceiptPaper
from counter.printing import pdf_sheet, press, raster
from counter.printing.devices import delivery
from counter.printing.devices.catalogue import Language, Printer, Way
from counter.printing.sheet import POINT, Sheet, Text
from tests.printing import samples

RECEIPTS, LABELS = 60, 300


def main() -> None:
    """Measure each kind of work once, in one process."""
    pdf_sheet.ready(press.metrics())
    papers = [_receipt(n) for n in range(RECEIPTS)]
    sheets = press.sheets_of("item_receipt", *papers)
    bare = _rate(lambda: [_bare(sheet) for sheet in sheets], RECEIPTS)
    ours = _rate(lambda: [press.pdf_of("item_receipt", paper) for paper in papers], RECEIPTS)
    form = _rate(lambda: [press.sheets_of("item_receipt", paper) for paper in papers], RECEIPTS)
    labels = [_label(n) for n in range(1, LABELS + 1)]
    batches: list[bytes] = []
    batch = _rate(lambda: batches.append(press.pdf_of("item_label", *labels)), LABELS)
    burnt = _rate(lambda: list(raster.dots(batches[0])), LABELS)
    in_tspl, in_zpl = (_labels_for(language, labels) for language in (Language.TSPL, Language.ZPL))
    roll = _receipts_on_a_roll(papers)
    print(f"receipt, bare reportlab, its text only   {bare:8.1f} /s   1.00")
    print(f"receipt, form and PDF                    {ours:8.1f} /s   {ours / bare:.2f}")
    print(f"receipt, form alone (the live slip)      {form:8.1f} /s   {form / bare:.2f}")
    print(f"labels in one PDF                        {batch:8.1f} /s   {batch / bare:.2f}")
    print(f"label to dots, 203 dpi                   {burnt:8.1f} /s   {burnt / bare:.2f}")
    print(f"labels to TSPL bytes (goal 350)          {in_tspl:8.1f} /s   {in_tspl / bare:.2f}")
    print(f"labels to ZPL bytes (goal 300)           {in_zpl:8.1f} /s   {in_zpl / bare:.2f}")
    print(f"80 mm receipts to ESC/POS (goal 60)      {roll:8.1f} /s   {roll / bare:.2f}")
    receipt, label = len(press.pdf_of("item_receipt", papers[0])), len(batches[0]) // LABELS
    print(f"bytes: a receipt {receipt}, a label in a batch {label}")


def _rate(work: Callable[[], object], times: int) -> float:
    """Pieces of work a second of CPU."""
    started = time.process_time()
    work()
    return times / (time.process_time() - started)


def _labels_for(language: Language, labels: list[ItemLabelPaper]) -> float:
    """From records to a printer's bytes: form, PDF, raster, language; labels a second of CPU."""
    printer = Printer(name="bench", language=language, way=Way.FOLDER, address="/")

    def work() -> None:
        pdf = press.pdf_of("item_label", *labels, dot=printer.dot)
        delivery.bytes_of(printer, delivery.pages_of(printer, pdf))

    return _rate(work, len(labels))


def _receipts_on_a_roll(papers: list[ItemReceiptPaper]) -> float:
    """The same for receipts on an 80 mm roll, each a job of its own as at the counter."""
    printer = Printer(
        name="bench", language=Language.ESCPOS, way=Way.FOLDER, address="/", width_dots=576
    )

    def work() -> None:
        for paper in papers:
            pdf = press.pdf_of("item_receipt", paper, size="80mm", dot=printer.dot)
            delivery.bytes_of(printer, delivery.pages_of(printer, pdf))

    return _rate(work, len(papers))


def _receipt(n: int) -> ItemReceiptPaper:
    paper = samples.receipt("zh_CN", samples.TYPICAL["zh_CN"], PaperCopy.CUSTOMER)
    return replace(paper, number=samples.number(NumberKind.RECEIPT, n + 1), token=f"{n:032x}")


def _label(n: int) -> ItemLabelPaper:
    label = samples.item_label("zh_CN", samples.TYPICAL["zh_CN"])
    return replace(label, number=samples.number(NumberKind.CARD, n))


def _bare(sheet: Sheet) -> bytes:
    """The same strings at the same places with the library's own calls: no codes, no lines."""
    out = io.BytesIO()
    metrics = press.metrics()
    canvas = Canvas(out, pagesize=(sheet.width / POINT, sheet.height / POINT))
    for mark in sheet.marks:
        if isinstance(mark, Text):
            canvas.setFont(pdf_sheet.font_name(mark.face, metrics), mark.size)
            canvas.drawString(mark.x / POINT, (sheet.height - mark.y) / POINT, mark.text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


if __name__ == "__main__":
    main()
