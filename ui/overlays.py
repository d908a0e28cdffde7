"""What lies over the window for a moment: the palette, the keyboard sheet, the manual, the camera;
built when first wanted.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.finder import Finder
from ui.kit import Kit
from ui.screens.screen import Screen

if TYPE_CHECKING:
    from ui.camera.scanning import ScanDialog
    from ui.help.reader import HelpReader
    from ui.key_sheet import KeySheet
    from ui.palette import Palette


class Overlays(QObject):
    """At most one of them is open."""

    picked = Signal(object)

    def __init__(self, kit: Kit, finder: Finder, window: QWidget):
        super().__init__(window)
        self._kit, self._finder, self._window = kit, finder, window
        self.palette: Palette | None = None
        self.sheet: KeySheet | None = None
        self.help: HelpReader | None = None
        self.camera: ScanDialog | None = None

    def find_anything(self) -> None:
        """Open the palette."""
        self.close_all()
        if self.palette is None:
            from ui.palette import Palette

            self.palette = Palette(self._kit, self._finder, self._window)
            self.palette.picked.connect(self.picked)
        self._kit.theme.dress(self.palette)
        self.palette.start()

    def show_keys(self, screen: Screen | None) -> None:
        """Open the keyboard sheet."""
        self.close_all()
        if self.sheet is None:
            from ui.key_sheet import KeySheet

            self.sheet = KeySheet(self._kit, self._window)
        self._kit.theme.dress(self.sheet)
        self.sheet.start(screen)

    def show_help(self, screen_name: str) -> None:
        """Open the manual at the page of a screen."""
        from ui.help.reader import HelpReader

        self.close_all()
        self.help = HelpReader(self._kit, self._window, screen_name)
        self.help.finished.connect(self._help_closed)
        self._kit.theme.dress(self.help)
        self.help.open()

    def scan_by_camera(self) -> None:
        """Show what the camera sees; a code in it goes the way of every scan."""
        from ui.camera.scanning import ScanDialog

        self.close_all()
        self.camera = ScanDialog(self._kit, self._window)
        self.camera.finished.connect(self._camera_closed)
        self.camera.open()

    def close_all(self) -> None:
        """Show nothing of it."""
        if self.camera is not None:
            self.camera.reject()
        if self.help is not None:
            self.help.reject()
        if self.palette is not None:
            self.palette.close_palette()
        if self.sheet is not None and self.sheet.isVisible():
            self.sheet.close_sheet()

    def _camera_closed(self, _result: int) -> None:
        dialog, self.camera = self.camera, None
        if dialog is not None and dialog.code:
            self._kit.scans.take(dialog.code)

    def _help_closed(self, _result: int) -> None:
        self.help = None
