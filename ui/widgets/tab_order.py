"""The way of Tab through a page: the order in which it is asked, whatever was built first."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.widgets.chips import Chips
from ui.widgets.segmented import Segmented


class TabOrder(QObject):
    """Leads Tab through the stops of a page, anew whenever a group of chips was rebuilt."""

    def __init__(self, page: QWidget, stops: Callable[[], list[QWidget]]):
        super().__init__(page)
        self._stops = stops
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.lead)
        for group in page.findChildren(Chips):
            group.rebuilt.connect(self._soon.start)
        self.lead()

    def lead(self) -> None:
        """Set the order now."""
        stops = [stop for widget in self._stops() for stop in _inside(widget)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)


def _inside(widget: QWidget) -> list[QWidget]:
    """Groups cannot have the focus themselves: what is inside them stands for them."""
    if isinstance(widget, Chips):
        return [*widget.chips]
    if isinstance(widget, Segmented):
        return [*widget.segments.values()]
    return [widget]
