"""The way over a serial line, at the speed and with the halt the printer is set to."""

import select
import sys
import time

from counter.printing.devices.catalogue import serial_parts
from counter.printing.devices.ways.wire import GLANCE_S, Broken

SLICE = 256  # bytes: a quarter of a second at 9,600 baud


class SerialWire:
    """An open serial port: eight bits, no parity."""

    answers = True

    def __init__(self, address: str) -> None:
        """Open the port; raises Broken."""
        from serial import Serial, SerialException

        self._failures = (SerialException, OSError, ValueError)
        port, baud, halt = serial_parts(address)
        try:
            self._port = Serial(
                port, baud, timeout=0, write_timeout=0, exclusive=True,
                rtscts=halt == "rtscts", xonxoff=halt == "xonxoff", dsrdtr=halt == "dsrdtr",
            )  # fmt: skip
        except self._failures as trouble:
            raise Broken(str(trouble)) from trouble

    def send(self, part: bytes, patience_s: float) -> int:
        """Write a slice at a time, so that little is on its way when the line breaks."""
        until = time.monotonic() + patience_s
        try:
            while not self._has_room():
                if time.monotonic() > until:
                    return 0
                time.sleep(GLANCE_S)
            return self._port.write(part[:SLICE]) or 0
        except self._failures as trouble:
            raise Broken(str(trouble)) from trouble

    def _has_room(self) -> bool:
        if self._port.out_waiting >= SLICE:
            return False
        # the library would wait for ever where a port takes nothing
        return sys.platform == "win32" or bool(select.select((), (self._port,), (), 0)[1])

    def unsent(self) -> int:
        """What the port holds."""
        try:
            return self._port.out_waiting
        except self._failures as trouble:
            raise Broken(str(trouble)) from trouble

    def hear(self, patience_s: float) -> bytes:
        """Read what has come in."""
        try:
            self._port.timeout = patience_s
            first = self._port.read(1)
            return first + self._port.read(self._port.in_waiting) if first else b""
        except self._failures as trouble:
            raise Broken(str(trouble)) from trouble

    def close(self) -> None:
        """Close the port."""
        self._port.close()
