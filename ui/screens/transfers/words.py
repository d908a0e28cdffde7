"""What the page of transfers says: what comes next, what was done, what is asked first."""

from typing import Any

from counter.domain.states import TransferStatus
from counter.language import N_
from counter.storage.questions.transfers import TransferView
from ui.dialogs.reason import Asked
from ui.kit import Kit

ALL, ONE = "all", "one"
#: what was scanned and stands on no paper known here: in hand, kept already, one too many
SCANNED, KEPT, EXTRA = N_("Scanned"), N_("Scanned, kept"), N_("Extra")


class Words:
    """Sentences about a transfer, in the language spoken now."""

    def __init__(self, kit: Kit):
        self._kit = kit

    def what(
        self, view: TransferView | None, is_unheard: bool, is_coming: bool, kept: int = 0
    ) -> str:
        """What comes next; `kept` items of a transfer that waits were scanned already."""
        say = self._kit.language.say
        if is_unheard:
            return self._unheard(kept)
        if view is None:
            return say("Scan a transfer note, then the label of every item.")
        if view.status is TransferStatus.PACKED:
            return say("Seal the bag, put the note in, then send it off.")
        if view.status is TransferStatus.REFUSED and not view.is_ours:
            name = f"{view.from_outlet} {view.from_name}".strip()
            return say("Refused: it goes back to outlet {name} with its note.", name=name)
        if not is_coming:
            return say("Nothing is left to be done.")
        return self._coming(view)

    def _coming(self, view: TransferView) -> str:
        say = self._kit.language.say
        if view.status is TransferStatus.LOST:
            return say("Lost on the way. Was it found? Scan its items.")
        if view.is_ours and view.status is not TransferStatus.REFUSED:
            name = f"{view.to_outlet} {view.to_name}".strip()
            return say("On its way to outlet {name}. Is it back? Scan its items.", name=name)
        return say("Check the seal, then scan the label of every item in the bag.")

    def _unheard(self, kept: int) -> str:
        language = self._kit.language
        if kept:
            return language.say_n(
                "{n} item is kept. It can be taken over here once its case has come.",
                "{n} items are kept. They can be taken over here once their cases have come.",
                kept,
            )
        return language.say(
            "This seat has not heard of this transfer yet. Scan every item: what came is kept."
        )

    def about(self, view: TransferView | None) -> str:
        """When it was sent."""
        if view is None or view.sent_at is None:
            return ""
        when = self._kit.figures.moment(view.sent_at, self._kit.now())
        return self._kit.language.say("Sent {when}", when=when)

    def way(self, view: TransferView) -> str:
        """From where to where, under which seal, by whom."""
        say = self._kit.language.say
        ends = (view.from_outlet, view.from_name), (view.to_outlet, view.to_name)
        ways = " → ".join(f"{number} {name}".strip() for number, name in ends)
        seal = say("seal {number}", number=view.seal) if view.seal else ""
        return " · ".join(part for part in (ways, seal, view.carrier, view.note) if part)

    def done(self, act: str, answer: Any) -> str:
        """What an act has done."""
        say = self._kit.language.say
        if answer.is_waiting:
            return say("Kept: it is taken over once the cases are here")
        if answer.missing or answer.extra:
            return say(
                "Taken over: {missing} missing, {extra} extra; call the outlet that sent it",
                missing=len(answer.missing),
                extra=len(answer.extra),
            )
        texts = {
            "send_transfer": say("Sent off: the other outlet has it from now on"),
            "cancel_transfer": say("Unpacked: the items stay here"),
            "refuse_transfer": say("Not taken over: it goes back"),
            "receive_transfer": say("Taken over"),
            "declare_transfer_lost": say("Lost: it is this outlet that tells the customer"),
        }
        return texts[act]

    def loss(self, chosen: str, awaited: int) -> Asked:
        """Why what is awaited is given up as lost: all of it, or the chosen item."""
        say, say_n = self._kit.language.say, self._kit.language.say_n
        everything = say_n("All: {n} item", "All: {n} items", awaited)
        what = [(ALL, everything), *([(ONE, chosen)] if chosen and awaited > 1 else [])]
        return Asked(
            title=say("Lost on the way"),
            go=say("It is lost"),
            text=say("Ask the carrier and the other outlet first."),
            then=say(
                "It goes on record with an alarm, and this outlet answers to the customer from "
                "now on. What is found is taken over by its note and its label."
            ),
            reasons=[say("The carrier cannot find it"), say("Stolen"), say("Accident")],
            what=what,
        )

    def give_up(self) -> Asked:
        """Why a packed transfer is given up."""
        say = self._kit.language.say
        return Asked(
            title=say("Give the transfer up"),
            go=say("Unpack"),
            then=say("The items stay here. Tear up the transfer note."),
            reasons=[say("No carrier today"), say("Wrong outlet"), say("Wrong item")],
        )

    def refusal(self) -> Asked:
        """Why a transfer is not taken over."""
        say = self._kit.language.say
        return Asked(
            title=say("Do not take it over"),
            go=say("Send it back"),
            then=say("All items go back to the outlet that sent them, with the same note."),
            reasons=[say("Bag damaged"), say("Seal broken"), say("Not for us")],
        )
