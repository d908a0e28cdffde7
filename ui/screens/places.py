"""The screens by name: a new one adds its line; each is built when it is first opened."""

from importlib import import_module

from ui.kit import Kit
from ui.screens.screen import Screen

SCREENS = {  # name: module, class
    "board": ("ui.screens.board.screen", "BoardScreen"),
    "bench": ("ui.screens.bench.screen", "BenchScreen"),
    "case": ("ui.screens.case.screen", "CaseScreen"),
    "check_in": ("ui.screens.check_in.screen", "CheckInScreen"),
    "conflicts": ("ui.screens.conflicts.screen", "ConflictsScreen"),
    "customers": ("ui.screens.customers.screen", "CustomersScreen"),
    "inspection": ("ui.screens.inspection.screen", "InspectionScreen"),
    "hand_back": ("ui.screens.hand_back.screen", "HandBackScreen"),
    "doctor": ("ui.screens.doctor.screen", "DoctorScreen"),
    "registers": ("ui.screens.registers.screen", "RegistersScreen"),
    "shelves": ("ui.screens.shelves.screen", "ShelvesScreen"),
    "transfers": ("ui.screens.transfers.screen", "TransfersScreen"),
    "till": ("ui.screens.till.screen", "TillScreen"),
    "settings": ("ui.screens.settings.screen", "SettingsScreen"),
    "settlement": ("ui.screens.settlement.screen", "SettlementScreen"),
}


def import_screens() -> None:
    """Import what the screens are made of, on a thread where nobody waits for it."""
    for module, _ in SCREENS.values():
        import_module(module)


def build_screen(name: str, kit: Kit) -> Screen:
    """The screen of this name; modules come in when they are needed."""
    module, kind = SCREENS[name]
    screen = getattr(import_module(module), kind)(kit)
    assert isinstance(screen, Screen)
    return screen
