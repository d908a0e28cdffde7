"""The commands about bundles: what is carried in a file where no network is."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter.hub_commands import add_language
from counter.machine_home import home, now

if TYPE_CHECKING:
    from counter.commands import CommandLine
    from counter.sync.bundles import Carrier

DONE = 0


def add_bundle(of: Any, common: argparse.ArgumentParser) -> None:
    """Add `bundle` to the commands."""
    bundle = of.add_parser("bundle", parents=[common], help="what is carried in a file")
    steps = bundle.add_subparsers(dest="step", required=True, parser_class=type(bundle))
    write = steps.add_parser("write", help="what the hub, or the other seats, lack")
    write.add_argument("file", type=Path)
    write.add_argument("--to", choices=("hub", "seats"), default="", help="else the hub, if joined")
    _since(write)
    steps.add_parser("read", help="take in what was brought").add_argument("file", type=Path)
    steps.add_parser("card", help="who this seat is, for another one to meet it")
    steps.add_parser("meet", help="know another seat by its card").add_argument("card")
    for step in steps.choices.values():
        step.add_argument("--shop", type=Path, default=argparse.SUPPRESS)
        add_language(step)


def _since(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--since-last", action="store_true", help="only what no bundle to them has carried"
    )


def add_hub_bundle(steps: Any) -> list[argparse.ArgumentParser]:
    """Add `hub bundle write` and `read`; the parsers that take the hub's place."""
    bundle = steps.add_parser("bundle", help="what is carried in a file")
    ways = bundle.add_subparsers(dest="way", required=True, parser_class=type(bundle))
    write = ways.add_parser("write", help="what an outlet's seats lack")
    write.add_argument("outlet", type=int)
    write.add_argument("file", type=Path)
    _since(write)
    read = ways.add_parser("read", help="take in what a seat has sent")
    read.add_argument("file", type=Path)
    return [write, read]


def hub_bundle(line: "CommandLine") -> int:
    """Writes or reads a bundle at the hub."""
    from counter.hub.bundles import HubBundles
    from counter.hub.home import database_of, key_in, name_of

    asked = line.asked
    engine = database_of(asked.dir, asked.database or "")
    key = key_in(asked.dir)
    name = name_of(engine, key, os.urandom)
    hub = HubBundles(engine, name, key, clock=now, chance=os.urandom)
    if asked.way == "write":
        wrote = hub.write(asked.outlet, asked.file, since_last=asked.since_last)
        line.say({"number": wrote.number, "entries": wrote.entries, "seats": wrote.receivers})
    else:
        read = hub.read(asked.file)
        line.say({"outlet": read.outlet, "number": read.number, "taken": read.taken})
    return DONE


def bundle(line: "CommandLine") -> int:
    """Writes or reads one at a seat, or lets two seats meet."""
    from counter.customer_answers import take_answers
    from counter.sync import bundles, meeting

    asked, carrier = line.asked, _carrier(line)
    replica, public = carrier.book.replica, carrier.keys.public()
    match asked.step:
        case "write":
            to = asked.to or (bundles.HUB if carrier.joined else bundles.SEATS)
            wrote = bundles.write(carrier, asked.file, to, since_last=asked.since_last)
            line.say({"to": to, "number": wrote.number, "entries": wrote.entries,
                      "receivers": wrote.receivers})  # fmt: skip
        case "read":
            read = bundles.read(carrier, asked.file)
            take_answers(line.counter())
            line.say({"number": read.number, "taken": read.taken, "kinds": sorted(read.kinds)})
        case "meet":
            other = meeting.meet(home(), replica, asked.card)
            line.say({"replica": other.hex()})
        case _:
            line.say({"card": meeting.card_of(replica, public)})
    return DONE


def _carrier(line: "CommandLine") -> "Carrier":
    from counter.sync.bundles import Carrier
    from counter.sync.joining import joined_of
    from counter.sync.meeting import met
    from counter.sync.seat import SeatBook

    shop = line.counter().shop
    book = SeatBook(shop)
    book.hold()
    return Carrier(
        book, shop.keys(), joined_of(home(), book.replica), met(home(), book.replica), os.urandom,
        line.clock,
    )  # fmt: skip


def conflicts(line: "CommandLine") -> int:
    """What waits to be settled by people."""
    line.say(line.act_or_question("conflicts", {}, line.asked.code))
    return DONE
