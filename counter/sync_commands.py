"""The commands about the network: a hub, a seat that joins it, and one round with it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter import bundle_commands, hub_commands
from counter.domain.refusals import RuleBroken
from counter.machine_home import home, now

if TYPE_CHECKING:
    from counter.commands import CommandLine
    from counter.hub.gate import Gate
    from counter.sync.talking import Did

DONE, USAGE = 0, 64
PORT = 8470


def add_hub(of: Any, common: argparse.ArgumentParser) -> None:
    """Add `hub` to the commands."""
    hub = of.add_parser("hub", parents=[common], help="head office's side: answer seats")
    _add_place(hub, None)
    hub_commands.add_serving(hub, PORT)
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
    more = *hub_commands.add_steps(steps), *bundle_commands.add_hub_bundle(steps)
    for step in (code, revoke, seats, prepare, *more):
        _add_place(step, argparse.SUPPRESS)
        hub_commands.add_language(step)


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
    enrol.add_argument("--ca", type=Path, help="PEM of who signs the hub's certificate; is kept")
    sync = of.add_parser("sync", parents=[common], help="one round with the hub")
    sync.add_argument("--hub", default="", help="at another address than the one joined")
    sync.add_argument("--compare", action="store_true", help="all of it, as is done once a day")
    move = of.add_parser("move-in", parents=[common], help="a new seat from all the hub has of it")
    move.add_argument("--hub", required=True, help="https://…")
    move.add_argument("--code", dest="enrol_code", required=True)
    move.add_argument("--ca", type=Path, help="as for `enrol`")


# the hub -----------------------------------------------------------------------------------------


def hub(line: "CommandLine") -> int:
    """Serves until it is stopped, or does one step and ends."""
    if line.asked.dir is None:
        sys.stderr.write("hub: --dir is missing: the folder of the hub\n")
        raise SystemExit(USAGE)
    hub_commands.check_folder(line.asked.dir)
    with hub_commands.worded(line.asked.dir):
        return _step(line)


def _step(line: "CommandLine") -> int:
    match line.asked.step:
        case "enrol-code":
            hub_commands.check_seat(line.asked.outlet, line.asked.seat)
            made = _gate(line).code_for(line.asked.outlet, line.asked.seat, line.asked.name)
            line.say({"code": made.code, "outlet": made.outlet, "seat": made.seat,
                      "until_at": made.until_at})  # fmt: skip
        case "revoke":
            outlet, replica = line.asked.outlet, hub_commands.id_of(line.asked.replica)
            if not _gate(line).revoke(outlet, replica):
                raise RuleBroken("hub.no_seat", outlet=outlet, seat=line.asked.replica)
            line.say({"revoked": True})
        case "seats":
            line.say({"seats": _gate(line).seats()})
        case "prepare-database":
            from counter.hub.preparing import prepare

            roles = prepare(line.asked.dir, line.asked.owner_database, line.asked.role)
            line.say({"roles": roles, "folder": str(line.asked.dir)})
        case "bundle":
            return bundle_commands.hub_bundle(line)
        case "person" | "rebuild" | "publish" | "published":
            return hub_commands.step(line)
        case _:
            hub_commands.serve(line)
    return DONE


def _gate(line: "CommandLine") -> "Gate":
    import os

    from counter.hub.gate import Gate
    from counter.hub.home import database_of, key_in, name_of

    engine = database_of(line.asked.dir, line.asked.database or "")
    key = key_in(line.asked.dir)
    return Gate(engine, name_of(engine, key, os.urandom), now, os.urandom)


# a seat ------------------------------------------------------------------------------------------


def enrol(line: "CommandLine") -> int:
    """Joins a hub; the seat keeps its ids and its numbers."""
    from counter.sync.enrolling import asked_of, join, know
    from counter.sync.seat import SeatBook

    _keep_authority(line)
    shop = line.counter().shop
    joined = join(home(), line.asked.hub, asked_of(shop, line.asked.enrol_code))
    know(shop, joined)
    line.say({"hub": joined.url, "outlet": joined.hub.outlet, "seat": SeatBook(shop).digit})
    return DONE


def _keep_authority(line: "CommandLine") -> None:
    if line.asked.ca is not None:
        from counter.sync.certificates import keep_authority

        keep_authority(home(), line.asked.ca)


def sync(line: "CommandLine") -> int:
    """One round: everything up, then everything down."""
    from dataclasses import replace

    from counter.customer_answers import take_answers
    from counter.sync.addresses import hub_address
    from counter.sync.exchange import Refused
    from counter.sync.http_line import NoHub
    from counter.sync.hub_talk import HubPartner
    from counter.sync.joining import joined_of
    from counter.sync.partners import speaker_of
    from counter.sync.refusals import refusal_of
    from counter.sync.sent_book import direct
    from counter.wire.links import Forged

    shop = line.counter().shop
    speaker = speaker_of(shop, home(), line.clock)
    joined = joined_of(home(), speaker.replica)
    if joined is None:
        raise RuleBroken("sync.not_enrolled")
    url = hub_address(line.asked.hub) if line.asked.hub else joined.url
    talk = HubPartner(replace(joined, url=url), speaker).talk(shop.db, direct(shop))
    try:
        did = talk.round(whole=line.asked.compare)
        answers = take_answers(line.counter())
        if answers:  # what came of them is told at once: somebody waits for it
            talk.round()
    except (NoHub, Refused, Forged) as trouble:
        raise refusal_of(trouble, url) from trouble
    done = did.round
    said = {"hub": url, "sent": done.sent, "taken": done.taken, "moved": done.moved}
    said |= {"kinds": sorted(done.kinds), "answers": answers}
    line.say(said | _after(line, did, url))
    return DONE


def _after(line: "CommandLine", did: "Did", url: str) -> dict[str, Any]:
    """Pictures, and once a day whether hub and seat hold the same. The entries are safe already:
    what goes wrong here is told, and done by the next round.
    """
    from counter.sync.http_line import NoHub
    from counter.sync.refusals import refusal_of

    done, trouble, pictures = dict[str, Any](), did.trouble, did.pictures
    if did.differ is not None:
        done["differ"] = list(did.differ)
    if did.differ:
        trouble = RuleBroken("sync.differs", kinds=", ".join(did.differ))
    if isinstance(trouble, NoHub):
        trouble = refusal_of(trouble, url)
    if isinstance(trouble, RuleBroken):
        done["trouble"] = line.refusal(trouble)
    said = {"sent": pictures.sent, "fetched": pictures.fetched, "missing": pictures.missing}
    return {"pictures": said} | done


def move_in(line: "CommandLine") -> int:
    """A new seat in an empty folder: admitted, filled from the hub's snapshot, and in step."""
    from counter.commands import say_progress
    from counter.storage.machine import Machine
    from counter.sync.addresses import hub_address
    from counter.sync.http_line import HttpLine, NoHub
    from counter.sync.moving_in import NewSeat, move_in
    from counter.sync.refusals import refusal_of
    from counter.wire.links import Forged

    _keep_authority(line)
    new = NewSeat(line.asked.shop, Machine(home()), line.asked.enrol_code)
    try:
        move_in(new, HttpLine(hub_address(line.asked.hub)), say_progress)
    except (NoHub, Forged) as trouble:
        raise refusal_of(trouble, line.asked.hub) from trouble
    line.asked.hub, line.asked.compare = "", False
    return sync(line)
