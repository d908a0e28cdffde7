"""The hub's commands beside those about seats: serve, people of the console, make reports anew."""

import argparse
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter.domain.refusals import RuleBroken
from counter.language import LANGUAGES
from counter.machine_home import now

if TYPE_CHECKING:
    from counter.commands import CommandLine
    from counter.hub.console.people import People

DONE = 0
LAST_PORT, LAST_SEAT, FIRST_OWN_CHOICE = 65_535, 9, 90_000
REFUSALS = {
    "name": "hub.person_name",
    "known": "hub.person_known",
    "short": "hub.person_short",
    "long": "hub.person_long",
}
PASSWORD = "COUNTER_HUB_PASSWORD"
#: calls that wait for news do not keep a hub from stopping
STOPS_AFTER_S = 3


def port_number(text: str) -> int:
    """0 to 65535, as a command's option; 0 takes any that is free."""
    port = int(text)
    if not 0 <= port <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"{port} is no port: 0 to {LAST_PORT}")
    return port


def check_folder(folder: Path) -> None:
    """Makes the hub's folder where there is none. Raises RuleBroken("file.cannot_write")."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        said = trouble.strerror or ""
        raise RuleBroken("file.cannot_write", file=str(folder), said=said) from trouble


def add_language(step: argparse.ArgumentParser) -> None:
    """The option that may stand before and after a step."""
    step.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS)


@contextmanager
def worded(folder: Path) -> Generator[None]:
    """Turns what the hub's database and disk say into RuleBroken "hub.database" or
    "file.cannot_write".
    """
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as trouble:
        said = (str(trouble.orig).splitlines() or [""])[0]
        raise RuleBroken("hub.database", folder=str(folder), said=said) from trouble
    except BrokenPipeError:  # nobody reads the answers any more
        raise
    except OSError as trouble:
        file, said = str(trouble.filename or folder), trouble.strerror or ""
        raise RuleBroken("file.cannot_write", file=file, said=said) from trouble


def check_seat(outlet: int, seat: int) -> None:
    """Numbers head office gives. Raises RuleBroken "outlet.number" or "outlet.seat"."""
    if not 0 <= outlet < FIRST_OWN_CHOICE:
        raise RuleBroken("outlet.number", outlet=outlet)
    if not 0 <= seat <= LAST_SEAT:
        raise RuleBroken("outlet.seat", seat=seat)


def id_of(text: str) -> bytes:
    """The id of a seat; of none where it is not written as one."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def add_serving(hub: argparse.ArgumentParser, port: int) -> None:
    """The options of a hub that serves."""
    hub.add_argument("--port", type=port_number, default=port)
    hub.add_argument("--host", default="127.0.0.1", help="0.0.0.0 for the whole network")
    hub.add_argument("--certificate", type=Path, help="PEM; with --key the hub speaks HTTPS")
    hub.add_argument("--key", type=Path)
    hub.add_argument(
        "--blobs", default="", help="s3://bucket/prefix, for pictures; else the folder"
    )
    hub.add_argument("--workers", type=int, default=1, help="processes; more than 1 on PostgreSQL")


def add_steps(steps: Any) -> list[argparse.ArgumentParser]:
    """`person …` and `rebuild`; the parsers that also take the hub's place."""
    person = steps.add_parser("person", help="who may look at the web console")
    ways = person.add_subparsers(dest="way", required=True, parser_class=type(person))
    add = ways.add_parser("add", help="a new account; asks for a password, or makes a link")
    link = ways.add_parser("link", help="a new one-time link for who has forgotten the password")
    remove = ways.add_parser("remove", help="an account goes, and is signed out")
    listed = ways.add_parser("list", help="every account")
    for one in (add, link, remove):
        one.add_argument("name")
    add.add_argument("--role", choices=("view", "act"), default="view", help="act: may admit seats")
    add.add_argument("--link", action="store_true", help="a one-time link instead of a password")
    publish = steps.add_parser("publish", help="parts, prices, models, people … for all outlets")
    publish.add_argument("file", type=Path, help="JSON; - is standard input")
    publish.add_argument("--from", dest="from_on", default="", help="YYYY-MM-DD; else today")
    publish.add_argument("--note", default="", help="what it is, for those who read the list")
    published = steps.add_parser("published", help="everything that was published")
    rebuild = steps.add_parser("rebuild", help="rows and reports anew from the stored entries")
    return [person, add, link, remove, listed, publish, published, rebuild]


def step(line: "CommandLine") -> int:
    """Does one of these steps."""
    if line.asked.step == "rebuild":
        return _rebuild(line)
    if line.asked.step in ("publish", "published"):
        return _publish(line)
    people = _people(line)
    from counter.hub.console.people import NotLetIn, Role

    name, path = getattr(line.asked, "name", ""), "/console/first/"
    try:
        match line.asked.way:
            case "add" if line.asked.link:
                link = people.invite(name, Role(line.asked.role))
                line.say({"person": name, "role": line.asked.role, "link": path + link})
            case "add":
                people.add(name, Role(line.asked.role), _password())
                line.say({"person": name, "role": line.asked.role})
            case "link":
                line.say({"person": name, "link": path + people.link_for(name)})
            case "remove":
                line.say({"removed": people.remove(name)})
            case _:
                found = [{"person": one.name, "role": one.role} for one in people.everybody()]
                line.say({"people": found})
    except NotLetIn as refused:
        raise RuleBroken(REFUSALS[refused.why], name=name) from refused
    return DONE


def _people(line: "CommandLine") -> "People":
    from counter.hub.console.people import People
    from counter.hub.home import database_of

    return People(database_of(line.asked.dir, line.asked.database or ""), now, os.urandom)


def _password() -> str:
    """Of the environment, or typed where nobody sees it; never of the command line, which others
    on this machine can read.
    """
    from getpass import getpass

    told = os.environ.get(PASSWORD, "")
    return told if told or not sys.stdin.isatty() else getpass("Password: ")


def _publish(line: "CommandLine") -> int:
    from dataclasses import asdict

    from counter.hub.home import database_of, key_in, name_of
    from counter.hub.publishing import Publisher

    asked = line.asked
    engine = database_of(asked.dir, asked.database or "")
    hub = name_of(engine, key_in(asked.dir), os.urandom)
    publisher = Publisher(engine, hub, now, os.urandom)
    if asked.step == "published":
        line.say({"published": [asdict(one) for one in publisher.everything()]})
        return DONE
    try:
        text = sys.stdin.read() if str(asked.file) == "-" else asked.file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        raise RuleBroken("publish.unread", why=str(trouble)) from trouble
    line.say(asdict(publisher.publish(text, from_on=asked.from_on, note=asked.note)))
    return DONE


def _rebuild(line: "CommandLine") -> int:
    from counter.hub.home import database_of
    from counter.hub.projecting import Projection

    projection = Projection(database_of(line.asked.dir, line.asked.database or ""), now)
    line.say({"entries": projection.rebuild()})
    return DONE


# serving -----------------------------------------------------------------------------------------

FOLDER, DATABASE = "COUNTER_HUB_DIR", "COUNTER_HUB_DATABASE"
BLOBS = "COUNTER_HUB_BLOBS"
#: what is said at the start about the database, by what keeps outlets apart in it
WALLS = {
    "file": "",
    "roles": "hub: the database keeps outlets apart by roles\n",
    "none": "hub: one role does everything in this database: outlets are kept apart by the hub's"
    " own statements alone; `hub prepare-database` makes the database keep them apart too\n",
}
#: where processes of the hub add up what they count; the name is the library's
COUNTS = "PROMETHEUS_MULTIPROC_DIR"


def serve(line: "CommandLine") -> None:
    """Serves until it is stopped. Raises RuleBroken for a certificate that cannot be read, an
    address that cannot be had, or several workers on a file.
    """
    import uvicorn

    asked = line.asked
    _check_certificate(asked.certificate, asked.key)
    port = _free_address(asked.host, asked.port)
    how: dict[str, Any] = {
        "host": asked.host, "port": port, "log_level": "warning",
        "ssl_certfile": asked.certificate, "ssl_keyfile": asked.key, "server_header": False,
        "timeout_keep_alive": 75, "limit_concurrency": 20_000,
        "timeout_graceful_shutdown": STOPS_AFTER_S, "ws": "none",
    }  # fmt: skip
    sys.stderr.write(f"hub: {asked.host}:{port}, {asked.dir}\n{_wall(line)}")
    if asked.workers <= 1:
        from counter.hub.running import built

        app = built(asked.dir, asked.database or "", asked.blobs)
        uvicorn.Server(uvicorn.Config(app, **how)).run()
        return
    os.environ[BLOBS] = asked.blobs
    prepared = _prepare_workers(asked.dir, asked.database or "")
    try:
        uvicorn.run("counter.hub_commands:worker", factory=True, workers=asked.workers, **how)
    finally:
        prepared()


def _wall(line: "CommandLine") -> str:
    from counter.hub.home import database_of
    from counter.hub.preparing import wall_of

    engine = database_of(line.asked.dir, line.asked.database or "")
    try:
        return WALLS[wall_of(engine)]
    finally:
        engine.dispose()


def _prepare_workers(folder: Path, database: str) -> Callable[[], None]:
    """Makes once what each of them would make, and a folder their counts are added up in; the
    answer takes that away.
    """
    import shutil
    import tempfile

    from counter.hub.home import database_of, key_in, name_of

    engine = database_of(folder, database)
    if engine.dialect.name != "postgresql":
        raise RuleBroken("hub.workers_need_postgresql")
    name_of(engine, key_in(folder), os.urandom)
    engine.dispose()
    counts = tempfile.mkdtemp(prefix="hub-metrics-")
    os.environ |= {FOLDER: str(folder), DATABASE: database, COUNTS: counts}

    def away() -> None:
        shutil.rmtree(counts, ignore_errors=True)

    return away


def worker() -> Any:
    """The application in one of several processes; where it lies is in the environment."""
    from counter.hub.running import built

    return built(Path(os.environ[FOLDER]), os.environ[DATABASE], os.environ[BLOBS])


def _free_address(host: str, port: int) -> int:
    """What answers here is looked for before anything is begun; the port, where any would do."""
    import errno
    import socket

    try:
        (family, kind, _, _, place), *_ = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        with socket.socket(family, kind) as bound:
            if os.name == "posix":
                bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(place)
            return int(bound.getsockname()[1])
    except OSError as trouble:
        is_taken = trouble.errno in (errno.EADDRINUSE, errno.EACCES)
        rule = "hub.port_taken" if is_taken else "hub.no_host"
        raise RuleBroken(rule, host=host, port=port) from trouble


def _check_certificate(certificate: Path | None, key: Path | None) -> None:
    if certificate is None and key is None:
        return
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        if certificate is None or key is None:
            raise ValueError("--certificate and --key go together")
        context.load_cert_chain(certificate, key)
    except (OSError, ValueError, ssl.SSLError) as wrong:
        raise RuleBroken(
            "hub.certificate", file=str(certificate or key), said=str(wrong)
        ) from wrong
