"""Who may speak to a relay: seats of its own shop that prove themselves by their key, as at a hub;
what they are given is a token for a quarter of an hour.
"""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from counter.hub.gate import NONCE_LASTS, TOKEN_LASTS, NotAdmitted
from counter.sync import pairing
from counter.sync.circle import Circle
from counter.wire import links
from counter.wire.links import Forged
from counter.wire.messages import Named, Token
from counter.wire.nearby import Meeting


@dataclass(frozen=True, slots=True)
class Door:
    """It remembers nothing: what it hands out it has signed with the seat's own key."""

    circle: Circle
    replica: bytes
    public_key: bytes
    sign: Callable[[bytes], bytes]
    clock: Callable[[], int]
    chance: Callable[[int], bytes]

    def nonce(self) -> bytes:
        """What a seat signs to prove that it holds its key; it says itself when it was made."""
        head = max(self.clock(), 0).to_bytes(8, "big") + self.chance(16)
        return head + self.sign(b"RCS-nonce-1" + head)

    def token(self, who: Named, nonce: bytes, sig: bytes) -> Token:
        """A token for a seat that has signed a nonce of ours. Raises NotAdmitted."""
        head = nonce[:24]
        self._check(b"RCS-nonce-1" + head, nonce[24:])
        if not 0 <= self.clock() - int.from_bytes(head[:8], "big") <= NONCE_LASTS:
            raise NotAdmitted("token")
        try:
            links.check_signed(self._key_of(who), links.token_text(self.replica, who, nonce), sig)
        except Forged as wrong:
            raise NotAdmitted("neighbour") from wrong
        until = self.clock() + TOKEN_LASTS
        said = msgspec.msgpack.encode((who.outlet, who.replica, until))
        return Token(said + self.sign(b"RCS-token-1" + said), until)

    def who(self, token: bytes) -> Named:
        """Who speaks. Raises NotAdmitted; a seat that is kept out is known by its next call."""
        said, sig = token[:-64], token[-64:]
        self._check(b"RCS-token-1" + said, sig)
        try:
            outlet, replica, until = msgspec.msgpack.decode(said, type=tuple[int, bytes, int])
        except msgspec.MsgspecError as wrong:
            raise NotAdmitted("token") from wrong
        if until < self.clock():
            raise NotAdmitted("token")
        who = Named(outlet, replica)
        self._key_of(who)
        return who

    def meet(self, said: Meeting) -> Meeting | None:
        """The answer to a seat that knows the code shown here; it is known from now on."""
        card = self.replica + self.public_key
        return pairing.answer(self.circle.home, card, said, self.clock())

    def _check(self, said: bytes, sig: bytes) -> None:
        try:
            links.check_signed(self.public_key, said, sig)
        except Forged as wrong:
            raise NotAdmitted("token") from wrong

    def _key_of(self, who: Named) -> bytes:
        if who.replica in self.circle.kept_out():
            raise NotAdmitted("revoked")
        key = self.circle.known().get(who.replica)
        if key is None:
            raise NotAdmitted("neighbour")
        return key
