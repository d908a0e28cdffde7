"""A seat meets the relay that shows a code, at an address or wherever one is found."""

from collections.abc import Callable

from counter.domain.refusals import RuleBroken
from counter.relay.finding import Finder, Found
from counter.relay.running import Seat
from counter.sync.http_line import NoHub
from counter.sync.meeting import card_of, meet
from counter.sync.near_line import meet_by_code
from counter.sync.refusals import near_refusal_of

#: for a relay at all, and then for others of the same network
FIND_S, OTHERS_S = 5.0, 0.5
WRONG = "relay.wrong_code"


def found_near(is_wanted: Callable[[bytes], bool]) -> list[str]:
    """The addresses of relays that have announced themselves, of the seats that are wanted, those
    of one with commas. Raises RuleBroken("relay.none_found").
    """
    found, said = all_near(is_wanted)
    addresses = [",".join(one.addresses) for one in found if is_wanted(one.replica)]
    if not addresses:
        raise RuleBroken("relay.none_found", said=said)
    return addresses


def all_near(is_wanted: Callable[[bytes], bool]) -> tuple[list[Found], str]:
    """Who has announced himself, waiting for one that is wanted and then for whoever is slower to
    answer; and why nobody could be heard.
    """
    finder = Finder()
    try:
        finder.found(FIND_S, is_wanted)
        return finder.found(OTHERS_S, lambda _: False), finder.said
    finally:
        finder.close()


def meet_relay(seat: Seat, address: str, code: str) -> str:
    """Meets it; its address. Both know each other from now on. Raises RuleBroken("relay.…")."""
    addresses = [address] if address else found_near(lambda replica: replica != seat.replica)
    card = seat.replica + seat.keys.public()
    for place in addresses:
        try:
            other = meet_by_code(place, code, card)
        except NoHub as trouble:
            if place == addresses[-1]:
                raise near_refusal_of(trouble, place) from trouble
        except RuleBroken as refusal:  # of several relays one shows the code
            if refusal.rule != WRONG or place == addresses[-1]:
                raise
        else:
            meet(seat.machine.folder, seat.replica, card_of(*other))
            return place.partition(",")[0]
    raise RuleBroken(WRONG)
