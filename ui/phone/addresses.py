"""Under which addresses this machine can be reached by a phone in the same network."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, ip_address

from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface

#: of houses and shops (RFC 1918), of a cable without a router, and this machine itself
NEAR = tuple(
    IPv4Network(one)
    for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8")
)
#: as they are likely to be that of the phone: by air, by cable, anything else, made up by software
ORDER = {QNetworkInterface.InterfaceType.Wifi: 0, QNetworkInterface.InterfaceType.Ethernet: 1}
MADE_UP = ("docker", "veth", "virbr", "vmnet", "vbox", "br-", "tun", "tap", "wg", "tailscale")
LAST, NO_ROUTER = 3, 10


@dataclass(frozen=True, slots=True)
class Address:
    """One address and what the system calls the way to it."""

    ip: str
    name: str


def addresses() -> list[Address]:
    """Those in a network of the shop's own, the likeliest first."""
    flags = QNetworkInterface.InterfaceFlag
    found: list[tuple[int, Address]] = []
    for one in QNetworkInterface.allInterfaces():
        is_up = one.flags() & flags.IsUp and one.flags() & flags.IsRunning
        if not is_up or one.flags() & flags.IsLoopBack:
            continue
        rank = ORDER.get(one.type(), 2)
        if one.name().lower().startswith(MADE_UP):
            rank = LAST
        for entry in one.addressEntries():
            ip = entry.ip()
            if ip.protocol() is QAbstractSocket.NetworkLayerProtocol.IPv4Protocol:
                text = ip.toString()
                alone = NO_ROUTER if text.startswith("169.254.") else 0
                if is_near(text):
                    found.append((rank + alone, Address(text, one.humanReadableName())))
    return [address for _, address in sorted(found, key=_place)]


def is_near(ip: str) -> bool:
    """Whether an address is in a network of the shop's own: nobody else is answered."""
    try:
        address = ip_address(ip)
    except ValueError:
        return False
    return isinstance(address, IPv4Address) and any(address in net for net in NEAR)


def _place(ranked: tuple[int, Address]) -> tuple[int, str]:
    return ranked[0], ranked[1].ip
