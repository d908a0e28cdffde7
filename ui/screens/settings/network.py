"""Head office: working alone, joining a hub by a code, and how this seat stands with it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from counter.domain.refusals import RuleBroken
from counter.wording import sentence
from ui import network_words
from ui.kit import Kit
from ui.screens.settings.network_near import NearCard
from ui.screens.settings.network_relay import RelayCard
from ui.screens.settings.section import Gap, Section
from ui.widgets.buttons import Button
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, framed, holder, row, stretched

TONES = {"ok": "ok", "warn": "warn", "danger": "danger", "text_2": "accent"}
FACTS = 8


class NetworkSection(Section):
    """Joins, moves and asks for a round; what is shown comes by itself."""

    name = "network"
    icon = "wifi"

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.state = Callout(kit.theme, "wifi-off")
        self.address, self.code = CodeEdit(), CodeEdit()
        self.address_field, self.code_field = Field(self.address), Field(self.code)
        self.moving = CodeEdit()
        self.moving_field = Field(self.moving)
        self.change = Button(kit.theme)
        self.conflicts = Button(kit.theme, "", "triangle-alert")
        self.near, self.relay = NearCard(kit), RelayCard(kit)
        self._alone = label("", wrap=True)
        self._facts = [(label("", "muted"), label("", "strong", wrap=True)) for _ in range(FACTS)]
        self._joining, self._joined = self._join_page(), self._joined_page()
        self._was = ""
        self._is_new = False
        self._build()
        self._connect()
        self.say_all()

    def _join_page(self) -> QWidget:
        fields = stretched(row(self.address_field, self.code_field, gap=12), 3, 2)
        return holder(column(self._alone, fields, 1, gap=12))

    def _joined_page(self) -> QWidget:
        lines = [stretched(row(*pair, gap=12), 2, 5) for pair in self._facts]
        moved = stretched(row(self.moving_field, self.change, 1, gap=10), 3, 0, 1)
        return holder(column(*lines, moved, row(self.conflicts, 1), 1, gap=6))

    def _build(self) -> None:
        pages = column(self._joining, self._joined, gap=0, margins=(20, 14, 20, 14))
        card = framed(pages)
        near = framed(column(self.near, margins=(20, 14, 20, 14)))
        relay = framed(column(self.relay, margins=(20, 14, 20, 14)))
        self.build(column(self.state, card, relay, near, 1, gap=12))
        self.go.setMinimumWidth(170)

    def _connect(self) -> None:
        for edit in (self.address, self.code, self.moving):
            edit.textEdited.connect(self.edited)
        self.change.clicked.connect(self._move)
        self.conflicts.clicked.connect(self._open_conflicts)
        self.near.told.connect(self.told)
        self.relay.told.connect(self.told)
        self.relay.met.connect(self.near.reload)
        self.kit.network.changed.connect(self._show)

    # -- what it says

    def stops(self) -> list[QWidget]:
        return [
            self.address, self.code, self.moving, self.change, self.conflicts,
            *self.relay.stops(), *self.near.stops(), self.go,
        ]  # fmt: skip

    def caption(self) -> str:
        return self.kit.language.say("Head office")

    def purpose(self) -> str:
        return self.kit.language.say("Keeps this seat in step with the shop's others by a hub.")

    def say_all(self) -> None:
        say = self.kit.language.say
        super().say_all()
        self._alone.setText(
            say(
                "This shop works alone, and may go on so: nothing is missing. To keep several "
                "seats or outlets in step, ask head office for the address of its hub and a code "
                "for this seat. What is here stays, with its numbers."
            )
        )
        self.address_field.say(say("&Address of the hub"), "https://hub.example.com")
        self.code_field.say(say("One-time &code"), "ABCD-EFGH-JKLM-NPQR")
        self.moving_field.say(say("Address of the &hub"), say("if head office tells another one"))
        self.change.say(say("Change address"))
        self.near.say_all()
        self.relay.say_all()
        self._show()

    def reload(self) -> None:
        self.show_top()
        self.kit.network.look()
        self.near.reload()
        self.relay.reload()
        self._show()

    def first(self) -> None:
        control = self.go if self._is_joined() else self.address
        control.setFocus(Qt.FocusReason.TabFocusReason)

    def gaps(self) -> list[Gap]:
        if self._is_joined():
            return []
        say = self.kit.language.say
        asked = ((say("address of the hub"), self.address), (say("code"), self.code))
        return [(name, edit) for name, edit in asked if not edit.text().strip()]

    # -- what it does

    def save(self) -> None:
        """Join, or ask for a round now."""
        self.trouble.hide()
        if self._is_joined():
            self.kit.network.sync_now()
            self.told.emit(self.kit.language.say("Head office is asked now"))
            return
        gaps = self.gaps()
        self.show_state()
        if gaps:
            gaps[0][1].setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.go.setEnabled(False)
        reply = self.kit.network.join(self.address.text().strip(), self.code.text().strip())
        reply.then(self._has_joined).sorry(self._cannot).after(self._settled)

    def _has_joined(self, joined: Any) -> None:
        self.code.clear()
        self._is_new = True
        self.kit.network.look()
        outlet = str(joined.hub.outlet)
        self.told.emit(
            self.kit.language.say("This seat has joined as outlet {outlet}", outlet=outlet)
        )

    def _move(self) -> None:
        address = self.moving.text().strip()
        if not address or address == self.kit.network.standing().kept.url:
            self.told.emit(self.kit.language.say("Nothing was changed"))
            return
        self.kit.network.move(address).then(self._has_moved).sorry(self._cannot)

    def _has_moved(self, _answer: object) -> None:
        self.kit.network.look()
        self.told.emit(self.kit.language.say("Saved"))

    def _cannot(self, refusal: RuleBroken) -> None:
        self.refuse(sentence(refusal.rule, refusal.facts, self.kit.language.words))

    def _settled(self) -> None:
        self.go.setEnabled(True)

    def _open_conflicts(self) -> None:
        self.wants.emit("conflicts", "")

    # -- what it shows

    def _is_joined(self) -> bool:
        return self.kit.network.standing().kept.is_joined

    def _show(self) -> None:
        language, standing = self.kit.language, self.kit.network.standing()
        kept, is_joined = standing.kept, standing.kept.is_joined
        if is_joined and self._is_new:
            self._is_new = False
            self.first()  # before the field that has the focus goes, and hands it to a switch
            self.show_top()
        self._joining.setHidden(is_joined)
        self._joined.setVisible(is_joined)
        if is_joined:
            self.go.say(language.say("Sync now"), "Ctrl+Enter")
        else:
            self.go.say(language.say("Join"), "Ctrl+Enter")
        refusal = standing.refusal
        why = sentence(refusal.rule, refusal.facts, language.words) if refusal else ""
        since = network_words.in_step_since(standing, language, self.kit.figures, self.kit.now())
        self.state.setVisible(is_joined or bool(why))
        icon, tone = network_words.icon_of(standing)
        self.state.show_text(why or since, TONES[tone], icon)
        if kept.url != self._was:
            self._was = kept.url
            self.moving.setText(kept.url)
        count = kept.contended + kept.held
        self.conflicts.setVisible(count > 0)
        self.conflicts.say(language.say_n("{n} thing to settle", "{n} things to settle", count))
        self.near.show_now()
        self.relay.show_now()
        self._show_facts(since)
        self.show_state()

    def _show_facts(self, since: str) -> None:
        language, figures, now = self.kit.language, self.kit.figures, self.kit.now()
        standing = self.kit.network.standing()
        kept, say = standing.kept, language.say

        def moment(at: int) -> str:
            return figures.moment(at, now) if at else say("never yet")

        facts = (
            (say("Hub"), kept.url),
            (say("Outlet and seat"), f"{kept.outlet} · {kept.seat}"),
            (say("State"), since),
            (say("Waiting"), network_words.waiting(standing, language)),
            (say("Head office signed last"), moment(kept.proved_at)),
            (say("Everything heard last"), moment(kept.heard_at)),
            (say("Compared with the hub last"), moment(kept.compared_at)),
            (say("Not read yet"), network_words.set_aside(kept, language)),
        )
        for (name, said), (caption, text) in zip(self._facts, facts, strict=True):
            _set(name, caption)
            _set(said, text)
        for one in self._facts[-1]:
            one.setVisible(bool(kept.later))


def _set(where: QLabel, text: str) -> None:
    where.setText(text)
