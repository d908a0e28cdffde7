"""A whole network after a blackout: simulated outlets, each with a hundredth of a real day waiting,
drained by one hub on this machine; how that grows, and the full size computed from it.

Arguments: the numbers of outlets, 100 1000 10000 where none are given (about 10 minutes on two free
cores). Everything is real but the shops: HTTP, tokens, signatures, PostgreSQL.
"""

import asyncio
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from counter.hub import tables as t
from counter.hub.bulk import put
from counter.hub.gate import Gate
from counter.hub.home import database_of, key_in, name_of
from counter.machine_home import now
from counter.wire import links
from counter.wire.messages import Named, Packet
from counter.wire.packing import packed
from tests.benchmarks import _week
from tests.benchmarks._load import ask, request
from tests.benchmarks._shop import high
from tests.benchmarks._sides import Place, served, settled

SIZES = (100, 1_000, 10_000)
#: 300 tickets a day with ten entries each
REAL_DAY, SHARE, WHOLE = 3_000, 100, 10_000
CONNECTIONS, FIRST = 16, 1_000
LINE = "{:>8,} {:>10,} {:>9.0f} {:>9.0f} {:>9.0f} {:>8.0f} {:>8.0f}  {:.1f}"


def main(sizes: list[int]) -> None:
    """Print a line for each size, then what the whole network would take."""
    told = _week.packets(_week.PIECE)[-REAL_DAY // SHARE :]
    print(f"each outlet sends {len(told)} entries after a blackout")
    print(" outlets    entries  pushed/s  looked/s drained/s   p50 ms   p95 ms  load")
    rate = 0.0
    for size in sizes:
        with TemporaryDirectory(prefix="counter-network-") as folder, served(Path(folder)) as place:
            rate = drain(place, size, told)
    day = WHOLE * REAL_DAY
    hours = day / rate / 3600
    print(f"{WHOLE:,} outlets with {REAL_DAY:,} entries a day, at {rate:,.0f} entries/s here:")
    print(f"a day in {hours:.1f} h, three days without a network in {3 * hours:.1f} h;")
    print(f"over ten hours a day brings {day / 36_000:,.0f} entries/s")


def drain(place: Place, size: int, told: list[Packet]) -> float:
    """Everybody comes back at once; entries a second until the last is looked through."""
    calls = ready(place, [_week.seat(FIRST + n) for n in range(size)], told)
    count = size * len(told)
    began = time.perf_counter()
    waits = asyncio.run(send(place.hub.port, calls))
    pushed = time.perf_counter() - began
    settled(place)
    drained = time.perf_counter() - began
    looked = drained - pushed
    middle = sorted(waits)[len(waits) // 2]
    print(
        LINE.format(
            size, count, count / pushed, count / max(looked, 0.001), count / drained,
            middle * 1000, high(waits) * 1000, os.getloadavg()[0],
        ),
        flush=True,
    )  # fmt: skip
    check(place, size, count)
    return count / drained


def ready(place: Place, seats: list[_week.Seat], told: list[Packet]) -> list[bytes]:
    """Enrols them past the codes, and makes the call of each."""
    engine = database_of(place.folder, place.url)
    hub = name_of(engine, key_in(place.folder), os.urandom)
    gate = Gate(engine, hub, now, os.urandom)
    with engine.begin() as db:
        put(db, t.OUTLET, [{"no": one.outlet, "name": ""} for one in seats])
        put(
            db,
            t.REPLICA,
            [
                {
                    "outlet_no": one.outlet, "replica": one.facts.replica,
                    "public_key": one.facts.public_key, "seat": 1, "machine": "",
                    "enrolled_at": 0, "seen_at": 0,
                }
                for one in seats
            ],
        )  # fmt: skip
    calls: list[bytes] = []
    for one in seats:
        who, nonce = Named(one.outlet, one.facts.replica), gate.nonce()
        sig = one.key.sign(links.token_text(hub.name, who, nonce))
        run = next(_week.runs(one, told))
        calls.append(request("POST", "/v1/ops", gate.token(who, nonce, sig).token, packed(run)))
    engine.dispose()
    return calls


async def send(port: int, calls: list[bytes]) -> list[float]:
    """All calls over a few connections; the seconds each waited for its answer."""
    left, waits = iter(calls), list[float]()

    async def one_line() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for call in left:
            began = time.perf_counter()
            await ask(reader, writer, call)
            waits.append(time.perf_counter() - began)
        writer.close()

    await asyncio.gather(*(one_line() for _ in range(CONNECTIONS)))
    return waits


def check(place: Place, size: int, count: int) -> None:
    """Nothing was lost, nothing was held back. Raises ValueError."""
    engine = database_of(place.folder, place.url)
    with engine.begin() as db:
        kept = db.execute(sa.select(sa.func.count()).select_from(t.OP_LOG)).scalar()
        looked = db.execute(
            sa.select(sa.func.count()).where(t.FOLLOWED.c.name == "routing", t.FOLLOWED.c.pos > 0)
        ).scalar()
    engine.dispose()
    if (kept, looked) != (count, size):
        raise ValueError(f"{kept} of {count} entries, {looked} of {size} outlets")


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or list(SIZES))
