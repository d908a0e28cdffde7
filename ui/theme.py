"""Fusion, one palette and one style sheet filled with tokens; tinted icons come from here too.

The sheet lies on parts of a window (rail, bar, each screen, what lies over them), never on the
application: there Qt would polish every widget anew each time it finds a place in a larger one, and
a change of scheme would polish what nobody sees.
"""

import sys
from pathlib import Path
from string import Template
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui import tokens
from ui.fonts import text_font

STYLE = "Fusion"
RESOURCES = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent)) / "resources"
SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
PALETTE = {
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "toast",
    QPalette.ColorRole.ToolTipText: "toast_text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.PlaceholderText: "text_3",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Accent: "accent",
}


class Theme(QObject):
    """Which scheme (`system`, `light`, `dark`) and density (`desk`, `touch`) the window is drawn
    in.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        mode: str = "system",
        density: str = "desk",
        scratch: Path | None = None,
    ):
        """`scratch` is a folder of this machine for the few tinted files that a style sheet can
        only read.
        """
        super().__init__(app)
        self._app = app
        self._hints = app.styleHints()
        self._scratch = scratch
        self._pixmaps: dict[tuple[str, str, int, float, int], QPixmap] = {}
        self._colours: dict[str, QColor] = {}
        self._sheet = Template((RESOURCES / "theme" / "window.qss").read_text("utf-8"))
        self.mode, self.density = mode, density
        self._worn: WeakKeyDictionary[QWidget, str] = WeakKeyDictionary()
        self._text = ""
        app.setFont(text_font())
        self._hints.colorSchemeChanged.connect(self._follow_system)
        self.apply()

    @property
    def dark(self) -> bool:
        """Whether the dark scheme is on now. The offscreen platform never answers, so the mode is
        kept here.
        """
        if self.mode != "system":
            return self.mode == "dark"
        return self._hints.colorScheme() == Qt.ColorScheme.Dark

    def hex(self, name: str) -> str:
        """The token `name` as it is written in a style sheet."""
        return (tokens.DARK if self.dark else tokens.LIGHT)[name]

    def colour(self, name: str) -> QColor:
        """The token `name` as a colour to paint with; not to be changed."""
        known = self._colours.get(name)
        if known is None:
            known = self._colours[name] = QColor(self.hex(name))
        return known

    def wash(self, name: str) -> QColor:
        """The token `name` written as `rgba(…)`, to lay over what stands behind."""
        red, green, blue, share = self.hex(name)[5:-1].split(",")
        return QColor(int(red), int(green), int(blue), round(float(share) * 255))

    def height(self, name: str) -> int:
        """Height in logical pixels of a kind of control in the density chosen."""
        return tokens.DENSITY[self.density][name]

    def set_mode(self, mode: str) -> None:
        """Change to `system`, `light` or `dark`."""
        self.mode = mode
        self.apply()

    def set_density(self, density: str) -> None:
        """Change to `desk` or `touch`."""
        self.density = density
        self.apply()

    def toggle(self) -> None:
        """The other one of light and dark."""
        self.set_mode("light" if self.dark else "dark")

    def apply(self) -> None:
        """Lay the palette over the application, the style sheet over what is seen of it, and tell
        every painter.
        """
        if self.mode != "system" and self._hints.colorScheme() != SCHEMES[self.mode]:
            self._hints.setColorScheme(SCHEMES[self.mode])  # native title bars and dialogs follow
        self._colours.clear()
        palette = QPalette()
        for role, name in PALETTE.items():
            palette.setColor(role, self.colour(name))
        for role in (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text_disabled"))
        self._app.setPalette(palette)
        self._pixmaps.clear()
        self._text = ""
        self.dress(*(one for one in self._worn if isValid(one) and one.isVisible()))
        self.changed.emit()

    def dress(self, *parts: QWidget) -> None:
        """Lay the style sheet over parts and all that is in them, where they do not wear it yet.
        Whoever shows a part that was hidden dresses it first: the scheme may have changed.
        """
        self._text = self._text or self._sheet.substitute(self.values())
        for part in parts:
            if self._worn.get(part) != self._text:
                self._worn[part] = self._text
                part.setStyleSheet(self._text)

    def pixmap(
        self, name: str, tone: str, size: int = 18, ratio: float = 2.0, gap: int = 0
    ) -> QPixmap:
        """The icon `name` in the colour of `tone`; `gap` adds white at the right, which a style
        sheet cannot.
        """
        key = (name, tone, size, ratio, gap)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(name, self.hex(tone), size, ratio, gap)
        return self._pixmaps[key]

    def icon(self, name: str, tone: str, checked: str = "", size: int = 18, gap: int = 0) -> QIcon:
        """The icon for a button, with another tone while it is checked."""
        icon, ratio = QIcon(), self._app.devicePixelRatio()
        off = self.pixmap(name, tone, size, ratio, gap)
        icon.addPixmap(off, QIcon.Mode.Normal, QIcon.State.Off)
        if checked:
            on = self.pixmap(name, checked, size, ratio, gap)
            icon.addPixmap(on, QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def _draw(self, name: str, colour: str, size: int, ratio: float, gap: int) -> QPixmap:
        svg = icon_source(name).replace("currentColor", colour)
        if size >= 16:
            svg = svg.replace('stroke-width="2"', 'stroke-width="1.75"')
        pixmap = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap

    def _follow_system(self, _scheme: Qt.ColorScheme) -> None:
        if self.mode == "system":
            self.apply()

    def values(self) -> dict[str, str | int]:
        """What the style sheet's names stand for now."""
        height = tokens.DENSITY[self.density]
        values: dict[str, str | int] = dict(tokens.DARK if self.dark else tokens.LIGHT)
        values.update({f"t_{name}": size for name, size in tokens.TYPE.items()})
        values.update({f"r_{name}": size for name, size in tokens.RADIUS.items()})
        values.update(
            h_control_in=height["control"] - 2,
            h_control_in2=height["control"] - 4,
            h_button_in=height["button"] - 2,
            h_primary_in=height["primary"] - 2,
            h_segment=height["control"] - 10,
            h_scan=height["control"],
            h_scan2=height["control"] - 2,
            chevron=self._chevron(),
        )
        return values

    def _chevron(self) -> str:
        """A style sheet can only load files: the tinted arrow is written once for each scheme."""
        if self._scratch is None:
            return ""
        path = self._scratch / f"chevron-{'dark' if self.dark else 'light'}.svg"
        if not path.exists():
            self._scratch.mkdir(parents=True, exist_ok=True)
            path.write_text(
                icon_source("chevron-down").replace("currentColor", self.hex("text_2")),
                "utf-8",
            )
        return path.as_posix()


def icon_source(name: str) -> str:
    """The SVG text of an icon; a name without a file is a mistake in the code and fails."""
    return (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")
