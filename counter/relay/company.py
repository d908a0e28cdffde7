"""Everybody a seat is in step with: head office, where it has joined it, and the shop's relays as
they come and go.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing

from counter.relay.finding import Finder
from counter.relay.keeping import Keeping, Standing
from counter.relay.running import Seat
from counter.sync.hub_talk import HubPartner
from counter.sync.near_partner import NearPartner
from counter.sync.partners import partners_of
from counter.sync.talking import Partner

LOOK_S = 1.0
#: head office serves thousands, a relay a handful
LONGEST_PAUSE_S, NEAR_PAUSE_S = 300.0, 10.0


class Company:
    """It changes with `look`, which is to be called now and then."""

    def __init__(
        self,
        seat: Seat,
        typed: Sequence[str],
        told: Callable[[Standing], None],
        *,
        looks_around: bool,
    ) -> None:
        """`typed` are addresses of relays; with `looks_around` also those that announce
        themselves.
        """
        self._seat, self._typed, self._told = seat, list(typed), told
        self._finder = Finder() if looks_around else None
        self._keeping: dict[str, Keeping] = {}

    def standings(self) -> list[Standing]:
        """How it stands with each."""
        return [one.standing for one in self._keeping.values()]

    def now(self) -> None:
        """Somebody wants it tried now, with everybody."""
        for one in self._keeping.values():
            one.now()

    def look(self) -> float:
        """Begins with those who are new; seconds until the next look is due."""
        speaker = self._seat.speaker
        wanted: dict[str, Partner] = {one.url: one for one in partners_of(speaker)}
        office = set(wanted)
        for address in self._addresses():
            near = NearPartner(address, speaker)
            wanted.setdefault(near.url, near)
        for url in self._joined_anew(wanted):
            self._keeping.pop(url).stop()
        for url in wanted.keys() - self._keeping.keys():
            pause_s = LONGEST_PAUSE_S if url in office else NEAR_PAUSE_S
            self._keeping[url] = Keeping(self._seat, wanted[url], self._told, pause_s)
            self._keeping[url].start()
        for url in self._keeping.keys() - wanted.keys():
            self._keeping.pop(url).stop()
        return LOOK_S

    def _joined_anew(self, wanted: Mapping[str, Partner]) -> list[str]:
        """Where head office is spoken with as it was joined before: the seat has joined it, or
        another hub at its address, once more.
        """
        return [
            url
            for url, kept in self._keeping.items()
            if isinstance(old := kept.partner, HubPartner)
            and isinstance(new := wanted.get(url), HubPartner)
            and new.joined != old.joined
        ]

    def _addresses(self) -> list[str]:
        """Those typed, and those found of this shop: other shops may be on the same network."""
        found = self._finder.found() if self._finder else []
        if not found:
            return self._typed
        with closing(self._seat.reader()) as db:
            known = self._seat.near(db).circle.known()
        ours = [one for one in found if one.replica in known and one.addresses]
        return [*self._typed, *(",".join(one.addresses) for one in ours)]

    def close(self) -> None:
        """Ends it with all of them."""
        if self._finder is not None:
            self._finder.close()
        for one in self._keeping.values():
            one.stop()
        self._keeping.clear()
