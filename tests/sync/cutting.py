"""A line between a seat and a hub that goes dead after so many bytes."""

import socket
import threading
from contextlib import suppress
from types import TracebackType


class CuttingLine:
    """Forwards to a port of this machine; `up` and `down` bytes go through, then it is dead until
    `mend`. `carried` counts what went through, up and down.
    """

    def __init__(self, port: int, *, up: int = 1 << 40, down: int = 1 << 40) -> None:
        self._port = port
        self.left, self.carried = {"up": up, "down": down}, {"up": 0, "down": 0}
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> "CuttingLine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def mend(self) -> None:
        """As much as one likes goes through again, and is counted anew."""
        self.left, self.carried = {"up": 1 << 40, "down": 1 << 40}, {"up": 0, "down": 0}

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._server.accept()
                far = socket.create_connection(("127.0.0.1", self._port))
                for pair in ((near, far, "up"), (far, near, "down")):
                    threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, way: str) -> None:
        with suppress(OSError):
            while piece := source.recv(4096):
                piece = piece[: self.left[way]]
                target.sendall(piece)
                self.left[way] -= len(piece)
                self.carried[way] += len(piece)
                if not self.left[way]:
                    break
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
