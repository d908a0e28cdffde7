"""The pictures of a case: shown, added, looked at closely, withdrawn with a reason."""

from collections import deque
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from counter.domain.choices import PhotoOf
from counter.domain.refusals import RuleBroken
from counter.storage.questions.case_views import PhotoView
from counter.storage.questions.cases import case_photos
from ui import terms
from ui.darkroom import Developed
from ui.desk import EVERYTHING
from ui.dialogs.form import FormDialog
from ui.dialogs.form_deeds import FormDeeds
from ui.dialogs.photo_view import PhotoDialog, Side
from ui.dialogs.reason import Asked
from ui.kit import Kit
from ui.photo_intake import From, PhotoIntake
from ui.undo import Reversal
from ui.widgets.photo_strip import PhotoStrip
from ui.widgets.photo_tile import Shot

PHOTO = "photo"


class ItemPhotos(FormDeeds):
    """The acts on the pictures of one case, and what of it is seen in its strip."""

    def __init__(self, kit: Kit, page: QWidget, strip: PhotoStrip):
        super().__init__(kit, page)
        self.strip, self.intake = strip, PhotoIntake(kit, strip)
        self.number = ""
        self.view: PhotoDialog | None = None
        self._what = PhotoOf.CHECK_IN
        self._photos: list[PhotoView] = []
        self._shown: frozenset[PhotoOf] = frozenset(PhotoOf)
        self._compares, self._may_add = False, False
        self._removing = ("", 0)  # of this case, this picture: another case may be open by then
        # whose each picture is that is being made smaller: another case may be open by then
        self._coming: deque[tuple[str, PhotoOf, From]] = deque()
        self.intake.coming.connect(self._expect)
        self.intake.kept.connect(self._add)
        self.intake.refused.connect(self._not_kept)
        self.intake.lost.connect(self._lost)
        self.intake.troubled.connect(self.refused)
        strip.opened.connect(self.look)
        strip.removed.connect(self.ask_reason)

    def say_all(self) -> None:
        """Set every text anew."""
        self.intake.say_all()
        self._show()

    def compare(self, shown: frozenset[PhotoOf]) -> None:
        """Show these alone in the strip; looked at closely, then and now stand side by side. The
        case is asked for its pictures whenever one comes or goes.
        """
        self._compares, self._shown = True, shown
        self._kit.desk.changed.connect(self._records_changed)

    def show_case(
        self, number: str, photos: Sequence[PhotoView], what: PhotoOf, *, may_add: bool
    ) -> None:
        """Show a case; pictures added now are of `what`."""
        self.number, self._photos = number, [*photos]
        self._what, self._may_add = what, may_add
        self.intake.be_of(number, self._kit.figures.short_number(number))
        self._show()

    def _show(self) -> None:
        say = self._kit.language.say
        shots = [self._shot(one) for one in self._photos if PhotoOf(one.what) in self._shown]
        self.intake.hint = (
            ""
            if shots or not self._may_add
            else say("No picture yet. Choose files, drop them here, or paste.")
        )
        if not self._may_add and not shots:
            self.intake.hint = say("No picture was taken.")
        self.intake.say_all()
        self.strip.allow(may_add=self._may_add)
        if self._compares:
            self.strip.setVisible(self._may_add or bool(shots))
        self.strip.show_shots(shots)

    def _shot(self, photo: PhotoView) -> Shot:
        say, figures = self._kit.language.say, self._kit.figures
        at = figures.moment(photo.at, self._kit.now())
        what = say(terms.PHOTOS[PhotoOf(photo.what)])
        return Shot(photo.sha256, f"{photo.n}. {what}", f"{at} · {photo.by_name}", photo.n)

    # -- adding

    def _expect(self, count: int) -> None:
        self._coming.extend([(self.number, self._what, self.intake.source)] * count)

    def _lost(self) -> None:
        self._coming.popleft()

    def _not_kept(self, refusal: RuleBroken) -> None:
        self._lost()
        self.refused.emit(refusal)

    def _add(self, developed: Developed) -> None:
        number, what, source = self._coming.popleft()
        facts = {"number": number, "what": what, "file": developed.key}
        reply = self._kit.desk.do("add_photo", **facts)
        _Sent(self, developed.key, source).follow(reply)

    def added(self, answer: Any, source: From) -> None:
        """A picture is with its case; it can be taken back at once."""
        say = self._kit.language.say
        reason = say("Taken back at once")
        facts = {"number": answer.case_number, "n": answer.n, "reason": reason}
        self.undoable.emit(say(source.value), Reversal("withdraw_photo", facts))

    # -- looking

    def look(self, key: str) -> None:
        """Show a picture closely."""
        say = self._kit.language.say
        if self._compares:
            then = [self._shot(one) for one in self._photos if one.what != PhotoOf.HAND_BACK]
            now = [self._shot(one) for one in self._photos if one.what == PhotoOf.HAND_BACK]
            sides = [Side(say("When taken in"), then, key), Side(say("Today"), now, key)]
            if all(shot.key != key for shot in then):
                first = next((shot.key for shot in then), "")
                sides[0] = Side(say("When taken in"), then, first)
        else:
            sides = [Side(say("Picture"), [self._shot(one) for one in self._photos], key)]
        can_withdraw = self._may_add and not self._compares
        self.view = PhotoDialog(self._kit, self._page.window(), sides, removable=can_withdraw)
        self.view.removed.connect(self.ask_reason)
        self.view.finished.connect(self._forget_view)
        self.view.open()

    def _forget_view(self, _result: int) -> None:
        self.view = None

    # -- withdrawing

    def ask_reason(self, key: str) -> None:
        """Why is a picture withdrawn?"""
        photo = next((one for one in self._photos if one.sha256 == key), None)
        if photo is not None and self._may_add:
            self._removing = (self.number, photo.n)
            self._ask(self._asked, "x")

    def _asked(self) -> Asked:
        say = self._kit.language.say
        return Asked(
            title=say("Withdraw picture {n}", n=self._removing[1]),
            go=say("Withdraw"),
            then=say("It is deleted for good; that there was one stays in the log."),
            reasons=[
                say("It shows a person"),
                say("It is blurred"),
                say("It shows another item"),
            ],
        )

    def _send(self, facts: dict[str, Any]) -> None:
        number, n = self._removing
        reply = self._kit.desk.do("withdraw_photo", number=number, n=n, **facts)
        reply.then(self._withdrawn, self.dialog).sorry(self._refuse, self.dialog)

    def _withdrawn(self, _answer: object, dialog: FormDialog | None) -> None:
        self._close(dialog)
        self.told.emit(self._kit.language.say("The picture was withdrawn"))

    # -- what changed

    def _records_changed(self, kinds: frozenset[str]) -> None:
        if self.number and (PHOTO in kinds or kinds is EVERYTHING):
            reply = self._kit.desk.ask(case_photos, number=self.number)
            reply.then(self._take_photos, self.number)

    def _take_photos(self, photos: list[PhotoView], number: str) -> None:
        if number == self.number:
            self._photos = photos
            self._show()


class _Sent(QObject):
    """One picture on its way to its case; the small file is thrown away when it has arrived."""

    def __init__(self, photos: ItemPhotos, key: str, source: From):
        super().__init__(photos)
        self._photos, self._key, self._source = photos, key, source

    def follow(self, reply: Any) -> None:
        """Wait for what comes of it."""
        reply.then(self._added).sorry(self._refuse).after(self._end)

    def _added(self, answer: Any) -> None:
        self._photos.added(answer, self._source)

    def _refuse(self, refusal: Any) -> None:
        self._photos.refused.emit(refusal)

    def _end(self) -> None:
        self._photos.intake.forget(self._key)
        self.deleteLater()
