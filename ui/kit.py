"""What every screen is handed: how it looks, speaks, asks, prints, scans, keeps in step with others
and knows the time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ui.desk import Desk
from ui.figures import Figures
from ui.language import Language
from ui.network import Network
from ui.preferences import Preferences
from ui.printer_desk import PrinterDesk
from ui.printing import PrintRoom
from ui.scans.door import ScanDoor
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Kit:
    """Built once where the window is wired and handed to every screen. `now` gives ms UTC."""

    theme: Theme
    language: Language
    desk: Desk
    figures: Figures
    print_room: PrintRoom
    now: Callable[[], int]
    preferences: Preferences
    printer_desk: PrinterDesk
    scans: ScanDoor
    network: Network
