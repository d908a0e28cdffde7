"""What is still due, in words: money that goes back is a sum of its own, no negative one."""

from ui.kit import Kit


def due_words(kit: Kit, due_fen: int) -> tuple[str, str]:
    """What the sum is called, and the sum."""
    say = kit.language.say
    title = say("Amount due") if due_fen >= 0 else say("To pay back")
    return title, kit.figures.amount(abs(due_fen))


def paid_words(kit: Kit, paid_fen: int) -> tuple[str, str]:
    """A line of a statement for what was paid on it, or paid back, beside the deposit."""
    say = kit.language.say
    title = say("Already paid") if paid_fen >= 0 else say("Already paid back")
    return title, kit.figures.plain_amount(-paid_fen)
