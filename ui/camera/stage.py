"""The live picture with all that belongs to a camera: which one, what is wrong with it, and what
to do about that. The camera is open while this can be seen, and not a moment longer.
"""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QWidget

from counter.camera.places import Place, chosen, found
from counter.domain.refusals import RuleBroken
from counter.wording import sentence
from ui.camera.feed import Seen, feed_of
from ui.camera.view import LiveView
from ui.kit import Kit
from ui.preferences import CAMERA
from ui.widgets.buttons import Button
from ui.widgets.chips import Choice
from ui.widgets.labels import Callout
from ui.widgets.layouts import column, row, stretched
from ui.widgets.look import announce
from ui.widgets.pick import Pick

SLOW_MS = 1000
NOT_INSTALLED, NO_PICTURE = "camera.not_installed", "camera.no_picture"


class Stage(QWidget):
    """Asks the feed for the camera of this machine. `reads` looks for codes in what is seen."""

    seen = Signal(object)  # Seen
    taken = Signal(object)  # Taken
    turned = Signal()  # pictures come now, or no more

    def __init__(self, kit: Kit, *, reads: bool = False):
        super().__init__()
        self._kit, self._reads = kit, reads
        self._feed = feed_of(kit)
        self._trouble: RuleBroken | None = None
        self._is_frozen = False
        self._late: object = None  # what went wrong while one picture was looked at
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self.view = LiveView(kit.theme)
        self.callout = Callout(kit.theme, "circle-alert", "danger")
        self.again, self.copy = Button(kit.theme), Button(kit.theme)
        self.pick = Pick()
        self._build()
        self._connect()

    def _build(self) -> None:
        self._tools = row(self.pick, self.again, self.copy, 1, gap=8)
        self.setLayout(stretched(column(self.view, self.callout, self._tools, gap=8), 1))
        self.callout.hide()
        self.again.setAutoDefault(False)
        self.copy.setAutoDefault(False)

    def _connect(self) -> None:
        feed = self._feed
        feed.seen.connect(self._show)
        feed.taken.connect(self._take)
        feed.failed.connect(self._fail)
        self.view.resized.connect(feed.make_room)
        self._slow.timeout.connect(self._say_slow)
        self.again.clicked.connect(self.open_camera)
        self.copy.clicked.connect(self._copy)
        self.pick.picked.connect(self._picked)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.view.setAccessibleName(say("What the camera sees"))
        self.again.say(say("Try again"))
        self.copy.say(say("Copy the command"))
        self._offer()
        self._say_trouble()

    def is_live(self) -> bool:
        """Whether pictures come."""
        return self.view.has_image() and self._feed.is_open() and not self._is_frozen

    def refusal(self) -> RuleBroken | None:
        """What is wrong."""
        return self._trouble

    def freeze(self, image: QImage) -> None:
        """Let one picture stand; the camera stays open."""
        self._is_frozen = True
        self.view.show_image(image)
        self.turned.emit()

    def go_on(self) -> None:
        """Show what the camera sees again, or why it sees nothing any more."""
        self._is_frozen = False
        late, self._late = self._late, None
        if late is not None:
            self._fail(late)
        self.turned.emit()

    def take(self) -> None:
        """Take the next picture."""
        if self.is_live():
            self._feed.take()

    # -- open and closed

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        if not self._is_frozen:
            self.open_camera()

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self.close_camera()

    def open_camera(self) -> None:
        """Begin, or try again."""
        self._set_trouble(None)
        self._is_frozen, self._late = False, None
        self.view.show_words(self._kit.language.say("The camera starts…"))
        self._offer()
        self._slow.start()
        self._feed.open(self._kit.preferences.camera, reads=self._reads)
        self.turned.emit()

    def close_camera(self) -> None:
        """Let it go."""
        self._slow.stop()
        self._feed.close()

    # -- what comes of it

    def _show(self, seen: Seen) -> None:
        if not self.isVisible():
            return
        was_live = self.is_live()
        self._slow.stop()
        if not self._is_frozen:
            code = seen.code
            tone = "ok" if code is not None and code.is_sure else "accent"
            self.view.show_image(seen.image, code.corners if code else (), tone)
            self._set_trouble(seen.trouble)
        if not was_live:
            self.turned.emit()
        self.seen.emit(seen)

    def _take(self, taken: object) -> None:
        if self.isVisible():
            self.taken.emit(taken)

    def _fail(self, trouble: object) -> None:
        if not self.isVisible():
            return
        self._slow.stop()
        if self._is_frozen:
            self._late = trouble
            return
        if not isinstance(trouble, RuleBroken):
            self._kit.desk.failed.emit(f"{type(trouble).__name__}: {trouble}")
            trouble = RuleBroken(NO_PICTURE, camera=self.pick.currentText())
        self.view.show_words("")
        self._set_trouble(trouble)
        self._offer()
        self.turned.emit()

    def _set_trouble(self, trouble: RuleBroken | None) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._say_trouble()

    def _say_trouble(self) -> None:
        trouble = self._trouble
        is_over = trouble is not None and not self._feed.is_open()
        self.again.setVisible(is_over)
        self.copy.setVisible(trouble is not None and trouble.rule == NOT_INSTALLED)
        self.callout.setVisible(trouble is not None)
        if trouble is not None:
            said = sentence(trouble.rule, trouble.facts, self._kit.language.words)
            tone, icon = ("danger", "circle-alert") if is_over else ("warn", "triangle-alert")
            self.callout.show_text(said, tone, icon)
            announce(self, said)
        if is_over:
            self.again.setFocus()

    def _say_slow(self) -> None:
        say = self._kit.language.say
        self.view.show_words(say("Still waiting for the camera. Some take ten seconds to begin."))

    def _copy(self) -> None:
        if self._trouble is not None:
            QGuiApplication.clipboard().setText(str(self._trouble.facts.get("command", "")))
            self.copy.say(self._kit.language.say("Copied"))
            self.again.setFocus()

    # -- which camera

    def _offer(self) -> None:
        there, kept = found(), self._kit.preferences.camera
        try:
            now = chosen(kept, there)
        except RuleBroken:
            self.pick.hide()
            return
        places = there if now in there else [now, *there]
        choices = [Choice(place.key, self._name(place)) for place in places]
        self.pick.offer(self._kit.language.say("Camera"), choices)
        self.pick.pick(now.key)
        self.pick.setVisible(len(places) > 1)

    def _name(self, place: Place) -> str:
        return place.name or self._kit.language.say("Camera {n}", n=place.called)

    def _picked(self) -> None:
        self._kit.preferences.keep(CAMERA, self.pick.code())
        self.open_camera()
