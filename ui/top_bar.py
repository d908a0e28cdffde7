"""The bar at the top: where one is, the one scan box, and who is here."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit

from ui.kit import Kit
from ui.widgets.buttons import Button, IconButton, ToolButton
from ui.widgets.field import CodeEdit
from ui.widgets.labels import IconLabel, key, label
from ui.widgets.layouts import row
from ui.widgets.look import tip_of

if TYPE_CHECKING:
    from ui.network_sign import NetworkSign

SCAN_WIDTH = 400


class TopBar(QFrame):
    """Title, scan box and the switches of the window; only the title is there before `fill`."""

    entered = Signal(str)
    wants_language = Signal()
    wants_scheme = Signal()
    wants_sign_out = Signal()
    wants_palette = Signal()
    wants_camera = Signal()
    wants_network = Signal()
    scan: CodeEdit
    place: QLabel
    network: "NetworkSign"
    seek: Button
    language: IconButton
    scheme: IconButton
    who: ToolButton

    def __init__(self, kit: Kit):
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(60)
        self._kit = kit
        self._person = self._outlet = self._hint = ""
        self._is_full = False
        self.title = label("", "page")
        self._box = row(self.title, 1, gap=12, margins=(20, 0, 16, 0))
        self.setLayout(self._box)

    def fill(self) -> None:
        """Make what nobody can use before somebody is signed in."""
        from ui.network_sign import NetworkSign  # nothing is known of others before

        kit = self._kit
        self.scan = CodeEdit()
        self.scan.setObjectName("scan")
        self.scan.setMaximumWidth(SCAN_WIDTH)
        self.scan.setMinimumWidth(SCAN_WIDTH // 2)
        self._sign = QAction(self)
        self.scan.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._lens = QAction(self)
        self.scan.addAction(self._lens, QLineEdit.ActionPosition.TrailingPosition)
        self._offline_icon = IconLabel(kit.theme, "hard-drive-download", "ok", 16)
        self.place = label("", "label")
        self.network = NetworkSign(kit)
        self.network.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.seek = Button(kit.theme, "ghost", "search", "text_2")
        self.seek.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._seek_key = key("Ctrl K")
        self.language = IconButton(kit.theme, "languages")
        self.scheme = IconButton(kit.theme, "moon")
        self.who = ToolButton()
        self.who.setProperty("kind", "avatar")
        self.who.setFixedSize(34, 34)
        self.who.setCursor(Qt.CursorShape.PointingHandCursor)
        self.who.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self._connect()
        self._is_full = True
        self.say_all()
        self.show_place(self._outlet)
        self.scan.setPlaceholderText(self._hint)

    def _lay_out(self) -> None:
        box = self._box
        box.addWidget(self.scan, 4)
        box.addLayout(row(self.seek, self._seek_key, gap=0))
        box.addStretch(1)
        box.addWidget(self.network)
        box.addLayout(row(self._offline_icon, self.place, gap=6))
        box.addLayout(row(self.language, self.scheme, self.who, gap=6))

    def _connect(self) -> None:
        self.scan.returnPressed.connect(self._enter)
        self._lens.triggered.connect(self.wants_camera)
        self.seek.clicked.connect(self.wants_palette)
        self.network.clicked.connect(self.wants_network)
        self.language.clicked.connect(self.wants_language)
        self.scheme.clicked.connect(self.wants_scheme)
        self.who.clicked.connect(self.wants_sign_out)
        self._kit.theme.changed.connect(self._draw)
        self._draw()

    def say_all(self) -> None:
        """Set every text anew."""
        if not self._is_full:
            return
        say = self._kit.language.say
        self.scan.setAccessibleName(say("Scan or search"))
        by_camera = say("Scan with the camera")
        self._lens.setText(by_camera)
        self._lens.setToolTip(f"{by_camera}  Shift+F4")
        self.seek.say(say("Find"), say("Find anything") + "  Ctrl+K")
        self.place.setToolTip(say("Everything is saved on this computer"))
        self.language.setToolTip(say("Chinese or English"))
        self.language.setAccessibleName(say("Chinese or English"))
        self.scheme.setToolTip(say("Light or dark"))
        self.scheme.setAccessibleName(say("Light or dark"))
        self.show_person(self._person)
        self.network.show_now()

    def show_title(self, title: str, hint: str) -> None:
        """Where one is, and what the scan box asks for here."""
        self.title.setText(title)
        self._hint = hint
        if self._is_full:
            self.scan.setPlaceholderText(hint)

    def show_place(self, outlet: str) -> None:
        """Which outlet and seat this is."""
        self._outlet = outlet
        if self._is_full:
            self.place.setText(outlet)

    def show_person(self, name: str) -> None:
        """Who is signed in; a click signs out."""
        self._person = name
        text = self._kit.language.say("{name}: sign out", name=name)
        self.who.setText(name[:1])
        self.who.setAccessibleName(text)
        self.who.setToolTip(tip_of(f"{text}  Ctrl+L"))

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if self._is_full:
            self.network.make_room(self.width())

    def focus_scan(self) -> None:
        """Put the focus into the scan box."""
        self.scan.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.scan.selectAll()

    def _enter(self) -> None:
        text = self.scan.text()
        if text.strip():
            self.entered.emit(text)

    def _draw(self) -> None:
        theme = self._kit.theme
        self._sign.setIcon(theme.icon("scan-barcode", "text_3"))
        self._lens.setIcon(theme.icon("camera", "text_3"))
        self.scheme.show_icon("sun" if theme.dark else "moon")
