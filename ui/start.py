"""Wires the window: options, type, theme, language, the shop's door; the rest follows the paint."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QLibraryInfo, QLockFile, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from counter.machine_home import home, now
from counter.storage.questions.front import front
from ui import late_names
from ui.ahead import Ahead
from ui.desk import Desk
from ui.door import Door
from ui.figures import Figures
from ui.fonts import load_fonts
from ui.kit import Kit
from ui.language import LANGUAGES, Language
from ui.network import Network
from ui.preferences import SIZES, Preferences, machine_settings
from ui.printer_desk import PrinterDesk
from ui.printing import PrintRoom
from ui.scans.door import ScanDoor
from ui.theme import RESOURCES, SCHEMES, STYLE, Theme
from ui.window import Window

if TYPE_CHECKING:
    from argparse import Namespace

REFUSED, NO_SCREEN = 2, 69
LOCK_WAIT_MS = 100


def parsed(arguments: Sequence[str]) -> "Namespace":
    """The options of the window; says what is wrong with them and ends the program."""
    import argparse

    parser = argparse.ArgumentParser(prog="main.py")
    parser.add_argument("--shop", type=Path, default=Path("shop"), help="the shop's folder")
    parser.add_argument("--lang", choices=list(LANGUAGES), help="language of the window")
    parser.add_argument("--theme", choices=list(SCHEMES), help="light, dark, or as the system")
    parser.add_argument("--touch", action="store_true", help="larger targets for fingers")
    return parser.parse_args(arguments)


class Asked:
    """The options of the window, as they were given."""

    def __init__(self, shop: str, lang: str, theme: str, touch: bool):
        self.shop, self.touch = Path(shop), touch
        self.lang, self.theme = lang or None, theme or None


def options(arguments: Sequence[str]) -> "Asked | Namespace":
    """The options of the window, read without a parser where they are plain and right."""
    given = {"--shop": "shop", "--lang": "", "--theme": ""}
    rest = iter(arguments)
    touch = False
    for one in rest:
        name, has_value, value = one.partition("=")
        value = value if has_value else next(rest, "") if name in given else ""
        if name == "--touch" and not has_value:
            touch = True
        elif name in given and value and not value.startswith("-"):
            given[name] = value
        else:
            return parsed(arguments)
    if given["--lang"] in ("", *LANGUAGES) and given["--theme"] in ("", *SCHEMES):
        return Asked(given["--shop"], given["--lang"], given["--theme"], touch)
    return parsed(arguments)


def take_size(percent: int) -> None:
    """How large everything is drawn: Qt asks for it before there is an application."""
    if percent != SIZES[0]:
        os.environ.setdefault("QT_SCALE_FACTOR", str(percent / 100))


def make_app() -> QApplication:
    """The application, with what must be said before it exists."""
    if sys.platform.startswith("linux"):
        prepare_linux()
    rounding = Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    QApplication.setHighDpiScaleFactorRoundingPolicy(rounding)
    app = QApplication([*sys.argv[:1], "-style", STYLE])
    app.setApplicationName("counter")
    load_fonts(RESOURCES / "fonts")
    return app


def prepare_linux() -> None:
    """Thin stems on dark grounds; and an input method that the bundled Qt knows.

    The wheel brings no fcitx context: Chinese input would silently do nothing, but fcitx5 speaks
    ibus too.
    """
    os.environ.setdefault("FREETYPE_PROPERTIES", "cff:no-stem-darkening=1")
    wanted = os.environ.get("QT_IM_MODULE", "")
    if not wanted:
        return
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    contexts = [f.name for f in (folder / "platforminputcontexts").glob("*.so")]
    if not any(wanted in name for name in contexts):
        os.environ["QT_IM_MODULE"] = "ibus"


class Start(QObject):
    """Holds what lives as long as the program: settings, kit and the window that is open."""

    def __init__(
        self, app: QApplication, asked: "Asked | Namespace", clock: Callable[[], int] = now
    ):
        super().__init__(app)
        self._app, self._asked = app, asked
        self._settings = machine_settings(home())
        self._lock: QLockFile | None = None
        mode, density = self._kept("theme", "system"), self._density()
        theme = Theme(app, mode, density, home() / "look")
        desk = Desk(Door(asked.shop, home(), clock), self)
        language = Language(app, self._language(desk))
        preferences = Preferences(self._settings, self)
        print_room = PrintRoom(desk, language, self)
        printer_desk = PrinterDesk(print_room, home(), self)
        figures = Figures(language)
        self.kit = Kit(
            *(theme, language, desk, figures, print_room, clock, preferences, printer_desk),
            scans=ScanDoor(self),
            network=Network(desk, preferences, self),
        )
        self.window: QWidget | None = None
        theme.changed.connect(self._keep)
        language.changed.connect(self._keep)
        app.aboutToQuit.connect(self.close)

    def open(self) -> None:
        """Open the counter, or ask the three questions where there is no shop yet."""
        if self.kit.desk.door.leads_somewhere():
            self._open_counter()
            return
        from ui.screens.first_run import FirstRun

        collect_again()

        first_run = FirstRun(self.kit)
        first_run.founded.connect(self._open_counter)
        first_run.wants_shop.connect(self.move_to)
        self.kit.theme.dress(first_run)
        first_run.show()
        self.window = first_run

    def move_to(self, folder: Path) -> None:
        """Open the counter of another shop in place of this one."""
        self._lock = only_window(folder)
        if self._lock is None:
            self.say_taken()
            return
        self.close()
        kit = self.kit
        desk = Desk(replace(kit.desk.door, folder=folder), self)
        print_room = PrintRoom(desk, kit.language, self)
        self.kit = replace(
            kit, desk=desk, print_room=print_room, figures=Figures(kit.language),
            printer_desk=PrinterDesk(print_room, kit.desk.door.home, self),
            network=Network(desk, kit.preferences, self),
        )  # fmt: skip
        self._open_counter()

    def close(self) -> None:
        """Finish what was begun; nothing asked of the counter is lost."""
        self.kit.scans.close()
        self.kit.network.close()
        self.kit.printer_desk.close()
        self.kit.print_room.close()
        self.kit.desk.close()

    def _open_counter(self) -> None:
        before = self.window
        window = Window(self.kit, self._app)
        window.furnished.connect(self.go_on)
        window.show_first()
        window.show()
        self.window = window
        if before is not None:
            before.close()
            before.deleteLater()

    def go_on(self) -> None:
        """The window can be seen: what is heavy comes in beside it."""
        late_names.end()
        collect_again()
        warm = self.kit.desk.warm_up()
        if isinstance(self.window, Window):
            ahead = Ahead(self.window)
            warm.then(ahead.begin)
            warm.after(self.kit.network.begin)
            self.window.unlocked.connect(ahead.begin)

    def _kept(self, name: str, otherwise: str) -> str:
        asked = getattr(self._asked, name, None)
        return str(asked or self._settings.value(name, otherwise))

    def _density(self) -> str:
        return "touch" if self._asked.touch else self._kept("density", "desk")

    def _language(self, desk: Desk) -> str:
        """What was asked for, else what was chosen here last, else the outlet's."""
        kept = self._asked.lang or self._settings.value("language")
        if not kept and desk.door.leads_somewhere():
            kept = desk.glance(front).language
        return str(kept or "zh_CN")

    def say_taken(self) -> None:
        """A shop has one window on a machine."""
        say = self.kit.language.say
        text = say("This shop is open in another window already. Use that one.")
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Information, say("Repair counter"), text)
        self.kit.theme.dress(box)
        box.exec()

    def _keep(self) -> None:
        self._settings.setValue("theme", self.kit.theme.mode)
        self._settings.setValue("density", self.kit.theme.density)
        self._settings.setValue("language", self.kit.language.code)


def collect_again() -> None:
    """Look for rubbish from now on, but never again among what the start has made."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def has_screen() -> bool:
    """Whether a window can be shown: without a screen Qt would end the process with an abort."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


def only_window(shop: Path) -> QLockFile | None:
    """The right to be this shop's window on this machine; None while another one has it.

    The command line may work beside a window, a second window may not (decisions 14).
    """
    home().mkdir(parents=True, exist_ok=True)
    place, way = str(shop.resolve()).encode(), QCryptographicHash.Algorithm.Sha256
    name = bytes(QCryptographicHash.hash(place, way).toHex().data()).decode()[:16]
    lock = QLockFile(str(home() / f"window-{name}.lock"))
    lock.setStaleLockTime(0)  # a crashed window's lock is taken over by who asks next
    return lock if lock.tryLock(LOCK_WAIT_MS) else None


def run(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed; answers the exit code."""
    asked = options(arguments)
    if not has_screen():
        sys.stderr.write(
            "There is no screen to open a window on. 这里没有可用的屏幕。 See `acts`.\n"
        )
        return NO_SCREEN
    take_size(Preferences(machine_settings(home())).size_percent)
    app = make_app()
    lock = only_window(asked.shop)
    start = Start(app, asked)
    if lock is None:
        start.say_taken()
        return REFUSED
    start.open()
    return app.exec()
