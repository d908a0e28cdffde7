"""Pictures on their way in: chosen, dropped or pasted, made smaller one after the other."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from counter.domain.refusals import RuleBroken
from ui.darkroom import Darkroom, Developed, Source
from ui.kit import Kit
from ui.widgets.photo_strip import PhotoStrip

PATTERNS = "*.jpg *.jpeg *.png *.webp *.gif *.bmp *.tif *.tiff *.avif"


class PhotoIntake(QObject):
    """Serves one strip; what it made smaller waits on this machine."""

    kept = Signal(object)  # Developed: its key is the path of the small picture
    refused = Signal(object)
    coming = Signal(int)  # so many will be kept or refused, in this order

    def __init__(self, kit: Kit, strip: PhotoStrip):
        super().__init__(strip)
        self._kit, self._strip = kit, strip
        self._folder = ""
        self._waiting = 0
        self.hint = ""  # what stands beside the button while nothing is under way
        self.dialog: QFileDialog | None = None
        strip.wants_files.connect(self.choose)
        strip.came.connect(self.take)
        strip.wants_image.connect(self._develop)

    def say_all(self) -> None:
        """Set every text of the strip anew."""
        say = self._kit.language.say
        hint = say("Choose files, drop them here, or paste a picture with Ctrl+V")
        self._strip.say(say("Pictures"), say("Add picture"), hint)
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
        window: QWidget = self._strip.window()
        self.dialog = QFileDialog(window, say("Add picture"), folder, names)
        self.dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self.dialog.filesSelected.connect(self._chosen)
        self.dialog.finished.connect(self._forget_dialog)
        self.dialog.open()

    def take(self, sources: list[Source]) -> None:
        """Make these smaller."""
        self.coming.emit(len(sources))
        for source in sources:
            self._waiting += 1
            reply = self._kit.desk.develop(Darkroom.keep, source=source)
            reply.then(self._kept).sorry(self._refuse).after(self._came)
        self._tell()

    def is_busy(self) -> bool:
        """Whether a picture is still on its way."""
        return self._waiting > 0

    def forget(self, key: str) -> None:
        """A picture that waited is with its item now."""
        self._kit.desk.develop(Darkroom.forget, key=key)

    def _chosen(self, files: list[str]) -> None:
        if files:
            self._folder = str(Path(files[0]).parent)
            self.take([Path(file) for file in files])

    def _forget_dialog(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self._strip.add.setFocus()

    def _kept(self, developed: Developed) -> None:
        self.kept.emit(developed)

    def _refuse(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)

    def _came(self) -> None:
        self._waiting -= 1
        self._tell()

    def _tell(self) -> None:
        say_n = self._kit.language.say_n
        busy = say_n(
            "A picture is being made smaller…",
            "{n} pictures are being made smaller…",
            self._waiting,
        )
        self._strip.tell(busy if self._waiting else self.hint, is_busy=self._waiting > 0)

    def _develop(self, key: str) -> None:
        self._kit.desk.develop(Darkroom.small, key=key).then(self._developed)

    def _developed(self, developed: Developed) -> None:
        from counter.wording import sentence

        trouble, words = developed.trouble, self._kit.language.words
        said = sentence(trouble.rule, trouble.facts, words) if trouble else ""
        self._strip.show_image(developed.key, developed.image, said)
