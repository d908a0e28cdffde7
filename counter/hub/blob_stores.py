"""Where whole pictures lie, by their hash: in a folder, or in a store that speaks S3.

What has come of a picture so far always lies in the hub's folder; here come whole and checked ones
alone.
"""

import os
import re
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from counter.domain.refusals import RuleBroken
from counter.storage.blobs import Blobs

if TYPE_CHECKING:
    from obstore.store import S3Store as Bucket

#: bytes read from a store at a time
PIECE = 1 << 18
#: one request to a store, and all tries of it
CALL_S, TRIES_S, TRIES = 30, 60, 3
AT_A_TIME = 16
_PLACE = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,62})(?:/([\w!.*'()/-]*))?")


class StoreAway(OSError):
    """The store does not answer, or not as it should: ask again later."""


class BlobStore(Protocol):
    """Whole pictures."""

    def size(self, name: str) -> int | None:
        """Bytes of one that is here; None for one that is not."""
        ...

    def lacking(self, names: list[str]) -> list[str]:
        """Those of them that are not here."""
        ...

    def put(self, name: str, part: Path) -> None:
        """Takes a checked file in, and the file away; when this returns it is kept for good."""
        ...

    def path(self, name: str) -> Path | None:
        """The file of one that is here, where there are files."""
        ...

    def read(self, name: str, first: int = 0) -> Iterator[bytes]:
        """What stands in it from a place on. Raises FileNotFoundError."""
        ...

    def drop(self, name: str) -> None:
        """Takes it away; nothing where it is not here."""
        ...


class Folder:
    """Files in a folder."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    def size(self, name: str) -> int | None:
        """As `BlobStore` says."""
        with suppress(FileNotFoundError):
            return self._blobs.path(name).stat().st_size
        return None

    def lacking(self, names: list[str]) -> list[str]:
        """As `BlobStore` says."""
        return [name for name in names if self.size(name) is None]

    def put(self, name: str, part: Path) -> None:
        """As `BlobStore` says."""
        target = self._blobs.path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(part, target)
        _sync_folder(target.parent)

    def path(self, name: str) -> Path | None:
        """As `BlobStore` says."""
        return self._blobs.path(name)

    def read(self, name: str, first: int = 0) -> Iterator[bytes]:
        """As `BlobStore` says."""
        with open(self._blobs.path(name), "rb") as file:
            file.seek(first)
            while piece := file.read(PIECE):
                yield piece

    def drop(self, name: str) -> None:
        """As `BlobStore` says."""
        self._blobs.path(name).unlink(missing_ok=True)


class S3:
    """Objects in a bucket, under `prefix/ab/abcdef…`."""

    def __init__(self, place: str) -> None:
        """`place` is s3://bucket or s3://bucket/prefix; address and keys stand in the environment
        (AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY). Raises RuleBroken
        "hub.s3_missing", "hub.s3_place", "hub.s3_refused".
        """
        found = _PLACE.fullmatch(place)
        if found is None:
            raise RuleBroken("hub.s3_place", place=place)
        self._bucket = _bucket(found[1], (found[2] or "").strip("/"))
        try:
            self._bucket.list_with_delimiter()
        except Exception as trouble:  # of any kind the library has
            said = str(trouble).splitlines()[0][:200]
            raise RuleBroken("hub.s3_refused", place=place, said=said) from trouble

    def size(self, name: str) -> int | None:
        """As `BlobStore` says. Raises StoreAway."""
        with _worded(), suppress(FileNotFoundError):
            return int(self._bucket.head(_key(name))["size"])
        return None

    def lacking(self, names: list[str]) -> list[str]:
        """As `BlobStore` says; many questions at a time. Raises StoreAway."""
        with ThreadPoolExecutor(AT_A_TIME) as asking:
            sizes = list(asking.map(self.size, names))
        return [name for name, size in zip(names, sizes, strict=True) if size is None]

    def put(self, name: str, part: Path) -> None:
        """As `BlobStore` says. Raises StoreAway."""
        with _worded():
            self._bucket.put(_key(name), part)
        part.unlink(missing_ok=True)

    def path(self, name: str) -> Path | None:
        """As `BlobStore` says: there is none."""
        return None

    def read(self, name: str, first: int = 0) -> Iterator[bytes]:
        """As `BlobStore` says. Raises StoreAway too."""
        with _worded():
            found = self._bucket.get(_key(name), options={"range": {"offset": first}})
            for piece in found.stream(PIECE):
                yield bytes(piece)

    def drop(self, name: str) -> None:
        """As `BlobStore` says. Raises StoreAway."""
        with _worded(), suppress(FileNotFoundError):
            self._bucket.delete(_key(name))


def store_at(place: str, blobs: Blobs) -> BlobStore:
    """The store at a place, s3://…; the folder of `blobs` where none is named."""
    return S3(place) if place else Folder(blobs)


def _bucket(name: str, prefix: str) -> "Bucket":
    try:
        from obstore.store import S3Store
    except ImportError as missing:
        raise RuleBroken("hub.s3_missing") from missing
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
    return S3Store(
        name,
        prefix=prefix or None,
        client_options={
            "allow_http": endpoint.startswith("http://"), "timeout": timedelta(seconds=CALL_S)
        },
        retry_config={"max_retries": TRIES, "retry_timeout": timedelta(seconds=TRIES_S)},
        checksum_algorithm="SHA256",
    )  # fmt: skip


@contextmanager
def _worded() -> Generator[None]:
    from obstore.exceptions import BaseError

    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as trouble:
        raise StoreAway(str(trouble).splitlines()[0]) from trouble


def _key(name: str) -> str:
    return f"{name[:2]}/{name}"


def _sync_folder(folder: Path) -> None:
    """The new name is on the disk too, where the system knows of such a thing."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
