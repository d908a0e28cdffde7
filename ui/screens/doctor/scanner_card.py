"""The scanner test: what arrived, how fast, and how it ended."""

from counter.domain import numbers
from counter.domain.refusals import RuleBroken
from ui.kit import Kit
from ui.scanner import SHORTEST
from ui.widgets.card import Card
from ui.widgets.labels import Callout, label
from ui.widgets.scanner_trial import Burst, ScannerTrial


class ScannerCard(Card):
    """Nothing scanned here leads anywhere."""

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._burst: Burst | None = None
        self._how = label("", "hint", wrap=True)
        self.trial = ScannerTrial()
        self.verdict = Callout(kit.theme, "scan-barcode")
        self.verdict.hide()
        for part in (self._how, self.trial, self.verdict):
            self.box.addWidget(part)
        self.trial.arrived.connect(self._take)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.say(say("Scanner test"))
        self._how.setText(say("Put the focus into the field and scan any code."))
        self.trial.setAccessibleName(say("Scanner test"))
        self.trial.setPlaceholderText(say("Scan here"))
        if self._burst is not None:
            self._show(self._burst)

    def text(self) -> str:
        """What was found, without what was scanned: it may be a customer's."""
        burst = self._burst
        if burst is None:
            return ""
        say = self._kit.language.say
        return say(
            "{n} characters, longest gap {gap} ms, ended by {ending}",
            n=len(burst.text),
            gap=round(burst.longest_gap),
            ending=burst.ending or say("nothing"),
        )

    def _take(self, burst: Burst) -> None:
        self._burst = burst
        self._show(burst)

    def _show(self, burst: Burst) -> None:
        say = self._kit.language.say
        advice, is_well = self._advice(burst)
        self.verdict.show()
        text = say("{facts}. {advice}", facts=self.text(), advice=advice)
        look = ("ok", "circle-check") if is_well else ("warn", "triangle-alert")
        self.verdict.show_text(text, *look)

    def _advice(self, burst: Burst) -> tuple[str, bool]:
        say = self._kit.language.say
        if len(burst.text) < SHORTEST:
            return say("Too short for a scan: fewer than 6 characters."), False
        if not burst.is_fast:
            return say(
                "Too slow: more than {most} ms between two keys, as if somebody typed. Take away "
                "the delay between characters in the scanner's set-up sheet.",
                most=round(burst.most_gap),
            ), False
        if not burst.ending:
            text = say("No Enter at the end: scan “suffix Enter” in the scanner's set-up sheet.")
            return text, False
        if not burst.is_plain:
            return say(
                "Full-width characters arrived: the input method changed them. The window folds "
                "them back; better switch the input method to English."
            ), True
        try:
            numbers.parse(burst.text)
        except RuleBroken:
            return say("Good. The code is none of our papers' numbers."), True
        return say("Good, and it is one of our papers' numbers."), True
