"""The way of Tab through a page: the order in which it is asked, whatever was built first."""

import itertools

from PySide6.QtWidgets import QWidget

from ui.widgets.chips import Chips
from ui.widgets.segmented import Segmented


def lead_tab(*widgets: QWidget) -> None:
    """Let Tab go through these widgets in this order; groups with all that is inside them."""
    stops = [stop for widget in widgets for stop in _stops(widget)]
    for before, after in itertools.pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, Chips):
        return [widget, *widget.chips]
    if isinstance(widget, Segmented):
        return [widget, *widget.segments.values()]
    return [widget]
