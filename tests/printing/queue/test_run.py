"""Papers of the queue on their way to printers that are slow, dry, dead, or gone in the middle."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from counter.domain.states import PrintStatus
from counter.language import Words
from counter.print_queue.order import PAUSES_S
from counter.print_queue.reasons import kept_refusal, worded_reason
from counter.print_queue.turn import Turn
from counter.printing.devices.kept import keep_printers
from tests.builders import a_fan, a_kettle
from tests.desk import DESK
from tests.printing import reading
from tests.printing.devices.burning import TsplPrinter
from tests.printing.devices.printer_9100 import Manner, Printer9100
from tests.printing.queue.conftest import Printers, label_printer

QUEUED, PRINTED, UNSURE, FAILED = (
    PrintStatus.QUEUED,
    PrintStatus.PRINTED,
    PrintStatus.UNSURE,
    PrintStatus.FAILED,
)
LABELS = {"item_label": "标签机", "accessory_label": "标签机", "repair_card": "标签机"}


def pages(there: Printer9100) -> int:
    return bytes(there.got).count(b"PRINT 1,1\r\n")


@contextmanager
def dead_address() -> Iterator[str]:
    """Where nobody answers a call: the line is busy for ever."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as door:
        there = door.getsockname()
        callers = [socket.socket() for _ in range(4)]
        for one in callers:
            one.setblocking(False)
            one.connect_ex(there)
        yield f"127.0.0.1:{there[1]}"
        for one in callers:
            one.close()


def test_the_receipt_leaves_before_the_card_and_the_card_before_its_labels(printers: Printers):
    printers.are()
    printers.shop.checks_in(a_kettle(), a_kettle())
    printers.shop.takes_in(a_fan(accessories=(), no_accessories=True))
    came = printers.print_all()
    forms = [one.row.form for one in came]
    cards, labels = ["repair_card"] * 2, ["item_label"] * 2
    assert forms[:5] == ["item_receipt", *cards, *labels]
    assert set(forms[5:-3]) == {"accessory_label"}
    assert forms[-3:] == ["item_receipt", "repair_card", "item_label"]
    assert {one.status for one in came} == {PRINTED}
    assert came[0].sheets == 3
    assert came[0].folder


def test_a_label_comes_out_of_a_real_line_and_scans(printers: Printers):
    case = printers.shop.takes_in(a_kettle())
    with Printer9100(Manner("TSPL")) as there:
        printers.are(label_printer(there.address), **LABELS)
        came = printers.print_all()
        burnt = TsplPrinter().feed(bytes(there.got))
    assert [one.status for one in came] == [PRINTED] * len(came)
    assert [one.printer for one in came if one.row.form == "item_label"] == ["标签机"]
    assert len(burnt) == pages(there) >= 3
    assert ("bars", case.card) in [code for page in burnt for code in reading.codes_of(page)]
    assert all(page.shape == (320, 480) for page in burnt)
    assert np.any(burnt[0] == 0)


def test_a_dry_printer_holds_its_papers_back_and_is_asked_again_by_itself(printers: Printers):
    printers.shop.takes_in(a_kettle())
    with Printer9100(Manner("TSPL", state="paper out")) as there:
        printers.are(label_printer(there.address), **LABELS)
        run = printers.run()
        came = printers.print(run, *printers.places())
        (waits,) = [one for one in came if one.status is QUEUED]
        assert (waits.row.form, waits.behind) == ("repair_card", 2)
        for form in LABELS:
            row = printers.row(form)
            assert (row["status"], row["tries"]) == (QUEUED, 1)
            assert row["next_at"] == printers.shop.at + 1000 * PAUSES_S[0]
            said = worded_reason(row["reason"], Words("zh_CN"))
            assert "标签机" in said
            assert "缺纸" in said
        assert printers.row("item_receipt")["status"] == PRINTED
        assert run.due_at == printers.row("repair_card")["next_at"]
        assert printers.print(run) == []  # not before its time
        for pause in (*PAUSES_S[1:], PAUSES_S[-1]):
            printers.shop.at = run.due_at or 0
            (again,) = printers.print(run)
            assert again.status is QUEUED
            assert run.due_at == printers.shop.at + 1000 * pause
        assert pages(there) == 0
        there.manner.state = "ready"
        printers.shop.at = run.due_at or 0
        came = printers.print(run)
        assert [one.row.form for one in came] == ["repair_card", "item_label", "accessory_label"]
        assert {one.status for one in came} == {PRINTED}
        assert pages(there) == 4
        assert printers.print(run) == []
        run.close()


@pytest.mark.parametrize("at_stop", ["close", "reset", "stall"])
def test_what_broke_off_in_the_middle_is_asked_about_and_never_printed_again(
    printers: Printers, at_stop: str
):
    printers.shop.takes_in(a_fan(accessories=(), no_accessories=True))
    with Printer9100(Manner("TSPL", stops_after=9000, at_stop=at_stop, bite=1024)) as there:
        printers.are(label_printer(there.address), item_label="标签机")
        came = printers.print_all()
        assert [one.status for one in came if one.printer] == [UNSURE]
        row = printers.row("item_label")
        assert row["status"] == UNSURE
        assert kept_refusal(row["reason"]).rule in ("printer.broke_off", "printer.no_answer")
        printers.shop.wait(86_400_000)
        there.manner.stops_after, seen = 1 << 40, len(there.got)
        assert printers.print_all() == []
        assert len(there.got) == seen
    place = printers.place("item_label")
    shop = printers.shop
    assert shop.refused("retry_papers", DESK, places=[place]) == "paper.may_be_out"
    assert shop.do("retry_papers", DESK, places=[place], again=True).marked == 1
    with Printer9100(Manner("TSPL")) as there:
        printers.are(label_printer(there.address), item_label="标签机")
        (again,) = printers.print_all()
        assert (again.status, pages(there)) == (PRINTED, 1)


def test_a_printer_that_runs_dry_with_the_page_in_it_is_asked_about(printers: Printers):
    printers.shop.takes_in(a_kettle())
    manner = Manner("TSPL", state_after="paper out")
    with Printer9100(manner) as there:
        printers.are(label_printer(there.address), **LABELS)
        came = {one.row.form: one for one in printers.print_all()}
        assert came["repair_card"].status is UNSURE
        assert came["repair_card"].refusal.rule == "printer.stopped"
        assert came["item_label"].status is QUEUED  # it stands still: nothing more is sent
        assert pages(there) == 1


def test_a_dead_printer_keeps_nobody_else_waiting(printers: Printers):
    printers.shop.takes_in(a_kettle())
    with dead_address() as dead, Printer9100(Manner("TSPL")) as there:
        other = label_printer(there.address, "好的")
        printers.are(
            label_printer(dead), other, repair_card="标签机", item_label="好的",
            accessory_label="好的",
        )  # fmt: skip
        run, began = printers.run(), time.monotonic()
        run.want(printers.places())
        while not any(one.row.form == "accessory_label" for one in printers.came):
            run.step()
        took = time.monotonic() - began
        assert not any(one.row.form == "repair_card" for one in printers.came)
        while run.step():
            pass
        run.close()
    assert took < printers.patience.connect_s * 1.5
    assert printers.statuses()["repair_card"] == QUEUED
    assert printers.came[-1].refusal.rule == "printer.not_reached"
    assert pages(there) == 3


def test_a_slow_printer_keeps_nobody_else_waiting(printers: Printers):
    for _ in range(3):
        printers.shop.takes_in(a_fan(accessories=(), no_accessories=True))
    slow = Manner("TSPL", bite=700, pause_s=0.02)
    with Printer9100(slow) as crawls, Printer9100(Manner("TSPL")) as there:
        printers.are(
            label_printer(crawls.address), label_printer(there.address, "好的"),
            repair_card="标签机", item_label="好的",
        )  # fmt: skip
        came = printers.print_all()
        assert {one.status for one in came} == {PRINTED}
        forms = [one.row.form for one in came if one.printer]
        assert forms.index("item_label") < forms.index("repair_card")
        assert [one.row.number for one in came if one.printer == "标签机"] == sorted(
            row["number"] for row in printers.shop.rows("print_job", "form = 'repair_card'")
        )
        assert (pages(crawls), pages(there)) == (3, 3)


def test_a_wish_lifts_the_pause_but_nobody_overtakes(printers: Printers):
    printers.shop.takes_in(a_kettle())
    with Printer9100(Manner("TSPL", state="paused")) as there:
        printers.are(label_printer(there.address), **LABELS)
        run = printers.run()
        printers.print(run, *printers.places())
        there.manner.state = "ready"
        places = [printers.place("accessory_label")]
        printers.shop.do("retry_papers", DESK, places=places)
        came = printers.print(run, *places)
        assert [one.row.form for one in came] == ["repair_card", "item_label", "accessory_label"]
        run.close()


def test_a_paper_is_sent_to_another_printer_in_a_size_that_fits(printers: Printers):
    printers.shop.takes_in(a_kettle())
    with Printer9100(Manner("TSPL", state="paper out")) as dry, Printer9100(Manner("TSPL")) as fine:
        small = {"stock_width_mm": 40.0, "stock_height_mm": 30.0}
        other = label_printer(fine.address, "小标签机", **small)
        printers.are(label_printer(dry.address), other, item_label="标签机")
        printers.print_all()
        place = printers.place("item_label")
        printers.shop.do("route_papers", DESK, places=[place], printer="小标签机")
        (came,) = printers.print_all()
        assert (came.printer, came.status) == ("小标签机", PRINTED)
        (page,) = TsplPrinter().feed(bytes(fine.got))
        assert page.shape == (240, 320)
        assert pages(dry) == 0


def test_what_does_not_fit_holds_nobody_back(printers: Printers):
    printers.shop.takes_in(a_kettle())
    with Printer9100(Manner("TSPL")) as there:
        narrow = label_printer(there.address, width_dots=400)
        printers.are(narrow, item_receipt="标签机", accessory_label="标签机", item_label="标签机")
        keep_printers(printers.home, [label_printer(there.address, stock_width_mm=40.0,
                                                    stock_height_mm=30.0)])  # fmt: skip
        came = {one.row.form: one for one in printers.print_all()}
        assert came["item_receipt"].status is FAILED
        assert came["item_receipt"].refusal.rule in (
            "printer.roll_too_narrow",
            "printer.other_stock",
        )
        assert came["accessory_label"].status is PRINTED


def test_a_paper_taken_out_meanwhile_is_not_printed(printers: Printers):
    printers.are()
    printers.shop.takes_in(a_kettle())
    run = printers.run()
    run.want(printers.places())
    run._read()  # noqa: SLF001 - the queue as it was before somebody changed it
    run._is_stale = False  # noqa: SLF001
    printers.shop.do("cancel_papers", DESK, places=[printers.place("repair_card")])
    while run.step():
        pass
    run.close()
    assert printers.statuses()["repair_card"] == "CANCELLED"
    assert [one.row.form for one in printers.came if one.row.form == "repair_card"] == []


def test_what_a_crash_cut_short_is_asked_about(printers: Printers):
    printers.are()
    printers.shop.takes_in(a_kettle())
    place = printers.place("repair_card")
    printers.shop.do("mark_papers", DESK, places=[place], status="PRINTING")
    assert printers.shop.refused("retry_papers", DESK, places=[place]) == "paper.on_its_way"
    run = printers.run()
    run.look_back()
    assert printers.statuses()["repair_card"] == UNSURE
    said = worded_reason(printers.row("repair_card")["reason"], Words("en"))
    assert "stopped while this paper was printed" in said
    printers.print(run, *printers.places())
    run.close()
    assert printers.statuses()["repair_card"] == UNSURE
    assert printers.statuses()["item_label"] == PRINTED


def test_two_programs_take_turns(printers: Printers):
    printers.are()
    printers.shop.takes_in(a_kettle())
    other = Turn(printers.home)
    assert other.take()
    run = printers.run()
    run.want(printers.places())
    assert run.step()
    assert run.waits_for_turn
    assert set(printers.statuses().values()) == {QUEUED}
    other.give_back()
    printers.print(run)
    assert set(printers.statuses().values()) == {PRINTED}
    assert other.take()  # whoever is done lets others print
    other.give_back()
    run.close()


def test_a_line_of_printers_that_nobody_can_read_is_told(printers: Printers):
    printers.are()
    printers.shop.takes_in(a_kettle())
    (printers.home / "printers.json").write_text("{", "utf-8")
    came = printers.print_all()
    assert {one.status for one in came} == {FAILED}
    assert came[0].refusal.rule == "printer.list_damaged"


def test_a_folder_that_cannot_be_written_fails_and_says_so(printers: Printers):
    printers.are()
    printers.shop.takes_in(a_kettle())
    (printers.shop.counter.shop.folder / "papers").write_text("in the way", "utf-8")
    came = printers.print_all()
    assert {one.status for one in came} == {FAILED}
    assert os.path.basename(came[0].refusal.facts["file"])
