"""A printer at TCP 9100 that does what printers do, and what is said of a page then."""

import random
import socket
import time
from dataclasses import replace

import numpy as np
import pytest

from counter.domain.refusals import RuleBroken
from counter.language import Words
from counter.printing.devices.catalogue import Language, Printer
from counter.printing.devices.delivery import (
    Delivery,
    bytes_of,
    check_language,
    deliver,
    status_of,
)
from counter.printing.devices.device import State
from counter.printing.devices.languages import DEVICES
from counter.printing.devices.sending import Outcome, Patience
from counter.printing.raster import Dots
from counter.wording import sentence
from tests.printing.devices.burning import EscPosPrinter, TsplPrinter, ZplPrinter, bits
from tests.printing.devices.described import described
from tests.printing.devices.printer_9100 import Manner, Printer9100

WIDE, HIGH = 832, 1200
#: noise, so that no language can make it small
NOISE = Dots(WIDE, HIGH, random.Random(7).randbytes(WIDE // 8 * HIGH))
QUICK = Patience(connect_s=2.0, answer_s=0.3, stall_s=0.5, finish_s=0.6, page_s=0.1, calm_s=0.02)
PATIENT = replace(QUICK, finish_s=20.0)
BURNERS = {"ZPL": ZplPrinter, "TSPL": TsplPrinter, "ESCPOS": EscPosPrinter}
each_language = pytest.mark.parametrize("language", DEVICES)


def sent(of: Printer, patience: Patience = QUICK) -> Delivery:
    return deliver(of, [NOISE], title="label", patience=patience)


def refused(of: Printer, patience: Patience = QUICK) -> RuleBroken:
    with pytest.raises(RuleBroken) as broken:
        sent(of, patience)
    for language in ("zh_CN", "en"):
        said = sentence(broken.value.rule, broken.value.facts, Words(language))
        assert "—" not in said
    return broken.value


@each_language
def test_a_printer_that_says_it_is_done_has_printed_every_dot(language: str) -> None:
    with Printer9100(Manner(language, busy_answers=2)) as there:
        came = sent(described(language, there.address), PATIENT)
        assert came.outcome is Outcome.PRINTED
        (page,) = BURNERS[language]().feed(bytes(there.got))
    assert np.array_equal(page, bits(NOISE.rows, WIDE // 8))


@each_language
def test_a_slow_printer_is_waited_for(language: str) -> None:
    manner = Manner(language, bite=4096, pause_s=0.01, busy_answers=3)
    with Printer9100(manner) as there:
        assert sent(described(language, there.address), PATIENT).outcome is Outcome.PRINTED


@each_language
def test_a_printer_that_never_answers_has_taken_the_page_and_no_more(language: str) -> None:
    with Printer9100(Manner()) as there:
        of = described(language, there.address)
        assert sent(of).outcome is Outcome.TAKEN
        assert sent(replace(of, tells=False)).outcome is Outcome.TAKEN
        assert status_of(of, patience=QUICK).state is State.UNKNOWN


def test_where_nobody_listens_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = f"127.0.0.1:{door.getsockname()[1]}"
    broken = refused(described("TSPL", address))
    assert (broken.rule, broken.facts["sent"]) == ("printer.not_reached", "NOTHING")
    broken = refused(described("TSPL", "no-such-host.invalid"))
    assert (broken.rule, broken.facts["sent"]) == ("printer.not_reached", "NOTHING")


@each_language
@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("paper out", State.PAPER_OUT),
        ("cover open", State.COVER_OPEN),
        ("paused", State.PAUSED),
    ],
)
def test_a_printer_in_need_gets_no_page(language: str, state: str, told: State) -> None:
    with Printer9100(Manner(language, state=state)) as there:
        of = described(language, there.address)
        broken = refused(of)
        assert status_of(of, patience=QUICK).state is told
        assert len(there.got) < 50
    assert (broken.rule, broken.facts["sent"]) == ("printer.not_ready", "NOTHING")
    assert broken.facts["state"] == told
    said = sentence(broken.rule, broken.facts, Words("zh_CN"))
    assert "仓库" in said
    assert "PRINTER" not in said


@each_language
@pytest.mark.parametrize("way", ["reset", "close", "stall"])
def test_a_printer_that_vanishes_in_the_middle_has_a_part(language: str, way: str) -> None:
    with Printer9100(Manner(language, stops_after=20_000, at_stop=way)) as there:
        broken = refused(described(language, there.address))
    assert (broken.rule, broken.facts["sent"]) == ("printer.broke_off", "PART")
    went, of = broken.facts["went"], broken.facts["of"]
    assert isinstance(went, int)
    assert isinstance(of, int)
    assert 0 < went <= of


@each_language
def test_a_silent_printer_that_vanishes_has_a_part(language: str) -> None:
    for way in ("reset", "stall"):
        with Printer9100(Manner(stops_after=20_000, at_stop=way)) as there:
            broken = refused(described(language, there.address, tells=False))
        assert (broken.rule, broken.facts["sent"]) == ("printer.broke_off", "PART")


@each_language
def test_a_printer_that_closes_at_once_got_nothing(language: str) -> None:
    with Printer9100(Manner(language, stops_after=0, at_stop="reset")) as there:
        broken = refused(described(language, there.address))
    assert (broken.rule, broken.facts["sent"]) == ("printer.not_reached", "NOTHING")


@each_language
def test_all_was_sent_and_no_answer_came(language: str) -> None:
    whole = len(bytes_of(described(language, "p"), [NOISE]))
    asked = DEVICES[Language(language)]
    whole += len(asked.ask) + len(asked.ask_done)
    for way in ("mute", "close"):
        with Printer9100(Manner(language, stops_after=whole, at_stop=way)) as there:
            broken = refused(described(language, there.address))
        assert (broken.rule, broken.facts["sent"]) == ("printer.no_answer", "ALL")


@each_language
def test_paper_that_runs_out_in_the_page_is_told(language: str) -> None:
    with Printer9100(Manner(language, state_after="paper out")) as there:
        broken = refused(described(language, there.address))
    assert (broken.rule, broken.facts["sent"]) == ("printer.stopped", "ALL")
    assert broken.facts["state"] == State.PAPER_OUT


@pytest.mark.parametrize("language", ["ZPL", "TSPL"])
def test_a_printer_that_prints_for_ever_has_not_printed(language: str) -> None:
    with Printer9100(Manner(language, busy_answers=10_000)) as there:
        broken = refused(described(language, there.address))
    assert (broken.rule, broken.facts["sent"]) == ("printer.no_answer", "ALL")


@each_language
def test_wherever_it_breaks_a_page_is_not_called_printed(language: str) -> None:
    seed = time.time_ns()
    chance = random.Random(seed)
    whole = len(bytes_of(described(language, "p"), [NOISE]))
    for _ in range(6):
        cut, way = chance.randrange(whole), chance.choice(["reset", "close", "stall", "mute"])
        with Printer9100(Manner(language, stops_after=cut, at_stop=way)) as there:
            broken = refused(described(language, there.address), replace(QUICK, finish_s=0.2))
        # ALL where the last bytes lie unread at the printer's end
        ends = whole - cut < 65_536 or way == "mute"
        known = ("NOTHING", "PART", "ALL") if ends else ("NOTHING", "PART")
        assert broken.facts["sent"] in known, f"seed {seed}: {cut} {way}"


@each_language
def test_a_printer_that_answers_in_another_language_is_told(language: str) -> None:
    with Printer9100(Manner(language)) as there:
        for other in DEVICES:
            of = described(other, there.address)
            if other == language:
                check_language(of, patience=QUICK)
                continue
            with pytest.raises(RuleBroken) as broken:
                check_language(of, patience=QUICK)
            assert broken.value.rule == "printer.other_language"
            assert broken.value.facts["heard"] == language
    with Printer9100(Manner()) as mute:
        check_language(described(language, mute.address), patience=QUICK)
