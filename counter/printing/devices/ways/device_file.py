"""The way of a printer's device file, e.g. /dev/usb/lp0; POSIX systems have them."""

import os
import stat
import sys

from counter.printing.devices.ways.wire import Broken, FileWire, why

READ_REFUSED = (PermissionError,)


def open_device(path: str) -> FileWire:
    """Open it to write, and to read where it lets us; raises Broken."""
    if sys.platform == "win32":
        raise Broken("no device files on Windows")
    try:
        if not stat.S_ISCHR(os.stat(path).st_mode):
            raise Broken("not a device")
        quiet = os.O_NONBLOCK | os.O_NOCTTY
        try:
            return FileWire(os.open(path, os.O_RDWR | quiet), answers=True)
        except READ_REFUSED:
            return FileWire(os.open(path, os.O_WRONLY | quiet), answers=False)
    except OSError as trouble:
        raise why(trouble) from trouble
