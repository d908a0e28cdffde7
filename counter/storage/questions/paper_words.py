"""The few words a paper is handed ready-made: ways of paying, what became of old parts, notices."""

from collections.abc import Iterable

from counter.domain.choices import NoticeHow, OutHow, PaymentMethod
from counter.domain.states import OldPartChoice
from counter.language import Words


def pay_methods(words: Words, methods: Iterable[str]) -> tuple[str, ...]:
    """How money was paid, each way once."""
    known = {
        PaymentMethod.CASH: words.say_as("pay", "Cash"),
        PaymentMethod.WECHAT: words.say_as("pay", "WeChat Pay"),
        PaymentMethod.ALIPAY: words.say_as("pay", "Alipay"),
        PaymentMethod.BANK_CARD: words.say_as("pay", "Bank card"),
        PaymentMethod.TRANSFER: words.say_as("pay", "Bank transfer"),
        PaymentMethod.OTHER: words.say_as("pay", "Other"),
    }
    named = {method.value: word for method, word in known.items()}
    return tuple(dict.fromkeys(named.get(method, method) for method in methods))


def old_parts(words: Words, pieces: dict[OldPartChoice, int]) -> str:
    """What became of the parts that were taken out."""
    told: list[str] = []
    if n := pieces.get(OldPartChoice.RETURN_TO_CUSTOMER, 0):
        told.append(words.say_n("{n} old part to the customer", "{n} old parts to the customer", n))
    if n := pieces.get(OldPartChoice.RETURN_TO_MANUFACTURER, 0):
        told.append(
            words.say_n("{n} old part to the manufacturer", "{n} old parts to the manufacturer", n)
        )
    if n := pieces.get(OldPartChoice.SCRAP_WITH_CONSENT, 0):
        told.append(
            words.say_n("{n} old part disposed of, agreed", "{n} old parts disposed of, agreed", n)
        )
    return words.say_as("between", "; ").join(told)


def notified(words: Words, at: str, how: str) -> str:
    """When and how the customer was told."""
    known = {
        NoticeHow.PHONE: words.say_as("told", "phone"),
        NoticeHow.SMS: words.say_as("told", "text message"),
        NoticeHow.WECHAT: words.say_as("told", "WeChat"),
        NoticeHow.IN_PERSON: words.say_as("told", "in person"),
        NoticeHow.LETTER: words.say_as("told", "letter"),
    }
    named = {one.value: word for one, word in known.items()}
    return f"{at} {named.get(how, how)}"


def moved(words: Words, sent: str, whom: str, back: str) -> str:
    """When an item was sent out, to whom, and when it came back."""
    lines = [words.say_as("register", "{at} to {whom}", at=sent, whom=whom)]
    if back:
        lines.append(words.say_as("register", "{at} back", at=back))
    return "\n".join(lines)


def remark(words: Words, out_how: str, said: str) -> str:
    """What else a register line tells."""
    if out_how == OutHow.NOT_TAKEN_IN.value:
        return words.say_as("register", "Taken in by mistake")
    return said
