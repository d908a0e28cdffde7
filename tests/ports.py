"""Ports for programs that are told where to listen."""

import random
import socket

#: below what systems give to outgoing calls, which would else take it before the program does
FIRST, LAST = 10_000, 32_000


def free_port() -> int:
    """One at which nobody listens."""
    while True:
        port = random.SystemRandom().randint(FIRST, LAST)
        with socket.socket() as looks:
            try:
                looks.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
