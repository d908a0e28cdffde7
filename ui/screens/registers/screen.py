"""The registers' page: three books, one open; Enter on a line opens its case."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from counter.language import N_
from ui.dialogs.export import ExportDialog
from ui.kit import Kit
from ui.screens.registers.day_page import DayPage
from ui.screens.registers.items_page import ItemsPage
from ui.screens.registers.receipts_page import ReceiptsPage
from ui.screens.screen import Screen
from ui.widgets.chips import Choice
from ui.widgets.layouts import column, row, stretched
from ui.widgets.segmented import Segmented

BOOKS = {"items": N_("Items in and out"), "receipts": N_("Receipts"), "day": N_("Day list")}


class RegistersScreen(Screen):
    """Everything that was ever written down, to be leafed through. Nothing is changed here."""

    name = "registers"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {"customer_item", "repair_card", "item_receipt", "receipt_line", "payment", "customer"}
    )

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.books = Segmented(kit.theme, list(BOOKS))
        self.items, self.receipts, self.day = ItemsPage(kit), ReceiptsPage(kit), DayPage(kit)
        self.stack, self.heads = QStackedWidget(), QStackedWidget()
        self._build()
        self.say_all()
        self._connect()

    def _build(self) -> None:
        for page in (self.items, self.receipts, self.day):
            self.stack.addWidget(page)
            self.heads.addWidget(page.head)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.heads.setSizePolicy(policy)
        head = stretched(row(self.books, self.heads, gap=8), 0, 1)
        box = column(head, self.stack, gap=8, margins=(20, 10, 20, 8))
        self.setLayout(stretched(box, 0, 1))

    def _connect(self) -> None:
        self.books.changed.connect(self._turn)
        for page in (self.items, self.receipts, self.day):
            page.opened.connect(self._open)
            page.wants_export.connect(self.export)
        shortcut = QShortcut(QKeySequence("Ctrl+E"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.export)

    def title(self) -> str:
        return self.say("Registers")

    def say_all(self) -> None:
        choices = [Choice(code, self.say(text)) for code, text in BOOKS.items()]
        self.books.say(self.say("Which book"), choices)
        for page in (self.items, self.receipts, self.day):
            page.say_all()

    def reload(self) -> None:
        self.page().refresh()

    def first(self) -> None:
        self.page().first()

    def open_with(self, subject: object) -> None:
        """What is looked for in the register of items."""
        self.books.choose("items")
        self.items.look_for(str(subject))

    def begin_anew(self) -> None:
        self.items.show_all()
        self.receipts.show_all()

    def page(self) -> ItemsPage | ReceiptsPage | DayPage:
        """The book that is open."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, ItemsPage | ReceiptsPage | DayPage)
        return shown

    def export(self) -> None:
        """Ask where the open book goes as a file, narrowed as it is."""
        if self.page().is_wrong():
            return
        dialog = ExportDialog(self.kit, self, self.page().listing)
        dialog.saved.connect(self.told)
        dialog.open()

    def _turn(self, name: str) -> None:
        self.stack.setCurrentIndex(list(BOOKS).index(name))
        self.heads.setCurrentIndex(list(BOOKS).index(name))
        self._reload_now()

    def _open(self, number: object) -> None:
        self.wants.emit("case", number)
