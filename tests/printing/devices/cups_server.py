"""A CUPS server of a test's own: its own port and folder, nothing of the system's is touched."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

from tests.ports import free_port

PROGRAMS = ("cupsd", "lpadmin", "lp", "lpstat", "lpoptions")
CUPSD_CONF = """
Listen 127.0.0.1:{port}
Browsing Off
DefaultAuthType None
LogLevel warn
MaxJobs 100
PreserveJobFiles No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
FILES_CONF = """
ServerRoot {folder}
ServerBin {programs}
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/spool/tmp
AccessLog {folder}/access
ErrorLog {folder}/errors
PageLog {folder}/pages
User {user}
Group {group}
SystemGroup root
"""
#: what CUPS's own `socket` does, for systems that have the server but not its package `cups`
BACKEND = """#!/usr/bin/env python3
import os, socket, sys
if len(sys.argv) == 1:
    print('network socket "Unknown" "AppSocket"')
    sys.exit(0)
host, port = os.environ["DEVICE_URI"].removeprefix("socket://").split(":")
with socket.create_connection((host, int(port))) as line:
    line.sendall(open(sys.argv[6], "rb").read() if len(sys.argv) > 6 else sys.stdin.buffer.read())
    line.shutdown(socket.SHUT_WR)
"""
#: a driver that keeps the options it was called with and lets the PDF through
FILTER = """#!/bin/sh
echo "$5" >{folder}/spool/options
[ -n "$6" ] && exec cat "$6"
exec cat
"""
PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TEST.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Test"
*ShortNickName: "Test"
*NickName: "Test, passes PDF on"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*cupsVersion: 2.4
*cupsFilter2: "application/pdf application/vnd.cups-raw 0 keeping"
*OpenUI *PageSize: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: A4
*PageSize A4/A4: ""
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: A4
*PageRegion A4/A4: ""
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595 842"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
"""
REAL_BIN = Path("/usr/lib/cups")


def missing() -> list[str]:
    """The programs of CUPS that are not installed."""
    path = f"{os.environ['PATH']}:/usr/sbin"
    return [name for name in PROGRAMS if not shutil.which(name, path=path)]


class CupsServer:
    """A running server; `environment` makes CUPS's programs talk to it."""

    def __init__(self, *, whole: bool = False) -> None:
        """`whole` takes the system's own backends and filters in place of the small ones here."""
        self._whole = whole
        # not a folder of pytest's: those are closed to the user the backends run as
        self._place = tempfile.TemporaryDirectory(prefix="counter-cups-")
        self.folder = Path(self._place.name)
        self.folder.chmod(0o755)
        self.environment = {
            "CUPS_SERVER": "",
            "HOME": str(self.folder),
            "PATH": f"{os.environ['PATH']}:/usr/sbin",
        }

    def __enter__(self) -> "CupsServer":
        port = free_port()
        self.environment["CUPS_SERVER"] = f"127.0.0.1:{port}"
        self._furnish(port)
        with (self.folder / "said").open("w") as said:
            self._server = subprocess.Popen(
                [
                    "cupsd", "-f", "-c", str(self.folder / "cupsd.conf"),
                    "-s", str(self.folder / "cups-files.conf"),
                ],
                env=os.environ | self.environment, stdout=said, stderr=said,
            )  # fmt: skip
        until = time.monotonic() + 20
        while self.call("lpstat", "-r").stdout.strip() != "scheduler is running":
            if self._server.poll() is not None or time.monotonic() > until:
                said = "".join((self.folder / name).read_text() for name in ("said", "errors"))
                self.__exit__(None, None, None)
                raise AssertionError(f"cupsd does not listen: {said}")
            time.sleep(0.1)
        return self

    def _furnish(self, port: int) -> None:
        for name in ("spool/tmp", "cache", "state", "ssl", "ppd", "bin/backend", "bin/filter"):
            (self.folder / name).mkdir(parents=True)
        for part in ("daemon", "cgi-bin", "driver", "monitor", "notifier"):
            if (REAL_BIN / part).exists():
                (self.folder / "bin" / part).symlink_to(REAL_BIN / part)
        programs = {"backend/socket": BACKEND, "filter/keeping": FILTER.format(folder=self.folder)}
        for name, text in programs.items():
            (self.folder / "bin" / name).write_text(text)
            (self.folder / "bin" / name).chmod(0o755)
        (self.folder / "test.ppd").write_text(PPD)
        (self.folder / "spool" / "options").touch()
        (self.folder / "spool" / "options").chmod(0o666)
        import grp
        import pwd

        # as root the server hands its work to somebody else
        user = "lp" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        group = "lp" if os.getuid() == 0 else grp.getgrgid(os.getgid()).gr_name
        programs = REAL_BIN if self._whole else self.folder / "bin"
        facts = {"folder": self.folder, "programs": programs, "user": user, "group": group}
        (self.folder / "cupsd.conf").write_text(CUPSD_CONF.format(port=port))
        (self.folder / "cups-files.conf").write_text(FILES_CONF.format(**facts))

    def __exit__(
        self, kind: type[BaseException] | None, it: BaseException | None, at: TracebackType | None
    ) -> None:
        self._server.terminate()
        self._server.wait(20)
        self._place.cleanup()

    def call(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of CUPS's programs against this server."""
        return subprocess.run(
            words, env=os.environ | self.environment, capture_output=True, text=True, check=False,
            timeout=30,
        )  # fmt: skip

    def add_queue(self, name: str, address: str, *driver: str) -> None:
        """A queue before a printer at TCP 9100: raw, or with a driver as `lpadmin` names it."""
        done = self.call(
            "lpadmin", "-p", name, "-E", "-v", f"socket://{address}", *(driver or ("-m", "raw"))
        )
        assert done.returncode == 0, done.stderr

    def small_driver(self) -> tuple[str, str]:
        """The driver above, which keeps its options."""
        return "-P", str(self.folder / "test.ppd")

    def driver_options(self) -> str:
        """What the driver was last asked for."""
        return (self.folder / "spool" / "options").read_text()
