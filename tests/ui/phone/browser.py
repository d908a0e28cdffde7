"""A real Chromium for tests, driven by its own driver over HTTP; nothing leaves this machine."""

import base64
import http.client
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.ports import free_port

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the name the W3C gave it
SWITCHES = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-size=412,860",
)  # fmt: skip
PATIENCE_S = 60
ALLOWED, BLOCKED = 1, 2
TURNING = "stale element reference", "no such element"  # what the driver says between two pages


class TurningPageError(AssertionError):
    """What was looked for went with the page before, or is not on the new one yet."""


class Browser:
    """One window of it."""

    def __init__(self, port: int, language: str, *, scripts: bool, home: Path):
        self._port = port
        options = {
            "binary": shutil.which("chromium"),
            "args": [*SWITCHES, f"--user-data-dir={home}"],
            "prefs": {
                "intl.accept_languages": language,
                "profile.managed_default_content_settings.javascript": ALLOWED
                if scripts
                else BLOCKED,
            },
        }
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        begun = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{begun['sessionId']}"

    def opens(self, url: str) -> None:
        self._do("/url", url=url)

    def reads(self) -> str:
        """The text of the page."""
        return str(self._on("body", lambda one: self._get(f"{one}/text")))

    def told(self) -> int:
        """Of how many files the page says what became of them."""
        found: list[Any] = self._do("/elements", using="css selector", value="#told li")
        return len(found)

    def chooses(self, selector: str, *files: Path) -> None:
        """Choose files as the system's dialog would hand them over."""
        self.types(selector, "\n".join(map(str, files)))

    def clicks(self, selector: str) -> None:
        self._on(selector, lambda one: self._do(f"{one}/click"))

    def types(self, selector: str, text: str) -> None:
        """Type into a field."""
        self._on(selector, lambda one: self._do(f"{one}/value", text=text))

    def is_as_wide(self, width: int, height: int = 844) -> None:
        """Make the page as wide as a phone's, in its dots."""
        self._cdp("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=2, mobile=True)  # fmt: skip

    def is_dark(self) -> None:
        """The phone is set to dark."""
        dark = {"name": "prefers-color-scheme", "value": "dark"}
        self._cdp("Emulation.setEmulatedMedia", features=[dark])

    def pictures(self) -> bytes:
        """The whole page as PNG."""
        shot = self._cdp("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def content_width(self) -> int:
        """How wide the page is, with all that hangs out of the window."""
        return int(self._cdp("Page.getLayoutMetrics")["cssContentSize"]["width"])

    def lower_than(self, selector: str, height: int) -> list[str]:
        """The texts of those that a thumb would miss."""
        found: list[dict[str, str]] = self._do("/elements", using="css selector", value=selector)
        places = [f"/element/{one[ELEMENT]}" for one in found]
        assert places, selector
        low = [one for one in places if self._get(f"{one}/rect")["height"] < height]
        return [str(self._get(f"{one}/text")) for one in low]

    def colour_of(self, selector: str) -> str:
        """The ground something stands on."""
        return str(self._on(selector, lambda one: self._get(f"{one}/css/background-color")))

    def _cdp(self, command: str, **facts: object) -> Any:
        return self._do("/goog/cdp/execute", cmd=command, params=facts)

    def is_shown(self, selector: str) -> bool:
        return bool(self._on(selector, lambda one: self._get(f"{one}/displayed")))

    def runs(self, script: str) -> Any:
        """What a script of the test's own answers, also where the page may have none."""
        return self._do("/execute/sync", script=script, args=[])

    def presses(self, key: str) -> None:
        """One key, wherever the focus is."""
        strokes = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self._do("/actions", actions=[{"type": "key", "id": "keys", "actions": strokes}])

    def objections(self) -> list[str]:
        """What the browser objects to: a policy broken, a script that failed."""
        told: list[dict[str, str]] = self._do("/se/log", type="browser")
        return [one["message"] for one in told if one["level"] in ("SEVERE", "WARNING")]

    def ends(self) -> None:
        self._ask("DELETE", self._session)

    def _on(self, selector: str, does: Callable[[str], Any]) -> Any:
        """Do something to what is found, found again while one page makes way for the next."""
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                return does(f"/element/{self._find(selector)}")
            except TurningPageError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def _find(self, selector: str) -> str:
        found: dict[str, str] = self._do("/element", using="css selector", value=selector)
        return found[ELEMENT]

    def _do(self, path: str, **facts: object) -> Any:
        return self._ask("POST", self._session + path, facts)

    def _get(self, path: str) -> Any:
        return self._ask("GET", self._session + path)

    def _ask(self, method: str, path: str, facts: object = None) -> Any:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_S)
        try:
            body = json.dumps(facts) if facts is not None else None
            line.request(method, path, body, {"Content-Type": "application/json"})
            answer = json.loads(line.getresponse().read())["value"]
        finally:
            line.close()
        if isinstance(answer, dict) and "error" in answer:
            turning = answer["error"] in TURNING
            raise (TurningPageError if turning else AssertionError)(answer["message"])
        return answer


@contextmanager
def a_browser(home: Path, language: str, *, scripts: bool = True) -> Iterator[Browser]:
    """Start one, with or without JavaScript; it fails where none is installed."""
    port = free_port()
    command = [shutil.which("chromedriver") or "chromedriver", f"--port={port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as driver:
        try:
            _wait_for(port)
            browser = Browser(port, language, scripts=scripts, home=home)
            try:
                yield browser
            finally:
                browser.ends()
        finally:
            driver.terminate()


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the browser's driver does not answer")
