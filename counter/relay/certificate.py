"""The certificate a relay shows: made of the key its seat signs with, and so proof of who it is to
everybody who knows that key. It is the same whenever it is made, and names nobody.
"""

import os
import ssl
import tempfile
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

#: no clock decides whether it is good: the key does
BEGIN, END = datetime(2000, 1, 1), datetime(9999, 12, 31, 23, 59, 59)


def server_context(secret: bytes, folder: Path) -> ssl.SSLContext:
    """TLS 1.3 alone, by the 32 bytes of a seat's signing key. The library reads keys from files
    only: for that moment it lies in `folder`, readable by this account alone. Raises OSError.
    """
    key = Ed25519PrivateKey.from_private_bytes(secret)
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=folder)  # mode 0600
    try:
        with open(descriptor, "wb") as file:
            file.write(plain + certificate(key).public_bytes(Encoding.PEM))
        context.load_cert_chain(name)
    finally:
        os.unlink(name)
    return context


def certificate(key: Ed25519PrivateKey) -> x509.Certificate:
    """Signed by itself."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "counter")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(BEGIN)
        .not_valid_after(END)
        .sign(key, None)
    )
