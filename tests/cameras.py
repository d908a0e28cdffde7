"""Cameras for tests: films of what a hand holds before one, and a camera in the network whose
pictures, silence and end the test decides.
"""

import math
import socket
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import cast

import cv2
import numpy as np
import numpy.typing as npt
import zxingcpp

from counter.camera.lens import Lens
from counter.domain.refusals import RuleBroken
from counter.printing.codes import code128, qr

Picture = npt.NDArray[np.uint8]
SIZE = (1280, 720)
FPS = 15
TABLE = (96, 120, 138)  # brown, as blue, green and red
BLACK: Picture = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)


def a_label(number: str, *, module: int = 3) -> Picture:
    """A label as the counter prints it: bars and QR of one number."""
    bars = np.array([255 * (one == "0") for one in code128(number)], np.uint8)
    bars = np.repeat(np.tile(bars, (90, 1)), module, axis=1)
    square = np.array([[255 * (one == "0") for one in row] for row in qr(number)], np.uint8)
    square = square.repeat(5, axis=0).repeat(5, axis=1)
    return _on_white(bars, square)


def a_symbol(text: str, form: zxingcpp.BarcodeFormat) -> Picture:
    """One code of any kind, drawn by another program than ours."""
    image = zxingcpp.create_barcode(text, form).to_image(scale=4)
    return _on_white(np.array(image, np.uint8))


def _on_white(*parts: Picture) -> Picture:
    wide = max(part.shape[1] for part in parts) + 80
    high = sum(part.shape[0] + 40 for part in parts) + 40
    paper = np.full((high, wide, 3), 255, np.uint8)
    top = 40
    for part in parts:
        paper[top : top + part.shape[0], 40 : 40 + part.shape[1]] = part[:, :, None]
        top += part.shape[0] + 40
    return paper


def held(
    label: Picture | None,
    *,
    turn: float = 0.0,
    size: float = 1.0,
    shift: tuple[float, float] = (0.0, 0.0),
    blur: float = 0.0,
    light: float = 1.0,
) -> Picture:
    """A label held before the camera: turned by degrees, nearer or farther, off the middle."""
    scene = np.full((SIZE[1], SIZE[0], 3), TABLE, np.uint8)
    if label is not None:
        high, wide = label.shape[:2]
        matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, size)
        matrix[:, 2] += (SIZE[0] - wide) / 2 + shift[0], (SIZE[1] - high) / 2 + shift[1]
        cv2.warpAffine(
            label, matrix, SIZE, scene, cv2.INTER_AREA, cv2.BORDER_TRANSPARENT
        )  # fmt: skip
    if blur:
        scene = cv2.GaussianBlur(scene, (0, 0), blur)
    noise = np.random.default_rng(7).normal(0, 4, scene.shape)
    return cast(Picture, np.clip(scene * light + noise * bool(light), 0, 255).astype(np.uint8))


def a_hand(label: Picture, count: int = 12) -> Iterator[Picture]:
    """A label that is brought before the camera: blurred while it moves, and never quite still."""
    for n in range(count):
        far = 1 - n / (count - 1)
        yield held(
            label,
            turn=4 * math.sin(n) + 20 * far,
            shift=(300 * far, 120 * far),
            blur=5 * far,
            light=0.85,
        )


def a_film(path: Path, pictures: Sequence[Picture]) -> Path:
    """A film that the camera's own library plays like a camera; it ends where it ends."""
    film = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), FPS, SIZE)
    assert film.isOpened()
    for picture in pictures:
        film.write(picture)
    film.release()
    return path


def every_picture(lens: Lens) -> tuple[list[Picture], RuleBroken]:
    """What a camera sees until it ends, and how it ended."""
    seen: list[Picture] = []
    try:
        while True:
            lens.grab()
            seen.append(lens.picture())
    except RuleBroken as ended:
        return seen, ended
    finally:
        lens.close()


class NetworkCamera:
    """A camera as shops hang over the counter: pictures by HTTP, for one viewer at a time."""

    def __init__(self) -> None:
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._door.getsockname()[1]}/video.mjpg"
        self.shown = held(None)
        self.viewers = 0  # how many are looking now
        self._over, self._speaks = Event(), Event()
        self._speaks.set()
        self._viewer: socket.socket | None = None
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def shows(self, picture: Picture) -> None:
        """Let this be seen from now on."""
        self.shown = picture

    def falls_silent(self) -> None:
        """Keep the line and send nothing."""
        self._speaks.clear()

    def speaks_again(self) -> None:
        """Go on."""
        self._speaks.set()

    def is_pulled_out(self) -> None:
        """Be gone at once."""
        self._over.set()
        with suppress(OSError):  # wakes whoever waits for a viewer
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._hang_up()
        self._thread.join(5)

    close = is_pulled_out

    def _serve(self) -> None:
        while not self._over.is_set():
            with suppress(OSError):
                self._viewer, _ = self._door.accept()
                self.viewers += 1
                self._film(self._viewer)
            self._hang_up()

    def _film(self, viewer: socket.socket) -> None:
        viewer.recv(4096)
        kind = b"multipart/x-mixed-replace; boundary=frame"
        viewer.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: " + kind + b"\r\n\r\n")
        while not self._over.wait(1 / 25):
            if self._speaks.is_set():
                content = cv2.imencode(".jpg", self.shown)[1].tobytes()
                head = b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                viewer.sendall(head % len(content) + content + b"\r\n")
            else:
                viewer.setblocking(False)
                with suppress(BlockingIOError):
                    if not viewer.recv(1):
                        return
                viewer.setblocking(True)

    def _hang_up(self) -> None:
        viewer, self._viewer = self._viewer, None
        if viewer is not None:
            self.viewers -= 1
            viewer.close()
