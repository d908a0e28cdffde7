"""The screens by name; each is built when it is first opened."""

from importlib import import_module

from ui.kit import Kit
from ui.screens.screen import Screen

MODULES = ("ui.screens.check_in.screen", "ui.screens.hand_back.screen")


def import_screens() -> None:
    """Import what the screens are made of, on a thread where nobody waits for it."""
    for name in MODULES:
        import_module(name)


def build_screen(name: str, kit: Kit) -> Screen:
    """The screen of this name; modules come in when they are needed."""
    if name == "board":
        from ui.screens.board.screen import BoardScreen

        return BoardScreen(kit)
    if name == "check_in":
        from ui.screens.check_in.screen import CheckInScreen

        return CheckInScreen(kit)
    if name == "hand_back":
        from ui.screens.hand_back.screen import HandBackScreen

        return HandBackScreen(kit)
    raise KeyError(name)
