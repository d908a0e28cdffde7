"""The shops every small world begins with: founded once in a process, copied for each seed."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from counter.domain import records as r
from counter.domain.records import HEAD_OFFICE
from counter.domain.states import Role
from counter.storage import building, database
from counter.storage.backup import back_up, restore
from counter.storage.machine import Machine
from counter.storage.shop import Shop
from counter.storage.work import Work

START = 1_795_000_000_000
TMPFS, ROOM = Path("/dev/shm"), 1 << 30


def quick_place(otherwise: Path) -> Path:
    """A folder in memory where the system has one with room: the power never fails in a
    simulation, so nothing has to reach a disk.
    """
    if TMPFS.is_dir() and shutil.disk_usage(TMPFS).free > ROOM:
        return TMPFS
    return otherwise


@cache
def founded(outlets: int) -> Path:
    """A folder with a shop for head office and two seats for each outlet, `1a`, `1b` …, and each
    one's machine, `machine 1a` ….
    """
    folder = _kept_folder()
    for number in range(outlets + 1):
        _found(folder, number, Random(number).randbytes)
    return folder


@cache
def blank() -> Path:
    """An empty shop file, its tables made."""
    path = _kept_folder() / "blank.db"
    db = database.open_writer(path, create=True)
    db.execute("PRAGMA synchronous=OFF")
    building.build(db)
    db.close()
    return path


def _kept_folder() -> Path:
    place = quick_place(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix="counter-world-", dir=place))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _found(folder: Path, number: int, chance: Callable[[int], bytes]) -> None:
    first = folder / f"{number}a"
    shop = Shop.create(first, Machine(folder / f"machine {number}a", chance), _founder(number))
    if number != HEAD_OFFICE:
        copy, second = folder / f"{number}.copy", folder / f"{number}b"
        back_up(shop, copy)
        restore(copy, second)
        copy.unlink()
        other = Shop(second, Machine(folder / f"machine {number}b", chance))
        with other.act("look", START, lambda work: work.all(r.Person)[0]) as work:
            # so that it has a replica of its own
            work.add(r.Part(id=work.new_id(), publisher=number, code="P0"))
        other.close()
    shop.close()


def _founder(number: int) -> Callable[[Work], None]:
    def found(work: Work) -> None:
        work.at = START
        work.outlet = replace(work.outlet, number=number)
        outlet = replace(work.outlet, id=work.new_id(), publisher=number, name=f"店{number}")
        work.outlet = work.add(outlet)
        seat = r.Seat(id=work.new_id(), publisher=number, outlet_id=outlet.id, digit=1)
        work.seat = work.add(seat)
        person = r.Person(id=work.new_id(), publisher=number, outlet_id=outlet.id, code="1001",
                          name="孙丽", role=Role.MANAGER)  # fmt: skip
        work.person = work.add(person)

    return found
