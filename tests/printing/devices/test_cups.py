"""A real CUPS server with a raw queue before a printer at TCP 9100: byte for byte what we sent."""

import sys
import time
from collections.abc import Iterator

import numpy as np
import pytest

from counter.domain.refusals import RuleBroken
from counter.printing import press
from counter.printing.devices.catalogue import Language, Printer, Way
from counter.printing.devices.delivery import (
    bytes_of,
    deliver,
    deliver_pdf,
    status_of,
)
from counter.printing.devices.device import State
from counter.printing.devices.sending import Outcome
from counter.printing.devices.ways import queue
from tests.printing import samples
from tests.printing.devices.burning import TsplPrinter, bits
from tests.printing.devices.cups_server import CupsServer, missing
from tests.printing.devices.printer_9100 import Manner, Printer9100
from tests.printing.devices.test_over_the_network import NOISE, WIDE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it is set up as Linux has it")


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[CupsServer]:
    """The server; our code finds it as it would find the system's."""
    assert not missing(), "install it: sudo apt-get install cups-daemon cups-client"
    with CupsServer() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


def wait_for(there: Printer9100, length: int) -> None:
    """Until the printer behind the queue has that many bytes."""
    until = time.monotonic() + 20
    while len(there.got) < length and time.monotonic() < until:
        time.sleep(0.02)


def test_a_raw_queue_hands_on_every_byte(cups: CupsServer) -> None:
    with Printer9100(Manner()) as there:
        cups.add_queue("Etikett", there.address)
        of = Printer(name="P", language=Language.TSPL, way=Way.QUEUE, address="Etikett")
        whole = bytes_of(of, [NOISE])
        assert queue.names() == ["Etikett"]
        came = deliver(of, [NOISE], title="标签 1")
        assert (came.outcome, came.job) == (Outcome.TAKEN, "Etikett-1")
        wait_for(there, len(whole))
        assert bytes(there.got) == whole
        (page,) = TsplPrinter().feed(bytes(there.got))
    assert np.array_equal(page, bits(NOISE.rows, WIDE // 8))
    assert status_of(of).state in (State.UNKNOWN, State.READY, State.PRINTING)
    assert cups.call("cupsdisable", "-r", "media-empty", "Etikett").returncode == 0
    assert status_of(of).state is State.PAUSED
    with pytest.raises(RuleBroken) as stopped:
        deliver(of, [NOISE], title="t")
    assert (stopped.value.rule, stopped.value.facts["sent"]) == ("printer.not_ready", "NOTHING")
    with pytest.raises(RuleBroken) as unknown:
        deliver(Printer(name="P", language=Language.TSPL, way=Way.QUEUE, address="No"),
                [NOISE], title="t")  # fmt: skip
    assert unknown.value.rule == "printer.queue_unknown"


def test_a_driver_gets_the_page_and_its_size(cups: CupsServer) -> None:
    form, papers = samples.samples()["item_receipt.customer.typical.zh_CN"]
    pdf = press.pdf_of(form, *papers)
    with Printer9100(Manner()) as there:
        cups.add_queue("Laser", there.address, *cups.small_driver())
        of = Printer(name="P", language=Language.DRIVER, way=Way.QUEUE, address="Laser")
        came = deliver_pdf(of, pdf, title="取件凭证", size_mm=(210, 148), copies=1)
        assert (came.outcome, came.job) == (Outcome.TAKEN, "Laser-1")
        wait_for(there, len(pdf))
        assert bytes(there.got) == pdf
    options = cups.driver_options()
    assert "Custom.210x148mm" in options
    assert "print-scaling=none" in options
