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


ACTIONS = (
    Action("scan_box", N_("Back to the scan box"), "scan-barcode", ("F4",)),
    Action("find", N_("Find anything"), "search", ("Ctrl+K",)),
    Action("undo", N_("Undo what was done last"), "undo-2", ("Ctrl+Z",)),
    Action("lock", N_("Sign out or let somebody else in"), "lock", ("Ctrl+L",)),
    Action("scheme", N_("Light or dark"), "moon", ("Ctrl+Shift+L",)),
    Action("language", N_("Chinese or English"), "languages", ("Ctrl+Shift+E",)),
    Action("keys", N_("Keyboard sheet"), "command", ("Ctrl+/", "?")),
)
