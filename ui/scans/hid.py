"""Scanners in USB mode "HID POS" (usage page 0x8C), read from Linux' raw device file.

An input report has 64 bytes: report id 2, length of the data, the three characters of the AIM
identifier, up to 56 bytes of data, two more on the symbology, and in the lowest bit of the last
whether the code goes on in the next report.
"""

import os
import select
import sys
from dataclasses import dataclass
from pathlib import Path

from ui.scans.frames import text_of

REPORT, LENGTH, AIM, DATA, MOST_DATA, MORE = 2, 1, slice(2, 5), 5, 56, 63
REPORT_BYTES = 64
SCANNER_PAGES = (b"\x05\x8c", b"\x06\x8c\x00")  # how a descriptor names the usage page
DEVICES = Path("/sys/class/hidraw")
AUTO = "auto"  # whichever is plugged in
MOST_PARTS = 64


@dataclass(frozen=True, slots=True)
class Found:
    """A scanner that is plugged in; `vendor` is its number as rules of udev name it."""

    path: str
    name: str
    vendor: str


def is_supported() -> bool:
    """Whether this system lets a program read such a scanner by a file."""
    return sys.platform.startswith("linux")


def list_scanners(_connection: object = None, devices: Path = DEVICES) -> list[Found]:
    """The scanners in HID POS mode that are plugged in; those in keyboard mode are none of them."""
    found: list[Found] = []
    for place in sorted(devices.glob("hidraw*")):
        try:
            descriptor = (place / "device" / "report_descriptor").read_bytes()
            lines = (place / "device" / "uevent").read_text("utf-8", "replace").splitlines()
        except OSError:
            continue  # it was pulled out just now
        if descriptor.startswith(SCANNER_PAGES):
            told = dict(line.split("=", 1) for line in lines if "=" in line)
            parts = told.get("HID_ID", "").split(":")
            vendor = parts[1][-4:].lower() if len(parts) > 1 else ""
            found.append(Found(f"/dev/{place.name}", told.get("HID_NAME", place.name), vendor))
    return found


class Reports:
    """Puts reports together to codes."""

    def __init__(self) -> None:
        self._torn = b""
        self._aim, self._data, self._parts = b"", b"", 0

    def feed(self, part: bytes) -> list[str]:
        """Take what one reading gave; the codes that are whole now."""
        report, self._torn = self._torn + part, b""
        if len(report) > LENGTH and len(report) < DATA + min(report[LENGTH], MOST_DATA):
            self._torn = report if report[0] == REPORT else b""
            return []
        if len(report) <= DATA or report[0] != REPORT:
            return []  # a report of another kind
        if not self._parts:
            self._aim, self._data = report[AIM].strip(b"\0"), b""
        self._parts += 1
        self._data += report[DATA : DATA + min(report[LENGTH], MOST_DATA)]
        goes_on = len(report) > MORE and bool(report[MORE] & 1)
        if goes_on and self._parts < MOST_PARTS:
            return []
        self._parts = 0
        aim = self._aim if self._aim.startswith(b"]") else b""
        text = text_of(aim + self._data)
        return [text] if len(text) > len(aim) else []


class HidScanner:
    """An open device file; gives whole codes. Every failure is an OSError."""

    def __init__(self, path: str) -> None:
        """`AUTO` takes the first that is plugged in."""
        if path == AUTO:
            found = list_scanners()
            if not found:
                raise FileNotFoundError(AUTO)
            path = found[0].path
        self._file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        self._reports = Reports()

    def codes(self, patience_s: float) -> list[str]:
        """What was scanned within so many seconds."""
        if not select.select([self._file], [], [], patience_s)[0]:
            return []
        part = os.read(self._file, REPORT_BYTES)
        if not part:
            raise OSError("the device is gone")
        return self._reports.feed(part)

    def close(self) -> None:
        """Give the file back."""
        os.close(self._file)
