"""Many seats that call a served hub at once: bytes made beforehand, so that little of the machine
goes into asking.
"""

import asyncio
import base64
import os
import time
from multiprocessing import Process, Queue
from typing import Any

from counter.hub.gate import Gate
from counter.hub.home import database_of, key_in, name_of
from counter.machine_home import now
from counter.wire import links
from counter.wire.messages import Named, Packet
from counter.wire.packing import KIND, packed
from tests.benchmarks import _week
from tests.benchmarks._sides import Place

POLLERS, CONNECTIONS, POLL_S = 240, 16, 5.0


def pushed(place: Place, urls: list[int], first: int, outlets: int, told: list[Packet]) -> float:
    """Entries a second that so many new outlets get into hubs at these ports, until the last
    answer.
    """
    seats = [_week.seat(first + n) for n in range(outlets)]
    tokens = admitted(place, seats)
    jobs: list[list[list[bytes]]] = [[] for _ in urls]
    for n, one in enumerate(seats):
        calls = [
            request("POST", "/v1/ops", tokens[n], packed(run)) for run in _week.runs(one, told)
        ]
        jobs[n % len(urls)].append(calls)
    said: Queue[float] = Queue()
    senders = [
        Process(target=send_all, args=(port, calls, said))
        for port, calls in zip(urls, jobs, strict=True)
    ]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    if any(one.exitcode for one in senders):
        raise ValueError("the hub has refused what was sent")
    spans = [said.get() for _ in senders]
    return len(told) * outlets / max(spans)


def polled(place: Place) -> float:
    """Polls a second that find nothing new."""
    seats = [_week.seat(3_000 + n) for n in range(POLLERS)]
    tokens = admitted(place, seats)
    path = "/v1/feed/{}?after=0&limit=1000"
    calls = [
        request("GET", path.format(one.outlet), token, b"")
        for one, token in zip(seats, tokens, strict=True)
    ]
    return asyncio.run(poll(place.hub.port, calls))


def admitted(place: Place, seats: list[_week.Seat]) -> list[bytes]:
    """Enrols them; a token for each."""
    engine = database_of(place.folder, place.url)
    hub = name_of(engine, key_in(place.folder), os.urandom)
    gate = Gate(engine, hub, now, os.urandom)
    _week.admit(gate, seats)
    tokens: list[bytes] = []
    for one in seats:
        who, nonce = Named(one.outlet, one.facts.replica), gate.nonce()
        sig = one.key.sign(links.token_text(hub.name, who, nonce))
        tokens.append(gate.token(who, nonce, sig).token)
    engine.dispose()
    return tokens


def request(method: str, path: str, token: bytes, body: bytes) -> bytes:
    """A call as it goes over the wire."""
    shown = base64.b64encode(token).decode()
    head = f"{method} {path} HTTP/1.1\r\nhost: hub\r\nauthorization: RCS {shown}\r\n"
    if body:
        head += f"content-type: {KIND}\r\ncontent-length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


def send_all(port: int, seats: list[list[bytes]], said: "Queue[float]") -> None:
    """Each seat's calls one after the other, all seats at once; tells the seconds."""

    async def send() -> float:
        began = time.perf_counter()
        await asyncio.gather(*(speak(port, calls) for calls in seats))
        return time.perf_counter() - began

    said.put(asyncio.run(send()))


async def speak(port: int, calls: list[bytes]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    for one in calls:
        await ask(reader, writer, one)
    writer.close()


async def ask(reader: Any, writer: Any, call: bytes) -> bytes:
    """The answer to one call. Raises ValueError where it is a refusal."""
    writer.write(call)
    await writer.drain()
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(one.split(b":")[1])
        for one in head.lower().split(b"\r\n")
        if one.startswith(b"content-length:")
    )
    body = await reader.readexactly(length)
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise ValueError(head.decode())
    return body


async def poll(port: int, calls: list[bytes]) -> float:
    """Seats take turns on a few connections."""
    until, counted = time.perf_counter() + POLL_S, 0

    async def one_line(mine: list[bytes]) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        done = 0
        while time.perf_counter() < until:
            await ask(reader, writer, mine[done % len(mine)])
            done += 1
        writer.close()
        return done

    began = time.perf_counter()
    lines = (one_line(calls[n::CONNECTIONS]) for n in range(CONNECTIONS))
    counted = sum(await asyncio.gather(*lines))
    return counted / (time.perf_counter() - began)
