"""Scan one code three times: what the scanner of this machine puts round a code, how fast it is,
which keyboard it types for.
"""

from PySide6.QtCore import Signal

from counter.language import N_
from ui.kit import Kit
from ui.scans.habits import MOST_GAP_MS, Ending, Habits
from ui.scans.layouts import NAMES
from ui.scans.learning import ITSELF, SCANS, TRIAL, Learnt, Trouble, learn
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.code_picture import CodePicture
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.scanner_trial import Burst, ScannerTrial

TROUBLES = {
    Trouble.DIFFER: N_("The scans differ. Scan the same code three times."),
    Trouble.SHORT: N_("Too short for a scan: fewer than 6 characters."),
    Trouble.SLOW: N_(
        "The scanner is as slow as a hand: more than {most} ms between two characters. Take away "
        "its delay between characters by its set-up sheet."
    ),
    Trouble.MANGLED: N_(
        "The keyboard of this machine turns the code into other characters. Scan the code shown "
        "here: then it is known which."
    ),
}
ENDINGS = {
    Ending.ANY: N_("Enter or Tab"),
    Ending.ENTER: N_("Enter"),
    Ending.TAB: N_("Tab"),
    Ending.PAUSE: N_("a pause"),
}


class LessonCard(Card):
    """Nothing scanned here leads anywhere; what was learnt counts once it is taken over."""

    taken = Signal(object)  # Habits

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._bursts: list[Burst] = []
        self._found: Learnt | Trouble | None = None
        self.habits = Habits()
        self._how = label("", "muted", wrap=True)
        self.square, self.bars = CodePicture(3), CodePicture(2, 84)
        self.trial = ScannerTrial()
        self.trial.most_gap = float(MOST_GAP_MS)
        self.count = label("", "hint")
        self.verdict = Callout(kit.theme, "scan-barcode")
        self.take, self.again = Button(kit.theme, "", "check"), Button(kit.theme, "link")
        self._build()
        self.trial.arrived.connect(self._arrived)
        self.take.clicked.connect(self._take)
        self.again.clicked.connect(self.start_anew)

    def _build(self) -> None:
        self.box.addWidget(self._how)
        self.box.addLayout(row(self.square, self.bars, 1, gap=16))
        self.box.addLayout(stretched(row(self.trial, self.count, gap=10), 1, 0))
        self.box.addWidget(self.verdict)
        self.box.addLayout(column(row(self.take, self.again, 1, gap=10)))
        self.verdict.hide()
        self.take.hide()
        self.again.hide()

    def show_code(self) -> None:
        """Draw the trial code; what draws it is heavy and comes in when it is wanted."""
        from counter.printing import codes

        self.square.show_modules(codes.qr(TRIAL))
        self.bars.show_modules([codes.code128(TRIAL)])

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.say(say("Learn the scanner"))
        self._how.setText(
            say(
                "Put the focus into the field and scan the code shown here three times; where the "
                "scanner cannot read a screen, any code of a receipt or a card."
            )
        )
        self.trial.setAccessibleName(say("Learn the scanner"))
        self.trial.setPlaceholderText(say("Scan here"))
        self.square.setAccessibleName(say("Trial code: {code}", code=TRIAL))
        self.take.say(say("Scan like this from now on"))
        self.again.say(say("Once more from the start"))
        self._show()

    def start_anew(self) -> None:
        """Forget the scans so far."""
        self._bursts, self._found = [], None
        self.trial.clear()
        self._show()
        self.trial.setFocus()

    # -- inside

    def _arrived(self, burst: Burst) -> None:
        if self._found is not None:
            self._bursts, self._found = [], None
        self._bursts.append(burst)
        if len(self._bursts) == SCANS or isinstance(learn(self._bursts), Trouble):
            self._found = learn(self._bursts)
        self._show()
        if isinstance(self._found, Learnt):
            self.take.setFocus()

    def _take(self) -> None:
        if isinstance(self._found, Learnt):
            self.taken.emit(self._found.habits)
            self._bursts, self._found = [], None
            self.trial.clear()
            self._show()

    def _show(self) -> None:
        say, found = self._kit.language.say, self._found
        self.count.setText(say("{n} of {all}", n=len(self._bursts), all=SCANS))
        is_learnt = isinstance(found, Learnt)
        self.take.setVisible(is_learnt)
        self.again.setVisible(bool(self._bursts))
        self.verdict.setVisible(found is not None)
        if isinstance(found, Learnt):
            self.verdict.show_text(self.told(found), "ok", "circle-check")
        elif found is not None:
            text = say(TROUBLES[found], most=MOST_GAP_MS)
            self.verdict.show_text(text, "warn", "triangle-alert")

    def told(self, found: Learnt) -> str:
        """What was learnt, in sentences."""
        say, habits = self._kit.language.say, found.habits
        parts = [self.standing(habits)]
        if habits.layout and habits.layout != ITSELF:
            keyboard = say(NAMES[habits.layout])
            parts.append(say("It types for another keyboard than this machine has: {name}. Its "
                             "characters are turned back.", name=keyboard))  # fmt: skip
        elif habits.layout:
            parts.append(say("It types for another keyboard; its characters are turned back."))
        if found.was_full_width:
            parts.append(say("The input method widens its characters; they are folded back."))
        if found.was_turned:
            parts.append(say("Caps Lock is on or the scanner turns capitals; that does no harm."))
        if not found.is_sure:
            parts.append(say("The code is none that is known: what stands round it was not looked "
                             "for."))  # fmt: skip
        return " ".join(parts)

    def standing(self, habits: Habits) -> str:
        """How a scan is told from typing, in one sentence."""
        say = self._kit.language.say
        facts = {"gap": habits.gap_ms, "ending": say(ENDINGS[habits.ending])}
        text = say("A code ends with {ending}; at most {gap} ms lie between two keys.", **facts)
        if habits.prefix or habits.suffix:
            around = say("“{prefix}” before and “{suffix}” behind it are taken off.",
                         prefix=habits.prefix, suffix=habits.suffix)  # fmt: skip
            text = f"{text} {around}"
        return text
