"""The signed list of an outlet's seats: what they go by where the hub is out of reach."""

import sqlalchemy as sa
from msgspec.structs import replace

from counter.domain.records import HEAD_OFFICE
from counter.hub import tables as t
from counter.hub.routing import HubName
from counter.hub.walls import as_outlet
from counter.wire.nearby import Admitted, SeatList, list_text


def seat_list(engine: sa.Engine, hub: HubName, outlet: int, at: int) -> SeatList:
    """The seats of an outlet and of head office as they stand at `at`, milliseconds UTC."""
    known = t.REPLICA.c
    rows = sa.select(t.REPLICA).where(known.outlet_no.in_((outlet, HEAD_OFFICE)))
    with as_outlet(engine, outlet) as db:
        found = db.execute(rows.order_by(known.outlet_no, known.replica)).all()

    def of(number: int) -> tuple[Admitted, ...]:
        return tuple(
            Admitted(bytes(one.replica), bytes(one.public_key), one.revoked_at is not None)
            for one in found
            if one.outlet_no == number
        )

    said = SeatList(outlet, at, of(outlet), of(HEAD_OFFICE), b"")
    return replace(said, sig=hub.sign(list_text(hub.name, said)))
