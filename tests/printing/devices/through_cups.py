"""Labels through the whole of CUPS: its own backend, and its driver for Zebra printers.

`poe cups` runs this; it needs the packages cups, cups-filters and ghostscript, node and npm. A raw
queue must hand on every byte. The driver makes ZPL of our PDF; an independent renderer draws that,
its codes are read, and its size and the place of its bars are compared with our own raster.
"""

import sys
import time

import numpy as np

from counter.printing import press
from counter.printing.devices.catalogue import Language, Printer, Way
from counter.printing.devices.delivery import bytes_of, deliver_bytes, deliver_pdf, pages_of
from tests.printing import reading, samples
from tests.printing.devices.burning import bits
from tests.printing.devices.cups_server import CupsServer
from tests.printing.devices.printer_9100 import Manner, Printer9100
from tests.printing.devices.rendered_zpl import rendered

ZEBRA = ("-m", "drv:///sample.drv/zebra.ppd")
QUIET_S = 1.5  # without another byte, so the page is over


def main() -> int:
    """1 where a page came out wrong."""
    import os

    with CupsServer(whole=True) as server:
        os.environ.update(server.environment)
        wrong = _raw(server) + sum(
            _driven(server, name) for name in samples.samples() if "label.typical" in name
        )
    return 1 if wrong else 0


def _raw(server: CupsServer) -> int:
    form, papers = samples.samples()["item_label.typical.zh_CN"]
    of = Printer(name="raw", language=Language.TSPL, way=Way.QUEUE, address="raw")
    whole = bytes_of(of, pages_of(of, press.pdf_of(form, *papers)))
    with Printer9100(Manner()) as there:
        server.add_queue("raw", there.address)
        job = deliver_bytes(of, whole, title="label").job
        _until_quiet(there)
        is_same = bytes(there.got) == whole
    print(f"raw queue, job {job}: {len(whole)} bytes {'ok' if is_same else 'WRONG'}")
    return not is_same


def _driven(server: CupsServer, name: str) -> int:
    form, papers = samples.samples()[name]
    queue = "zebra-" + "".join(sign for sign in name if sign.isalnum())
    pdf = press.pdf_of(form, *papers)
    sheets = press.sheets_of(form, *papers)
    wide, high = sheets[0].width, sheets[0].height
    of = Printer(name="zebra", language=Language.DRIVER, way=Way.QUEUE, address=queue)
    with Printer9100(Manner()) as there:
        server.add_queue(queue, there.address, *ZEBRA)
        deliver_pdf(of, pdf, title="label", size_mm=(wide, high))
        _until_quiet(there)
        drawn = rendered(bytes(there.got), wide, high, 8)
    wrong = len(drawn) != len(sheets)
    for page, sheet, seen in zip(pages_of(of, pdf), sheets, drawn, strict=False):
        is_read = reading.codes_of(seen) == reading.codes_drawn(sheet)
        ours = bits(page.rows, -(-page.width // 8))[:, : page.width]
        apart = [_edges(one) for one in (ours, seen)]
        is_true = np.abs(np.subtract(*apart)).max() <= 8  # a millimetre
        print(f"{name:32} codes {'ok' if is_read else 'WRONG'}, edges {apart}")
        wrong += not (is_read and is_true)
    return int(wrong)


def _edges(picture: reading.Bytes) -> list[int]:
    """Where the black begins and ends: top, bottom, left, right, in dots."""
    rows, columns = np.nonzero(picture < 128)
    return [int(edge) for edge in (rows.min(), rows.max(), columns.min(), columns.max())]


def _until_quiet(there: Printer9100) -> None:
    last, at = 0, time.monotonic()
    until = at + 30
    while time.monotonic() < until:
        if len(there.got) != last:
            last, at = len(there.got), time.monotonic()
        if last and time.monotonic() - at > QUIET_S:
            return
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())
