"""The camera's dialogs: a picture that stands still, and a camera that does not answer."""

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from tests.cameras import a_film, a_label, held
from tests.ui.robots import Clerk
from ui.preferences import CAMERA

NOBODY = "http://127.0.0.1:9/"
PICTURES = 60  # four seconds


def picture_taken(clerk: Clerk, _numbers: dict[str, str]) -> QWidget:
    clerk.window.go("check_in")
    with TemporaryDirectory() as folder:
        film = a_film(Path(folder) / "film.avi", [held(a_label("SCRATCH"), turn=8)] * PICTURES)
        clerk.window.kit.preferences.keep(CAMERA, str(film))
        intake = clerk.check_in().form.condition.photos.intake
        intake.shoot()
        dialog = intake.camera
        assert dialog is not None
        clerk.waits(dialog.stage.is_live)
    dialog.go.click()
    clerk.waits(dialog.anew.isVisible)
    clerk.window.kit.preferences.keep(CAMERA, "")
    return dialog


def camera_away(clerk: Clerk, _numbers: dict[str, str]) -> QWidget:
    clerk.window.go("board")
    clerk.window.kit.preferences.keep(CAMERA, NOBODY)
    clerk.window.act("camera")
    dialog = clerk.window.overlays.camera
    assert dialog is not None
    clerk.waits(lambda: dialog.stage.refusal() is not None)
    clerk.window.kit.preferences.keep(CAMERA, "")
    return dialog
