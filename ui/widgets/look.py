"""Properties that the style sheet reads, and words for those who listen to the screen."""

from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid

LEFT = Qt.AlignmentFlag.AlignLeft
#: joining flags costs more than the drawing; there are three ways a line is aligned
_FLAGS: dict[Qt.AlignmentFlag, int] = {}


def set_look(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet selects by, and let it look again where one changed."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def as_lane(view: QListView) -> None:
    """Make a list a column of rows alike on the ground it lies on, scrolled smoothly."""
    view.setProperty("role", "lane")
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)


class Lit(NamedTuple):
    """How a row or a card stands out."""

    chosen: bool
    over: bool  # the mouse is


# The stubs of the binding leave the two out.
def rect_of(option: QStyleOptionViewItem) -> QRect:
    """Where something is to be painted."""
    return option.rect  # pyright: ignore[reportAttributeAccessIssue]


def lit_of(option: QStyleOptionViewItem) -> Lit:
    """How it stands out."""
    from PySide6.QtWidgets import QStyle  # six hundred names, and none is needed at first

    state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
    chosen = state & QStyle.StateFlag.State_Selected
    return Lit(bool(chosen), bool(state & QStyle.StateFlag.State_MouseOver))


def tip_of(text: str) -> str:
    """A text for a tool tip: Qt takes what looks like HTML there for HTML, whoever typed it. A
    joiner that nobody sees behind each "<" keeps it what it is.
    """
    return text.replace("<", "<\u2060")


def give_focus_back(widget: QWidget | None) -> None:
    """To what had the focus before something lay over it, if it is still there."""
    if widget is not None and isValid(widget) and widget.isVisible():
        widget.setFocus(Qt.FocusReason.PopupFocusReason)


def announce(widget: QWidget, text: str) -> None:
    """Say `text` to a screen reader; nothing happens when none listens."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # nobody needs it to paint

    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def put_text(
    painter: QPainter,
    where: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    *,
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """Paint one line, cut with … where it is too long, centred upright; answers the width it
    took.
    """
    painter.setFont(font)
    painter.setPen(colour)
    metrics = QFontMetricsF(font)
    width, room = metrics.horizontalAdvance(text), where.width()
    shown = text
    if width > room:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    flags = _FLAGS.get(align)
    if flags is None:
        joined = align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        flags = _FLAGS[align] = int(joined)
    painter.drawText(where, flags, shown)
    return min(width, room)
