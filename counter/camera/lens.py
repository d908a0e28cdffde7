"""A camera that is open: its pictures one after the other, and why there is none.

It belongs to the thread that opened it; grabbing waits for the camera's next picture.
"""

import errno
import getpass
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from counter.camera.places import Place
from counter.domain.refusals import RuleBroken

if TYPE_CHECKING:
    import numpy as np
    from cv2 import VideoCapture
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

WIDE, HIGH = 1920, 1080  # asked of a device; it gives what it can
OPEN_MS, READ_MS = 5000, 3000  # a camera in the network that does not answer
USUAL_FPS = 15.0
PROC = Path("/proc")
NO_PICTURE, BLACK = "camera.no_picture", "camera.black"
DARK, LOOKED_AT = 10, 16  # of 255; every so many dots in both directions are looked at
SHUT = {"win32": "camera.shut_windows", "darwin": "camera.shut_macos"}  # these tell no reason
#: read by the library when it is loaded and when it opens something
SETTINGS = {
    "OPENCV_LOG_LEVEL": "SILENT",
    "OPENCV_FFMPEG_LOGLEVEL": "-8",
    "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": "3",  # seconds; ten otherwise
    "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS": "0",  # else Windows takes ten seconds to open
}


class Lens:
    """Opens a camera. Raises RuleBroken "camera.…" where it cannot, here and while it is used."""

    def __init__(self, place: Place):
        for name, value in SETTINGS.items():
            os.environ.setdefault(name, value)
        if place.is_device and sys.platform.startswith("linux"):
            try_device(Path(place.key), place.called)
        import cv2

        self._place, self._has_seen = place, False
        self._video = _opened(place)
        self._pause_s = 0.0
        if not self._video.isOpened():
            raise _shut(place)
        if place.is_film:
            self._pause_s = 1 / (self._video.get(cv2.CAP_PROP_FPS) or USUAL_FPS)

    def grab(self) -> None:
        """Wait for the next picture and let the one before go. Raises RuleBroken "camera.gone" when
        no more come, "camera.no_picture" or "camera.in_use" when none ever came.
        """
        if self._pause_s:
            time.sleep(self._pause_s)
        if not self._video.grab():
            raise self._ended()
        self._has_seen = True

    def picture(self) -> "Picture":
        """The picture that was grabbed last: rows of blue, green and red."""
        is_good, picture = self._video.retrieve()
        if not is_good:
            raise self._ended()
        return picture  # pyright: ignore[reportReturnType]

    def close(self) -> None:
        """Let others have the camera."""
        self._video.release()

    def _ended(self) -> RuleBroken:
        camera = self._place.called
        if self._has_seen:
            return RuleBroken("camera.gone", camera=camera)
        program = holder(Path(self._place.key)) if self._place.is_device else ""
        return _taken_by(program, camera) if program else RuleBroken(NO_PICTURE, camera=camera)


def is_black(picture: "Picture") -> bool:
    """Whether nothing at all can be seen: a cover on the lens, or no light."""
    return int(picture[::LOOKED_AT, ::LOOKED_AT].max()) <= DARK


def try_device(node: Path, camera: str) -> None:
    """Ask the system for a device and give it back. Raises RuleBroken "camera.absent",
    "camera.not_allowed", "camera.in_use" or "camera.no_picture".
    """
    try:
        os.close(os.open(node, os.O_RDWR | os.O_NONBLOCK))
    except PermissionError as refused:
        user = getpass.getuser()
        raise RuleBroken("camera.not_allowed", camera=camera, user=user) from refused
    except OSError as trouble:
        if trouble.errno == errno.EBUSY:
            raise _taken_by(holder(node), camera) from trouble
        if trouble.errno in (errno.ENOENT, errno.ENODEV, errno.ENXIO):
            raise RuleBroken("camera.absent", camera=camera) from trouble
        raise RuleBroken(NO_PICTURE, camera=camera) from trouble


def holder(node: Path, proc: Path = PROC) -> str:
    """Which other program has a device open, as far as this account may see; else empty."""
    wanted, own = os.path.realpath(node), str(os.getpid())
    for process in proc.glob("[0-9]*"):
        if process.name == own:
            continue
        try:
            links = [os.path.realpath(one) for one in (process / "fd").iterdir()]
            if wanted in links:
                return (process / "comm").read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            continue  # it has ended, or is somebody else's
    return ""


def _opened(place: Place) -> "VideoCapture":
    import cv2

    if place.is_address:
        waits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_MS]
        return cv2.VideoCapture(place.key, cv2.CAP_FFMPEG, waits)
    if place.is_film:
        return cv2.VideoCapture(place.key)
    size = [cv2.CAP_PROP_FRAME_WIDTH, WIDE, cv2.CAP_PROP_FRAME_HEIGHT, HIGH]
    if not place.key.isdecimal():
        packed = [cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")]  # else five pictures a s
        return cv2.VideoCapture(os.path.realpath(place.key), cv2.CAP_V4L2, [*packed, *size])
    way = cv2.CAP_DSHOW if sys.platform == "win32" else cv2.CAP_ANY
    return cv2.VideoCapture(int(place.key), way, size)


def _shut(place: Place) -> RuleBroken:
    """Why a camera did not open, as far as can be told."""
    camera = place.called
    if place.is_address:
        return RuleBroken("camera.no_answer", address=camera)
    if place.is_film:
        return RuleBroken("camera.no_film", file=camera)
    if sys.platform in SHUT:
        return RuleBroken(SHUT[sys.platform], camera=camera)
    program = holder(Path(place.key))
    return _taken_by(program, camera) if program else RuleBroken(NO_PICTURE, camera=camera)


def _taken_by(program: str, camera: str) -> RuleBroken:
    if program:
        return RuleBroken("camera.in_use", camera=camera, program=program)
    return RuleBroken("camera.in_use_somewhere", camera=camera)
