"""Two seats of one outlet that meet without a hub: each reads the other's card once."""

import base64
import hashlib
import json
import os
from binascii import Error as NoBase32
from pathlib import Path

from counter.domain.refusals import RuleBroken

FOLDER, MARK = "neighbours", "RCS-SEAT-"
REPLICA, KEY, CHECK, GROUP = 16, 32, 4, 8


def card_of(replica: bytes, public_key: bytes) -> str:
    """What one seat shows and the other reads: who it is, and the public half of its key."""
    said = replica + public_key
    text = base64.b32encode(said + _check(said)).decode().rstrip("=")
    return MARK + "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def read_card(card: str) -> tuple[bytes, bytes]:
    """Replica and public key. Raises RuleBroken("bundle.card") on a text that is none or has a
    slip in it.
    """
    text = "".join(card.split()).upper()
    plain = text.removeprefix(MARK).replace("-", "")
    try:
        found = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except (NoBase32, ValueError) as wrong:
        raise RuleBroken("bundle.card", card=card[:20]) from wrong
    said, check = found[: REPLICA + KEY], found[REPLICA + KEY :]
    if not text.startswith(MARK) or len(said) != REPLICA + KEY or check != _check(said):
        raise RuleBroken("bundle.card", card=card[:20])
    return said[:REPLICA], said[REPLICA:]


def met(home: Path, replica: bytes) -> dict[bytes, bytes]:
    """The seats whose cards this one has read: public keys by replica. Raises
    RuleBroken("sync.damaged") where the file cannot be read.
    """
    path = _path(home, replica)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {bytes.fromhex(one): bytes.fromhex(key) for one, key in kept.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as wrong:
        raise RuleBroken("sync.damaged", file=str(path), said=str(wrong)) from wrong


def meet(home: Path, replica: bytes, card: str) -> bytes:
    """Keeps the seat of a card; its replica. Raises RuleBroken "bundle.card",
    "file.cannot_write".
    """
    other, key = read_card(card)
    known = met(home, replica) | {other: key}
    path = _path(home, replica)
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps({one.hex(): key.hex() for one, key in known.items()}), "utf-8")
        os.replace(fresh, path)
    except OSError as trouble:
        said = trouble.strerror or ""
        raise RuleBroken("file.cannot_write", file=str(path), said=said) from trouble
    return other


def _check(said: bytes) -> bytes:
    return hashlib.sha256(b"RCS-card-1" + said).digest()[:CHECK]


def _path(home: Path, replica: bytes) -> Path:
    return home / FOLDER / f"{replica.hex()}.json"
