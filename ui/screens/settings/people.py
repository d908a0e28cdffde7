"""People and rights: who works here, as what, with which badge and PIN."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.states import Role
from counter.services.people import PIN_LEAST, PersonNow
from counter.storage.questions.lists import PersonRow, people
from counter.storage.questions.reading import Page
from ui import terms
from ui.kit import Kit
from ui.screens.settings.label_button import LabelButton
from ui.screens.settings.listed import ListedSection
from ui.screens.settings.right_words import words_of
from ui.screens.settings.roster import Entry
from ui.screens.settings.section import Act, Gap
from ui.widgets.buttons import Button
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field, limited
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.ticks import Tick

PIN_MOST = 6  # what the pad of the sign-in takes


class PeopleSection(ListedSection):
    """Adds and changes people by `add_person`, `change_person` and `set_pin`."""

    name = "people"
    icon = "user-round"
    kinds: ClassVar[frozenset[str]] = frozenset({"person"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.person, self.code = limited(QLineEdit(), "name"), CodeEdit()
        self.pin, self.again = CodeEdit(), CodeEdit()
        edits = (self.person, self.code, self.pin, self.again)
        self.fields = [Field(edit) for edit in edits]
        self.role = Chips(kit.theme, one=True)
        self._role_title = label("", "label")
        self._rights = label("", "hint", wrap=True)
        self.active = Tick(kit.theme)
        self._badge = label("", "muted")
        self.new_badge = Button(kit.theme, "link")
        self.print_badge = LabelButton(kit, "staff_badge")
        self._build()
        self._connect()
        self.say_all()

    def _build(self) -> None:
        for edit in (self.pin, self.again):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            edit.setMaxLength(PIN_MOST)
        self.code.setMaxLength(8)
        name, code, pin, again = self.fields
        form = column(
            stretched(row(name, code, gap=14), 2, 1),
            self._role_title,
            self.role,
            self._rights,
            stretched(row(pin, again, gap=14), 1, 1),
            row(self._badge, self.new_badge, self.print_badge, 1, gap=8),
            self.active,
            gap=6,
        )
        self.build_listed(form)

    def _connect(self) -> None:
        for field in self.fields:
            edit = field.control
            assert isinstance(edit, QLineEdit)
            edit.textEdited.connect(self.edited)
        self.role.changed.connect(self._role_changed)
        self.active.toggled.connect(self.edited)
        self.new_badge.clicked.connect(self.give_badge)

    def stops(self) -> list[QWidget]:
        return [
            self.roster,
            self.add,
            self.person,
            self.code,
            self.role,
            self.pin,
            self.again,
            self.new_badge,
            self.print_badge,
            self.active,
            self.go,
        ]

    def caption(self) -> str:
        return self.kit.language.say("People and rights")

    def purpose(self) -> str:
        return self.kit.language.say(
            "Everybody signs in with a PIN of their own: the log names who did what."
        )

    def say_all(self) -> None:
        say = self.kit.language.say
        self.add.say(say("Add somebody"))
        self.roster.setAccessibleName(say("People"))
        name, code, _pin, _again = self.fields
        name.say(say("&Name"))
        code.say(say("Staff &code"), say("digits; never changes"))
        self._role_title.setText(say("Role"))
        self.role.name(say("Role"))
        self.role.offer([Choice(role.value, say(text)) for role, text in terms.ROLES.items()])
        self.active.say(say("Works here"), say("nobody is ever deleted"))
        self._say_rights()
        self.say_open()
        if self.rows:
            self.roster.show_entries(self._entries())
        super().say_all()

    def reload(self) -> None:
        self.kit.desk.ask(people, active_only=False).then(self._take)

    def first_field(self) -> QWidget:
        return self.person

    def fill(self, record: Any) -> None:
        person: PersonRow | None = record
        self.person.setText(person.name if person else "")
        self.code.setText(person.code if person else self._free_code())
        self.code.setReadOnly(person is not None)
        self.role.choose([(person.role if person else Role.FRONT_DESK).value])
        self.active.setChecked(person is None or person.is_active)
        self.active.setVisible(person is not None)
        for edit in (self.pin, self.again):
            edit.clear()

    def say_open(self) -> None:
        say, person = self.kit.language.say, self.record()
        self.about.setText(f"{person.name}  {person.code}" if person else say("Somebody new"))
        is_set = person is not None and person.has_pin
        hint = say("set; empty leaves it as it is") if is_set else say("4 to 6 digits")
        self.fields[2].say(say("New &PIN") if is_set else say("&PIN"), hint)
        self.fields[3].say(say("PIN a&gain"))
        number = self.kit.figures.number(person.badge) if person and person.badge else ""
        text = say("Badge {number}", number=number) if number else say("No badge")
        self._badge.setText(text)
        self.new_badge.say(say("New badge number") if number else say("Give a badge number"))
        self.print_badge.say(say("Print the badge"))
        self.print_badge.show_number(person.badge if person else "")
        for widget in (self._badge, self.new_badge):
            widget.setVisible(person is not None)

    def gaps(self) -> list[Gap]:
        say, found = self.kit.language.say, list[Gap]()
        if not self.person.text().strip():
            found.append((say("the name"), self.person))
        if not self.code.text().strip().isdecimal():
            found.append((say("a staff code of digits"), self.code))
        is_new = self.record() is None
        pin = self.pin.text()
        if (pin or is_new) and (len(pin) < PIN_LEAST or not pin.isdecimal()):
            found.append((say("a PIN of 4 to 6 digits"), self.pin))
        elif pin != self.again.text():
            found.append((say("the same PIN again"), self.again))
        return found

    def acts(self) -> list[Act]:
        person: PersonRow | None = self.record()
        name, role = self.person.text().strip(), Role(self.role.value()[0])
        code, pin = self.code.text().strip(), self.pin.text()
        if person is None:
            return [("add_person", {"code": code, "name": name, "role": role, "pin": pin})]
        facts: dict[str, Any] = {}
        if name != person.name:
            facts["name"] = name
        if role is not person.role:
            facts["role"] = role
        if self.active.isChecked() != person.is_active:
            facts["active"] = self.active.isChecked()
        acts: list[Act] = [("change_person", {"code": code, **facts})] if facts else []
        return [*acts, ("set_pin", {"code": code, "pin": pin})] if pin else acts

    def key_of(self, answer: Any) -> str:
        assert isinstance(answer, PersonNow)
        return answer.code

    def give_badge(self) -> None:
        """Another number for the badge: the old badge opens nothing any more."""
        if not self.is_sending() and self.record() is not None:
            self.send([("change_person", {"code": self.open_key, "new_badge": True})])

    # -- inside

    def _take(self, page: Page[PersonRow]) -> None:
        self.rows = {person.code: person for person in page.rows}
        self.show_rows(self.rows, self._entries())

    def _entries(self) -> list[Entry]:
        say = self.kit.language.say
        found: list[Entry] = []
        for person in sorted(self.rows.values(), key=_order):
            text = f"{person.code}  {person.name} · {say(terms.ROLES[person.role])}"
            tip = text if person.is_active else say("{text}: not here any more", text=text)
            found.append(Entry(person.code, text, "user-round", person.is_active, tip))
        return found

    def _free_code(self) -> str:
        taken = [int(code) for code in self.rows if code.isdecimal()]
        return str(max(taken, default=1000) + 1)

    def _role_changed(self) -> None:
        self._say_rights()
        self.edited()

    def _say_rights(self) -> None:
        language = self.kit.language
        role = Role(self.role.value()[0]) if self.role.value() else Role.FRONT_DESK
        words = [language.say(word) for word in words_of(role)]
        text = language.say("May only look.") if not words else ""
        self._rights.setText(text or language.say("May: {list}.", list=language.listing(words)))


def _order(person: PersonRow) -> tuple[bool, str]:
    return not person.is_active, person.code
