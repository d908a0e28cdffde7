"""Check-in: who, what, what is wrong, how it looks, what came with it; then one button."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter.domain.choices import NameDiffers
from counter.domain.personal import phone_digits
from counter.domain.refusals import RuleBroken
from counter.domain.working_clock import clock_from, closing_after, promise_proposals
from counter.language import N_
from counter.storage.questions.customers import KnownCustomer, customer_by_phone
from counter.storage.questions.lists import (
    DraftRow,
    ItemKindRow,
    OutletView,
    drafts,
    item_kinds,
    outlet_view,
)
from counter.storage.questions.reading import Page
from counter.storage.questions.unit_cases import unit_history
from counter.wording import sentence
from ui.dialogs.preview import PreviewDialog
from ui.kit import Kit
from ui.screens.check_in.aside import Aside
from ui.screens.check_in.customer_card import MOBILE_DIGITS
from ui.screens.check_in.draft import CheckInDraft, draft_from, fresh_key
from ui.screens.check_in.facts import facts_of
from ui.screens.check_in.form import Form
from ui.screens.check_in.keeping import FORM, Keeping
from ui.screens.check_in.labels import Labels
from ui.screens.check_in.last_receipt import SIGN_KEYS
from ui.screens.check_in.paper import receipt_of
from ui.screens.check_in.signatures import Signatures
from ui.screens.screen import Screen
from ui.widgets.layouts import row, scrolled, stretched
from ui.widgets.tab_order import TabOrder

SAVE_PAUSE_MS = 1500


class CheckInScreen(Screen):
    """Takes items in by the act `check_in`."""

    name = "check_in"
    kinds: ClassVar[frozenset[str]] = frozenset({"item_kind", "outlet", "setting"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.aside = Aside(kit)
        self.form = Form(kit, self.aside.terms)
        self._labels = Labels(self, self.form.item)
        self._kinds: dict[str, ItemKindRow] = {}
        self._outlet: OutletView | None = None
        self._papers_speak = ""  # the language of a known customer's papers
        self._looks_up = 0  # phones that are being looked up
        self._goes_on = False  # and the form goes on as soon as it is known
        self._sending = False
        self._draft_key = fresh_key()
        self._is_fresh = True  # nothing of this person was brought back yet
        self._discarded: CheckInDraft | None = None
        self._name_differs = NameDiffers.ASK
        self._keeping = Keeping(kit, self)
        self.signatures = Signatures(kit, self, self.form.last)
        self._save_soon = QTimer(self, singleShot=True, interval=SAVE_PAUSE_MS)
        self.setLayout(stretched(row(scrolled(self.form), self.aside, gap=0), 1))
        self._tab_order = TabOrder(self, self._tab_stops)
        self._connect()
        self.say_all()

    def _connect(self) -> None:
        self.form.phone_settled.connect(self._ask_customer)
        self.form.left.connect(self.go_on)
        self.form.customer.name_settled.connect(self._name_settled)
        self.form.changed.connect(self._edited)
        self.form.undoable.connect(self.undoable)
        self.form.condition.photos.refused.connect(self.refused)
        self.aside.accepted.connect(self.take_in)
        self.aside.wants_item.connect(self.add_item)
        self.aside.looked_closely.connect(self.preview)
        self._save_soon.timeout.connect(self.save_now)
        self._keeping.kept.connect(self._ask_drafts)
        self._keeping.objected.connect(self.objected)
        self.signatures.told.connect(self.told)
        self.signatures.refused.connect(self.refused)
        self.form.drafts.resumed.connect(self.resume)
        self.form.item.drop_wanted.connect(self.drop_item)
        self.form.item.past_wanted.connect(self._ask_past)
        self.form.item.past.wants_case.connect(self._open_case)
        self.aside.set_aside.connect(self.set_aside)
        self.aside.discarded.connect(self.discard)
        for keys, method, word in (
            ("Ctrl+Return", self.take_in, ""),
            (SIGN_KEYS, self.form.last.sign, N_("The customer has signed")),
            ("Ctrl+I", self.add_item, N_("One more item on this receipt")),
            ("Ctrl+Shift+I", self.drop_item, N_("Take this item off the receipt")),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setWhatsThis(word)
            shortcut.activated.connect(method)

    def title(self) -> str:
        return self.say("Check-in")

    def say_all(self) -> None:
        self.form.say_all()
        self.aside.say_all()
        self.form.item.ask_again()
        self._show_state()

    def reload(self) -> None:
        desk = self.kit.desk
        desk.ask(item_kinds).then(self._take_kinds)
        desk.ask(outlet_view).then(self._take_outlet)
        self._ask_drafts()

    def first(self) -> None:
        stop = self.form.next_open()
        (stop.start if stop else self.aside.go.setFocus)()

    def leave(self) -> None:
        self.save_now()

    def begin_anew(self) -> None:
        self._save_soon.stop()
        self._draft_key, self._is_fresh = fresh_key(), True
        self.form.show_draft(CheckInDraft())
        self.form.drafts.show_drafts([])
        self._stale = True

    def _tab_stops(self) -> list[QWidget]:
        ends = (self.aside.go, self.aside.more, self.aside.later, self.aside.drop)
        return [*self.form.tab_stops(), *ends]

    def open_with(self, subject: object) -> None:
        """A customer who was found by name stands at the counter."""
        if not self.form.customer.digits():
            self.form.customer.take_phone(str(subject))
            self.go_on()

    # -- answers

    def go_on(self) -> None:
        """To the first open question, or to the button; after the phone, once it is known whose."""
        if self._looks_up:
            self._goes_on = True
            return
        stop = self.form.next_open()
        if stop is not None:
            stop.start()
        else:
            self.aside.go.setFocus(Qt.FocusReason.TabFocusReason)

    def add_item(self) -> None:
        """One more item under the same receipt."""
        self.form.add_item()
        self.go_on()

    def drop_item(self) -> None:
        """Take the open item off the receipt; it can be had back at once."""
        if self.form.drop_item():
            text = self.say("The item was taken off this receipt")
            self.undoable.emit(text, self.form.put_back)
            self.go_on()

    def scanned(self, code: str) -> bool:
        """A phone where none is yet; anything else is the item's own label."""
        try:
            digits = phone_digits(code)
        except RuleBroken:
            digits = ""
        is_mobile = len(digits) == MOBILE_DIGITS and digits.startswith("1")
        if is_mobile and not self.form.customer.digits():
            self.form.customer.take_phone(digits)
            if not self.form.is_being_typed():
                self.go_on()
            return True
        self._labels.take(code)
        return True

    def take_in(self) -> None:
        """Take everything in, or go to the first gap."""
        draft = self.form.read()
        gaps = self.form.gaps()
        others = self.form.places_with_gaps()
        wrong = self.form.first_wrong()
        if gaps:
            gaps[0].start()
        elif wrong is not None:
            wrong.setFocus(Qt.FocusReason.TabFocusReason)
        elif others:
            self.form.open_place(others[0])
            self.go_on()
        elif not self._sending:
            self._sending = True
            facts = facts_of(draft, self._name_differs)
            reply = self.kit.desk.do("check_in", draft=self._draft_key, **facts)
            reply.then(self._taken_in, self._draft_key, draft)
            reply.sorry(self._refused).after(self._sent)
        self._show_state()

    # -- inside

    def _ask_customer(self, digits: str) -> None:
        self._looks_up += 1
        reply = self.kit.desk.ask(customer_by_phone, phone=digits)
        reply.then(self._show_customer, digits).after(self._looked_up)

    def _show_customer(self, customer: KnownCustomer | None, digits: str) -> None:
        if digits != self.form.customer.digits():
            return  # another phone stands there by now, or another form
        self._papers_speak = customer.language if customer is not None else ""
        self.form.show_customer(customer)

    def _looked_up(self) -> None:
        self._looks_up -= 1
        if self._goes_on and not self._looks_up:
            self._goes_on = False
            self.go_on()

    def _take_kinds(self, page: Page[ItemKindRow]) -> None:
        self._kinds = {kind.code: kind for kind in page.rows}
        self.form.offer_kinds(page.rows)
        self.form.drafts.use_kinds(self._kinds)

    def _take_outlet(self, outlet: OutletView) -> None:
        self._outlet = outlet
        clock = clock_from(outlet.settings["hours"], self.kit.figures.zone)
        now = self.kit.now()
        usual = closing_after(clock, now, outlet.settings["promise_working_days"])
        days = outlet.settings["promise_choices"]
        self.form.terms.offer_promises(promise_proposals(clock, now, working_days=days), usual)
        self._show_state()

    def _edited(self) -> None:
        if not self._save_soon.isActive():  # nor put off by who types on without a pause
            self._save_soon.start()
        self._show_state()

    def _show_state(self) -> None:
        draft = self.form.draft
        names = [stop.name for stop in self.form.gaps()]
        self.aside.show_gaps(names, len(self.form.places_with_gaps()))
        speaks, outlet = self._papers_speak, self._outlet
        self.aside.slip.show_paper(receipt_of(draft, self._kinds, outlet, self.kit, speaks))

    # -- drafts

    def save_now(self) -> None:
        """Keep what is typed, in case the machine goes down."""
        draft = self.form.read()
        if draft.is_empty() or self._sending or not self.kit.desk.person_code:
            return
        self._keeping.keep(self._draft_key, draft)

    def set_aside(self) -> None:
        """Keep this form as a draft and begin another: the customer looks for a paper."""
        if self._sending or self.form.read().is_empty():
            return
        self.save_now()
        self._begin()
        self.told.emit(self.say("Set aside; it waits above the form"))

    def discard(self) -> None:
        """Forget what is typed; it can be had back at once."""
        draft = self.form.read()
        if self._sending or draft.is_empty():
            return
        self._discarded = draft
        self._keeping.forget(self._draft_key)
        self.kit.desk.do("drop_draft", draft=self._draft_key)
        self._begin()
        self.undoable.emit(self.say("The form was discarded"), self._take_back)

    def resume(self, key: str, body: dict[str, Any]) -> None:
        """Go on with a draft; what stands in the form now is set aside."""
        if self._sending:
            return  # what stands there is being taken in, and is no draft before it is refused
        self.save_now()
        self._save_soon.stop()
        self._draft_key = key
        self.form.show_draft(draft_from(body))
        self._ask_drafts()
        self._show_state()
        self.first()

    def _take_back(self) -> None:
        if self._discarded is not None:
            self.save_now()
            self._draft_key = fresh_key()
            self.form.show_draft(self._discarded)
            self._discarded = None
            self._edited()
            self.first()

    def _begin(self) -> None:
        self._save_soon.stop()
        self._draft_key = fresh_key()
        self._name_differs = NameDiffers.ASK
        self.form.show_draft(CheckInDraft())
        self._show_state()
        self.first()

    def _ask_drafts(self) -> None:
        code = self.kit.desk.person_code
        if code:
            self.kit.desk.ask(drafts, person_code=code).then(self._take_drafts, code)

    def _take_drafts(self, page: Page[DraftRow], code: str) -> None:
        if code != self.kit.desk.person_code:
            return  # somebody else is here by now
        kept = [one for one in page.rows if one.form == FORM and one.draft != self._draft_key]
        if kept and self._is_fresh and self.form.draft.is_empty():
            newest, *kept = kept
            self._draft_key = newest.draft
            self.form.show_draft(draft_from(newest.body))
            self._show_state()
            self.told.emit(self.say("What you had begun to type is back"))
        self._is_fresh = False
        self.form.drafts.show_drafts(kept)

    # -- the unit

    def _ask_past(self, serial: str, case_number: str) -> None:
        if self.form.check_twice():
            return
        facts = {"serial": serial} if serial else {"number": case_number}
        reply = self.kit.desk.ask(unit_history, language=self.kit.language.code, **facts)
        reply.then(self.form.show_past).sorry(self._no_past)

    def _no_past(self, _refusal: RuleBroken) -> None:
        self.form.item.past.clear()

    def _open_case(self, number: str) -> None:
        self.wants.emit("case", number)

    # -- what came of it

    def _taken_in(self, answer: Any, key: str, draft: CheckInDraft) -> None:
        self.form.condition.photos.forget(draft.items)
        self._keeping.forget(key)  # the act has dropped the draft
        if key == self._draft_key:
            self._begin()
        number = self.kit.figures.number(answer.receipt_number)
        self.told.emit(self.say("Taken in on receipt {number}", number=number))
        numbers = [answer.receipt_number, *(item.card_number for item in answer.items)]
        self.kit.print_room.print_queued(numbers)
        self.form.last.wait_for(answer.receipt_number)
        self.reload()

    def _refused(self, refusal: RuleBroken) -> None:
        if refusal.rule == "customer.other_name":
            text = sentence(refusal.rule, refusal.facts, self.kit.language.words)
            self.form.customer.ask_whose_name(text)
            return
        self.form.turn_to(str(refusal.facts.get("field", "")))
        self._save_soon.start()
        self.refused.emit(refusal)

    def _name_settled(self, answer: str) -> None:
        self._name_differs = NameDiffers(answer)
        self.take_in()

    def _sent(self) -> None:
        self._sending = False

    def preview(self) -> None:
        """Look at the paper closely before it is printed."""
        paper = self.aside.slip.paper()
        if paper is not None:
            window = self.window()
            PreviewDialog(self.kit, window, "item_receipt", paper, printable=False).open()
