"""Where a paper goes from this machine, and on what it is printed there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from counter.printing.devices.catalogue import Language, Printer, Way
from counter.printing.devices.kept import kept_printers, kept_routes
from counter.printing.devices.routes import AS_PDF, Route
from counter.printing.devices.ways import queue

SLACK_MM = 1.0


class Painter(Protocol):
    """Printers of a system that are reached by its own printing alone; the window knows how."""

    def usual(self) -> str:
        """The printer the system takes by itself; empty where it has none."""
        ...

    def names(self) -> list[str]:
        """Every printer of the system."""
        ...

    def print_pdf(self, pdf: bytes, name: str, copies: int) -> None:
        """Print every page. Raises OSError."""
        ...


@dataclass(frozen=True, slots=True)
class Target:
    """One place where papers come out; `name` is what people call it, empty for the folder.

    `printer` is reached by `devices`; without one `name` is painted on by the window, and where
    there is no name either the paper is kept as a file. `size` is the medium, by itself when empty.
    """

    name: str
    printer: Printer | None = None
    size: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether papers are kept as files."""
        return not self.name


class Targets:
    """The printers of this machine as they are described at this moment."""

    def __init__(self, printers: Sequence[Printer], routes: Mapping[str, Route], system: "System"):
        self._printers = {printer.name: printer for printer in printers}
        self._routes, self._system = routes, system

    def of(self, form: str, printer: str = "") -> Target:
        """Where a paper goes: to `printer` when it was sent there, else as it is set up."""
        route = self._routes.get(form, Route())
        name = printer or route.printer
        size = route.size if not printer or printer == route.printer else ""
        if name == AS_PDF:
            return Target("", size=size)
        described = self._printers.get(name)
        if described is None:
            return self._system.target(name, size)
        if described.language is Language.DRIVER:
            return replace(self._system.target(described.address, size), name=name)
        return Target(name, described, size or size_for(form, described))


class System:
    """The system's own printers, by its programs where it has them, else by `painter`."""

    def __init__(self, painter: Painter | None = None) -> None:
        """Without a painter there are only queues."""
        self._painter = None if queue.is_here() else painter
        self._usual: str | None = None

    def target(self, name: str, size: str) -> Target:
        """One of the system's printers; its own choice when there is no name."""
        name = name or self.usual()
        if not name or self._painter is not None:
            return Target(name, size=size)
        driven = Printer(name=name, language=Language.DRIVER, way=Way.QUEUE, address=name)
        return Target(name, driven, size)

    def usual(self) -> str:
        """The printer the system takes by itself, asked for once a look."""
        if self._usual is None:
            self._usual = queue.usual() if self._painter is None else self._painter.usual()
        return self._usual

    def names(self) -> list[str]:
        """Every printer of the system; it may take its time to say."""
        return queue.names() if self._painter is None else self._painter.names()


def targets_of(home: Path, painter: Painter | None = None) -> Targets:
    """What is kept on this machine now. Raises RuleBroken "printer.list_damaged" | "printer.…"."""
    return Targets(kept_printers(home), kept_routes(home), System(painter))


def size_for(form: str, printer: Printer) -> str:
    """A medium of the form that this printer takes; empty where its own one does, or none."""
    from counter.printing.forms import FORMS
    from counter.printing.media import MEDIA

    if printer.language is Language.DRIVER or form not in FORMS:
        return ""
    sizes = [name for name in FORMS[form].on if _fits(name, printer)]
    own = FORMS[form].medium.name
    return "" if own in sizes or not sizes else MEDIA[sizes[0]].name


def _fits(size: str, printer: Printer) -> bool:
    from counter.printing.media import MEDIA, Feed

    medium = MEDIA[size]
    if medium.width > printer.width_mm + SLACK_MM:
        return False
    is_roll = medium.feed is Feed.ROLL
    if is_roll is not (printer.language is Language.ESCPOS):
        return False
    wide, high = printer.stock_width_mm, printer.stock_height_mm
    if is_roll:
        return not wide or medium.paper <= wide + SLACK_MM
    fits_wide = not wide or abs(medium.width - wide) <= SLACK_MM
    return fits_wide and (not high or abs(medium.height - high) <= SLACK_MM)
