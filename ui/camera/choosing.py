"""Which camera this machine takes pictures and reads codes with; set at once, and tried at once."""

from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from counter.camera import extra
from counter.camera.places import Place, found
from counter.domain.refusals import RuleBroken
from counter.wording import sentence
from ui.camera.scanning import ScanDialog
from ui.kit import Kit
from ui.preferences import CAMERA
from ui.widgets.buttons import Button
from ui.widgets.chips import Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.look import announce
from ui.widgets.pick import Pick

FIRST, NETWORK = "", "://"
SCHEMES = ("http", "https", "rtsp")


class CameraCard(QWidget):
    """The first there is, one by name, or one in the network by its address."""

    told = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._is_network = False
        self.dialog: ScanDialog | None = None
        self._title, self._how = label("", "strong"), label("", "muted", wrap=True)
        self.pick, self.address = Pick(), CodeEdit()
        self.pick_field = Field(self.pick, note="none")
        self.address_field = Field(self.address, note="asked")
        self.trial = Button(kit.theme, "", "camera")
        self.state = Callout(kit.theme, "info")
        fields = row(self.pick_field, self.address_field, gap=10)
        fields.setStretch(1, 1)
        line = stretched(row(fields, self.trial, gap=10), 1, 0)
        line.setAlignment(self.trial, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(column(self._title, line, self._how, self.state, gap=8))
        self.pick.picked.connect(self._picked)
        self.address.editingFinished.connect(self._typed)
        self.trial.clicked.connect(self.try_it)
        kit.preferences.changed.connect(self._preferred)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.pick, self.address, self.trial]

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("Camera"))
        self.pick_field.say(say("Take pictures and read codes with"))
        self.address_field.say(say("Its address"))
        self.address.setPlaceholderText("rtsp://192.168.1.20/stream")
        self.trial.say(say("Try it"))
        self._how.setText(
            say(
                "“Camera” beside the pictures of an item takes them; Shift+F4 reads a code. A "
                "picture goes into no file but the item's own."
            )
        )
        self.reload()

    def reload(self) -> None:
        """Show what is set, and whether the extra is there."""
        kept = self._kit.preferences.camera
        self._is_network = NETWORK in kept
        self._offer(kept)
        self.address.setText(kept if self._is_network else "")
        self._show_network()
        self._say_state()

    def try_it(self) -> None:
        """Show what the camera sees, and say the code it read."""
        if self._typed():
            self.dialog = ScanDialog(self._kit, self.window())
            self.dialog.finished.connect(self._tried)
            self.dialog.open()

    # -- inside

    def _offer(self, kept: str) -> None:
        say, there = self._kit.language.say, found()
        places = [] if self._is_network or not kept else [Place(kept, "")]
        places = [one for one in places if one.key not in [known.key for known in there]]
        self.pick.offer(
            say("Take pictures and read codes with"),
            [
                Choice(FIRST, say("The first there is")),
                *(Choice(one.key, self._name(one)) for one in (*there, *places)),
                Choice(NETWORK, say("A camera in the network")),
            ],
        )
        self.pick.pick(NETWORK if self._is_network else kept)

    def _name(self, place: Place) -> str:
        return place.name or self._kit.language.say("Camera {n}", n=place.called)

    def _show_network(self) -> None:
        self.address_field.setVisible(self._is_network)
        self.address_field.clear_state()

    def _say_state(self) -> None:
        try:
            extra.need()
        except RuleBroken as missing:
            said = sentence(missing.rule, missing.facts, self._kit.language.words)
            self.state.show_text(said, "warn", "triangle-alert")
            self.state.show()
        else:
            self.state.hide()

    def _picked(self) -> None:
        self._is_network = self.pick.code() == NETWORK
        self._show_network()
        if self._is_network:
            self.address.setFocus()
        else:
            self._keep(self.pick.code())

    def _typed(self) -> bool:
        """Keep the address; answers whether a camera can be tried."""
        if not self._is_network:
            return True
        typed = self.address.text().strip()
        if not is_address(typed):
            say = self._kit.language.say
            self.address_field.object_to(
                say("An address begins with http://, https:// or rtsp:// and the camera's name.")
            )
            return False
        self.address_field.clear_state()
        self._keep(typed)
        return True

    def _keep(self, key: str) -> None:
        if key != self._kit.preferences.camera:
            self._kit.preferences.keep(CAMERA, key)
            self.told.emit(self._kit.language.say("Kept for this machine"))

    def _preferred(self, name: str) -> None:
        if name == CAMERA and not self.address.hasFocus():
            self.reload()

    def _tried(self, _result: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None and dialog.code:
            said = self._kit.language.say("The camera has read {code}", code=dialog.code)
            self.told.emit(said)
            announce(self, said)
        self.trial.setFocus()


def is_address(text: str) -> bool:
    """Whether a camera in the network can be meant."""
    try:
        parts = urlsplit(text)
        return parts.scheme in SCHEMES and bool(parts.hostname)
    except ValueError:
        return False
