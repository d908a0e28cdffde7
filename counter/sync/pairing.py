"""Two seats that meet by a code: one shows it, the other types it, once, and each then knows the
other's key. The code never crosses the wire; what does is bound to the key whose certificate was
shown, so that nobody in between can pass for either.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from counter.domain.refusals import RuleBroken
from counter.sync.meeting import KEY, REPLICA, card_of, meet
from counter.wire.nearby import Meeting

FOLDER = "neighbours"
LASTS_MS = 10 * 60_000
#: without the letters that are read as figures; 80 bits, so that nobody finds it by trying
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPS, GROUP = 4, 4
ASKS, ANSWERS = b"asks", b"answers"


def new_code(home: Path, replica: bytes, chance: Callable[[int], bytes], at: int) -> str:
    """A code that lets one seat meet this one within ten minutes of `at`, milliseconds since 1970
    UTC; the one before is good no more. Raises RuleBroken("file.cannot_write").
    """
    letters = [LETTERS[byte % len(LETTERS)] for byte in chance(GROUPS * GROUP)]
    code = "-".join("".join(letters[n : n + GROUP]) for n in range(0, len(letters), GROUP))
    path = _path(home, replica)
    fresh = path.with_suffix(".new")
    kept = json.dumps({"key": _key(code).hex(), "until_at": at + LASTS_MS})
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(kept)
        os.replace(fresh, path)
    except OSError as trouble:
        said = trouble.strerror or ""
        raise RuleBroken("file.cannot_write", file=str(path), said=said) from trouble
    return code


def asking(code: str, card: bytes, shown: bytes) -> Meeting:
    """What the one who typed the code says; `card` is his id and key, `shown` the key of the
    certificate he has been shown.
    """
    return Meeting(card, _mark(_key(code), ASKS, shown, card))


def check_answer(code: str, said: Meeting, shown: bytes) -> None:
    """Whether the other side knows the code, and is whose certificate was shown. Raises
    RuleBroken("relay.wrong_code").
    """
    mark = _mark(_key(code), ANSWERS, shown, said.card)
    is_his = said.card[REPLICA:] == shown and len(said.card) == REPLICA + KEY
    if not (is_his and hmac.compare_digest(mark, said.mark)):
        raise RuleBroken("relay.wrong_code")


def answer(home: Path, card: bytes, said: Meeting, at: int) -> Meeting | None:
    """The answer of the one who has shown the code, who knows the other from now on; None where
    nobody here has shown that code, or too long ago. Raises RuleBroken("file.cannot_write").
    """
    replica, public_key = card[:REPLICA], card[REPLICA:]
    path = _path(home, replica)
    try:
        kept = json.loads(path.read_text("utf-8"))
        key, until_at = bytes.fromhex(kept["key"]), int(kept["until_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    mark = _mark(key, ASKS, public_key, said.card)
    is_good = hmac.compare_digest(mark, said.mark) and len(said.card) == REPLICA + KEY
    if not is_good or not until_at - LASTS_MS <= at <= until_at:
        return None
    meet(home, replica, card_of(said.card[:REPLICA], said.card[REPLICA:]))
    with suppress(OSError):
        path.unlink()
    return Meeting(card, _mark(key, ANSWERS, public_key, card))


def _key(code: str) -> bytes:
    plain = "".join(one for one in code.upper() if one.isalnum())
    return hashlib.sha256(b"RCS-meet-key-1" + plain.encode()).digest()


def _mark(key: bytes, role: bytes, shown: bytes, card: bytes) -> bytes:
    return hmac.digest(key, b"RCS-meet-1" + role + shown + card, "sha256")


def _path(home: Path, replica: bytes) -> Path:
    return home / FOLDER / f"{replica.hex()}.code"
