"""Guarantee, tax, rounding and promises: the rule pack's until the outlet says otherwise."""

from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.money import figures as plain_fen
from counter.domain.money import typed_fen
from counter.domain.refusals import RuleBroken
from counter.domain.setting_values import MOST
from counter.language import N_
from counter.storage.questions.lists import OutletView, outlet_view
from counter.storage.questions.outlet import rule_pack
from ui.kit import Kit
from ui.screens.settings.section import Act, Gap, Section
from ui.widgets.field import CodeEdit, limited
from ui.widgets.labels import label
from ui.widgets.layouts import column, framed, holder, row, stretched
from ui.widgets.look import set_look
from ui.widgets.ticks import Tick

FIELD_WIDTH = 190


@dataclass(frozen=True, slots=True)
class Rule:
    """One setting: how it is typed, its name, and what it means."""

    name: str
    way: str  # days, fen, percent, choices, text, tick
    text: str
    meaning: str


RULES = (
    Rule(
        "guarantee_days",
        "days",
        N_("Guarantee, days"),
        N_("On the repaired part; printed on the statement. The law asks for 30 at least."),
    ),
    Rule(
        "tax_permille",
        "percent",
        N_("Tax, per cent"),
        N_("Contained in every price; shown on the statement."),
    ),
    Rule(
        "rounding_limit_fen",
        "fen",
        N_("Rounding off, at most"),
        N_("Small change that may be left off a bill; more is a discount on a line."),
    ),
    Rule(
        "diagnosis_fee_fen",
        "fen",
        N_("Diagnosis fee"),
        N_("What check-in proposes; the clerk may change it."),
    ),
    Rule(
        "promise_working_days",
        "days",
        N_("Usual promise, working days"),
        N_("The time check-in proposes first."),
    ),
    Rule(
        "promise_choices",
        "choices",
        N_("Promises to choose from"),
        N_("Working days, up to six: 0, 1, 3. 0 is today at closing time."),
    ),
    Rule(
        "status_link",
        "text",
        N_("Address behind the receipt's code"),
        N_("Empty: the code holds the bare number, which every scanner types."),
    ),
    Rule(
        "customer_page_days",
        "days",
        N_("Customer's page, days after hand-back"),
        N_("So long the receipt's code still opens it; 0 closes it at once."),
    ),
    Rule(
        "self_inspection",
        "tick",
        N_("One's own work may be inspected"),
        N_("Only where one person works alone; each time is printed and counted."),
    ),
)


class RulesSection(Section):
    """Changes settings by `change_setting`, each that was touched."""

    name = "rules"
    icon = "shield-check"
    kinds: ClassVar[frozenset[str]] = frozenset({"setting"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._now: dict[str, Any] = {}
        self.edits: dict[str, QLineEdit] = {
            rule.name: limited(QLineEdit(), "note") if rule.way == "text" else CodeEdit()
            for rule in RULES
            if rule.way != "tick"
        }
        self.own = Tick(kit.theme)
        self._names = {rule.name: label("", "strong") for rule in RULES if rule.way != "tick"}
        self._meanings = {rule.name: label("", "hint", wrap=True) for rule in RULES}
        self._build()
        for edit in self.edits.values():
            edit.textEdited.connect(self.edited)
        self.own.toggled.connect(self.edited)
        self.say_all()

    def _build(self) -> None:
        lines: list[QWidget] = []
        for rule in RULES:
            meaning = self._meanings[rule.name]
            if rule.way == "tick":
                lines.append(holder(column(self.own, meaning, gap=0)))
                continue
            edit, name = self.edits[rule.name], self._names[rule.name]
            if rule.way != "text":
                edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            edit.setFixedWidth(FIELD_WIDTH)
            name.setBuddy(edit)
            words = column(name, meaning, gap=0)
            lines.append(holder(stretched(row(words, edit, gap=16), 1, 0)))
        card = framed(column(*lines, gap=10, margins=(20, 14, 20, 14)))
        self.build(column(card, 1))

    def stops(self) -> list[QWidget]:
        return [*self.edits.values(), self.own, self.go]

    def caption(self) -> str:
        return self.kit.language.say("Guarantee and rules")

    def purpose(self) -> str:
        return self.kit.language.say(
            "What the law or the house sets; papers already printed keep what they say."
        )

    def say_all(self) -> None:
        say = self.kit.language.say
        for rule in RULES:
            usual = self._shown(rule, rule_pack()[rule.name]) or say("empty")
            if rule.way == "tick":
                self.own.say(say(rule.text))
                self._meanings[rule.name].setText(say(rule.meaning))
                continue
            self._names[rule.name].setText(say(rule.text))
            self.edits[rule.name].setAccessibleName(say(rule.text))
            self._meanings[rule.name].setText(
                say("{meaning} Usual: {usual}.", meaning=say(rule.meaning), usual=usual)
            )
        super().say_all()

    def reload(self) -> None:
        self.kit.desk.ask(outlet_view).then(self._take)

    def first(self) -> None:
        self.edits["guarantee_days"].setFocus()
        self.edits["guarantee_days"].selectAll()

    def gaps(self) -> list[Gap]:
        say = self.kit.language.say
        return [
            (say(rule.text), self.edits[rule.name])
            for rule in RULES
            if rule.way != "tick" and self._now and self._typed(rule) is None
        ]

    def acts(self) -> list[Act]:
        if not self._now:
            return []
        acts: list[Act] = []
        for rule in RULES:
            value = self.own.isChecked() if rule.way == "tick" else self._typed(rule)
            if value != self._now[rule.name]:
                acts.append(("change_setting", {"name": rule.name, "value": value}))
        return acts

    def show_state(self) -> None:
        super().show_state()
        wrong = [widget for _, widget in self.gaps()]
        for edit in self.edits.values():
            set_look(edit, state="error" if edit in wrong else "")

    def done(self, answer: Any) -> None:
        super().done(answer)
        self._now = {}
        self.reload()

    # -- inside

    def _take(self, view: OutletView) -> None:
        if self._now and (self.gaps() or self.acts()):
            return  # half typed: what is there stays
        self._now = {rule.name: view.settings[rule.name] for rule in RULES}
        for rule in RULES:
            if rule.way != "tick":
                self.edits[rule.name].setText(self._shown(rule, self._now[rule.name]))
        self.own.setChecked(bool(self._now["self_inspection"]))
        self.say_all()

    def _shown(self, rule: Rule, value: Any) -> str:
        match rule.way:
            case "fen":
                return plain_fen(int(value))
            case "percent":
                return f"{int(value) / 10:g}"
            case "choices":
                return ", ".join(str(days) for days in value)
            case _:
                return str(value)

    def _typed(self, rule: Rule) -> Any:
        text = self.edits[rule.name].text().strip()
        try:
            match rule.way:
                case "text":
                    return text
                case "fen":
                    value = typed_fen(text, rule.name)
                case "percent":
                    value = typed_fen(text.rstrip("%％"), rule.name)
                    value = value // 10 if value % 10 == 0 else -1
                case "choices":
                    parts = text.replace("，", ",").replace("、", ",").split(",")
                    days = [int(part) for part in parts if part.strip()]
                    return days if days and len(days) <= 6 and min(days) >= 0 else None
                case _:
                    value = int(text)
        except (RuleBroken, ValueError):
            return None
        return value if 0 <= value <= MOST[rule.name] else None
