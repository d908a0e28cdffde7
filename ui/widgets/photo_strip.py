"""Pictures in a row or in lines, with the buttons that add some; files and images can be dropped
or pasted here.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QHideEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.photo_tile import LARGE, PhotoTile, Shot

GAP = 10
RAW = ("image/png", "image/jpeg", "image/webp", "image/bmp", "image/tiff")


class PhotoStrip(QWidget):
    """One stop for Tab at each button, one at the pictures; arrows lead from one to the next."""

    wants_files = Signal()
    wants_camera = Signal()
    wants_phone = Signal()
    turned = Signal()  # it can be seen now, or no more; or is open for pictures now, or no more
    came = Signal(object)  # a list of files, bytes and images
    opened = Signal(str)
    removed = Signal(str)
    wants_image = Signal(str)  # a picture that is shown for the first time

    def __init__(self, theme: Theme, *, large: bool = False, most: int = 5):
        """`most` is how many a small strip shows; the others are reached by looking at one."""
        super().__init__()
        self._theme, self._large, self._most = theme, large, most
        self.tiles: list[PhotoTile] = []
        self._is_open = True
        kind = "" if large else "icon"
        self.add = Button(theme, kind, "plus", "text_2")
        self.camera = Button(theme, kind, "camera", "text_2")
        self.phone = Button(theme, kind, "smartphone", "text_2")
        self.ways = [self.add, self.camera, self.phone]
        self.note: QLabel = label("", "muted", wrap=large)
        self._more = label("", "muted")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP if large else 6)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        ways = row(*self.ways, gap=8 if large else 4)
        if large:
            head = stretched(row(ways, self.note, 1, gap=12), 0, 1, 1)
            self.setLayout(column(head, self._grid, 1, gap=10))
        else:
            self.setLayout(row(ways, self._grid, self._more, self.note, 1, gap=8))
        for way in self.ways:
            way.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAcceptDrops(True)
        self.add.clicked.connect(self.wants_files)
        self.camera.clicked.connect(self.wants_camera)
        self.phone.clicked.connect(self.wants_phone)
        self._more.hide()

    def say(self, name: str, ways: Sequence[tuple[str, str]]) -> None:
        """Name the strip and its buttons, each with a hint."""
        self.setAccessibleName(name)
        for way, (text, hint) in zip(self.ways, ways, strict=True):
            if self._large:
                way.say(text, hint)
            else:
                way.say_to_readers(text)

    def tell(self, text: str, *, is_busy: bool = False) -> None:
        """A word beside the button: what is under way, or what to do; in a small strip a sign."""
        self.note.setText(text if self._large else "…")
        self.note.setAccessibleName(text)
        self.note.setVisible(bool(text) and (self._large or is_busy))

    def allow(self, *, may_add: bool) -> None:
        """Whether pictures can be added."""
        self._is_open = may_add
        for way in self.ways:
            way.setVisible(may_add)
        self.setAcceptDrops(may_add)
        self.turned.emit()

    def is_open(self) -> bool:
        """Whether it can be seen and pictures can be added."""
        return self._is_open and self.isVisible()

    def show_shots(self, shots: Sequence[Shot]) -> None:
        """Show these; tiles of pictures that stay are kept."""
        focus = next((tile.shot.key for tile in self.tiles if tile.hasFocus()), "")
        known = {tile.shot.key: tile for tile in self.tiles}
        shown = shots if self._large else shots[-self._most :]
        self.tiles = []
        for shot in shown:
            tile = known.pop(shot.key, None) or self._made(shot)
            tile.show_shot(shot)
            self.tiles.append(tile)
        for tile in known.values():
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        hidden = len(shots) - len(shown)
        self._more.setText(f"+{hidden}")
        self._more.setVisible(hidden > 0)
        self._lay_out()
        self._lead_to(focus or (self.tiles[0].shot.key if self.tiles else ""))
        for tile in self.tiles:
            if not tile.is_developed:
                self.wants_image.emit(tile.shot.key)

    def show_image(self, key: str, image: QImage | None, trouble: str = "") -> None:
        """A picture has come, or cannot come."""
        for tile in self.tiles:
            if tile.shot.key == key:
                tile.show_image(image, trouble)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [*self.ways, *self.tiles]

    # -- inside

    def _made(self, shot: Shot) -> PhotoTile:
        tile = PhotoTile(self._theme, shot, large=self._large)
        tile.clicked.connect(self._clicked)
        tile.stepped.connect(self._step)
        tile.removed.connect(self._removed)
        return tile

    def _lay_out(self) -> None:
        across = max(1, (self.width() + GAP) // (LARGE.width() + GAP)) if self._large else 99
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, *divmod(place, across))
            tile.show()

    def _lead_to(self, key: str) -> None:
        """Tab stops at one picture alone: the one that had the focus last."""
        keys = [tile.shot.key for tile in self.tiles]
        place = keys.index(key) if key in keys else 0
        for n, tile in enumerate(self.tiles):
            policy = Qt.FocusPolicy.StrongFocus if n == place else Qt.FocusPolicy.ClickFocus
            tile.setFocusPolicy(policy)
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)

    def _step(self, by: int) -> None:
        tile = self.sender()
        if isinstance(tile, PhotoTile):
            place = max(0, min(len(self.tiles) - 1, self.tiles.index(tile) + by))
            self._lead_to(self.tiles[place].shot.key)
            self.tiles[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, PhotoTile):
            self._lead_to(tile.shot.key)
            self.opened.emit(tile.shot.key)

    def _removed(self) -> None:
        tile = self.sender()
        if isinstance(tile, PhotoTile):
            self.removed.emit(tile.shot.key)

    def minimumSizeHint(self) -> QSize:
        """One picture wide: lines of pictures are broken where the room ends."""
        least = super().minimumSizeHint()
        return QSize(LARGE.width(), least.height()) if self._large else least

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if self._large:
            self._lay_out()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._turn(is_window=event.spontaneous())

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self._turn(is_window=event.spontaneous())

    def _turn(self, *, is_window: bool) -> None:
        if not is_window:  # a window that is only out of sight still takes pictures
            self.turned.emit()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self._is_open:
            self._take(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        welcome(event)

    def dropEvent(self, event: QDropEvent, /) -> None:
        event.acceptProposedAction()
        self._take(event.mimeData())

    def _take(self, mime: QMimeData) -> None:
        if found := sources_in(mime):
            self.came.emit(found)


def welcome(event: QDragEnterEvent) -> None:
    """Let in what may hold a picture."""
    mime = event.mimeData()
    if mime.hasUrls() or mime.hasImage():
        event.acceptProposedAction()


def sources_in(mime: QMimeData) -> list[Path | bytes | QImage]:
    """What of a clipboard, or of what was dropped, may be a picture; nothing is decoded."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files:
        return [*files]
    for form in RAW:
        if mime.hasFormat(form):
            return [bytes(mime.data(form).data())]
    image = mime.imageData() if mime.hasImage() else None
    return [image] if isinstance(image, QImage) else []
