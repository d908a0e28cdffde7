"""What a conflict is about, and what is to be done, in words."""

from counter.glossary.records import FIELDS, RECORDS
from counter.language import N_
from counter.storage.questions.conflicts import Conflict, ConflictKind
from ui.kit import Kit

ICONS = {
    ConflictKind.FIELD: "pen",
    ConflictKind.TWO_HAND_BACKS: "package-check",
    ConflictKind.NEGATIVE_STOCK: "boxes",
    ConflictKind.SERIAL_TWICE: "scan-barcode",
    ConflictKind.NUMBER_TWICE: "ticket",
    ConflictKind.STAFF_CODE_TWICE: "user-round",
    ConflictKind.OUTLET_TWICE: "inbox",
}
TITLES = {
    ConflictKind.FIELD: N_("{record}: {field} was written twice"),
    ConflictKind.TWO_HAND_BACKS: N_("Handed back twice"),
    ConflictKind.NEGATIVE_STOCK: N_("More of part {number} was used than came in"),
    ConflictKind.SERIAL_TWICE: N_("Serial number {said} is there twice"),
    ConflictKind.NUMBER_TWICE: N_("Number {said} is there twice"),
    ConflictKind.STAFF_CODE_TWICE: N_("Staff code {number} is there twice"),
    ConflictKind.OUTLET_TWICE: N_("Two outlets have the number {number}"),
}
ADVICE = {
    ConflictKind.FIELD: N_(
        "Two people wrote this without having seen each other. One of the two stands until "
        "somebody chooses; nothing is lost."
    ),
    ConflictKind.TWO_HAND_BACKS: N_(
        "Two seats that could not hear each other gave this item back. Find out who has it and "
        "whether money was taken twice, then say which hand-back was the true one."
    ),
    ConflictKind.NEGATIVE_STOCK: N_(
        "{said} in stock by the book. Count the part, then book what came in or take back what was "
        "not used: Settings, Parts and prices."
    ),
    ConflictKind.SERIAL_TWICE: N_(
        "Two units bear this serial number. If they are one, merge them on the customer's page; "
        "if not, correct the wrong number on its case."
    ),
    ConflictKind.NUMBER_TWICE: N_(
        "Two papers bear this number: a copied or restored file has numbered beside the one it "
        "came from. Void the paper that is not with the customer, and print it anew."
    ),
    ConflictKind.STAFF_CODE_TWICE: N_(
        "{said} people sign in with this code. Give all but one of them another one: Settings, "
        "People and rights."
    ),
    ConflictKind.OUTLET_TWICE: N_(
        "Two shops chose the same number before they knew of each other. Ask head office to give "
        "one of them a number of its own: it enrols with a new code and keeps its papers."
    ),
}


class Account:
    """Words conflicts for one window."""

    def __init__(self, kit: Kit):
        self._kit = kit

    def title(self, one: Conflict) -> str:
        """What it is, in one line."""
        say = self._kit.language.say
        record = say(RECORDS.get(one.record, one.record))
        field = say(FIELDS.get(one.said, one.said))
        facts = {"record": record, "field": field, "number": one.number, "said": one.said}
        return say(TITLES[one.what], **facts)

    def advice(self, one: Conflict) -> str:
        """What it means, and what to do."""
        return self._kit.language.say(ADVICE[one.what], said=one.said)

    def case(self, one: Conflict) -> str:
        """Which case it belongs to, or which record."""
        figures, say = self._kit.figures, self._kit.language.say
        if one.case_number:
            return say("Case {number}", number=figures.number(one.case_number))
        return figures.number(one.number) if one.number.isdecimal() else one.number
