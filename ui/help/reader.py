"""The manual in a calm window over the work: pages at the left, the open one at the right."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPalette,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QWidget,
)

from ui.fonts import text_font
from ui.help.pages import HelpPage, help_page_of, help_pages
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.field import limited
from ui.widgets.labels import label
from ui.widgets.layouts import column, holder, row, stretched
from ui.widgets.look import announce

SIZE = (940, 640)
LIST_WIDTH = 232
READING_PX = 15
MARGIN = 4
LINE_PERCENT = 128
HEAD_SIZES = {1: 2, 2: 1}  # steps above the text


class HelpReader(QDialog):
    """Opens at the page of a screen; looks through all pages; Esc closes it."""

    def __init__(self, kit: Kit, parent: QWidget, screen_name: str):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("canvas")
        self._kit = kit
        self._pages: list[HelpPage] = []
        self.search, self.list, self.text = (
            limited(QLineEdit(), "search"),
            QListWidget(),
            QTextBrowser(),
        )
        self._nothing = label("", "muted", wrap=True)
        self.before, self.after = Button(kit.theme), Button(kit.theme)
        self.close_button = Button(kit.theme)
        self._page = help_page_of(screen_name, kit.language.code)
        self._build()
        self._connect()
        self.say_all()
        self.resize(*SIZE)
        self.text.setFocus()

    def _build(self) -> None:
        self.search.setClearButtonEnabled(True)
        self.list.setProperty("role", "roster")
        self.list.setProperty("kind", "roster")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        side = holder(column(self.search, self.list, self._nothing, gap=10))
        side.setFixedWidth(LIST_WIDTH)
        foot = row(self.before, self.after, 1, self.close_button, gap=8)
        right = stretched(column(self.text, foot, gap=10), 1, 0)
        box = stretched(row(side, right, gap=16, margins=(18, 18, 18, 16)), 0, 1)
        self.setLayout(box)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._look)
        self.search.returnPressed.connect(self.next_hit)
        self.list.currentRowChanged.connect(self._chose)
        self.before.clicked.connect(self.go_back)
        self.after.clicked.connect(self.go_on)
        self.close_button.clicked.connect(self.reject)
        self._kit.language.changed.connect(self.say_all)
        self._kit.theme.changed.connect(self._show)
        for keys, method in (
            ("Ctrl+F", self._start_search),
            ("F3", self.next_hit),
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_on),
            ("F1", self.reject),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(method)

    def say_all(self) -> None:
        """Set every text anew, the pages in the language that is spoken now."""
        say = self._kit.language.say
        self.setWindowTitle(say("Help"))
        self.search.setPlaceholderText(say("Look in all pages"))
        self.search.setAccessibleName(say("Look in all pages"))
        self.list.setAccessibleName(say("Pages"))
        self._nothing.setText(say("No page speaks of it. Try a shorter word."))
        self.before.say(say("Page before"), "Alt+←")
        self.after.say(say("Next page"), "Alt+→")
        self.close_button.say(say("Close"), "Esc")
        self._page = help_page_of(self._page.name, self._kit.language.code)
        self._look()
        self._show()

    def page(self) -> HelpPage:
        """The page that is open."""
        return self._page

    def names(self) -> list[str]:
        """The pages that are offered now."""
        return [page.name for page in self._pages]

    def next_hit(self) -> None:
        """The next place that speaks of what is sought, on this page or the one after."""
        sought = self.search.text().strip()
        if not sought or not self._pages:
            return
        if not self.text.find(sought):
            self._step(1, around=True)
            self.text.find(sought)

    def go_back(self) -> None:
        """The page before."""
        self._step(-1)

    def go_on(self) -> None:
        """The page after."""
        self._step(1)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # a dialog's Enter would press a button; here it belongs to the search
        super().keyPressEvent(event)

    # -- inside

    def _start_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _look(self) -> None:
        """Offer the pages that speak of what is typed, all where nothing is."""
        sought = self.search.text().strip()
        pages = help_pages(self._kit.language.code)
        self._pages = [page for page in pages if not sought or page.has(sought)]
        self.list.blockSignals(True)
        self.list.clear()
        for page in self._pages:
            item = QListWidgetItem(page.title)
            item.setToolTip(page.title)
            item.setSizeHint(QSize(0, self._kit.theme.height("row") - 4))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._nothing.setVisible(not self._pages)
        if self._pages and self._page.name not in self.names():
            self._page = self._pages[0]
        self._show()
        if sought and self._pages:
            self.text.find(sought)

    def _chose(self, place: int) -> None:
        if 0 <= place < len(self._pages):
            self._page = self._pages[place]
            self._show()

    def _step(self, by: int, *, around: bool = False) -> None:
        names = self.names()
        place = names.index(self._page.name) + by if self._page.name in names else 0
        if around:
            place %= max(1, len(names))
        self._chose(place)
        announce(self, self._page.title)

    def _show(self) -> None:
        document = self.text.document()
        document.setDefaultFont(text_font(READING_PX))
        document.setDocumentMargin(MARGIN)
        self.text.setMarkdown(self._page.text)
        give_air(document)
        palette = self.text.palette()
        palette.setColor(QPalette.ColorRole.Text, self._kit.theme.colour("text"))
        self.text.setPalette(palette)
        self.text.setAccessibleName(self._page.title)
        names = self.names()
        place = names.index(self._page.name) if self._page.name in names else -1
        self.list.blockSignals(True)
        self.list.setCurrentRow(place)
        self.list.blockSignals(False)
        self.before.setEnabled(place > 0)
        self.after.setEnabled(0 <= place < len(names) - 1)


def give_air(document: QTextDocument) -> None:
    """Lines apart as they are easy to read; headings stand off from what is before them."""
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        level = block.blockFormat().headingLevel()
        look = QTextBlockFormat()
        look.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        look.setTopMargin(14 if level > 1 else 0)
        look.setBottomMargin(2 if bool(block.textList()) else 6)
        cursor.mergeBlockFormat(look)
        if level:
            letters = QTextCharFormat()
            size = HEAD_SIZES.get(level, 0)
            letters.setProperty(QTextFormat.Property.FontSizeAdjustment.value, size)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(letters)
        block = block.next()
