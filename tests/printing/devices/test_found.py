"""Looking for printers in the machine's own network: who listens is found, the dead cost little."""

import ipaddress
import socket
import time

from counter.printing.devices.ways import found
from tests.printing.devices.printer_9100 import Manner, Printer9100


def test_who_listens_is_found_among_many_who_do_not() -> None:
    with Printer9100(Manner("TSPL")) as there:
        host, port = there.address.split(":")
        hosts = [f"127.0.0.{n}" for n in range(1, 255)]
        begun = time.monotonic()
        assert found.listening(hosts, int(port)) == [host]
        assert time.monotonic() - begun < 3
        assert bytes(there.got) == b""  # it was told nothing


def test_a_host_that_never_answers_is_not_waited_for() -> None:
    full = socket.socket()
    full.bind(("127.0.0.1", 0))
    full.listen(0)
    port = full.getsockname()[1]
    crowd = [socket.socket() for _ in range(4)]  # until nobody more is let in
    for one in crowd:
        one.setblocking(False)
        one.connect_ex(("127.0.0.1", port))
    try:
        begun = time.monotonic()
        assert found.listening(["127.0.0.1"], port, 0.2) in ([], ["127.0.0.1"])
        assert time.monotonic() - begun < 1
    finally:
        for one in (*crowd, full):
            one.close()


def test_only_private_networks_of_this_machine_are_looked_through() -> None:
    hosts = [ipaddress.IPv4Address(host) for host in found.near_hosts()]
    assert all(host.is_private and not host.is_loopback for host in hosts)
    assert len(set(hosts)) == len(hosts)
