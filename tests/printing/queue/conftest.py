"""A shop with papers in its queue, printers of its machine, and a run that prints them."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from counter.domain.states import PrintStatus
from counter.print_queue.came import Came, Spool
from counter.print_queue.run import PrintRun
from counter.printing.devices.catalogue import Printer
from counter.printing.devices.kept import keep_printers, keep_routes
from counter.printing.devices.routes import AS_PDF, Route
from counter.printing.devices.sending import Patience
from tests.desk import DAY, DESK, Desk, moment, opened, reopened
from tests.printing.devices.described import described

MONDAY = moment("2026-11-23 09:00")
QUICK = Patience(connect_s=1.0, answer_s=0.3, stall_s=1.0, finish_s=1.0, page_s=0.1, calm_s=0.02)
FORMS = ("item_receipt", "repair_card", "item_label", "accessory_label", "settlement_statement")
LONGEST_S = 20


@dataclass
class Printers:
    """The shop's papers and this machine's printers; `came` is what a run told."""

    shop: Desk
    came: list[Came] = field(default_factory=list[Came])
    patience: Patience = QUICK

    @property
    def home(self) -> Path:
        """The machine's own folder."""
        return self.shop.counter.shop.machine.folder

    def are(self, *printers: Printer, **forms: str) -> None:
        """These are described, and papers go to them: form by name; other papers are kept."""
        keep_printers(self.home, printers)
        routes = {form: Route(printer=AS_PDF) for form in FORMS}
        keep_routes(self.home, routes | {f: Route(printer=name) for f, name in forms.items()})

    def run(self) -> PrintRun:
        """One more run of the same machine."""
        spool = Spool(
            reader=self.shop.counter.reader(),
            mark=self._mark,
            clock=self.shop.counter.clock,
            home=self.home,
            folder=self.shop.counter.shop.folder / "papers",
            language=self._language,
            patience=self.patience,
        )
        return PrintRun(spool, self.came.append)

    def _language(self) -> str:
        return "zh_CN"

    def _mark(
        self, places: list[int], status: PrintStatus, reason: str, retry_in_s: int | None
    ) -> int:
        facts: dict[str, Any] = {"status": status, "reason": reason, "retry_in_s": retry_in_s}
        return self.shop.counter.do("mark_papers", by=DESK, places=places, **facts).answer.marked

    def print(self, run: PrintRun, *places: int) -> list[Came]:
        """Print all that is wanted, until nothing is left to do now."""
        first = len(self.came)
        run.want(places)
        until = time.monotonic() + LONGEST_S
        while run.step():
            assert time.monotonic() < until
        return self.came[first:]

    def print_all(self) -> list[Came]:
        """Print what waits, by a run of its own."""
        run = self.run()
        try:
            return self.print(run, *self.places())
        finally:
            run.close()

    def places(self) -> list[int]:
        """Every paper of the queue."""
        found = self.shop.counter.shop.db.execute("SELECT k FROM print_job ORDER BY k")
        return [place for (place,) in found]

    def row(self, form: str) -> dict[str, Any]:
        """How it stands with a paper."""
        (row,) = self.shop.rows("print_job", "form = ?", form)
        return row

    def place(self, form: str) -> int:
        """Where a paper stands in the queue."""
        found = self.shop.counter.shop.db.execute("SELECT k FROM print_job WHERE form = ?", (form,))
        return found.fetchone()[0]

    def statuses(self) -> dict[str, str]:
        """Every paper by its form."""
        return {row["form"]: row["status"] for row in self.shop.rows("print_job")}


def label_printer(address: str, name: str = "标签机", **facts: Any) -> Printer:
    """A TSPL printer with labels of 60 × 40 mm in it."""
    stock = {"stock_width_mm": 60.0, "stock_height_mm": 40.0}
    return replace(described("TSPL", address), name=name, **(stock | facts))


@pytest.fixture(scope="session")
def furnished_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with its people, closed; every test works on a copy."""
    folder = tmp_path_factory.mktemp("furnished")
    with opened(folder, MONDAY - DAY):
        pass
    return folder


@pytest.fixture
def printers(furnished_shop: Path, tmp_path: Path) -> Iterator[Printers]:
    """The shop on Monday morning."""
    folder = tmp_path / "counter"
    shutil.copytree(furnished_shop, folder)
    with reopened(folder, MONDAY) as desk:
        yield Printers(desk)
