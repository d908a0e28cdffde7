"""The list of an outlet's seats that head office signs: who may speak in the shop, and whose
published records are to be believed, also where head office itself is out of reach.
"""

from counter.sync.circle import Circle
from counter.sync.http_line import NoHub, SeatLine
from counter.wire.nearby import Office, SeatList


def fetch_list(circle: Circle, line: SeatLine) -> None:
    """Asks the hub for it and keeps it, if it is signed and newer. Raises NoHub."""
    office = circle.office()
    if office is None:
        return
    try:
        said = line.ask(SeatList, "/v1/seats")
    except NoHub as trouble:
        if trouble.why != "no_hub":  # an older hub has none
            raise
        return
    circle.hear(Office(office.hub, office.public_key, office.outlet, said))
