"""Pictures: where they come from on this machine besides files and drops."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from counter.domain.refusals import RuleBroken
from counter.picture_folder import TAKEN, check
from counter.wording import sentence
from ui.camera.choosing import CameraCard
from ui.darkroom import Darkroom
from ui.kit import Kit
from ui.preferences import PICTURE_FOLDER
from ui.screens.settings.safekeeping import LONGEST_PATH
from ui.screens.settings.section import Section
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, framed, row, stretched


class PicturesSection(Section):
    """The folder is looked into before it is kept; nothing of it travels."""

    name = "pictures"
    icon = "camera"

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.folder = QLineEdit()
        self.folder.setMaxLength(LONGEST_PATH)
        self.folder_field = Field(self.folder)
        self.pick, self.clear = Button(kit.theme), Button(kit.theme, "ghost", "x", "text_2")
        self.state = Callout(kit.theme, "info")
        self.camera = CameraCard(kit)
        self._how, self._phone = label("", "muted", wrap=True), label("", "muted", wrap=True)
        self._titles = [label("", "strong"), label("", "strong")]
        self._build()
        self._connect()
        self.say_all()

    def _build(self) -> None:
        where = stretched(row(self.folder_field, self.pick, self.clear, gap=10), 1, 0, 0)
        folder = column(self._titles[0], where, self._how, self.state, gap=8)
        phone = column(self._titles[1], self._phone, gap=4)
        cards = [framed(column(box, margins=(20, 14, 20, 14))) for box in (folder, phone)]
        camera = framed(column(self.camera, margins=(20, 14, 20, 14)))
        self.build(column(cards[0], camera, cards[1], 1, gap=12))

    def _connect(self) -> None:
        self.pick.clicked.connect(self._pick)
        self.clear.clicked.connect(self._clear)
        self.folder.textEdited.connect(self.edited)
        self.camera.told.connect(self.told)

    def stops(self) -> list[QWidget]:
        return [self.folder, self.pick, self.clear, *self.camera.stops(), self.go]

    def caption(self) -> str:
        return self.kit.language.say("Pictures")

    def purpose(self) -> str:
        return self.kit.language.say("Where pictures of items come from on this machine.")

    def say_all(self) -> None:
        say = self.kit.language.say
        super().say_all()
        self._titles[0].setText(say("Pictures folder"))
        self.folder_field.say(say("&Folder"), say("empty = none"))
        self.pick.say(say("Choose …"))
        self.clear.say(say("No folder"))
        self._how.setText(
            say(
                "What a camera, a scanner or a cloud puts there while the pictures of an item are "
                "open goes to that item, and its file into the folder “{taken}”. What was there "
                "before stays as it is.",
                taken=TAKEN,
            )
        )
        self._titles[1].setText(say("Phones as cameras"))
        self._phone.setText(
            say(
                "“With a phone” beside the pictures of an item shows a code. A phone in the same "
                "network that scans it sends its pictures straight to that item; nothing is "
                "installed on it."
            )
        )
        self.camera.say_all()
        self._say_state()

    def reload(self) -> None:
        folder = self.kit.preferences.picture_folder
        self.folder.setText(str(folder) if folder else "")
        self.camera.reload()
        self._say_state()

    def first(self) -> None:
        self.folder.setFocus()

    def save(self) -> None:
        """Look into the folder, away from the window, then keep it."""
        self.trouble.hide()
        typed = self.folder.text().strip()
        if not typed:
            self._keep("")
            return
        folder = Path(typed).expanduser().absolute()
        self.go.setEnabled(False)
        reply = self.kit.desk.develop(_looked_into, folder=folder)
        reply.then(self._keep).sorry(self._cannot).after(self._settled)

    # -- inside

    def _keep(self, folder: str) -> None:
        say = self.kit.language.say
        before = self.kit.preferences.picture_folder
        if folder == (str(before) if before else ""):
            self.told.emit(say("Nothing was changed"))
            return
        self.kit.preferences.keep(PICTURE_FOLDER, folder)
        self.told.emit(say("Kept for this machine"))
        self.reload()

    def _cannot(self, refusal: RuleBroken) -> None:
        self.refuse(sentence(refusal.rule, refusal.facts, self.kit.language.words))
        self.folder.setFocus()

    def _settled(self) -> None:
        self.go.setEnabled(True)

    def _say_state(self) -> None:
        say, folder = self.kit.language.say, self.kit.preferences.picture_folder
        if folder is None:
            self.state.show_text(say("No folder is looked into."), "accent", "info")
        else:
            text = say("{folder} is looked into.", folder=str(folder))
            self.state.show_text(text, "ok", "circle-check")

    def _pick(self) -> None:
        dialog = QFileDialog(self, self.kit.language.say("Pictures folder"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._picked)
        dialog.open()

    def _picked(self, path: str) -> None:
        self.folder.setText(path)
        self.edited()

    def _clear(self) -> None:
        self.folder.clear()
        self.save()


def _looked_into(_darkroom: Darkroom, folder: Path) -> str:
    """The folder's path, where it can be looked into."""
    check(folder)
    return str(folder)
