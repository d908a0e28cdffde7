"""What the window itself can do, by name, with its word, icon and keys: for keys, the palette and
the keyboard sheet.
"""

from dataclasses import dataclass

from counter.language import N_


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do from anywhere. `keys` as Qt writes them; the first is shown."""

    name: str
    word: str
    icon: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page without a place in the rail: its screen, and what the screen opens with."""

    screen: str
    subject: str
    word: str
    icon: str


PAGES = (
    Page("settings", "first_days", N_("First days"), "clipboard-list"),
    Page("settings", "outlet", N_("Outlet"), "inbox"),
    Page("settings", "hours", N_("Hours and holidays"), "calendar-clock"),
    Page("settings", "people", N_("People and rights"), "user-round"),
    Page("settings", "kinds", N_("Kinds of item"), "shapes"),
    Page("settings", "shelves", N_("Shelves"), "boxes"),
    Page("settings", "parts", N_("Parts and prices"), "package"),
    Page("settings", "rules", N_("Guarantee and rules"), "shield-check"),
    Page("settings", "texts", N_("Texts"), "pen"),
    Page("settings", "papers", N_("Papers"), "file"),
    Page("settings", "printers", N_("Printers"), "printer"),
    Page("settings", "scanner", N_("Scanner"), "scan-barcode"),
    Page("settings", "pictures", N_("Pictures"), "camera"),
    Page("settings", "machine", N_("This machine"), "laptop"),
    Page("settings", "network", N_("Head office"), "wifi"),
    Page("settings", "carrying", N_("By stick or e-mail"), "package"),
    Page("settings", "backup", N_("Backup"), "hard-drive-download"),
    Page("transfers", "", N_("Transfers"), "hand-over"),
    Page("conflicts", "", N_("Conflicts"), "triangle-alert"),
    Page("doctor", "", N_("Health"), "shield-check"),
)
ACTIONS = (
    Action("scan_box", N_("Back to the scan box"), "scan-barcode", ("F4",)),
    Action("camera", N_("Scan with the camera"), "camera", ("Shift+F4",)),
    Action("find", N_("Find anything"), "search", ("Ctrl+K",)),
    Action("undo", N_("Undo what was done last"), "undo-2", ("Ctrl+Z",)),
    Action("lock", N_("Sign out or let somebody else in"), "lock", ("Ctrl+L",)),
    Action("scheme", N_("Light or dark"), "moon", ("Ctrl+Shift+L",)),
    Action("language", N_("Chinese or English"), "languages", ("Ctrl+Shift+E",)),
    Action("papers", N_("Print queue"), "printer"),
    Action("network", N_("How it stands with head office"), "wifi"),
    Action("help", N_("Help for this page"), "circle-help", ("F1",)),
    Action("keys", N_("Keyboard sheet"), "command", ("Ctrl+/", "?")),
)
