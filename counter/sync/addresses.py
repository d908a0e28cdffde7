"""What somebody typed as the address of a hub."""

import re

from counter.domain.refusals import RuleBroken

#: who answers and where; no name and password
HUB = re.compile(r"https?://[^\s/@?#]+(/[^\s@?#]*)?", re.IGNORECASE)


def hub_address(typed: str) -> str:
    """The address, as it is kept. Raises RuleBroken("sync.address"): a name alone could be asked
    in the clear, and one-time codes are secrets.
    """
    address = typed.strip()
    if HUB.fullmatch(address) is None:
        raise RuleBroken("sync.address", given=address[:200])
    return address.rstrip("/")
