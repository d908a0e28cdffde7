"""What a camera sees, brought to the window: a picture at a time, and none while the last one is
not shown yet.

The thread begins with a camera and ends with it; the next one waits until the last has let go.
"""

import threading
import time
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QImage

from counter.camera import extra
from counter.camera.lens import BLACK, Lens, is_black
from counter.camera.places import chosen, found
from counter.camera.reading import Code, CodeReader
from counter.domain.refusals import RuleBroken
from ui.kit import Kit

if TYPE_CHECKING:
    from counter.camera.lens import Picture

MOST_A_SECOND = 15
QUALITY = 95  # of 100; the darkroom makes it smaller, once
USUAL_ROOM = (960, 540)
LAST_WAIT_S = 5  # a camera that does not answer gives up after three


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture as large as it is shown, and the code that was found in it."""

    image: QImage
    code: Code | None = None
    trouble: RuleBroken | None = None  # what is wrong with a picture that did come


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture that was taken: a JPEG of all that the camera saw, and how it is shown."""

    content: bytes
    image: QImage


class _Want:
    """What the window wants of one opening of a camera; both threads look at it."""

    def __init__(self, key: str, room: tuple[int, int], reader: CodeReader | None):
        self.key, self.room, self.reader = key, room, reader
        self.over, self.hungry, self.snap = (threading.Event() for _ in range(3))
        self.hungry.set()


class Feed(QObject):
    """At most one camera is open."""

    seen = Signal(object)
    taken = Signal(object)
    failed = Signal(object)  # a RuleBroken, or a fault of ours; the camera is closed by then
    _came = Signal(object, object)

    def __init__(self, parent: QObject):
        super().__init__(parent)
        self._want: _Want | None = None
        self._thread: threading.Thread | None = None
        self._room = USUAL_ROOM
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.end)

    def open(self, key: str, *, reads: bool) -> None:
        """Open the camera that was chosen here, or the first; `reads` looks for codes in it."""
        self.close()
        want = self._want = _Want(key, self._room, CodeReader() if reads else None)
        facts = (want, self._thread)
        self._thread = threading.Thread(target=self._run, args=facts, name="camera", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Let the camera go; nothing more is told of it. Waits for nothing."""
        if self._want is not None:
            self._want.over.set()
            self._want = None

    def end(self) -> None:
        """The program ends: the camera is let go before."""
        self.close()
        if self._thread is not None:
            self._thread.join(LAST_WAIT_S)

    def is_open(self) -> bool:
        """Whether a camera is wanted."""
        return self._want is not None

    def is_idle(self) -> bool:
        """Whether the last camera was let go."""
        return self._thread is None or not self._thread.is_alive()

    def make_room(self, wide: int, high: int) -> None:
        """Pictures are shown so large, in dots of the screen."""
        self._room = (max(1, wide), max(1, high))
        if self._want is not None:
            self._want.room = self._room

    def take(self) -> None:
        """Take the next picture the camera gives."""
        if self._want is not None:
            self._want.snap.set()

    # -- on the camera's thread

    def _run(self, want: _Want, before: threading.Thread | None) -> None:
        if before is not None:
            before.join()
        try:
            if not want.over.is_set():
                extra.need()
                self._look(want)
        except RuleBroken as refusal:
            self._tell(want, refusal)
        except ImportError:  # what is there of it does not load
            self._tell(want, extra.missing())
        except Exception as fault:
            import logging

            logging.getLogger(__name__).exception("the camera's thread failed")
            self._tell(want, fault)

    def _look(self, want: _Want) -> None:
        with closing(Lens(chosen(want.key, found()))) as lens:
            next_at = 0.0
            while not want.over.is_set():
                lens.grab()
                now = time.monotonic()
                if want.snap.is_set():
                    want.snap.clear()
                    self._tell(want, _taken(lens.picture(), want.room))
                elif now >= next_at and want.hungry.is_set():
                    next_at = max(now, next_at + 1 / MOST_A_SECOND)
                    want.hungry.clear()
                    self._tell(want, _seen(lens.picture(), want))

    def _tell(self, want: _Want, what: object) -> None:
        if want.over.is_set():
            return
        try:
            self._came.emit(want, what)
        except RuntimeError:  # the window has gone meanwhile
            want.over.set()

    # -- on the window's thread

    def _deliver(self, want: _Want, what: object) -> None:
        if want is not self._want:
            return
        if isinstance(what, Seen):
            self.seen.emit(what)
            want.hungry.set()
        elif isinstance(what, Taken):
            self.taken.emit(what)
        else:
            self.close()
            self.failed.emit(what)


def feed_of(kit: Kit) -> Feed:
    """The one feed of a window, made when it is first wanted."""
    return kit.desk.findChild(Feed) or Feed(kit.desk)


def _seen(picture: "Picture", want: _Want) -> Seen:
    code = want.reader.read(picture) if want.reader is not None else None
    trouble = RuleBroken(BLACK) if code is None and is_black(picture) else None
    return Seen(_image(picture, want.room), code, trouble)


def _taken(picture: "Picture", room: tuple[int, int]) -> Taken:
    import cv2

    _, content = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return Taken(content.tobytes(), _image(picture, room))


def _image(picture: "Picture", room: tuple[int, int]) -> QImage:
    """A picture that fits into the room, ready to be painted; a small one stays as it is."""
    import cv2

    high, wide = picture.shape[:2]
    share = min(room[0] / wide, room[1] / high)
    if share < 1:
        size = (max(1, round(wide * share)), max(1, round(high * share)))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)  # pyright: ignore[reportAssignmentType]
        high, wide = picture.shape[:2]
    form = QImage.Format.Format_BGR888
    return QImage(picture.tobytes(), wide, high, wide * 3, form).convertToFormat(
        QImage.Format.Format_RGB32
    )
