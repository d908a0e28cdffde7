"""The queue through a real CUPS: a printer that only the system knows, and its default."""

import sys
import time
from collections.abc import Iterator

import pytest

from counter.domain.states import PrintStatus
from counter.print_queue.targets import System
from tests.builders import a_fan
from tests.printing.devices.cups_server import CupsServer, missing
from tests.printing.devices.printer_9100 import Manner, Printer9100
from tests.printing.queue.conftest import Printers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it is set up as Linux has it")


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[CupsServer]:
    """The server; our code finds it as it would find the system's."""
    assert not missing(), "install it: sudo apt-get install cups-daemon cups-client"
    with CupsServer() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


def test_a_printer_of_the_system_gets_every_copy_in_one_job(cups: CupsServer, printers: Printers):
    printers.shop.takes_in(a_fan(accessories=(), no_accessories=True))
    with Printer9100(Manner()) as there:
        cups.add_queue("Laser", there.address, *cups.small_driver())
        printers.are(item_receipt="Laser")
        came = printers.print_all()
        (receipt,) = [one for one in came if one.printer == "Laser"]
        assert (receipt.status, receipt.sheets) == (PrintStatus.PRINTED, 3)
        until = time.monotonic() + 20
        while not there.got.rstrip().endswith(b"%%EOF") and time.monotonic() < until:
            time.sleep(0.02)
        assert bytes(there.got).count(b"%PDF-") == 1
        assert "Custom.210x148mm" in cups.driver_options()
        assert System().usual() == ""
        cups.call("lpadmin", "-d", "Laser")
        assert System().usual() == "Laser"


def test_a_stopped_queue_is_waited_for(cups: CupsServer, printers: Printers):
    printers.shop.takes_in(a_fan(accessories=(), no_accessories=True))
    with Printer9100(Manner()) as there:
        cups.add_queue("Laser", there.address, *cups.small_driver())
        printers.are(item_receipt="Laser", repair_card="Nowhere")
        assert cups.call("cupsdisable", "-r", "media-empty", "Laser").returncode == 0
        came = {one.row.form: one for one in printers.print_all()}
        assert came["item_receipt"].status is PrintStatus.QUEUED
        assert came["item_receipt"].refusal.rule == "printer.not_ready"
        assert came["repair_card"].refusal.rule == "printer.queue_unknown"
        assert came["item_label"].status is PrintStatus.PRINTED
        assert cups.call("cupsenable", "Laser").returncode == 0
        printers.shop.wait(10_000)
        again = {one.row.form: one.status for one in printers.print_all()}
        assert again == {
            "item_receipt": PrintStatus.PRINTED,
            "repair_card": PrintStatus.QUEUED,
        }
