"""What printers, their ways and their states are called on the screen."""

from typing import TYPE_CHECKING

from counter.language import N_
from counter.printing.devices.catalogue import Language, Way
from counter.printing.devices.device import State, Status
from counter.printing.media import MEDIA, Feed, Medium
from ui.language import Speech

if TYPE_CHECKING:
    from counter.printing.devices.delivery import Delivery

#: every paper by the name that people at the counter use
PAPERS = {
    "item_receipt": N_("Receipt"),
    "repair_card": N_("Repair card"),
    "item_label": N_("Item label"),
    "accessory_label": N_("Accessory label"),
    "settlement_statement": N_("Settlement statement"),
    "item_register": N_("Register"),
}
LANGUAGES = {
    Language.ZPL: ("ZPL", N_("labels: Zebra and those that speak its language")),
    Language.TSPL: ("TSPL", N_("labels: TSC, Gprinter, Deli, Xprinter and others")),
    Language.ESCPOS: ("ESC/POS", N_("receipts on a roll, with knife and cash drawer")),
    Language.DRIVER: (N_("Driver"), N_("any printer that is set up in the system")),
}
WAYS = {
    Way.TCP: N_("Network"),
    Way.QUEUE: N_("Queue of the system"),
    Way.DEVICE: N_("USB"),
    Way.SERIAL: N_("Serial port"),
    Way.FOLDER: N_("Folder"),
}
STATES = {
    State.READY: (N_("ready"), "ok"),
    State.PRINTING: (N_("printing"), "ok"),
    State.PAUSED: (N_("paused"), "warn"),
    State.PAPER_OUT: (N_("out of paper"), "danger"),
    State.COVER_OPEN: (N_("cover open"), "danger"),
    State.JAM: (N_("paper jam"), "danger"),
    State.RIBBON_OUT: (N_("out of ribbon"), "danger"),
    State.HOT: (N_("too hot"), "warn"),
    State.OFFLINE: (N_("offline"), "danger"),
    State.FAULT: (N_("reports a fault"), "danger"),
    State.UNKNOWN: (N_("does not tell its state"), "grey"),
}
FEEDS = {
    Language.ZPL: (Feed.LABEL,),
    Language.TSPL: (Feed.LABEL,),
    Language.ESCPOS: (Feed.ROLL,),
    Language.DRIVER: (Feed.OFFICE, Feed.CONTINUOUS, Feed.LABEL, Feed.ROLL),
}


def state_words(speech: Speech, status: Status) -> tuple[str, str]:
    """A state in words and its tone."""
    text, tone = STATES[status.state]
    if status.state is State.READY and status.is_paper_low:
        return speech.say("ready, paper is running low"), "warn"
    return speech.say(text), tone


def came_of(speech: Speech, came: "Delivery", name: str) -> tuple[str, str]:
    """What became of a test page, in words, and its tone."""
    from counter.printing.devices.sending import Outcome

    match came.outcome:
        case Outcome.PRINTED:
            return speech.say("“{printer}” says that the page is printed.", printer=name), "ok"
        case Outcome.KEPT:
            return speech.say("The page lies as a file: {file}", file=came.file), "ok"
        case Outcome.TAKEN if came.job:
            text = speech.say(
                "The system's queue has taken the page ({job}) and says no more. Look whether it "
                "came out.",
                job=came.job,
            )
            return text, "warn"
        case Outcome.TAKEN:
            text = speech.say(
                "“{printer}” has taken the page and says no more. Look whether it came out.",
                printer=name,
            )
            return text, "warn"


def stocks(language: Language) -> list[Medium]:
    """The sizes that are offered ready-made for what lies in a printer."""
    return [medium for medium in MEDIA.values() if medium.feed in FEEDS[language]]


def paper_name(speech: Speech, form: str) -> str:
    """What a paper is called at the counter, else what stands on it."""
    from counter.printing.forms import FORMS

    if form in PAPERS:
        return speech.say(PAPERS[form])
    return speech.say(FORMS[form].title) if form in FORMS else form
