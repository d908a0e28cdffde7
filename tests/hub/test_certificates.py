"""A hub over TLS with a real certificate, and what a seat says of one that is not good."""

import datetime as dt
import io
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from counter import commands
from tests.hub.conftest import gate_of
from tests.ports import free_port
from tests.sync.test_server import OPEN

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90
NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)
HERE = x509.IPAddress(IPv4Address("127.0.0.1"))


class Authority:
    """Somebody who signs certificates."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "The house")])
        made = self._begun(self._name, self._key, NOW + 30 * DAY)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self.file = folder / "ca.pem"
        self._write(self.file, made)

    def certificate(self, until: dt.datetime = NOW + DAY, name: Any = HERE) -> dict[str, Path]:
        """What a server is started with."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hub")])
        made = self._begun(subject, key, until)
        made = made.add_extension(x509.SubjectAlternativeName([name]), critical=False)
        self._write(self.folder / "hub.pem", made)
        (self.folder / "hub.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )  # fmt: skip
        return {"certificate": self.folder / "hub.pem", "key": self.folder / "hub.key"}

    def _begun(self, subject: x509.Name, key: Any, until: dt.datetime) -> Any:
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(self._name)
        made = made.public_key(key.public_key()).serial_number(x509.random_serial_number())
        return made.not_valid_before(NOW - 10 * DAY).not_valid_after(until)

    def _write(self, file: Path, made: Any) -> None:
        signed = made.sign(self._key, hashes.SHA256())
        file.write_bytes(signed.public_bytes(serialization.Encoding.PEM))


@contextmanager
def served(folder: Path, certificate: Path, key: Path) -> Iterator[str]:
    """A hub as a process of its own, as head office starts it."""
    port = free_port()
    command = [sys.executable, str(ROOT / "main.py"), "hub", "--dir", str(folder), "--port",
               str(port), "--certificate", str(certificate), "--key", str(key)]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + PATIENCE_S
        while not answers(port):
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
        yield f"https://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "of head office")


@pytest.fixture
def till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, Any]]:
    """A shop on a machine of its own, by the command line."""
    monkeypatch.setenv("COUNTER_HOME", str(tmp_path / "machine"))
    monkeypatch.setenv("COUNTER_PIN", "4711")

    def does(*words: str) -> tuple[int, Any]:
        out = io.StringIO()
        code = commands.main([*words, "--shop", str(tmp_path / "shop")], out)
        return code, json.loads(out.getvalue())

    assert does("do", "open_shop", json.dumps(OPEN | {"outlet": 17, "seat": 1}))[0] == 0
    return does


def test_a_seat_joins_over_tls_with_the_authority_it_was_given(
    till: Callable[..., tuple[int, Any]], authority: Authority, tmp_path: Path
) -> None:
    hub = tmp_path / "hub"
    with served(hub, **authority.certificate()) as url:
        assert url.startswith("https:")
        asked = "enrol", "--hub", url, "--code", gate_of(hub).code_for(17, 1).code
        code, said = till(*asked)
        assert (code, said["rule"]) == (2, "sync.certificate_unknown")
        assert "self-signed" in said["sentence"] or "local issuer" in said["sentence"]
        for left, there in (("none", None), ("empty", ""), ("other", "no certificate\n")):
            if there is not None:
                (tmp_path / left).write_text(there)
            assert till(*asked, "--ca", str(tmp_path / left))[1]["rule"] == "sync.bad_authority"
        assert till(*asked, "--ca", str(authority.file))[0] == 0
        assert till("sync")[1]["sent"] == 1  # the authority is kept
        trust = urllib3.PoolManager(ca_certs=str(authority.file))
        page = trust.request("GET", f"{url}/console/sign-in")
        assert "; secure" in page.headers["set-cookie"].lower()
        assert page.headers["strict-transport-security"].startswith("max-age=")
        trust.clear()


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({"until": NOW - DAY}, ("sync.certificate_expired", "过期")),
        ({"name": x509.DNSName("elsewhere.example")}, ("sync.certificate_name", "另一个地址")),
    ],
)
def test_a_certificate_that_is_not_good_is_said_in_a_sentence(
    bad: dict[str, Any],
    told: tuple[str, str],
    till: Callable[..., tuple[int, Any]],
    authority: Authority,
    tmp_path: Path,
) -> None:
    hub = tmp_path / "hub"
    with served(hub, **authority.certificate()) as url:
        code = gate_of(hub).code_for(17, 1).code
        assert till("enrol", "--hub", url, "--code", code, "--ca", str(authority.file))[0] == 0
    with served(hub, **authority.certificate(**bad)) as url:
        code, said = till("sync", "--hub", url)
        assert (code, said["rule"]) == (2, told[0])
        assert told[1] in said["sentence"]
    with served(hub, **authority.certificate()) as url:
        assert till("sync", "--hub", url)[1]["sent"] == 1  # nothing was lost


def test_a_hub_does_not_start_with_a_key_that_does_not_fit(
    authority: Authority, tmp_path: Path
) -> None:
    files = authority.certificate()
    other = Authority(tmp_path / "other").certificate()
    out = io.StringIO()
    code = commands.main(
        ["hub", "--dir", str(tmp_path / "hub"), "--certificate", str(files["certificate"]),
         "--key", str(other["key"])], out,
    )  # fmt: skip
    assert (code, json.loads(out.getvalue())["rule"]) == (2, "hub.certificate")
    code = commands.main(
        ["hub", "--dir", str(tmp_path / "hub"), "--workers", "2"], out := io.StringIO()
    )
    assert (code, json.loads(out.getvalue())["rule"]) == (2, "hub.workers_need_postgresql")
