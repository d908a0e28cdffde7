"""This machine: how the window looks and speaks here, and when it locks itself."""

import os

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.kit import Kit
from ui.language import LANGUAGES
from ui.preferences import IDLE_MINUTES, SIZES
from ui.screens.settings.section import Section
from ui.widgets.chips import Chips, Choice
from ui.widgets.labels import label
from ui.widgets.layouts import column, framed, holder, row
from ui.widgets.segmented import Segmented

LEAST_ROOM = (640, 400)  # smaller than that the window cannot be; it scrolls then
SCHEMES = ("system", "light", "dark")
DENSITIES = ("desk", "touch")


class MachineSection(Section):
    """Takes effect at once, but for the size; nothing of it travels."""

    name = "machine"
    icon = "laptop"

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.language = Segmented(kit.theme, list(LANGUAGES))
        self.scheme = Segmented(kit.theme, list(SCHEMES))
        self.density = Segmented(kit.theme, list(DENSITIES))
        self.large, self.idle = Chips(kit.theme, one=True), Chips(kit.theme, one=True)
        self._titles = [label("", "strong") for _ in range(5)]
        self._notes = [label("", "hint", wrap=True) for _ in range(5)]
        self._build()
        self._connect()
        self.say_all()

    def _build(self) -> None:
        groups = (self.language, self.scheme, self.density, self.large, self.idle)
        lines: list[QWidget] = []
        for title, note, group in zip(self._titles, self._notes, groups, strict=True):
            box = column(title, note, gap=0)
            box.addSpacing(4)
            box.addLayout(row(group, 1) if isinstance(group, Segmented) else column(group))
            lines.append(holder(box))
        card = framed(column(*lines, gap=12, margins=(20, 14, 20, 14)))
        self.build(column(card, 1), saves=False)

    def _connect(self) -> None:
        self.language.changed.connect(self.kit.language.switch)
        self.scheme.changed.connect(self._set_scheme)
        self.density.changed.connect(self._set_density)
        self.large.changed.connect(self._set_size)
        self.idle.changed.connect(self._set_idle)
        self.kit.theme.changed.connect(self._show_now)

    def stops(self) -> list[QWidget]:
        return [self.language, self.scheme, self.density, self.large, self.idle]

    def caption(self) -> str:
        return self.kit.language.say("This machine")

    def purpose(self) -> str:
        return self.kit.language.say(
            "How the window looks and speaks here; other seats keep theirs."
        )

    def say_all(self) -> None:
        say, say_n = self.kit.language.say, self.kit.language.say_n
        texts = (
            (say("Language of the window"), say("Papers keep the outlet's language.")),
            (say("Light or dark"), "Ctrl+Shift+L"),
            (say("Density"), say("Touch makes every target large enough for a finger.")),
            (
                say("Size of text and controls"),
                say("From the next start on; as far as this screen has room."),
            ),
            (say("Lock after"), say("Nobody's name is on what a passer-by does.")),
        )  # fmt: skip
        for title, note, (text, meaning) in zip(self._titles, self._notes, texts, strict=True):
            title.setText(text)
            note.setText(meaning)
        names = [text for text, _ in texts]
        self.language.say(names[0], [Choice(c, name) for c, name in LANGUAGES.items()])
        schemes = [
            Choice("system", say("As the system")),
            Choice("light", say("Light")),
            Choice("dark", say("Dark")),
        ]
        self.scheme.say(names[1], schemes)
        densities = [Choice("desk", say("Mouse and keys")), Choice("touch", say("Touch"))]
        self.density.say(names[2], densities)
        self.large.name(names[3])
        self.large.offer([Choice(str(size), f"{size} %") for size in self.sizes()])
        self.idle.name(names[4])
        minutes = [
            Choice(str(n), say_n("{n} minute", "{n} minutes", n) if n else say("Never"))
            for n in IDLE_MINUTES
        ]
        self.idle.offer(minutes)
        self._show_now()
        super().say_all()

    def sizes(self) -> list[int]:
        """The sizes the window still fits this screen in, the one that is set besides."""
        screen = QGuiApplication.primaryScreen()
        drawn = float(os.environ.get("QT_SCALE_FACTOR", "1") or 1)  # makes the screen look smaller
        room, now = screen.availableSize(), self.kit.preferences.size_percent
        wide, high = room.width() * drawn, room.height() * drawn
        return [
            size
            for size in SIZES
            if size in (SIZES[0], now)
            or (LEAST_ROOM[0] * size <= wide * 100 and LEAST_ROOM[1] * size <= high * 100)
        ]

    def first(self) -> None:
        self.language.segments[self.kit.language.code].setFocus()

    # -- inside

    def _show_now(self) -> None:
        for group in (self.language, self.scheme, self.density):
            group.blockSignals(True)
        self.language.choose(self.kit.language.code)
        self.scheme.choose(self.kit.theme.mode)
        self.density.choose(self.kit.theme.density)
        for group in (self.language, self.scheme, self.density):
            group.blockSignals(False)
        for chips, code in (
            (self.large, self.kit.preferences.size_percent),
            (self.idle, self.kit.preferences.idle_minutes),
        ):
            chips.blockSignals(True)
            chips.choose([str(code)])
            chips.blockSignals(False)

    def _set_scheme(self, mode: str) -> None:
        if mode != self.kit.theme.mode:
            self.kit.theme.set_mode(mode)

    def _set_density(self, density: str) -> None:
        if density != self.kit.theme.density:
            self.kit.theme.set_density(density)

    def _set_size(self) -> None:
        self.kit.preferences.keep("size_percent", int(self.large.value()[0]))
        self.told.emit(self.kit.language.say("The size changes when the window is opened again"))

    def _set_idle(self) -> None:
        self.kit.preferences.keep("idle_minutes", int(self.idle.value()[0]))
        self.told.emit(self.kit.language.say("Kept for this machine"))
