"""Where a camera is: the devices of this machine with their names, an address in the network, or a
film that stands for one.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from counter.domain.refusals import RuleBroken

SYS, DEV = Path("/sys/class/video4linux"), Path("/dev")
MOST_NUMBERS = 4  # where a system names no cameras they are tried by number
PICTURE_NODE = "0"  # a camera's further nodes give no pictures


@dataclass(frozen=True, slots=True)
class Place:
    """A camera. `key` is what opens it: a device file, a number, an address or a film; `name` is
    empty where the system tells none.
    """

    key: str
    name: str = ""

    @property
    def called(self) -> str:
        """What a sentence calls it: the first number is 1."""
        return self.name or (str(int(self.key) + 1) if self.key.isdecimal() else self.key)

    @property
    def is_device(self) -> bool:
        """Whether it is a device of this machine."""
        return not (self.is_address or self.is_film)

    @property
    def is_address(self) -> bool:
        """Whether it is reached by the network."""
        return "://" in self.key

    @property
    def is_film(self) -> bool:
        """Whether a film on this machine stands for it."""
        return not self.is_address and not self.key.isdecimal() and Path(self.key).is_file()


def found(
    names: Path | None = None, nodes: Path | None = None, system: str = sys.platform
) -> list[Place]:
    """The cameras of this machine, as far as the system tells without opening them."""
    names, nodes = names or SYS, nodes or DEV
    if not system.startswith("linux"):
        return [Place(str(number)) for number in range(MOST_NUMBERS)]
    lasting = dict(_lasting(nodes))
    places: list[Place] = []
    for one in sorted(names.glob("video*"), key=_number):
        if _said(one / "index") in ("", PICTURE_NODE):
            node = nodes / one.name
            places.append(Place(lasting.get(node, str(node)), _said(one / "name")))
    return places


def chosen(kept: str, there: list[Place]) -> Place:
    """The camera that was chosen here, else the first there is. Raises RuleBroken "camera.none"."""
    for one in there:
        if one.key == kept:
            return one
    place = Place(kept, named(kept))
    if place.is_address or place.is_film:
        return place
    if there:
        return there[0]
    raise RuleBroken("camera.none")


def named(key: str) -> str:
    """What an address or a film is called: without anything secret in the address."""
    if "://" in key:
        try:
            return urlsplit(key).hostname or ""
        except ValueError:
            return ""
    return Path(key).name if key and not key.isdecimal() else ""


def _lasting(nodes: Path) -> Iterator[tuple[Path, str]]:
    """Names of devices that stay the same whichever is plugged in first."""
    for link in sorted((nodes / "v4l" / "by-id").glob("*")):
        yield Path(os.path.realpath(link)), str(link)


def _number(node: Path) -> int:
    digits = node.name.removeprefix("video")
    return int(digits) if digits.isdecimal() else sys.maxsize


def _said(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
