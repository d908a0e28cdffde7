"""Pictures of an item, taken when it comes, at the bench and when it goes; one that should not have
been taken is withdrawn.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.choices import PhotoOf
from counter.domain.custody import GONE
from counter.domain.personal import required
from counter.domain.photos import Taken, taken
from counter.domain.records import CustomerItem, Photo
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.pictures import shrunk
from counter.services.lookups import case_of

if TYPE_CHECKING:
    from counter.storage.work import Work

MOST_PHOTOS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoNow:
    """A picture of a case: its place among all of them, and the hash of its bytes."""

    case_number: str
    n: int
    what: PhotoOf
    sha256: str
    size: int
    photos: int


def add_photo(work: "Work", *, number: str, what: PhotoOf, file: str) -> PhotoNow:
    """Keep a picture of an item, small and without what tells where it was taken.

    `number` is that of the case or its repair card, `file` a picture on this machine; it stays as
    it is. Raises RuleBroken "case.…", "file.cannot_read", "photo.…".
    """
    item = case_of(work, number)
    if item.custody_state in GONE:
        raise RuleBroken("case.handed_back", number=item.number)
    return keep_photo(work, item, what, file)


def keep_photo(work: "Work", item: CustomerItem, what: PhotoOf, file: str) -> PhotoNow:
    """Keep a picture of an item that is here; raises RuleBroken as `add_photo`."""
    before = taken(work.all(Photo, item_id=item.id))
    stands = [one for one in before if one.stands]
    if len(stands) >= MOST_PHOTOS:
        raise RuleBroken("photo.too_many", number=item.number, photos=len(stands), most=MOST_PHOTOS)
    content = shrunk(Path(file))
    name = work.keep_blob(content, item.id)
    for one in stands:
        if one.photo.sha256 == name:
            raise RuleBroken("photo.already_here", number=item.number, n=one.n)
    photo = work.add(
        Photo(
            id=work.new_id(),
            item_id=item.id,
            sha256=name,
            size=len(content),
            what=what.value,
            at=work.at,
            by=work.person.id,
        )
    )
    return _now(item, Taken(len(before) + 1, photo, stands=True), len(stands) + 1)


def withdraw_photo(work: "Work", *, number: str, n: int, reason: str) -> PhotoNow:
    """Withdraw a picture: its bytes are deleted, that there was one stays with its hash.

    One's own, or anybody's by a supervisor. Raises RuleBroken "case.…", "photo.unknown",
    "photo.already_withdrawn", "photo.of_another" or "input.missing".
    """
    item = case_of(work, number)
    reason = required(reason, "reason")
    found = taken(work.all(Photo, item_id=item.id))
    one = next((one for one in found if one.n == n), None)
    if one is None:
        raise RuleBroken("photo.unknown", number=item.number, n=n, photos=len(found))
    if not one.stands:
        raise RuleBroken("photo.already_withdrawn", number=item.number, n=n)
    if one.photo.by != work.person.id and not may(work.person.role, "withdraw_any_photo"):
        raise RuleBroken("photo.of_another", number=item.number, n=n)
    _take_back(work, one.photo)
    work.count("photo.withdrawn", item.number, item.id, reason)
    return _now(item, one, sum(other.stands for other in found) - 1)


def forget_photos(work: "Work", item: CustomerItem) -> None:
    """Delete the bytes of an item's pictures once this act is done; the rows stay."""
    for one in taken(work.all(Photo, item_id=item.id)):
        if one.stands:
            work.doubt_blob(one.photo.sha256, item.id)


def _take_back(work: "Work", photo: Photo) -> None:
    """A line of the opposite size, as a part is taken back by the opposite quantity."""
    work.doubt_blob(photo.sha256, photo.item_id)
    work.add(
        Photo(
            id=work.new_id(),
            item_id=photo.item_id,
            sha256=photo.sha256,
            size=-photo.size,
            what=photo.what,
            at=work.at,
            by=work.person.id,
        )
    )


def _now(item: CustomerItem, one: Taken[Photo], photos: int) -> PhotoNow:
    return PhotoNow(
        case_number=item.number,
        n=one.n,
        what=PhotoOf(one.photo.what),
        sha256=one.photo.sha256,
        size=one.photo.size,
        photos=photos,
    )
