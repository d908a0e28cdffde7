"""Device files, serial lines, folders and queues: what goes out of them, and what they refuse."""

import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from counter.domain.refusals import RuleBroken
from counter.printing.devices.catalogue import Language, Printer, Way
from counter.printing.devices.delivery import deliver, deliver_pdf, status_of
from counter.printing.devices.device import State
from counter.printing.devices.languages import DEVICES
from counter.printing.devices.sending import Outcome
from tests.printing.devices.burning import TsplPrinter, bits
from tests.printing.devices.printer_9100 import Manner, PtyPrinter
from tests.printing.devices.test_over_the_network import NOISE, PATIENT, QUICK, WIDE

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no device files")
lines = pytest.mark.parametrize("way", [Way.DEVICE, Way.SERIAL])


def described(way: Way, address: str, language: Language = Language.TSPL) -> Printer:
    return Printer(name="P", language=language, way=way, address=address)


def rule_of(of: Printer, title: str = "t") -> RuleBroken:
    with pytest.raises(RuleBroken) as broken:
        deliver(of, [NOISE], title=title, patience=QUICK)
    return broken.value


def line(way: Way, printer: PtyPrinter) -> str:
    return printer.address if way is Way.DEVICE else f"{printer.address}@115200"


@posix
@lines
@pytest.mark.parametrize("language", DEVICES)
def test_a_page_goes_out_over_a_line_and_is_answered(way: Way, language: str) -> None:
    with PtyPrinter(Manner(language, busy_answers=1)) as there:
        of = described(way, line(way, there), Language(language))
        came = deliver(of, [NOISE], title="t", patience=PATIENT)
        assert came.outcome is Outcome.PRINTED
        assert status_of(of, patience=QUICK).state is State.READY
        if language == "TSPL":
            (page,) = TsplPrinter().feed(bytes(there.got))
            assert np.array_equal(page, bits(NOISE.rows, WIDE // 8))


@posix
@lines
def test_a_silent_line_takes_the_page_and_no_more(way: Way) -> None:
    with PtyPrinter(Manner()) as there:
        of = described(way, line(way, there))
        assert deliver(of, [NOISE], title="t", patience=QUICK).outcome is Outcome.TAKEN


@posix
@lines
@pytest.mark.parametrize("stop", ["close", "stall"])
def test_a_line_that_breaks_in_the_middle_has_a_part(way: Way, stop: str) -> None:
    with PtyPrinter(Manner("TSPL", stops_after=9000, at_stop=stop)) as there:
        broken = rule_of(described(way, line(way, there)))
    assert (broken.rule, broken.facts["sent"]) == ("printer.broke_off", "PART")


@posix
@lines
def test_a_line_out_of_paper_gets_no_page(way: Way) -> None:
    with PtyPrinter(Manner("TSPL", state="paper out")) as there:
        broken = rule_of(described(way, line(way, there)))
    assert (broken.rule, broken.facts["sent"]) == ("printer.not_ready", "NOTHING")


@posix
@lines
def test_a_line_that_is_not_there(way: Way, tmp_path: Path) -> None:
    broken = rule_of(described(way, str(tmp_path / "lp0")))
    assert (broken.rule, broken.facts["sent"]) == ("printer.not_reached", "NOTHING")


@posix
def test_a_file_is_no_device(tmp_path: Path) -> None:
    file = tmp_path / "lp0"
    file.write_bytes(b"mine")
    assert rule_of(described(Way.DEVICE, str(file))).rule == "printer.not_reached"
    assert file.read_bytes() == b"mine"


def test_a_folder_gets_each_page_as_a_file_of_its_own(tmp_path: Path) -> None:
    of = described(Way.FOLDER, str(tmp_path / "labels"))
    first = deliver(of, [NOISE], title="item_label 2000171260012349")
    again = deliver(of, [NOISE], title="item_label 2000171260012349")
    wild = deliver(of, [NOISE], title="../../etc/pass\nwd")
    assert first.outcome is Outcome.KEPT
    assert first.file is not None
    assert sorted(path.name for path in (tmp_path / "labels").iterdir()) == [
        "-..-etc-pass-wd.tspl",
        "item_label 2000171260012349 (2).tspl",
        "item_label 2000171260012349.tspl",
    ]
    assert first.file.read_bytes() == (again.file or Path()).read_bytes()
    assert wild.file is not None
    assert wild.file.parent == tmp_path / "labels"
    assert status_of(of).state is State.UNKNOWN


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("no folder")
    broken = rule_of(described(Way.FOLDER, str(tmp_path / "a")))
    assert (broken.rule, broken.facts["sent"]) == ("printer.not_reached", "NOTHING")


# queues: programs that answer as CUPS does; the real one stands in `test_cups`

LPSTAT = """#!/bin/sh
[ "$2" = Etikett ] && { echo "printer Etikett is idle."; exit 0; }
[ "$1" = -e ] && { echo Etikett; echo A4; exit 0; }
echo 'lpstat: Invalid destination name in list "'$2'"!' >&2; exit 1
"""
LPOPTIONS = "#!/bin/sh\necho \"device-uri=socket://p 'x' printer-state=3 $REASONS\"\n"
LP = (
    '#!/bin/sh\ncat >"$TAKEN"; echo "$@" >"$TAKEN.words"; echo "request id is Etikett-7 (1 file)"\n'
)


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs in place of CUPS's own; where they put what they took."""
    for name, text in (("lpstat", LPSTAT), ("lpoptions", LPOPTIONS), ("lp", LP)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("TAKEN", str(tmp_path / "taken"))
    monkeypatch.setenv("REASONS", "printer-state-reasons=none")
    return tmp_path / "taken"


@posix
def test_a_queue_takes_the_bytes_as_they_are(cups: Path) -> None:
    of = described(Way.QUEUE, "Etikett")
    came = deliver(of, [NOISE], title="-oh no")
    assert (came.outcome, came.job) == (Outcome.TAKEN, "Etikett-7")
    (page,) = TsplPrinter().feed(cups.read_bytes())
    assert np.array_equal(page, bits(NOISE.rows, WIDE // 8))
    words = Path(f"{cups}.words").read_text()
    assert words == "-d Etikett -n 1 -t -oh no -o raw\n"


@posix
def test_a_driver_gets_the_pdf_at_true_size(cups: Path) -> None:
    of = described(Way.QUEUE, "Etikett", Language.DRIVER)
    came = deliver_pdf(of, b"%PDF-1.4", title="r", size_mm=(210, 148.5), copies=2)
    assert came.outcome is Outcome.TAKEN
    assert cups.read_bytes() == b"%PDF-1.4"
    words = Path(f"{cups}.words").read_text()
    assert "-n 2" in words
    assert "-o media=Custom.210x148.5mm -o print-scaling=none" in words
    with pytest.raises(RuleBroken) as broken:
        deliver_pdf(described(Way.QUEUE, "Etikett"), b"%PDF", title="r", size_mm=(60, 40))
    assert broken.value.rule == "printer.wrong_language"


@posix
@pytest.mark.parametrize(
    ("reasons", "state"),
    [
        ("printer-state-reasons=media-empty-error", State.PAPER_OUT),
        ("printer-state-reasons=cover-open-report,paused", State.COVER_OPEN),
        ("printer-state-reasons=paused", State.PAUSED),
        ("printer-state-reasons=none printer-state=5", State.PAUSED),
        ("printer-state-reasons=offline-report", State.OFFLINE),
    ],
)
def test_a_queue_that_stands_still_gets_no_page(
    cups: Path, monkeypatch: pytest.MonkeyPatch, reasons: str, state: State
) -> None:
    monkeypatch.setenv("REASONS", reasons)
    of = described(Way.QUEUE, "Etikett")
    assert status_of(of).state is state
    broken = rule_of(of)
    assert (broken.rule, broken.facts["sent"]) == ("printer.not_ready", "NOTHING")
    assert not cups.exists()


@posix
def test_a_queue_nobody_knows_and_a_system_without_cups(
    cups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = described(Way.QUEUE, "Etikett")
    assert rule_of(replace(of, address="Nowhere")).rule == "printer.queue_unknown"
    monkeypatch.setenv("PATH", str(cups.parent / "empty"))
    broken = rule_of(of)
    assert (broken.rule, broken.facts["sent"]) == ("printer.no_cups", "NOTHING")


@posix
def test_a_queue_that_refuses_a_page(cups: Path) -> None:
    (cups.parent / "lp").write_text("#!/bin/sh\necho 'lp: too large' >&2; exit 1\n")
    broken = rule_of(described(Way.QUEUE, "Etikett"))
    assert (broken.rule, broken.facts["sent"]) == ("printer.not_reached", "NOTHING")
    assert "too large" in str(broken.facts["said"])
