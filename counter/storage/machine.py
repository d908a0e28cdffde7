"""The machine's own folder, outside every shop: keys and leases (decisions 6, 10), and its clock.
`COUNTER_HOME` names the folder.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from counter.domain.refusals import RuleBroken
from counter.machine_home import now

DAY_MS = 86_400_000
#: a clock that far after the last entry is asked about before anything is written (decisions 0013)
FAR_MS = 30 * DAY_MS
#: how many numbers a new chain leaves out, for acts whose lease a crash may have swallowed
SKIPPED_NUMBERS = 10


@dataclass(frozen=True, slots=True)
class Keys:
    """What one seat keeps secret: signing key, pepper of the PINs, key of the passcodes; 32 bytes
    each.
    """

    signing: bytes
    pepper: bytes
    passcodes: bytes

    def signer(self) -> Callable[[bytes], bytes]:
        """Signs 32-byte hashes with Ed25519; 64 bytes come back."""
        return _private(self.signing).sign

    def public(self) -> bytes:
        """The public half, 32 bytes."""
        return _private(self.signing).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


@lru_cache(maxsize=8)
def _private(signing: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(signing)


@dataclass(frozen=True, slots=True)
class Lease:
    """How far this machine has seen a replica get. `file` tells the very file (path, inode) from a
    copy of it; `counters` maps "kind/seat/year" to the last number issued.
    """

    replica: str
    chain: str
    seq: int
    head: str
    file: str
    counters: dict[str, int] = field(default_factory=dict[str, int])


def identity_of(path: Path) -> str:
    """What tells a file from its copy here; a device's number may change at a restart."""
    return f"{path.stat().st_ino}:{path.resolve()}"


class Machine:
    """The folder that belongs to this computer and this account; nothing in it is ever synced or
    backed up.
    """

    def __init__(self, folder: Path, chance: Callable[[int], bytes] = os.urandom) -> None:
        """`chance` gives random bytes; tests hand in their own."""
        self.folder = folder
        self.chance = chance
        #: by this one wrong PINs wait, whatever standing clock an act is told
        self.clock: Callable[[], int] = now
        self.asks_of_clock = False
        self._confirmed_at: int | None = None
        #: keys that were read, and which file they were read from
        self._read: dict[bytes, tuple[tuple[int, int], Keys]] = {}

    def confirm_clock(self, at: int) -> None:
        """Somebody has looked: the clock is right although the last entry is long ago."""
        self._confirmed_at = at

    def check_clock(self, at: int, last_at: int) -> bool:
        """Whether the clock stands far after the last entry and was confirmed.

        Raises RuleBroken "clock.before_last_entry" or "clock.far_ahead".
        """
        if at < last_at - DAY_MS:
            raise RuleBroken("clock.before_last_entry", clock_at=at, last_at=last_at)
        if not self.asks_of_clock or at <= last_at + FAR_MS:
            return False
        if self._confirmed_at is None or abs(at - self._confirmed_at) > DAY_MS:
            days = (at - last_at) // DAY_MS
            raise RuleBroken("clock.far_ahead", clock_at=at, last_at=last_at, days=days)
        return True

    def _write(self, path: str, text: str, *, durable: bool = False) -> None:
        # a name of its own, so that a command line beside the window cannot take it away
        fresh = f"{path}.{os.getpid()}.{self.chance(4).hex()}"
        try:
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            os.replace(fresh, path)
        except OSError:
            with suppress(FileNotFoundError):
                os.unlink(fresh)
            raise

    def keys_of(self, replica: bytes) -> Keys | None:
        """The keys of a replica, or None where this machine never held it.

        Raises RuleBroken("shop.no_keys") when the file with them is torn.
        """
        path = os.path.join(self.folder, "keys", f"{replica.hex()}.json")
        try:
            state = os.stat(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        seen = state.st_ino, state.st_mtime_ns
        known = self._read.get(replica)
        if known is None or known[0] != seen:
            known = self._read[replica] = seen, _keys_in(path)
        return known[1]

    def make_keys(self, replica: bytes) -> Keys:
        """New keys for a replica, written with mode 0600. Raises OSError when the folder cannot be
        written.
        """
        keys = Keys(self.chance(32), self.chance(32), self.chance(32))
        kept = {name: value.hex() for name, value in asdict(keys).items()}
        path = os.path.join(self.folder, "keys", f"{replica.hex()}.json")
        self._write(path, json.dumps(kept), durable=True)
        return keys

    def lease_of(self, replica: bytes) -> Lease | None:
        """The lease of a replica; None where there is none or it cannot be read."""
        try:
            path = os.path.join(self.folder, "leases", f"{replica.hex()}.json")
            with open(path, encoding="utf-8") as file:
                return Lease(**json.load(file))
        except (OSError, ValueError, TypeError):
            return None

    def renew(self, lease: Lease) -> None:
        """Replaces the lease by rename, after the commit it speaks of and not synced (decisions
        10).
        """
        path = os.path.join(self.folder, "leases", f"{lease.replica}.json")
        self._write(path, json.dumps({name: getattr(lease, name) for name in _LEASE}))


def _keys_in(path: str) -> Keys:
    try:
        with open(path, encoding="utf-8") as file:
            kept = json.load(file)
        return Keys(*(bytes.fromhex(kept[name]) for name in ("signing", "pepper", "passcodes")))
    except (ValueError, KeyError, TypeError) as torn:
        raise RuleBroken("shop.no_keys", folder=path) from torn


_LEASE = tuple(one.name for one in fields(Lease))
