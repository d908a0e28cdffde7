"""The one way a rule says no."""

from counter.domain.unseen import seen


class RuleBroken(Exception):
    """A step was refused by a rule of the trade; nothing has been changed.

    `rule` is a dotted name such as "receipt.reported_lost"; `facts` are what its wording needs
    (numbers, names of states, amounts in fen): plain values that survive a trip through JSON.
    Worded in `counter/wording.py`.
    """

    def __init__(self, rule: str, /, **facts: str | int | None) -> None:
        """Name the rule and the facts of this case; what is quoted is quoted as it is seen."""
        shown = {name: seen(v) if isinstance(v, str) else v for name, v in facts.items()}
        super().__init__(rule, shown)
        self.rule = rule
        self.facts = shown

    def __str__(self) -> str:
        """Name rule and facts for developers; people read `counter.wording.sentence`."""
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.rule}({facts})"
