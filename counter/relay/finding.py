"""Relays on the network of the shop, by their own announcement (DNS-SD). It tells the outlet's
number and the id of a seat; whether that seat may be spoken with, its key decides.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import ifaddr
from zeroconf import (
    Error,
    InterfaceChoice,
    IPVersion,
    ServiceBrowser,
    ServiceInfo,
    ServiceListener,
    Zeroconf,
)

KIND = "_rcs-counter._tcp.local."
EVERYWHERE = "0.0.0.0"
ASK_MS = 1_500
#: for how long an answer is good, should a relay go without a word
LASTS_S = 60
Interfaces = InterfaceChoice | list[str]
REPLICA = 16


@dataclass(frozen=True, slots=True)
class Found:
    """A relay that has announced itself; believed by nobody as yet."""

    replica: bytes
    outlet: int
    addresses: tuple[str, ...]


class Announcement:
    """Tells of a relay until it is closed. On a network that lets nothing through to everybody it
    does nothing, and the relay's address is typed.
    """

    def __init__(
        self,
        who: tuple[int, bytes],
        host: str,
        port: int,
        interfaces: Interfaces = InterfaceChoice.All,
    ) -> None:
        """`who` is the outlet's number and the seat's id."""
        outlet, replica = who
        self.said = ""
        addresses = _own_addresses() if host == EVERYWHERE else [host]
        name = replica.hex()
        info = ServiceInfo(
            KIND, f"{name}.{KIND}", port=port, server=f"{name}.local.", host_ttl=LASTS_S,
            properties={"outlet": str(outlet), "replica": name}, parsed_addresses=addresses,
        )  # fmt: skip
        self._zeroconf: Zeroconf | None = None
        try:
            self._zeroconf = Zeroconf(interfaces, ip_version=IPVersion.V4Only)
            self._zeroconf.register_service(info, allow_name_change=True)
        except (OSError, Error) as deaf:
            self.said = str(deaf) or type(deaf).__name__
            self.close()

    def close(self) -> None:
        """Takes it back."""
        if self._zeroconf is not None:
            self._zeroconf.close()
            self._zeroconf = None


class Finder(ServiceListener):
    """Hears of relays as they come and go, until it is closed."""

    def __init__(self, interfaces: Interfaces = InterfaceChoice.All) -> None:
        self._found: dict[str, Found] = {}
        self._news, self.said = threading.Condition(), ""
        self._zeroconf: Zeroconf | None = None
        try:
            self._zeroconf = Zeroconf(interfaces, ip_version=IPVersion.V4Only)
            self._browser = ServiceBrowser(self._zeroconf, KIND, self)
        except (OSError, Error) as deaf:
            self.said = str(deaf) or type(deaf).__name__

    def found(
        self, wait_s: float = 0.0, is_wanted: Callable[[bytes], bool] = lambda _: True
    ) -> list[Found]:
        """Who has announced himself; waits so long for one that is wanted."""

        def is_there() -> bool:
            return any(is_wanted(one.replica) for one in self._found.values())

        with self._news:
            self._news.wait_for(is_there, wait_s)
            return sorted(self._found.values(), key=lambda one: one.replica)

    def close(self) -> None:
        """Hears no more."""
        if self._zeroconf is not None:
            self._zeroconf.close()
            self._zeroconf = None

    # -- what zeroconf calls

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Somebody is there."""
        info = zc.get_service_info(type_, name, ASK_MS)
        one = _read(info) if info else None
        if one is not None:
            with self._news:
                self._found[name] = one
                self._news.notify_all()

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """He says something else now."""
        self.add_service(zc, type_, name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """He has gone."""
        with self._news:
            self._found.pop(name, None)


def _own_addresses() -> list[str]:
    """Those of this machine, those that only it can reach last."""
    found = [str(one.ip) for adapter in ifaddr.get_adapters() for one in adapter.ips if one.is_IPv4]
    return sorted(set(found), key=lambda ip: (ip.startswith("127."), ip))


def _read(info: ServiceInfo) -> Found | None:
    said = {
        key.decode("ascii", "replace"): (value or b"").decode("ascii", "replace")
        for key, value in info.properties.items()
    }
    try:
        replica, outlet = bytes.fromhex(said.get("replica", "")), int(said.get("outlet", ""))
    except ValueError:
        return None
    if len(replica) != REPLICA:
        return None
    addresses = tuple(f"{one}:{info.port}" for one in info.parsed_addresses(IPVersion.V4Only))
    return Found(replica, outlet, addresses)
