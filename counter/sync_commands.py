"""The commands about the network: a hub, a seat that joins it, and one round with it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter import bundle_commands
from counter.domain.refusals import RuleBroken
from counter.machine_home import home, now

if TYPE_CHECKING:
    from counter.commands import CommandLine
    from counter.hub.gate import Gate
    from counter.sync.exchange import Round
    from counter.sync.http_line import NoHub, SeatLine
    from counter.sync.seat import SeatBook

DONE, USAGE = 0, 64
PORT = 8470


def add_hub(of: Any, common: argparse.ArgumentParser) -> None:
    """Add `hub` to the commands."""
    hub = of.add_parser("hub", parents=[common], help="head office's side: answer seats")
    _add_place(hub, None)
    hub.add_argument("--port", type=int, default=PORT)
    hub.add_argument("--host", default="127.0.0.1", help="0.0.0.0 for the whole network")
    hub.add_argument("--certificate", type=Path, help="PEM; with --key the hub speaks HTTPS")
    hub.add_argument("--key", type=Path)
    steps = hub.add_subparsers(dest="step", parser_class=type(hub))
    code = steps.add_parser("enrol-code", help="a code that admits one seat, once")
    code.add_argument("outlet", type=int)
    code.add_argument("seat", type=int)
    code.add_argument("--name", default="", help="of the outlet")
    revoke = steps.add_parser("revoke", help="a seat may speak no more")
    revoke.add_argument("outlet", type=int)
    revoke.add_argument("replica")
    seats = steps.add_parser("seats", help="every seat that was admitted")
    prepare = steps.add_parser("prepare-database", help="roles and walls in a PostgreSQL")
    prepare.add_argument("--owner-database", required=True, help="as a role that may make roles")
    prepare.add_argument("--role", default="counter", help="begins the names of the new roles")
    for step in (code, revoke, seats, prepare, *bundle_commands.add_hub_bundle(steps)):
        _add_place(step, argparse.SUPPRESS)


def _add_place(parser: argparse.ArgumentParser, otherwise: str | None) -> None:
    """The options that may stand before and after a step."""
    parser.add_argument("--dir", type=Path, default=otherwise, help="the hub's folder")
    parser.add_argument(
        "--database",
        default=otherwise,
        help="postgresql+psycopg://…; else what prepare-database wrote, else a file in the folder",
    )


def add_sync(of: Any, common: argparse.ArgumentParser) -> None:
    """Add `enrol` and `sync` to the commands."""
    enrol = of.add_parser("enrol", parents=[common], help="join a hub by a one-time code")
    enrol.add_argument("--hub", required=True, help="https://…")
    enrol.add_argument("--code", dest="enrol_code", required=True)
    sync = of.add_parser("sync", parents=[common], help="one round with the hub")
    sync.add_argument("--hub", default="", help="at another address than the one joined")
    sync.add_argument("--compare", action="store_true", help="all of it, as is done once a day")
    move = of.add_parser("move-in", parents=[common], help="a new seat from all the hub has of it")
    move.add_argument("--hub", required=True, help="https://…")
    move.add_argument("--code", dest="enrol_code", required=True)


# the hub -----------------------------------------------------------------------------------------


def hub(line: "CommandLine") -> int:
    """Serves until it is stopped, or does one step and ends."""
    if line.asked.dir is None:
        sys.stderr.write("hub: --dir is missing: the folder of the hub\n")
        raise SystemExit(USAGE)
    match line.asked.step:
        case "enrol-code":
            made = _gate(line).code_for(line.asked.outlet, line.asked.seat, line.asked.name)
            line.say({"code": made.code, "outlet": made.outlet, "seat": made.seat,
                      "until_at": made.until_at})  # fmt: skip
        case "revoke":
            done = _gate(line).revoke(line.asked.outlet, bytes.fromhex(line.asked.replica))
            line.say({"revoked": done})
        case "seats":
            line.say({"seats": _gate(line).seats()})
        case "prepare-database":
            from counter.hub.preparing import prepare

            roles = prepare(line.asked.dir, line.asked.owner_database, line.asked.role)
            line.say({"roles": roles, "folder": str(line.asked.dir)})
        case "bundle":
            return bundle_commands.hub_bundle(line)
        case _:
            _serve(line)
    return DONE


def _gate(line: "CommandLine") -> "Gate":
    import os

    from counter.hub.gate import Gate
    from counter.hub.home import database_of, key_in, name_of

    engine = database_of(line.asked.dir, line.asked.database or "")
    key = key_in(line.asked.dir)
    return Gate(engine, name_of(engine, key, os.urandom), now, os.urandom)


def _serve(line: "CommandLine") -> None:
    import uvicorn

    from counter.hub.running import built

    asked = line.asked
    config = uvicorn.Config(
        built(asked.dir, asked.database or ""), host=asked.host, port=asked.port,
        log_level="warning", ssl_certfile=asked.certificate, ssl_keyfile=asked.key,
        server_header=False, timeout_keep_alive=75, limit_concurrency=1_000,
    )  # fmt: skip
    server = uvicorn.Server(config)
    sys.stderr.write(f"hub: {asked.host}:{asked.port}, {asked.dir}\n")
    server.run()


# a seat ------------------------------------------------------------------------------------------


def enrol(line: "CommandLine") -> int:
    """Joins a hub; the seat keeps its ids and its numbers."""
    import platform

    from counter.sync.http_line import HttpLine, NoHub
    from counter.sync.joining import Joined, keep_joined, tail_of
    from counter.sync.seat import SeatBook
    from counter.wire.messages import Enrol

    shop = line.counter().shop
    book = SeatBook(shop)
    book.hold()
    key, tail = shop.keys().public(), tail_of(shop.db)
    asked = Enrol(line.asked.enrol_code, book.replica, key, book.outlet, platform.node(), tail)
    wire = HttpLine(line.asked.hub)
    try:
        hub = wire.enrol(asked)
    except NoHub as trouble:
        raise _refusal(trouble, line.asked.hub) from trouble
    keep_joined(home(), book.replica, Joined(wire.url, hub))
    line.say({"hub": wire.url, "outlet": hub.outlet, "seat": book.digit})
    return DONE


def sync(line: "CommandLine") -> int:
    """One round: everything up, then everything down."""
    from counter.sync.exchange import Refused, exchange
    from counter.sync.http_line import HttpLine, NoHub, SeatLine
    from counter.sync.joining import joined_of
    from counter.sync.seat import SeatBook
    from counter.wire.links import Forged
    from counter.wire.messages import Named

    shop = line.counter().shop
    book = SeatBook(shop)
    book.hold()
    joined = joined_of(home(), book.replica)
    if joined is None:
        raise RuleBroken("sync.not_enrolled")
    url = line.asked.hub or joined.url
    who = Named(joined.hub.outlet, book.replica)
    seat = SeatLine(HttpLine(url), who, joined.hub, sign=shop.signer(), clock=line.clock)
    try:
        done = exchange(book, seat, joined.hub.outlet)
    except NoHub as trouble:
        raise _refusal(trouble, url) from trouble
    except Refused as trouble:
        raise RuleBroken("sync.refused", hub=url) from trouble
    except Forged as trouble:
        raise RuleBroken("sync.forged", hub=url, said=str(trouble)) from trouble
    line.say({"hub": url, "sent": done.sent, "taken": done.taken, "moved": done.moved,
              "kinds": sorted(done.kinds)} | _after(line, book, seat, done))  # fmt: skip
    return DONE


def _after(
    line: "CommandLine", book: "SeatBook", seat: "SeatLine", round_: "Round"
) -> dict[str, Any]:
    """Pictures, and once a day whether hub and seat hold the same. The entries are safe already:
    what goes wrong here is told, and done by the next round.
    """
    from counter.storage.trouble import worded
    from counter.sync.agreeing import compare, is_due, keep_compared
    from counter.sync.http_line import NoHub
    from counter.sync.pictures import Pictures, exchange_pictures, let_go

    shop, pictures = line.counter().shop, Pictures()
    db, done = shop.db, dict[str, Any]()
    try:
        with worded(shop.folder):
            let_go(db, round_.kinds)
            exchange_pictures(db, seat, pictures)
        if line.asked.compare or is_due(db, line.clock()):
            agreed = compare(db, book, seat, seat.outlet)
            if agreed is not None:
                done["differ"] = list(agreed.differ)
                keep_compared(db, line.clock())
    except NoHub as trouble:
        done["trouble"] = line.refusal(_refusal(trouble, seat.url))
    except RuleBroken as trouble:
        done["trouble"] = line.refusal(trouble)
    if done.get("differ"):
        kinds = ", ".join(done["differ"])
        done["trouble"] = line.refusal(RuleBroken("sync.differs", kinds=kinds))
    said = {"sent": pictures.sent, "fetched": pictures.fetched, "missing": pictures.missing}
    return {"pictures": said} | done


def move_in(line: "CommandLine") -> int:
    """A new seat in an empty folder: admitted, filled from the hub's snapshot, and in step."""
    from counter.commands import say_progress
    from counter.storage.machine import Machine
    from counter.sync.http_line import HttpLine, NoHub
    from counter.sync.moving_in import NewSeat, move_in
    from counter.wire.links import Forged

    new = NewSeat(line.asked.shop, Machine(home()), line.asked.enrol_code)
    try:
        move_in(new, HttpLine(line.asked.hub), say_progress)
    except NoHub as trouble:
        raise _refusal(trouble, line.asked.hub) from trouble
    except Forged as trouble:
        raise RuleBroken("sync.forged", hub=line.asked.hub, said=str(trouble)) from trouble
    line.asked.hub, line.asked.compare = "", False
    return sync(line)


#: what became of a call, by what was heard
REFUSALS = (
    "sync.unreachable", "sync.no_hub", "sync.torn", "sync.busy", "sync.other_hub",
    "sync.nothing_there", "sync.code_unknown", "sync.code_used", "sync.code_old", "sync.key",
    "sync.revoked", "sync.token", "sync.scope", "sync.other_outlet",
)  # fmt: skip


def _refusal(trouble: "NoHub", url: str) -> RuleBroken:
    why = trouble.said if trouble.why == "not_admitted" else trouble.why
    rule = f"sync.{why}"
    # a newer hub may have reasons that are not known here
    return RuleBroken(rule if rule in REFUSALS else "sync.no_hub", hub=url, said=trouble.said[:200])
