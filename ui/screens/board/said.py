"""How many customers have said something on their page that nobody has read; it leads there."""

from PySide6.QtCore import Signal

from counter.storage.questions.customer_answers import NewAnswer, new_answers
from ui.customer_answers import said_of, tone_of
from ui.kit import Kit
from ui.widgets.buttons import Button


class CustomersSaid(Button):
    """Hidden while there is nothing; opens the case that needs somebody most."""

    opened = Signal(str)  # a case

    def __init__(self, kit: Kit):
        super().__init__(kit.theme, "", "user-round", "violet")
        self._kit = kit
        self._answers: list[NewAnswer] = []
        self.clicked.connect(self._open)
        self.hide()

    def look(self) -> None:
        """Ask anew; before anybody has signed in nothing is shown."""
        if not self._kit.desk.person_code:
            self.forget()
            return
        self._kit.desk.ask(new_answers, now_at=self._kit.now()).then(self._take)

    def forget(self) -> None:
        """Whoever comes next has to sign in first."""
        self._take([])

    def say_all(self) -> None:
        """Set the text anew."""
        if not self._answers:
            return
        language, count = self._kit.language, len(self._answers)
        text = language.say_n("{n} word from customers", "{n} words from customers", count)
        tone, icon = tone_of(self._answers)
        self.show_icon(icon, tone)
        self.say(text, "\n".join(said_of(language, one) for one in self._answers[:5]))

    def _take(self, answers: list[NewAnswer]) -> None:
        self._answers = answers if self._kit.desk.person_code else []
        self.setVisible(bool(self._answers))
        self.say_all()

    def _open(self) -> None:
        if self._answers:
            self.opened.emit(self._answers[0].case_number)
