"""A paper looked at closely, sheet by sheet, before or after it is printed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from counter.domain.papers import Paper
from counter.printing import press, qt_sheet
from counter.printing.sheet import Sheet
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, scrolled

SIZE = (980, 720)


class PreviewDialog(QDialog):
    """Shows the sheets of one paper; `printable` ones can be sent to the printer from here."""

    wants_print = Signal()

    def __init__(self, kit: Kit, parent: QWidget, form: str, paper: Paper, *, printable: bool):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("canvas")
        self._kit, self.form = kit, form
        self._sheets: list[Sheet] = press.sheets_of(form, paper)
        self._place = 0
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count = label("", "muted")
        self.before, self.after = Button(kit.theme), Button(kit.theme)
        self.print_button = Button(kit.theme, "primary", "printer", "on_accent")
        self.close_button = Button(kit.theme, "tall")
        self.print_button.setVisible(printable)
        foot = row(self.before, self._count, self.after, 1, self.close_button, self.print_button)
        self.setLayout(column(scrolled(self.picture), foot, gap=12, margins=(20, 20, 20, 16)))
        self.resize(*SIZE)
        self.before.clicked.connect(self._back)
        self.after.clicked.connect(self._forth)
        self.close_button.clicked.connect(self.reject)
        self.print_button.clicked.connect(self._print)
        kit.language.changed.connect(self.say_all)
        kit.theme.dress(self)
        self.say_all()

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setWindowTitle(say("Preview"))
        self.before.say(say("Sheet before"))
        self.after.say(say("Next sheet"))
        self.print_button.say(say("Print"))
        self.close_button.say(say("Close"))
        self.picture.setAccessibleName(say("Preview"))
        several = len(self._sheets) > 1
        for part in (self.before, self.after, self._count):
            part.setVisible(several)
        self._show_sheet()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._show_sheet()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_PageUp:
            self._back()
        elif event.key() == Qt.Key.Key_PageDown:
            self._forth()
        else:
            super().keyPressEvent(event)

    def _show_sheet(self) -> None:
        sheet = self._sheets[self._place]
        ratio = self.devicePixelRatioF()
        scale = (self.width() - 76) / sheet.width
        if sheet.width > sheet.height:  # a whole landscape sheet in sight; a tall one is scrolled
            scale = min(scale, (self.height() - 112) / sheet.height)
        picture = qt_sheet.image(sheet, press.metrics(), scale * ratio)
        pixmap = QPixmap.fromImage(picture)
        pixmap.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixmap)
        self._count.setText(f"{self._place + 1} / {len(self._sheets)}")
        self.before.setEnabled(self._place > 0)
        self.after.setEnabled(self._place + 1 < len(self._sheets))

    def _back(self) -> None:
        self._place = max(0, self._place - 1)
        self._show_sheet()

    def _forth(self) -> None:
        self._place = min(len(self._sheets) - 1, self._place + 1)
        self._show_sheet()

    def _print(self) -> None:
        self.wants_print.emit()
        self.accept()
