"""The window's side of the network: how this seat stands with head office and its neighbours, and
what a person may ask of that. Nothing here waits; the threads of the network do.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from counter.domain.refusals import RuleBroken
from ui.desk import Desk
from ui.lines import Line, Reply
from ui.preferences import Preferences

if TYPE_CHECKING:
    from counter.relay.keeping import Standing as Heard
    from counter.relay.serving import Serving
    from ui.network_room import NetworkRoom, Seen

LOOK_MS, SOON_MS = 2000, 150
HUB = "hub"
ANSWERS = frozenset({"customer_answer", "*"})
NEIGHBOURS, LOOKS_AROUND = "neighbours", "looks_for_neighbours"
SERVES, PORT = "keeps_shop_in_step", "relay_port"
USUAL_PORT = 8471
ALARMING = frozenset(
    {"sync.revoked", "sync.key", "sync.other_hub", "sync.forged", "sync.refused", "sync.fault"}
)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A relay of the shop, and whether this seat is in step with it."""

    address: str
    in_step: bool
    refusal: RuleBroken | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What the file and the machine say of it, whether anybody answers or not. Times are
    milliseconds since 1970 UTC, 0 = never; `waiting` are entries head office has not signed for,
    `held` entries that were set aside, `later` those that a newer program wrote, `contended` what
    people have to settle.
    """

    url: str = ""
    outlet: int = 0
    seat: int = 0
    waiting: int = 0
    proved_at: int = 0
    heard_at: int = 0
    compared_at: int = 0
    held: int = 0
    contended: int = 0
    later: int = 0

    @property
    def is_joined(self) -> bool:
        """Whether this seat has joined a hub."""
        return bool(self.url)


@dataclass(frozen=True, slots=True)
class Standing:
    """All of it. `since_at` is since when it is in step with head office, or out of step."""

    kept: Kept = Kept()
    in_step: bool = False
    since_at: int = 0
    refusal: RuleBroken | None = None
    neighbours: tuple[Neighbour, ...] = ()
    serving: "Serving | None" = None

    @property
    def alarms(self) -> bool:
        """Whether somebody must do something: waiting does not help."""
        rule = self.refusal.rule if self.refusal else ""
        return rule in ALARMING or rule.startswith(("disk.", "shop."))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What this machine wants of its neighbours: addresses of relays, whether to look for those
    that announce themselves, and at which port it is one itself, if it is.
    """

    typed: tuple[str, ...] = ()
    looks_around: bool = False
    port: int | None = None


class Network(QObject):
    """Begins beside the painted window, ends with it."""

    changed = Signal()  # it stands otherwise
    alarmed = Signal(object)  # a refusal that does not pass by itself: somebody must do something
    failed = Signal(str)  # a fault of ours, in one line
    _arrived = Signal(object)
    _told = Signal(object)

    def __init__(self, desk: Desk, preferences: Preferences, parent: QObject):
        super().__init__(parent)
        self._desk, self._preferences = desk, preferences
        self._kept = Kept()
        self._heard: dict[str, Heard] = {}
        self._damage: RuleBroken | None = None
        self._serving: Serving | None = None
        self._was_in_step = self._is_looking = self._looks_again = False
        self._answers = True
        self._standing = Standing()
        self._line = Line("network", self._make_room, self._arrived.emit)
        self._arrived.connect(self._deliver)
        self._told.connect(self._hear)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self.look)

    def begin(self) -> None:
        """From now on."""
        self._desk.changed.connect(self._records_changed)
        self._timer.start()
        self.look()

    def standing(self) -> Standing:
        """How it stands."""
        return self._standing

    def look(self) -> None:
        """Look how it stands, and who is there."""
        if self._is_looking:
            self._looks_again = True
            return
        self._is_looking, self._looks_again = True, False
        look = _Look(self._wishes(), answers=self._answers)
        self._answers = False
        self._line.put(look).then(self._took).sorry(self._cannot).after(self._looked)

    def sync_now(self) -> None:
        """Ask everybody now, whatever was tried before."""
        self._line.put(_now)

    def join(self, url: str, code: str) -> Reply:
        """Join a hub by a one-time code."""
        return self._line.put(_Join(url, code))

    def move(self, url: str) -> Reply:
        """The hub has another address now."""
        return self._line.put(_Move(url))

    def show_code(self) -> Reply:
        """A code by which another seat meets this one, once."""
        return self._line.put(_show_code)

    def meet(self, address: str, code: str) -> Reply:
        """Meet the relay that shows a code; the answer is its address."""
        return self._line.put(_Meet(address, code))

    def close(self) -> None:
        """End it; nothing is lost, it goes on at the next start."""
        self._timer.stop()
        self._soon.stop()
        self._line.stop()

    # -- what comes back

    def _took(self, seen: "Seen") -> None:
        self._damage = None
        self._kept, self._serving = seen.kept, seen.serving
        self._heard = {one.url: one for one in seen.standings}
        self._weigh()

    def _cannot(self, refusal: RuleBroken) -> None:
        self._damage = refusal
        self._weigh()

    def _looked(self) -> None:
        self._is_looking = False
        if self._looks_again:
            self.look()

    def _hear(self, heard: "Heard") -> None:
        self._heard[heard.url] = heard
        self._weigh()
        self._soon.start()

    def _records_changed(self, kinds: frozenset[str]) -> None:
        self._answers = self._answers or bool(kinds & ANSWERS)
        self._soon.start()

    def _weigh(self) -> None:
        before = self._standing
        hub = next((one for one in self._heard.values() if one.name == HUB), None)
        near = [one for one in self._heard.values() if one.name != HUB]
        in_step = hub is not None and hub.in_step
        self._was_in_step = self._was_in_step or in_step
        since_at = hub.since_at if hub else 0
        if not in_step and not self._was_in_step:
            since_at = self._kept.heard_at  # of an earlier day
        self._standing = Standing(
            kept=self._kept,
            in_step=in_step,
            since_at=since_at,
            refusal=self._damage or (hub.refusal if hub else None),
            neighbours=tuple(Neighbour(one.url, one.in_step, one.refusal) for one in near),
            serving=self._serving,
        )
        if self._standing != before:
            self.changed.emit()
        self._alarm(before.refusal)

    def _alarm(self, before: RuleBroken | None) -> None:
        refusal = self._standing.refusal
        if refusal is None or not self._standing.alarms:
            return
        if before is None or before.rule != refusal.rule:
            self.alarmed.emit(refusal)

    def _deliver(self, reply: Reply) -> None:
        if reply.fault is not None:
            self.failed.emit(f"{type(reply.fault).__name__}: {reply.fault}")
        reply.deliver()

    # -- inside

    def _make_room(self) -> "NetworkRoom":
        from ui.network_room import NetworkRoom

        return NetworkRoom(self._desk, self._told.emit)

    def _wishes(self) -> Wishes:
        typed = self._preferences.kept(NEIGHBOURS).split()
        looks = self._preferences.kept(LOOKS_AROUND) == "1"
        port = int(self._preferences.kept(PORT, str(USUAL_PORT)))
        serves = self._preferences.kept(SERVES) == "1"
        return Wishes(tuple(typed), looks, port if serves else None)


class _Look:
    def __init__(self, wishes: Wishes, *, answers: bool):
        self._wishes, self._answers = wishes, answers

    def __call__(self, room: "NetworkRoom", reply: Reply) -> None:
        reply.answer = room.look(self._wishes, answers=self._answers)


class _Join:
    def __init__(self, url: str, code: str):
        self._url, self._code = url, code

    def __call__(self, room: "NetworkRoom", reply: Reply) -> None:
        reply.answer = room.join(self._url, self._code)


class _Move:
    def __init__(self, url: str):
        self._url = url

    def __call__(self, room: "NetworkRoom", reply: Reply) -> None:
        room.move(self._url)


class _Meet:
    def __init__(self, address: str, code: str):
        self._address, self._code = address, code

    def __call__(self, room: "NetworkRoom", reply: Reply) -> None:
        reply.answer = room.meet(self._address, self._code)


def _show_code(room: "NetworkRoom", reply: Reply) -> None:
    reply.answer = room.show_code()


def _now(room: "NetworkRoom", _reply: Reply) -> None:
    room.now()
