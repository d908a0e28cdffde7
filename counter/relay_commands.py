"""The commands about the neighbours of a seat: a relay, and a round with one."""

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from counter.domain.refusals import RuleBroken
from counter.hub_commands import add_language, port_number

if TYPE_CHECKING:
    from counter.commands import CommandLine
    from counter.relay.keeping import Standing
    from counter.relay.running import Seat
    from counter.storage.shop import Shop
    from counter.sync.seat import SeatBook
    from counter.sync.sent_book import Send

T = TypeVar("T")
DONE, PORT = 0, 8471


def add_relay(of: Any, common: argparse.ArgumentParser) -> None:
    """Add `relay` and `neighbours` to the commands."""
    relay = of.add_parser(
        "relay", parents=[common], help="keep the shop in step: neighbours meet at this seat"
    )
    relay.add_argument("--port", type=port_number, default=PORT)
    relay.add_argument("--host", default="0.0.0.0", help="127.0.0.1 for this machine alone")
    relay.add_argument("--silent", action="store_true", help="its address is typed at the others")
    relay.add_argument("address", nargs="*", help="of another relay of the shop")
    near = of.add_parser("neighbours", parents=[common], help="the other seats of the shop")
    steps = near.add_subparsers(dest="step", parser_class=type(near))
    for name, told in (
        ("sync", "one round with every relay found, or with those named"),
        ("keep", "stay in step with them until stopped"),
    ):
        step = steps.add_parser(name, help=told)
        step.add_argument("address", nargs="*", help="host or host:port")
    steps.add_parser("code", help="lets one seat meet this one, once, within ten minutes")
    meet = steps.add_parser("meet", help="meet the relay that shows a code")
    meet.add_argument("met_code", metavar="code")
    meet.add_argument("address", nargs="?", default="", help="else the relays that are found")
    join = steps.add_parser("enrol", help="let a neighbour join head office by a code of his own")
    join.add_argument("replica")
    join.add_argument("--code", dest="enrol_code", required=True)
    out = steps.add_parser("forget", help="a seat is heard no more: stolen, given up")
    out.add_argument("replica")
    for one in steps.choices.values():
        one.add_argument("--shop", type=Path, default=argparse.SUPPRESS)
        add_language(one)


# -- one shop -------------------------------------------------------------------------------------


@contextmanager
def writing(shop: "Shop") -> Generator["Send"]:
    """One thread writes; whoever sends it a job waits for the answer."""
    from counter.sync.seat import SeatBook

    desk, book = ThreadPoolExecutor(1), SeatBook(shop)

    def send(job: "Callable[[SeatBook], T]", /) -> T:
        return desk.submit(job, book).result()

    try:
        yield send
    finally:
        desk.shutdown()


@contextmanager
def _seat(line: "CommandLine") -> Generator["Seat"]:
    from counter.relay.running import seat_of

    shop = line.counter().shop
    with writing(shop) as send:
        yield seat_of(shop.folder, shop.machine, send)


def relay(line: "CommandLine") -> int:
    """Serves until it is stopped; with head office it speaks as well, where this seat has joined
    it, and with the shop's other relays.
    """
    from counter.relay.running import Relay

    asked = line.asked
    with _seat(line) as seat:
        served = Relay(seat, asked.host, asked.port)
        served.start(announced=not asked.silent)
        line.say({"host": served.host, "port": served.port, "seat": seat.replica.hex(),
                  "not_announced": served.deaf})  # fmt: skip
        try:
            _keep(seat, asked.address, found=not asked.silent)
        finally:
            served.stop()
    return DONE


def neighbours(line: "CommandLine") -> int:
    """Who they are, or a round with them."""
    asked = line.asked
    with _seat(line) as seat:
        match asked.step:
            case "sync":
                line.say({"rounds": [_round(line, seat, one) for one in _addresses(seat, asked)]})
            case "keep":
                _keep(seat, asked.address, found=not asked.address)
            case "code":
                _show_code(line, seat)
            case "meet":
                _meet(line, seat)
            case "enrol":
                _enrol(line, seat)
            case "forget":
                _forget(line, seat)
            case _:
                line.say(_known(seat))
    return DONE


def _addresses(seat: "Seat", asked: argparse.Namespace) -> list[str]:
    """Those typed, else those found. Raises RuleBroken("relay.none_found")."""
    from counter.relay.meeting import found_near

    if asked.address:
        return list(asked.address)
    with closing(seat.reader()) as db:
        known = set(seat.near(db).circle.known())
    return found_near(known.__contains__)


def _round(line: "CommandLine", seat: "Seat", address: str) -> dict[str, Any]:
    from counter.sync.http_line import NoHub
    from counter.sync.near_partner import NearPartner
    from counter.sync.refusals import near_refusal_of
    from counter.wire.links import Forged

    with closing(seat.reader()) as db:
        talk = NearPartner(address, seat.speaker).talk(db, seat.send)
        try:
            did = talk.round()
        except NoHub as trouble:
            raise near_refusal_of(trouble, address) from trouble
        except Forged as trouble:
            raise RuleBroken("relay.forged", address=address, said=str(trouble)) from trouble
    done, pictures = did.round, did.pictures
    said = {"sent": pictures.sent, "fetched": pictures.fetched, "missing": pictures.missing}
    return {"address": address, "seat": talk.replica.hex(), "sent": done.sent,
            "taken": done.taken, "moved": done.moved, "kinds": sorted(done.kinds),
            "refused": len(talk.last.refused), "pictures": said}  # fmt: skip


def _show_code(line: "CommandLine", seat: "Seat") -> None:
    from counter.sync.pairing import LASTS_MS, new_code

    machine = seat.machine
    at = machine.clock()
    code = new_code(machine.folder, seat.replica, machine.chance, at)
    line.say({"code": code, "until_at": at + LASTS_MS})


def _meet(line: "CommandLine", seat: "Seat") -> None:
    from counter.relay.meeting import meet_relay

    line.say({"met": meet_relay(seat, line.asked.address, line.asked.met_code)})


def _named(line: "CommandLine") -> bytes:
    try:
        return bytes.fromhex(line.asked.replica)
    except ValueError as wrong:
        raise RuleBroken("relay.no_such_seat", seat=line.asked.replica) from wrong


def _enrol(line: "CommandLine", seat: "Seat") -> None:
    """A neighbour joins through this seat: it need not reach head office itself. The code is his,
    and his key is the one this seat knows.
    """
    from counter.sync.enrolling import join_for

    replica = _named(line)
    with closing(seat.reader()) as db:
        near = seat.near(db)
        key = near.circle.known().get(replica)
        if key is None:
            raise RuleBroken("relay.no_such_seat", seat=line.asked.replica)
        joined = join_for(near.circle, replica, key, line.asked.enrol_code)
    line.say({"hub": joined.url, "outlet": joined.hub.outlet, "seat": replica.hex()})


def _forget(line: "CommandLine", seat: "Seat") -> None:
    replica = _named(line)
    with closing(seat.reader()) as db:
        circle = seat.near(db).circle
        if replica not in circle.known() and replica not in circle.kept_out():
            raise RuleBroken("relay.no_such_seat", seat=line.asked.replica)
        circle.keep_out(replica)
    line.say({"forgotten": replica.hex()})


def _known(seat: "Seat") -> dict[str, Any]:
    from counter.relay.meeting import all_near

    with closing(seat.reader()) as db:
        circle = seat.near(db).circle
        known = circle.known()
        heard, trouble = all_near(known.__contains__)
        found = [
            {"seat": one.replica.hex(), "outlet": one.outlet, "addresses": list(one.addresses)}
            for one in heard
            if one.replica != seat.replica
        ]
        office = circle.office()
        return {
            "known": sorted(one.hex() for one in known),
            "forgotten": sorted(one.hex() for one in circle.kept_out()),
            "relays": found, "trouble": trouble,
            "hub": office.hub.hex() if office else "",
        }  # fmt: skip


# -- until stopped --------------------------------------------------------------------------------


def _keep(seat: "Seat", typed: list[str], *, found: bool) -> None:
    """In step with head office, where the seat has joined it, and with relays as they come and go,
    until a signal.
    """
    from counter.relay.company import Company

    over = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: over.set())
    company = Company(seat, typed, _tell, looks_around=found)
    try:
        while not over.wait(company.look()):
            pass
    finally:
        company.close()


def _tell(standing: "Standing") -> None:
    said = "in step" if standing.in_step else standing.why
    sys.stderr.write(f"{standing.url}: {said}, {standing.waiting} waiting\n")
