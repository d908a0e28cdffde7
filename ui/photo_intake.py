"""Pictures on their way in: chosen, dropped, pasted, taken with the camera, sent by a phone or come
into the folder; made smaller one after the other.
"""

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from counter.domain.refusals import RuleBroken
from counter.language import N_
from ui.darkroom import Darkroom, Developed, Source
from ui.folder_watch import watch_of
from ui.kit import Kit
from ui.widgets.photo_strip import PhotoStrip

if TYPE_CHECKING:
    from ui.camera.shooting import ShootDialog
    from ui.phone.panel import PhonePanel

PATTERNS = "*.jpg *.jpeg *.png *.webp *.gif *.bmp *.tif *.tiff *.avif"


class From(Enum):
    """Where a picture came from, and how it is told."""

    HERE = N_("The picture was added")
    FOLDER = N_("A picture came from the folder")
    PHONE = N_("A picture came by phone")


class PhotoIntake(QObject):
    """Serves one strip; what it made smaller waits on this machine."""

    kept = Signal(object)  # Developed: its key is the path of the small picture
    refused = Signal(object)
    lost = Signal()  # by a fault of ours
    coming = Signal(int)  # so many will be kept, refused or lost, in this order; from `source`
    troubled = Signal(object)  # a refusal that is no picture's

    def __init__(self, kit: Kit, strip: PhotoStrip):
        super().__init__(strip)
        self._kit, self.strip = kit, strip
        self._folder = ""
        self._waiting = 0
        self._is_answered = False  # the picture that comes back now was kept or refused
        self.hint = ""  # what stands beside the button while nothing is under way
        self.source = From.HERE
        self.subject, self._name = "", ""  # whose pictures they are
        self.dialog: QFileDialog | None = None
        self.panel: PhonePanel | None = None
        self.camera: ShootDialog | None = None
        self._watch = watch_of(kit.preferences, kit.desk)
        self._watch.serve(self)
        strip.wants_files.connect(self.choose)
        strip.wants_camera.connect(self.shoot)
        strip.wants_phone.connect(self.ask_phone)
        strip.turned.connect(self._turned)
        strip.came.connect(self._take_chosen)
        strip.wants_image.connect(self._develop)

    def say_all(self) -> None:
        """Set every text of the strip anew."""
        say = self._kit.language.say
        hint = say("Choose files, drop them here, or paste a picture with Ctrl+V")
        by_phone = say("Take them with a phone that is in the same network")
        by_camera = say("Take them with the camera of this computer")
        ways = [
            (say("Add picture"), hint),
            (say("Camera"), by_camera),
            (say("With a phone"), by_phone),
        ]
        self.strip.say(say("Pictures"), ways)
        self._tell()

    def choose(self) -> None:
        """Ask for files."""
        if self.dialog is not None:
            return
        say = self._kit.language.say
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.PicturesLocation)
        folder = next((one for one in (self._folder, *places) if one and Path(one).is_dir()), "")
        pictures = say("Pictures")
        names = f"{pictures} ({PATTERNS})"
        window: QWidget = self.strip.window()
        self.dialog = QFileDialog(window, say("Add picture"), folder, names)
        self.dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self.dialog.filesSelected.connect(self._chosen)
        self.dialog.finished.connect(self._forget_dialog)
        self.dialog.open()

    def be_of(self, subject: str, name: str = "") -> None:
        """Pictures are another item's from now on; `name` is what it is called to a phone."""
        if subject != self.subject:
            self.subject, self._name = subject, name
            self._close_panel()
            self._watch.wake()

    def shoot(self) -> None:
        """Take pictures with the camera of this computer."""
        from ui.camera.shooting import ShootDialog

        if self.camera is None:
            self.camera = ShootDialog(self._kit, self.strip.window())
            self.camera.kept.connect(self._take_one)
            self.camera.finished.connect(self._forget_camera)
            self.camera.open()

    def ask_phone(self) -> None:
        """Let a phone send pictures to this item, until the panel is closed."""
        from ui.phone.panel import PhonePanel

        if self.panel is None:
            self.panel = PhonePanel(self._kit, self.strip.window(), self._name)
            self.panel.came.connect(self._take_from_phone)
            self.panel.finished.connect(self._forget_panel)
            self.panel.open()

    def take(self, sources: list[Source], source: From = From.HERE) -> None:
        """Make these smaller."""
        self.source = source
        self.coming.emit(len(sources))
        for one in sources:
            self._waiting += 1
            reply = self._kit.desk.develop(Darkroom.keep, source=one)
            reply.then(self._kept).sorry(self._refuse).after(self._came)
        self._tell()

    def is_busy(self) -> bool:
        """Whether a picture is still on its way."""
        return self._waiting > 0

    # -- what the folder's watch asks

    def place(self) -> QWidget:
        """The part of the page the strip stands in."""
        return self.strip.parentWidget() or self.strip

    def is_open(self) -> bool:
        """Whether pictures can be added now."""
        return self.strip.is_open()

    def take_from_folder(self, name: str, content: bytes) -> None:
        """A picture has come into the folder."""
        del name
        self.take([content], From.FOLDER)

    def complain(self, refusal: RuleBroken) -> None:
        """Say what is wrong with the folder or a file in it."""
        self.troubled.emit(refusal)

    # -- inside

    def forget(self, key: str) -> None:
        """A picture that waited is with its item now."""
        self._kit.desk.develop(Darkroom.forget, key=key)

    def _chosen(self, files: list[str]) -> None:
        if files:
            self._folder = str(Path(files[0]).parent)
            self.take([Path(file) for file in files])

    def _take_chosen(self, sources: list[Source]) -> None:
        self.take(sources)

    def _take_one(self, content: bytes) -> None:
        self.take([content])

    def _take_from_phone(self, content: bytes) -> None:
        self.take([content], From.PHONE)

    def _turned(self) -> None:
        if not self.strip.is_open():
            self._close_panel()
        self._watch.wake()

    def _close_panel(self) -> None:
        if self.panel is not None:
            self.panel.reject()

    def _forget_panel(self, _result: int) -> None:
        self.panel = None
        self.strip.phone.setFocus()

    def _forget_camera(self, _result: int) -> None:
        self.camera = None
        self.strip.camera.setFocus()

    def _forget_dialog(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self.strip.add.setFocus()

    def _kept(self, developed: Developed) -> None:
        self._is_answered = True
        self.kept.emit(developed)

    def _refuse(self, refusal: RuleBroken) -> None:
        self._is_answered = True
        self.refused.emit(refusal)

    def _came(self) -> None:
        if not self._is_answered:
            self.lost.emit()
        self._is_answered = False
        self._waiting -= 1
        self._tell()

    def _tell(self) -> None:
        say_n = self._kit.language.say_n
        busy = say_n(
            "A picture is being made smaller…",
            "{n} pictures are being made smaller…",
            self._waiting,
        )
        self.strip.tell(busy if self._waiting else self.hint, is_busy=self._waiting > 0)

    def _develop(self, key: str) -> None:
        self._kit.desk.develop(Darkroom.small, key=key).then(self._developed)

    def _developed(self, developed: Developed) -> None:
        from counter.wording import sentence

        trouble, words = developed.trouble, self._kit.language.words
        said = sentence(trouble.rule, trouble.facts, words) if trouble else ""
        self.strip.show_image(developed.key, developed.image, said)
