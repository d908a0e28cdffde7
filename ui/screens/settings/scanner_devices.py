"""Scanners that are no keyboards: which port or device, and how it stands."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.kit import Kit
from ui.scans.devices import BAUD, HID, HID_PATH, PORT, SERIAL
from ui.scans.hid import AUTO, Found, is_supported, list_scanners
from ui.scans.reader import DeviceState
from ui.scans.serial_port import BAUDS, USUAL_BAUD, Port, list_ports
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import Choice
from ui.widgets.field import Field
from ui.widgets.labels import Callout
from ui.widgets.layouts import row, stretched
from ui.widgets.pick import Pick

LOOKS = {
    DeviceState.OFF: ("accent", "info"),
    DeviceState.OPEN: ("ok", "circle-check"),
    DeviceState.GONE: ("warn", "triangle-alert"),
    DeviceState.REFUSED: ("danger", "circle-alert"),
}


class DevicesCard(Card):
    """What is picked takes effect at once."""

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._ports: list[Port] = []
        self._scanners: list[Found] = []
        self.port, self.baud, self.usb = Pick(), Pick(), Pick()
        self.look = Button(kit.theme, "link")
        self.states = {device: Callout(kit.theme, "info") for device in (SERIAL, HID)}
        picks = (self.port, self.baud, self.usb)
        self._fields = [Field(pick, note="none") for pick in picks]
        self.box.addLayout(stretched(row(*self._fields[:2], gap=14), 3, 2))
        self.box.addWidget(self.states[SERIAL])
        self.box.addWidget(self._fields[2])
        self.box.addWidget(self.states[HID])
        self.box.addLayout(row(self.look, 1))
        for pick in picks:
            pick.picked.connect(self._picked)
        self.look.clicked.connect(self.ask)
        kit.scans.device_changed.connect(self._show_state)

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        return [self.port, self.baud, self.usb, self.look]

    def ask(self) -> None:
        """Look what is plugged in; the system may take its time."""
        self._kit.desk.ask(list_ports).then(self._take_ports)
        self._kit.desk.ask(list_scanners).then(self._take_scanners)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.say(say("Scanner on a serial line or in USB mode HID POS"))
        names = (say("Serial port"), say("Baud"), say("USB (HID POS)"))
        for field, name in zip(self._fields, names, strict=True):
            field.say(name)
        self.look.say(say("Look again what is plugged in"))
        self._offer()
        for device in self.states:
            self._show_state(device)

    # -- inside

    def _offer(self) -> None:
        say, kept = self._kit.language.say, self._kit.preferences.kept
        port, path = kept(PORT), kept(HID_PATH)
        ports = [Choice(one.path, f"{one.path}  {one.name}".strip()) for one in self._ports]
        known = {one.code for one in ports}
        here = [Choice(port, say("{name} (not there now)", name=port))] if port else []
        missing = [one for one in here if port not in known]
        self.port.offer(say("Serial port"), [Choice("", say("None")), *ports, *missing])
        self.port.pick(port)
        bauds = [Choice(str(baud), str(baud)) for baud in sorted(BAUDS)]
        self.baud.offer(say("Baud"), bauds)
        self.baud.pick(kept(BAUD) or str(USUAL_BAUD))
        found = [Choice(one.path, f"{one.name}  {one.path}") for one in self._scanners]
        usual = [Choice("", say("None")), Choice(AUTO, say("Whichever is plugged in"))]
        more = [Choice(path, path)] if path not in ("", AUTO, *(one.code for one in found)) else []
        self.usb.offer(say("USB (HID POS)"), [*usual, *found, *more])
        self.usb.pick(path)
        self.usb.setEnabled(is_supported())
        self.baud.setEnabled(bool(port))

    def _take_ports(self, ports: Any) -> None:
        self._ports = ports
        self._offer()

    def _take_scanners(self, scanners: Any) -> None:
        self._scanners = scanners
        self._offer()

    def _picked(self) -> None:
        names = {self.port: PORT, self.baud: BAUD, self.usb: HID_PATH}
        pick = self.sender()
        if isinstance(pick, Pick):
            self._kit.preferences.keep(names[pick], pick.code())
            self.baud.setEnabled(bool(self.port.code()))

    def _show_state(self, device: str) -> None:
        if device not in self.states:
            return
        state, why = self._kit.scans.device(device)
        text = self._serial(state, why) if device == SERIAL else self._usb(state, why)
        self.states[device].show_text(text, *LOOKS[DeviceState(state)])
        self.states[device].setVisible(bool(text))

    def _serial(self, state: str, why: str) -> str:
        say = self._kit.language.say
        port = self._kit.preferences.kept(PORT)
        if state == DeviceState.OPEN:
            return say("{port} is open: scan something.", port=port)
        if state == DeviceState.GONE:
            return say("{port} is not there. It is opened as soon as it is plugged in.", port=port)
        if state == DeviceState.REFUSED:
            return say(
                "{port} cannot be opened: another program has it, or this account may not use it. "
                "Close the other program; on Linux add the account to the group dialout and sign "
                "in to the system again. ({why})",
                port=port,
                why=why,
            )
        return ""

    def _usb(self, state: str, why: str) -> str:
        say = self._kit.language.say
        if not is_supported():
            return say(
                "This system does not hand such a scanner to programs. Set it to keyboard or "
                "serial mode by its set-up sheet."
            )
        if state == DeviceState.OPEN:
            return say("The scanner is open: scan something.")
        if state == DeviceState.GONE:
            return say("No such scanner is plugged in. It is opened as soon as it is.")
        if state == DeviceState.REFUSED:
            return say(
                "This account may not read the scanner. Write this line into "
                "/etc/udev/rules.d/70-scanner.rules and plug it in again: {rule}",
                rule=self._rule(),
            )
        return ""

    def _rule(self) -> str:
        vendors = sorted({one.vendor for one in self._scanners if one.vendor}) or ["…"]
        tests = f'ATTRS{{idVendor}}=="{vendors[0]}"'
        return f'SUBSYSTEM=="hidraw", {tests}, TAG+="uaccess"'
