"""Whom a seat believes when a hub shows its certificate: what this system trusts, and the authority
the shop was given for its own hub.
"""

import os
import ssl
from pathlib import Path

from counter.domain.refusals import RuleBroken

FILE = "hub-ca.pem"
#: OpenSSL's numbers of what is wrong with a certificate (X509_V_ERR_…)
NOT_YET, EXPIRED, OTHER_NAME, OTHER_ADDRESS = 9, 10, 62, 64


def keep_authority(home: Path, file: Path) -> None:
    """Keeps a PEM with the certificate of whoever signs the hub's, for every seat of this machine.
    Raises RuleBroken "sync.bad_authority" or "file.cannot_write".
    """
    try:
        text = file.read_text(encoding="ascii")
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=text)
    except (OSError, ValueError, ssl.SSLError) as wrong:
        raise RuleBroken("sync.bad_authority", file=str(file), said=str(wrong)) from wrong
    path = home / FILE
    fresh = path.with_suffix(".new")
    try:
        home.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text, encoding="ascii")
        os.replace(fresh, path)
    except OSError as trouble:
        said = trouble.strerror or ""
        raise RuleBroken("file.cannot_write", file=str(path), said=said) from trouble


def trust_of(home: Path) -> ssl.SSLContext:
    """How certificates are looked at on this machine. Raises RuleBroken("sync.bad_authority")."""
    trust = ssl.create_default_context()
    path = home / FILE
    if path.exists():
        try:
            trust.load_verify_locations(path)
        except (OSError, ssl.SSLError) as wrong:
            raise RuleBroken("sync.bad_authority", file=str(path), said=str(wrong)) from wrong
    return trust


def fault_of(trouble: BaseException | None) -> tuple[str, str] | None:
    """What is wrong with a certificate, as the ending of a rule, and what was said; None where
    something else was.
    """
    for _ in range(5):
        if trouble is None:
            return None
        if isinstance(trouble, ssl.SSLCertVerificationError):
            code = trouble.verify_code
            names = {NOT_YET: "certificate_early", EXPIRED: "certificate_expired",
                     OTHER_NAME: "certificate_name", OTHER_ADDRESS: "certificate_name"}  # fmt: skip
            return names.get(code, "certificate_unknown"), trouble.verify_message
        inner = [one for one in trouble.args if isinstance(one, BaseException)]
        trouble = inner[0] if inner else trouble.__cause__ or trouble.__context__
    return None
