"""A real S3 server of the tests' own: it keeps buckets as folders and checks every signature."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.ports import free_port

BUCKET, PATIENCE_S = "pictures", 30
KEY, SECRET = "counter-tests", "not a secret at all"


class S3Server:
    """One server; `environment` is what a hub needs to speak with it."""

    def __init__(self, folder: Path) -> None:
        self.bucket = folder / BUCKET
        self.bucket.mkdir(parents=True)
        self.port = free_port()
        self.environment = {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}", "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET,
        }  # fmt: skip
        self.start()

    def start(self) -> None:
        """Starts it, after a stop too."""
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from nanio.cli import main; main()", "serve", "--data-dir",
             str(self.bucket.parent), "--host", "127.0.0.1", "--port", str(self.port)],
            env=os.environ | {"NANIO_ACCESS_KEY": KEY, "NANIO_SECRET_KEY": SECRET},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
            except OSError:
                if time.monotonic() > until or self._process.poll() is not None:
                    raise
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """As when its machine goes dead."""
        self._process.kill()
        self._process.wait()

    def names(self) -> set[str]:
        """The hashes of what it keeps."""
        return {
            path.name for path in self.bucket.rglob("*") if path.is_file() and len(path.name) == 64
        }
