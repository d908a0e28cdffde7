"""Pictures of items that are not taken in yet: small copies on this machine, named in the draft."""

from collections import deque
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from counter.domain.refusals import RuleBroken
from ui.darkroom import Developed
from ui.dialogs.photo_view import PhotoDialog, Side
from ui.kit import Kit
from ui.photo_intake import From, PhotoIntake
from ui.screens.check_in.draft import ItemDraft
from ui.widgets.photo_strip import PhotoStrip
from ui.widgets.photo_tile import Shot


class DraftPhotos(QObject):
    """Fills the list of the item that was open when a picture was chosen."""

    changed = Signal()
    undoable = Signal(str, object)
    refused = Signal(object)

    def __init__(self, kit: Kit, strip: PhotoStrip):
        super().__init__(strip)
        self._kit, self.strip, self.intake = kit, strip, PhotoIntake(kit, strip)
        self.paths: list[str] = []  # of the item that is open; the draft holds the same list
        self._coming: deque[tuple[list[str], From]] = deque()
        self._dropped: tuple[list[str], str] | None = None
        self._sent: tuple[list[str], str] | None = None  # by a phone or the folder, the last one
        self.view: PhotoDialog | None = None
        self.intake.coming.connect(self._expect)
        self.intake.kept.connect(self._keep)
        self.intake.refused.connect(self._refuse)
        self.intake.lost.connect(self._lost)
        self.intake.troubled.connect(self.refused)
        strip.opened.connect(self.look)
        strip.removed.connect(self.drop)

    def say_all(self) -> None:
        """Set every text anew."""
        self.intake.say_all()
        self._show()

    def show_paths(self, paths: list[str]) -> None:
        """Show the pictures of an item."""
        self.paths = paths
        self.intake.be_of(str(id(paths)))
        self._show()

    def forget(self, items: list[ItemDraft]) -> None:
        """Throw away the copies that are with their cases now."""
        for item in items:
            for path in item.photos:
                self.intake.forget(path)

    def drop(self, path: str) -> None:
        """Take a picture away; it can be had back at once."""
        if path in self.paths:
            self.paths.remove(path)
            self._dropped = self.paths, path
            self._tell()
            self.undoable.emit(self._kit.language.say("The picture was taken away"), self.put_back)

    def put_back(self) -> None:
        """Put the picture that was taken away last with its item again."""
        if self._dropped is not None:
            (paths, path), self._dropped = self._dropped, None
            paths.append(path)
            self._tell()

    def look(self, path: str) -> None:
        """Show a picture closely."""
        side = Side(self._kit.language.say("Picture"), self._shots(), path)
        self.view = PhotoDialog(self._kit, self.strip.window(), [side], removable=True)
        self.view.removed.connect(self.drop)
        self.view.finished.connect(self._forget_view)
        self.view.open()

    def _forget_view(self, _result: int) -> None:
        self.view = None

    def _expect(self, count: int) -> None:
        self._coming.extend([(self.paths, self.intake.source)] * count)

    def _keep(self, developed: Developed) -> None:
        paths, source = self._coming.popleft()
        if developed.key not in paths:
            paths.append(developed.key)
            if source is not From.HERE:
                self._sent = paths, developed.key
                self.undoable.emit(self._kit.language.say(source.value), self.send_back)
        self._tell()

    def send_back(self) -> None:
        """Take away what came last without anybody choosing it here."""
        if self._sent is not None:
            (paths, path), self._sent = self._sent, None
            if path in paths:
                paths.remove(path)
                self._tell()

    def _refuse(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)
        self._lost()

    def _lost(self) -> None:
        self._coming.popleft()
        self._tell()

    def is_waiting(self) -> bool:
        """Whether a picture is still on its way."""
        return bool(self._coming)

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.strip.show_shots(self._shots())

    def _shots(self) -> list[Shot]:
        say = self._kit.language.say
        return [
            Shot(path, say("Picture {n}", n=n), Path(path).name[:6], n)
            for n, path in enumerate(self.paths, start=1)
        ]
