"""The chains a hub writes itself, one of each sort for an outlet: known by their ids to whoever
knows the hub.
"""

from hashlib import sha256

#: what stands in the facts of such a chain: no seat's
WHY = "handed over"


def extracts(hub: bytes, outlet: int) -> bytes:
    """On this it hands on what other outlets wrote."""
    return _id(b"extracts", hub, outlet)


def customers(hub: bytes, outlet: int) -> bytes:
    """On this it seals what the outlet's customers say on their page."""
    return _id(b"customers", hub, outlet)


def _id(sort: bytes, hub: bytes, outlet: int) -> bytes:
    return sha256(sort + hub + outlet.to_bytes(4, "big")).digest()[:16]
