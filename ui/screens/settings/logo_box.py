"""The outlet's logo as papers burn it: chosen, dropped, pasted or taken away."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QBuffer,
    QIODevice,
    QMimeData,
    QPointF,
    QStandardPaths,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from counter.domain.paper_looks import LOGO_HIGH, LOGO_WIDE, Logo
from counter.domain.refusals import RuleBroken
from ui import tokens
from ui.darkroom import Source
from ui.kit import Kit
from ui.photo_intake import PATTERNS
from ui.widgets.buttons import Button
from ui.widgets.layouts import column, row
from ui.widgets.photo_strip import sources_in, welcome

SHOWN, EDGE = (LOGO_WIDE // 3, LOGO_HIGH // 3), 6  # px


def developed(_darkroom: Any, source: Source) -> Logo:
    """A picture as a logo; to be called on the pictures' thread."""
    from counter.logos import logo_from, logo_from_bytes

    if isinstance(source, Path):
        return logo_from(source)
    if isinstance(source, QImage):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        source.save(buffer, "PNG")  # pyright: ignore[reportArgumentType, reportCallIssue]
        source = bytes(buffer.data().data())
    return logo_from_bytes(source, "–")


class LogoBox(QWidget):
    """Shows the logo and takes another one; what is no picture is refused and nothing changes."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._logo: Logo | None = None
        self._dialog: QFileDialog | None = None
        self.seen: QLabel = QLabel()
        self.seen.setFixedSize(SHOWN[0] + 2 * EDGE, SHOWN[1] + 2 * EDGE)
        self.choose, self.remove = Button(kit.theme, "", "plus"), Button(kit.theme, "link")
        ways = row(self.choose, self.remove, 1, gap=6)
        self.setLayout(column(row(self.seen, 1), ways, gap=6))
        self.setAcceptDrops(True)
        self.choose.clicked.connect(self._ask)
        self.remove.clicked.connect(self._remove)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.choose.say(say("Choose picture"), say("Or drop it here, or paste it with Ctrl+V."))
        self.remove.say(say("Remove"))
        self.seen.setAccessibleName(say("Logo"))
        self._show()

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.choose, self.remove]

    def logo(self) -> Logo | None:
        """What is shown."""
        return self._logo

    def show_logo(self, logo: Logo | None) -> None:
        """Show what is kept."""
        self._logo = logo
        self._show()

    def take(self, source: Source) -> None:
        """Make a logo of a picture, on the pictures' thread."""
        reply = self._kit.desk.develop(developed, source=source)
        reply.then(self._came).sorry(self._refuse)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._take_from(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        welcome(event)

    def dropEvent(self, event: QDropEvent, /) -> None:
        event.acceptProposedAction()
        self._take_from(event.mimeData())

    def _take_from(self, mime: QMimeData) -> None:
        if found := sources_in(mime):
            self.take(found[0])

    def _ask(self) -> None:
        if self._dialog is not None:
            return
        say = self._kit.language.say
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.PicturesLocation)
        folder = next((one for one in places if Path(one).is_dir()), "")
        pictures = say("Pictures")
        names = f"{pictures} ({PATTERNS})"
        self._dialog = QFileDialog(self.window(), say("Choose picture"), folder, names)
        self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._dialog.fileSelected.connect(self._chosen)
        self._dialog.finished.connect(self._forget_dialog)
        self._dialog.open()

    def _chosen(self, file: str) -> None:
        if file:
            self.take(Path(file))

    def _forget_dialog(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        self.choose.setFocus()

    def _came(self, logo: Logo) -> None:
        self.show_logo(logo)
        self.changed.emit()

    def _refuse(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)

    def _remove(self) -> None:
        self.show_logo(None)
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show(self) -> None:
        logo = self._logo
        self.remove.setVisible(logo is not None)
        ratio = self.devicePixelRatioF()
        paper = QPixmap((self.seen.size().toSizeF() * ratio).toSize())
        paper.setDevicePixelRatio(ratio)
        paper.fill(QColor(tokens.PAPER["sheet"]))
        painter, whole = QPainter(paper), self.seen.rect()
        painter.setPen(QColor(tokens.PAPER["edge"]))
        painter.drawRect(whole.adjusted(0, 0, -1, -1))
        if logo is None:
            painter.setPen(QColor(tokens.PAPER["grey"]))
            painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, self._kit.language.say("No logo"))
        else:
            picture = _seen(logo, ratio)
            where = (whole.size().toSizeF() - picture.deviceIndependentSize()) / 2
            painter.drawImage(QPointF(where.width(), where.height()), picture)
        painter.end()
        self.seen.setPixmap(paper)


def _seen(logo: Logo, ratio: float) -> QImage:
    across = -(-logo.width // 8)
    mono = QImage(logo.rows, logo.width, logo.height, across, QImage.Format.Format_Mono)
    mono.setColorTable([0xFFFFFFFF, 0xFF000000])
    picture = mono.convertToFormat(QImage.Format.Format_RGB32).scaled(
        round(SHOWN[0] * ratio),
        round(SHOWN[1] * ratio),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    picture.setDevicePixelRatio(ratio)
    return picture
