"""The way into a queue of Windows, byte for byte: winspool by ctypes. Not verified on Windows."""

import ctypes
import sys
from ctypes import wintypes

from counter.domain.refusals import RuleBroken
from counter.printing.devices.catalogue import Printer


class _Job(ctypes.Structure):
    """DOC_INFO_1W."""

    _fields_ = (
        ("name", wintypes.LPWSTR),
        ("output", wintypes.LPWSTR),
        ("kind", wintypes.LPWSTR),
    )


def put(printer: Printer, whole: bytes, *, title: str) -> str:
    """Hand bytes to the spooler; gives back the job's number.

    Raises RuleBroken "printer.way_not_here" | "printer.queue_unknown" | "printer.not_reached" |
    "printer.broke_off".
    """
    if sys.platform != "win32":
        raise RuleBroken("printer.way_not_here", way=printer.way, sent="NOTHING")
    spool = ctypes.WinDLL("winspool.drv", use_last_error=True)
    handle = wintypes.HANDLE()
    if not spool.OpenPrinterW(printer.address, ctypes.byref(handle), None):
        raise RuleBroken("printer.queue_unknown", queue=printer.address, sent="NOTHING")
    try:
        job = spool.StartDocPrinterW(handle, 1, ctypes.byref(_Job(title, None, "RAW")))
        if not job:
            said = ctypes.FormatError(ctypes.get_last_error())
            raise RuleBroken(
                "printer.not_reached", printer=printer.name, address=printer.address, said=said,
                sent="NOTHING",
            )  # fmt: skip
        went = wintypes.DWORD()
        spool.StartPagePrinter(handle)
        spool.WritePrinter(handle, whole, len(whole), ctypes.byref(went))
        spool.EndPagePrinter(handle)
        spool.EndDocPrinter(handle)
        if went.value != len(whole):
            said = ctypes.FormatError(ctypes.get_last_error())
            raise RuleBroken(
                "printer.broke_off", printer=printer.name, went=went.value, of=len(whole),
                said=said, sent="PART",
            )  # fmt: skip
        return str(job)
    finally:
        spool.ClosePrinter(handle)
