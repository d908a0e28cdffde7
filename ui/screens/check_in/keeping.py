"""Drafts on their way into the file: what cannot be written now is tried again until it is."""

from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from counter.domain.refusals import RuleBroken
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.check_in.draft import CheckInDraft

FORM = "check_in"
AGAIN_MS = 2000
IN_THE_WAY = "shop."  # rules of the file itself: they pass, what was typed does not change them


@dataclass(slots=True)
class _Sent:
    draft: str
    person: str
    body: dict[str, Any]


class Keeping(QObject):
    """Writes drafts down, each by the person who typed it."""

    kept = Signal()
    objected = Signal(str)  # said once, until drafts are kept again

    def __init__(self, kit: Kit, parent: QObject):
        super().__init__(parent)
        self._kit = kit
        self._sent: deque[_Sent] = deque()  # answers come in the order of the questions
        self._waiting: dict[str, _Sent] = {}
        self._refusal: RuleBroken | None = None
        self._is_said = False
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._try_again)

    def keep(self, draft_key: str, draft: CheckInDraft) -> None:
        """Keep what a form holds under this name, now or as soon as the file is free."""
        self._waiting.pop(draft_key, None)
        self._send(_Sent(draft_key, self._kit.desk.person_code, asdict(draft)))

    def forget(self, draft_key: str) -> None:
        """Nobody needs this draft any more, kept or not."""
        self._waiting.pop(draft_key, None)
        for one in self._sent:
            if one.draft == draft_key:
                one.draft = ""

    def _send(self, one: _Sent) -> None:
        self._sent.append(one)
        facts = {"form": FORM, "body": one.body, "draft": one.draft, "by": one.person}
        reply = self._kit.desk.do("save_draft", **facts)
        reply.then(self._was_kept).sorry(self._was_refused).after(self._came_back)

    def _was_kept(self, _answer: object) -> None:
        self._is_said = False
        self.kept.emit()

    def _was_refused(self, refusal: RuleBroken) -> None:
        self._refusal = refusal

    def _came_back(self) -> None:
        one, refusal = self._sent.popleft(), self._refusal
        self._refusal = None
        is_newest = one.draft and all(later.draft != one.draft for later in self._sent)
        if refusal is None or not is_newest:
            return
        if refusal.rule.startswith(IN_THE_WAY):
            self._waiting[one.draft] = one
            self._again.start()
        if not self._is_said:
            self._is_said = True
            why = sentence(refusal.rule, refusal.facts, self._kit.language.words)
            text = self._kit.language.say(
                "What you typed is not saved as a draft yet. {why}", why=why
            )
            self.objected.emit(text)

    def _try_again(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for one in waiting.values():
            self._send(one)
