"""What this machine keeps for itself beside language and scheme: size, lock, printers, backups."""

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

from counter.domain.refusals import RuleBroken

FILE = "window.ini"
SIZES = (100, 110, 125, 150, 175, 200)  # percent
IDLE_MINUTES = (0, 2, 5, 10, 30)  # 0 = never
USUAL_IDLE = 5
PICTURE_FOLDER = "picture_folder"
CAMERA = "camera"
KEEP_AS_PDF = "pdf:"  # in place of a printer's name


def machine_settings(home: Path) -> QSettings:
    """The file of this machine's own settings."""
    return QSettings(str(home / FILE), QSettings.Format.IniFormat)


class Preferences(QObject):
    """Read at once, written at once; none of it leaves this machine."""

    changed = Signal(str)  # the name of what was set

    def __init__(self, settings: QSettings, parent: QObject | None = None):
        super().__init__(parent)
        self._settings = settings
        self._home = Path(settings.fileName()).parent

    @property
    def size_percent(self) -> int:
        """How large the window is drawn, from the next start on."""
        size = self._number("size_percent", SIZES[0])
        return size if size in SIZES else SIZES[0]

    @property
    def idle_minutes(self) -> int:
        """After how many minutes without a key the window locks itself; 0 = never."""
        minutes = self._number("idle_minutes", USUAL_IDLE)
        return minutes if minutes in IDLE_MINUTES else USUAL_IDLE

    @property
    def backup_folder(self) -> Path:
        """Where copies of the shop go."""
        kept = str(self._settings.value("backup_folder", ""))
        return Path(kept) if kept else Path.home() / "counter-backups"

    @property
    def export_folder(self) -> Path:
        """Where lists were saved last."""
        kept = str(self._settings.value("export_folder", ""))
        documents = Path.home() / "Documents"
        return Path(kept) if kept else documents if documents.is_dir() else Path.home()

    @property
    def picture_folder(self) -> Path | None:
        """Where pictures of items appear by themselves; None = nowhere."""
        kept = str(self._settings.value(PICTURE_FOLDER, ""))
        return Path(kept) if kept else None

    @property
    def camera(self) -> str:
        """The one chosen here: a device, an address or a film; empty = the first there is."""
        return str(self._settings.value(CAMERA, ""))

    @property
    def is_printer_tried(self) -> bool:
        """Whether a test page was sent to a printer from here."""
        return self._number("printer_tried", 0) == 1

    def printer_of(self, form: str) -> str:
        """The printer for a paper: its name, `AS_PDF`, or empty for the system's default."""
        return self.printers([form])[form]

    def printers(self, forms: list[str]) -> dict[str, str]:
        """The printer of each of these papers, as it is kept beside the machine's printers."""
        from counter.printing.devices.kept import kept_routes
        from counter.printing.devices.routes import Route

        try:
            routes = kept_routes(self._home)
        except RuleBroken:  # where papers go, it is told
            routes = dict[str, Route]()
        return {form: routes.get(form, Route()).printer for form in forms}

    def described_printers(self) -> list[str]:
        """The names of the printers that are described on this machine."""
        from counter.printing.devices.kept import kept_printers

        try:
            return [one.name for one in kept_printers(self._home)]
        except RuleBroken:
            return []

    def widths_of(self, table: str) -> list[int]:
        """The widths that a table's columns were given here; empty where nobody moved one."""
        kept = str(self._settings.value(f"columns/{table}", ""))
        widths = kept.split(",")
        return [int(one) for one in widths] if all(one.isdecimal() for one in widths) else []

    def kept(self, name: str, otherwise: str = "") -> str:
        """One of them as it was kept."""
        return str(self._settings.value(name, otherwise))

    def keep(self, name: str, value: str | int) -> None:
        """Set one of them: `size_percent`, `idle_minutes` and so on."""
        self._settings.setValue(name, value)
        self._settings.sync()
        self.changed.emit(name)

    def _number(self, name: str, otherwise: int) -> int:
        kept = str(self._settings.value(name, otherwise))
        return int(kept) if kept.isdecimal() else otherwise
