"""Scanners on a serial line and in HID POS mode: real pseudo-terminals, torn, noisy, pulled out."""

import os
import pty
import tty
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from tests.ui.unprivileged import as_anybody
from ui.scans.frames import MOST, Frames, text_of
from ui.scans.hid import AUTO, HidScanner, Reports, list_scanners
from ui.scans.reader import DeviceState, Reader, Scanner, Told
from ui.scans.serial_port import SerialScanner, list_ports

RECEIPT = "3000171260012349"
WAIT_S, RETRY_S = 5.0, 0.05


class Cable:
    """A device a program can open; what is written here arrives there. Pulled and plugged again it
    stands behind the same name.
    """

    def __init__(self, folder: Path):
        self.path = folder / "ttyScanner"
        self._ends: list[int] = []
        self.plug()

    def plug(self) -> None:
        ours, theirs = pty.openpty()
        tty.setraw(theirs)
        self._ends = [ours, theirs]
        self.path.symlink_to(os.ttyname(theirs))

    def sends(self, part: bytes) -> None:
        os.write(self._ends[0], part)

    def pull(self) -> None:
        self.path.unlink(missing_ok=True)
        for end in self._ends:
            os.close(end)
        self._ends = []


class Ear:
    """Hears what a reader tells."""

    def __init__(self) -> None:
        self.told: SimpleQueue[Told] = SimpleQueue()

    def hears(self) -> Told:
        try:
            return self.told.get(timeout=WAIT_S)
        except Empty:
            raise AssertionError("the reader told nothing") from None

    def code(self) -> str:
        return self.hears().code

    def state(self) -> DeviceState | None:
        return self.hears().state


@pytest.fixture
def cable(tmp_path: Path) -> Iterator[Cable]:
    cable = Cable(tmp_path)
    yield cable
    cable.pull()


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def reads(ear: Ear) -> Iterator[Callable[[Callable[[], Scanner]], Reader]]:
    readers: list[Reader] = []

    def begun(make: Callable[[], Scanner]) -> Reader:
        readers.append(Reader("serial", make, ear.told.put, retry_s=RETRY_S))
        return readers[-1]

    yield begun
    for reader in readers:
        reader.stop()


def serial(cable: Cable) -> Callable[[], Scanner]:
    return lambda: SerialScanner(str(cable.path), 9600)


# -- serial


@pytest.mark.parametrize("end", [b"\r\n", b"\r", b"\n", b"\t", b""])
def test_a_code_comes_however_it_ends(cable: Cable, ear: Ear, reads, end: bytes):
    reads(serial(cable))
    assert ear.state() is DeviceState.OPEN
    for code in (RECEIPT, "SW17J000123", RECEIPT):
        cable.sends(code.encode() + end)
        assert ear.code() == code


def test_a_torn_code_is_one_and_two_in_one_go_are_two(cable: Cable, ear: Ear, reads):
    reads(serial(cable))
    ear.hears()
    cable.sends(RECEIPT[:7].encode())
    cable.sends(RECEIPT[7:].encode() + b"\r")
    assert ear.code() == RECEIPT
    cable.sends(b"AAAAAA1\r\nBBBBBB2\r\n")
    assert (ear.code(), ear.code()) == ("AAAAAA1", "BBBBBB2")


def test_noise_and_chinese_are_told_apart(cable: Cable, ear: Ear, reads):
    reads(serial(cable))
    ear.hears()
    cable.sends(b"\x02\x00\x07\x1b" + b"SN1234567\x03")
    assert ear.code() == "SN1234567"
    cable.sends("序列号:A1234567".encode("gb18030") + b"\r")
    assert ear.code() == "序列号:A1234567"
    cable.sends(b"]C10106901234567892" + b"21A1\x1d10L7\r")
    assert ear.code() == "]C1010690123456789221A1\x1d10L7"


def test_a_scanner_that_is_pulled_out_is_told_and_comes_back(cable: Cable, ear: Ear, reads):
    reads(serial(cable))
    assert ear.state() is DeviceState.OPEN
    cable.sends(b"30001712")  # in the middle of a code
    cable.pull()
    told = [ear.hears()]
    while told[-1].state is None:  # what was read by then may still come as a code
        told.append(ear.hears())
    assert told[-1].state is DeviceState.GONE
    assert told[-1].why
    cable.plug()
    assert ear.state() is DeviceState.OPEN
    cable.sends(RECEIPT.encode() + b"\r")
    assert ear.code() == RECEIPT


def test_a_port_that_is_not_there_is_waited_for(tmp_path: Path, ear: Ear, reads):
    path = tmp_path / "ttyScanner"
    reads(lambda: SerialScanner(str(path), 9600))
    assert ear.state() is DeviceState.GONE
    cable = Cable(tmp_path)
    assert ear.state() is DeviceState.OPEN
    cable.sends(RECEIPT.encode() + b"\n")
    assert ear.code() == RECEIPT
    cable.pull()


def test_a_port_that_somebody_else_holds_is_refused_in_the_systems_words(
    cable: Cable, ear: Ear, reads
):
    held = SerialScanner(str(cable.path), 9600)
    reads(serial(cable))
    told = ear.hears()
    assert told.state is DeviceState.REFUSED
    assert told.why
    held.close()
    assert ear.state() is DeviceState.OPEN


def test_whoever_comes_after_waits_for_the_one_before(cable: Cable, ear: Ear):
    before = Reader("serial", serial(cable), ear.told.put, retry_s=RETRY_S)
    assert ear.state() is DeviceState.OPEN
    before.leave()
    after = Reader("serial", serial(cable), ear.told.put, after=before, retry_s=RETRY_S)
    assert ear.state() is DeviceState.OPEN
    after.stop()


def test_too_much_is_noise():
    frames = Frames()
    assert frames.feed(b"x" * (MOST + 10)) == []
    frames.rest()
    assert frames.feed(RECEIPT.encode() + b"\r") == [RECEIPT]


@pytest.mark.parametrize("junk", [b"", b"\xff\xfe\x00", b"\r\n\r\n", bytes(range(256))])
def test_no_bytes_raise(junk: bytes):
    frames = Frames()
    assert all(isinstance(code, str) for code in [*frames.feed(junk), *frames.rest()])
    assert isinstance(text_of(junk), str)


def test_ports_are_listed_without_raising():
    assert all(port.path for port in list_ports())


# -- HID POS


def report(data: bytes, *, aim: bytes = b"]C0", more: bool = False, kind: int = 2) -> bytes:
    body = bytes([kind, len(data)]) + aim + data
    return body.ljust(63, b"\0") + bytes([more])


def test_a_report_holds_a_code_with_its_symbology():
    assert Reports().feed(report(RECEIPT.encode())) == [f"]C0{RECEIPT}"]
    assert Reports().feed(report(RECEIPT.encode(), aim=b"\0\0\0")) == [RECEIPT]


def test_a_long_code_comes_in_several_reports():
    reports, long = Reports(), b"SN:ABC123," * 14
    parts = [long[at : at + 56] for at in range(0, len(long), 56)]
    got = [reports.feed(report(one, aim=b"]Q3", more=one is not parts[-1])) for one in parts]
    assert got == [[], [], [f"]Q3{long.decode()}"]]


def test_torn_and_foreign_reports_are_put_up_with():
    reports, whole = Reports(), report(RECEIPT.encode())
    assert reports.feed(whole[:9]) == []
    assert reports.feed(whole[9:]) == [f"]C0{RECEIPT}"]
    for junk in (b"", b"\x02", b"\x07" * 64, bytes(64), b"\x02\xff" + b"A" * 62, b"\x02\x00" * 3):
        assert all(isinstance(code, str) for code in reports.feed(junk))
    assert Reports().feed(report(b"")) == []


def test_a_device_file_is_read_and_its_end_told(cable: Cable, ear: Ear, reads):
    reads(lambda: HidScanner(str(cable.path)))
    assert ear.state() is DeviceState.OPEN
    cable.sends(report(b"6901234567892", aim=b"]E0"))
    assert ear.code() == "]E06901234567892"
    cable.pull()
    assert ear.state() is DeviceState.GONE


def test_a_device_file_that_is_not_ours_is_refused(tmp_path: Path, ear: Ear, reads):
    path = tmp_path / "hidraw7"
    path.touch(mode=0)
    with as_anybody():
        reads(lambda: HidScanner(str(path)))
        assert ear.state() is DeviceState.REFUSED


def test_only_scanners_are_found_among_the_devices(tmp_path: Path):
    for name, page in (("hidraw0", b"\x05\x01\x09\x06"), ("hidraw1", b"\x05\x8c\x09\x02\xa1\x01")):
        place = tmp_path / name / "device"
        place.mkdir(parents=True)
        (place / "report_descriptor").write_bytes(page)
        lines = "HID_ID=0003:00000C2E:00000B61\nHID_NAME=Maker Scanner\nbroken line\n"
        (place / "uevent").write_text(lines)
    (tmp_path / "hidraw2").mkdir()
    (found,) = list_scanners(devices=tmp_path)
    assert (found.path, found.name, found.vendor) == ("/dev/hidraw1", "Maker Scanner", "0c2e")


def test_without_a_scanner_it_is_waited_for():
    if list_scanners():
        pytest.skip("a scanner is plugged into this machine")
    with pytest.raises(FileNotFoundError):
        HidScanner(AUTO)
