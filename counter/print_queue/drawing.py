"""A paper of the queue for the place where it comes out: drawn at once, sent step by step."""

from pathlib import Path

from counter.domain.choices import PaperCopy
from counter.domain.refusals import RuleBroken
from counter.papers import COPIED, draw_paper, records_of
from counter.print_queue.came import Spool
from counter.print_queue.targets import Painter, Target
from counter.printing.devices.catalogue import Language
from counter.printing.devices.delivery import Delivery
from counter.printing.devices.sending import Outcome, Sent
from counter.printing.devices.steps import Steps
from counter.printing.sheet import Sheet
from counter.storage.questions.lists import PrintRow


def copies_of(row: PrintRow) -> list[PaperCopy]:
    """Whose sheets are printed (domain.md §11.3, §11.7, decisions 38)."""
    return list(COPIED.get(row.form, (PaperCopy.CUSTOMER,))[: row.copies])


def sheets_of_row(row: PrintRow) -> int:
    """How many papers people count: each copy that is somebody's own is one."""
    return len(copies_of(row))


def outgoing(spool: Spool, row: PrintRow, target: Target) -> Steps[Delivery]:
    """Draw a paper; what comes back sends it when its steps are taken.

    Raises RuleBroken as `draw_paper`; the steps raise as `deliver` does.
    """
    if target.is_folder:
        pdfs = {copy: _drawn(spool, row, target, [copy]) for copy in copies_of(row)}
        return _keeping(spool.folder, row, pdfs)
    copies = 1 if row.form in COPIED else row.copies
    if target.printer is None:
        assert spool.painter is not None
        pdf = _drawn(spool, row, target, copies_of(row))
        return _painting(spool.painter, pdf, target.name, copies)
    from counter.printing.devices import pages  # reads and draws PDF

    title, patience = f"{row.form}-{row.number}", spool.patience
    if target.printer.as_text:
        sheets = _sheets(spool, row, target)
        return pages.printing_sheets(
            target.printer, sheets, title=title, copies=copies, patience=patience
        )
    pdf = _drawn(spool, row, target, copies_of(row))
    return pages.printing_pdf(target.printer, pdf, title=title, copies=copies, patience=patience)


def _drawn(spool: Spool, row: PrintRow, target: Target, copies: list[PaperCopy]) -> bytes:
    printer = target.printer
    return draw_paper(
        spool.reader,
        row.form,
        row.number,
        at=spool.clock(),
        copy=copies,
        reprint=row.reprints,
        language=spool.language(),
        size=target.size,
        dot=None if printer is None or printer.language is Language.DRIVER else printer.dot,
    )


def _sheets(spool: Spool, row: PrintRow, target: Target) -> list[Sheet]:
    from counter.printing.press import sheets_of

    records = [
        record
        for copy in copies_of(row)
        for record in records_of(
            spool.reader,
            row.form,
            row.number,
            at=spool.clock(),
            copy=copy,
            reprint=row.reprints,
            language=spool.language(),
        )
    ]
    return sheets_of(row.form, *records, size=target.size)


def _painting(painter: Painter, pdf: bytes, name: str, copies: int) -> Steps[Delivery]:
    if name not in painter.names():
        raise RuleBroken("printer.queue_unknown", queue=name, sent=Sent.NOTHING)
    yield
    painter.print_pdf(pdf, name, copies)
    return Delivery(Outcome.TAKEN, len(pdf))


def _keeping(folder: Path, row: PrintRow, pdfs: dict[PaperCopy, bytes]) -> Steps[Delivery]:
    yield
    path = folder
    try:
        for copy, pdf in pdfs.items():
            path = keep(folder, f"{row.form}-{row.number}-{copy.lower()}.pdf", pdf)
    except OSError as trouble:
        raise RuleBroken(
            "file.cannot_write", file=str(path), said=trouble.strerror or "", sent=Sent.NOTHING
        ) from trouble
    return Delivery(Outcome.KEPT, sum(map(len, pdfs.values())), file=path)


def keep(folder: Path, name: str, pdf: bytes) -> Path:
    """Write a paper as a file, whole; a later print of the same paper takes its place."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    fresh = path.with_suffix(".new")
    fresh.write_bytes(pdf)
    fresh.replace(path)
    return path
