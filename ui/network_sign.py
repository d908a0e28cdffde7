"""The sign in the bar of how this seat stands with others; who works alone has none."""

from counter.wording import sentence
from ui import network_words
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.look import tip_of

ROOMY = 1200


class NetworkSign(Button):
    """A click leads to the page about it."""

    def __init__(self, kit: Kit):
        super().__init__(kit.theme, "ghost", "wifi-off", "text_2")
        self._kit = kit
        self._is_roomy = True
        self.hide()
        kit.network.changed.connect(self.show_now)

    def show_now(self) -> None:
        """Say how it stands."""
        standing = self._kit.network.standing()
        is_alone = not standing.kept.is_joined and not standing.neighbours
        self.setHidden(is_alone and standing.refusal is None)
        self._icon, self._tone = network_words.icon_of(standing)
        text = network_words.in_short(standing, self._kit.language)
        lines = self.at_length()
        self.say(text * (self._is_roomy or standing.alarms))
        self.setAccessibleName(text)
        self.setAccessibleDescription("\n".join(lines))
        self.setToolTip(tip_of("\n".join(lines)))

    def at_length(self) -> list[str]:
        """All of it, a sentence each."""
        kit, standing = self._kit, self._kit.network.standing()
        refusal = standing.refusal
        why = sentence(refusal.rule, refusal.facts, kit.language.words) if refusal else ""
        return network_words.at_length(standing, why, kit.language, kit.figures, kit.now())

    def make_room(self, width: int) -> None:
        """Be as wide as the bar allows."""
        is_roomy = width >= ROOMY
        if is_roomy != self._is_roomy:
            self._is_roomy = is_roomy
            self.show_now()
