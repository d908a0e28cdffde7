"""A button that prints the label of what is open: a shelf, a part, somebody's badge."""

from ui.kit import Kit
from ui.paper_job import PaperJob
from ui.widgets.buttons import Button


class LabelButton(Button):
    """Prints one label of a form; hidden while there is no number to print."""

    def __init__(self, kit: Kit, form: str):
        super().__init__(kit.theme, "link", "printer", "accent")
        self._kit, self._form, self._number = kit, form, ""
        self.clicked.connect(self._print)
        self.hide()

    def show_number(self, number: str) -> None:
        """This is the number to print; none hides the button."""
        self._number = number
        self.setVisible(bool(number))

    def _print(self) -> None:
        job = PaperJob(self._form, self._number, self._kit.language.code)
        self._kit.print_room.print_papers([job])
