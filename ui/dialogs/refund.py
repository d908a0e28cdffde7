"""What is asked before money goes back to a customer, wherever it is paid back."""

from typing import Any

from counter.domain.choices import PaymentMethod
from ui import terms
from ui.dialogs.reason import Asked
from ui.kit import Kit


def asked_to_refund(kit: Kit, surplus_fen: int) -> Asked:
    """The form: in which way, and why; `surplus_fen` is what was paid too much."""
    say = kit.language.say
    return Asked(
        title=say("Pay back {amount}", amount=kit.figures.amount(surplus_fen)),
        go=say("Paid back"),
        reasons=[say("Deposit paid back"), say("Paid too much")],
        what=[(code.value, say(text)) for code, text in terms.METHODS.items()],
    )


def refund_facts(answered: dict[str, Any]) -> dict[str, Any]:
    """What the act is told of the form that was filled in."""
    rest = {name: value for name, value in answered.items() if name != "what"}
    return rest | {"method": PaymentMethod(answered["what"])}
