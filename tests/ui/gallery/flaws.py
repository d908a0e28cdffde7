"""What may be wrong with a page, whatever it shows: cut, on top of each other, without a name."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QWidget,
)

from ui.widgets.labels import ElidedLabel
from ui.widgets.person_tile import PersonTile
from ui.widgets.ticks import Tick

CONTROLS = (
    *(QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView, QAbstractSpinBox, QComboBox),
)
OWN_LAYOUT = (PersonTile, Tick, ElidedLabel)  # they wrap or elide what they paint themselves


class Longer:
    """A language whose every text is 40 % longer than the English one."""

    language = "en"

    def say(self, text: str, /, **facts: object) -> str:
        said = text.format(**facts) if facts else text
        more = len(said) * 2 // 5
        return said + ("~~~~~ " * more)[:more].rstrip()  # it breaks where words would

    def say_n(self, one: str, many: str, n: int, /, **facts: object) -> str:
        return self.say(one if n == 1 else many, n=n, **facts)

    def say_as(self, _context: str, text: str, /, **facts: object) -> str:
        return self.say(text, **facts)


def found(page: QWidget, *, whole: bool) -> list[str]:
    """Every flaw of a page; `whole` when nothing of it may need to be scrolled to be read."""
    return [*cut(page, whole=whole), *overlaps(page), *nameless(page)]


def texted(root: QWidget) -> Iterator[QLabel | QAbstractButton]:
    """Every label and button with a text that is shown."""
    for part in [*root.findChildren(QLabel), *root.findChildren(QAbstractButton)]:
        if part.isVisible() and part.text() and not is_sign(part):
            yield part


def is_sign(part: QWidget) -> bool:
    """Whether a part shows its icon alone: its text is for screen readers."""
    alone = Qt.ToolButtonStyle.ToolButtonIconOnly
    if not isinstance(part, QToolButton) or part.icon().isNull():
        return False
    return part.toolButtonStyle() is alone


def cut(root: QWidget, *, whole: bool) -> Iterator[str]:
    """Texts that are wider or higher than their place, or hang over what holds them."""
    for part in texted(root):
        text = part.text().replace("&", "")
        if isinstance(part, OWN_LAYOUT):
            continue
        if isinstance(part, QLabel) and part.wordWrap():
            needed = part.heightForWidth(part.width())
            if part.height() < needed:
                yield f"cut: {text!r} is {part.height()} high, needs {needed}"
            continue
        needed = max(part.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))
        seen = part.visibleRegion().boundingRect().width() if whole else part.width()
        if part.width() < needed or (seen and seen < needed):
            yield f"cut: {text!r} is {min(part.width(), seen)} wide, needs {needed}"
    yield from hidden(root)
    yield from cut_heads(root)


def cut_heads(root: QWidget) -> Iterator[str]:
    """Heads of columns that are wider than their column and not cut with … either."""
    for head in root.findChildren(QHeaderView):
        model = head.model()
        is_across = head.orientation() is Qt.Orientation.Horizontal
        elides = head.textElideMode() is not Qt.TextElideMode.ElideNone
        if not head.isVisible() or not is_across or elides:
            continue
        for section in range(head.count()):
            text = str(model.headerData(section, head.orientation()) or "")
            needed, width = head.fontMetrics().horizontalAdvance(text), head.sectionSize(section)
            if width and width < needed:
                yield f"cut: head {text!r} is {width} wide, needs {needed}"


def hidden(root: QWidget) -> Iterator[str]:
    """What lies outside of its parent and cannot be scrolled to."""
    for part in texted(root):
        holder = part.parentWidget()
        while holder is not None and holder is not root:
            if isinstance(holder.parentWidget(), QAbstractScrollArea):
                break
            place = QRect(part.mapTo(holder, part.rect().topLeft()), part.size())
            if holder.isVisible() and not holder.rect().adjusted(-2, -2, 2, 2).contains(place):
                yield f"hidden: {part.text()!r} hangs over {type(holder).__name__}"
                break
            holder = holder.parentWidget()
    for area in root.findChildren(QScrollArea):
        inside, room = area.widget(), area.viewport().width()
        if not area.isVisible() or inside is None:
            continue
        off = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if off and inside.width() > room + 1:
            of = type(area.parentWidget()).__name__
            yield f"hidden: in {of} {inside.width()} stands in {room}, and cannot be scrolled"


def overlaps(root: QWidget) -> Iterator[str]:
    """Texts of one parent that lie on each other."""
    places: dict[QWidget | None, list[tuple[QRect, str]]] = {}
    for part in texted(root):
        beside = places.setdefault(part.parentWidget(), [])
        for box, text in beside:
            if box.intersects(part.geometry()):
                yield f"overlap: {text!r} and {part.text()!r}"
        beside.append((part.geometry(), part.text()))


def nameless(root: QWidget) -> Iterator[str]:
    """Controls that Tab or a finger reaches and that a screen reader cannot name."""
    for part in root.findChildren(QWidget):
        if not isinstance(part, CONTROLS) or not part.isVisible():
            continue
        is_inside = isinstance(part.parentWidget(), QAbstractSpinBox | QComboBox)
        is_reached = part.focusPolicy() != Qt.FocusPolicy.NoFocus
        has_text = isinstance(part, QAbstractButton) and part.text()
        if is_reached and not is_inside and not part.accessibleName() and not has_text:
            yield f"nameless: {type(part).__name__} in {type(part.parentWidget()).__name__}"
