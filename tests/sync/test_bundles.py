"""Entries carried in files: between a seat and the hub, and between seats that know no hub.
Whatever happens to a file on its way, nothing is half done and nothing is lost.
"""

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.storage import database
from counter.sync import bundles
from counter.wire.bundles import Broken, Opened, Part, Sender, write
from tests.sync.test_server import TAKE_IN, Place, Served, asked

ITEM = {"unit": {"kind": "fan", "brand": "艾美特"}, "fault_codes": ["NOISE"], "no_marks": True,
        "no_accessories": True}  # fmt: skip


class Office:
    """A hub that nobody can reach, seen from the command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def does(self, *words: str) -> tuple[int, Any]:
        return asked("hub", *words, "--dir", str(self.folder))

    def says(self, *words: str) -> Any:
        code, answer = self.does(*words)
        assert code == 0, answer
        return answer

    def refuses(self, *words: str) -> Any:
        code, answer = self.does(*words)
        assert code == 2
        assert answer["sentence"].endswith("。")
        return answer["rule"]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "hub")
    yield made
    made.kill()


def joined(folder: Path, hub: Served, seat: int) -> Place:
    """A seat that was enrolled once; then its line is dead."""
    place = Place(folder, seat)
    place.says("enrol", "--hub", hub.url, "--code", hub.code(17, seat))
    return place


def works(place: Place, shelf: str = "甲") -> None:
    place.says("do", "add_shelf", json.dumps({"name": shelf}), "--as", "1009")


def takes_in(place: Place) -> None:
    facts = {"customer": TAKE_IN, "items": [ITEM], "signed_on": "NOT_YET"}
    place.says("do", "check_in", json.dumps(facts), "--as", "1009")


def digests(*places: Place) -> set[str]:
    return {place.says("digest")["digest"] for place in places}


def test_two_seats_agree_by_couriers_alone(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub, 1), joined(tmp_path, hub, 2)
    hub.kill()
    office, stick = Office(hub.folder), tmp_path / "stick.rcs"
    takes_in(first)
    works(second)
    for place, entries in ((first, 2), (second, 2)):
        said = place.says("bundle", "write", str(stick))
        assert (said["to"], said["number"], said["entries"]) == ("hub", 1, entries)
        assert b"13800135678" not in stick.read_bytes()
        assert office.says("bundle", "read", str(stick))["taken"] == entries
        assert office.says("bundle", "read", str(stick))["taken"] == 0  # it came twice
    wrote = office.says("bundle", "write", "17", str(stick))
    assert (wrote["entries"], wrote["seats"]) == (4, 2)
    assert first.says("bundle", "read", str(stick))["taken"] == 2
    assert "shelf" in first.says("digest")["tables"]
    assert second.says("bundle", "read", str(stick))["taken"] == 2
    assert second.says("bundle", "read", str(stick))["taken"] == 0
    assert len(digests(first, second)) == 1
    assert first.says("verify")["whole"]
    # the hub's word came with it: what it holds is not carried again
    assert first.says("bundle", "write", str(stick))["entries"] == 0
    office.says("bundle", "read", str(stick))  # and says how far this seat has read
    second.says("bundle", "write", str(stick))
    office.says("bundle", "read", str(stick))
    assert office.says("bundle", "write", "17", str(stick))["entries"] == 0
    hub.start()
    assert first.says("sync")["sent"] == first.says("sync")["taken"] == 0


def test_bundles_out_of_turn_wait_and_say_which_is_missing(tmp_path: Path, hub: Served) -> None:
    place, office = joined(tmp_path, hub, 1), Office(hub.folder)
    files = [str(tmp_path / f"{n}.rcs") for n in range(4)]
    for n, file in enumerate(files):
        works(place, f"架{n}")
        place.says("bundle", "write", file, *(["--since-last"] if n else []))
    code, said = office.does("bundle", "read", files[2])
    assert (code, said["rule"], said["facts"]["missing"]) == (2, "bundle.gap", 2)
    assert "2" in said["sentence"]
    assert [office.says("bundle", "read", file)["taken"] for file in files] == [2, 1, 1, 1]
    assert office.says("bundle", "read", files[0])["taken"] == 0  # an old one
    other = joined(tmp_path, hub, 2)
    office.says("bundle", "write", "17", files[0])
    works(place)
    place.says("sync")
    office.says("bundle", "write", "17", files[1], "--since-last")
    assert other.refuses("bundle", "read", files[1]) == "bundle.gap"
    assert other.says("bundle", "read", files[0])["taken"] == 5
    assert other.says("bundle", "read", files[1])["taken"] == 1


def test_who_it_is_not_for_and_who_is_not_known(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub, 1), joined(tmp_path, hub, 2)
    office, stick = Office(hub.folder), str(tmp_path / "stick.rcs")
    elsewhere = Place(tmp_path, 3)
    assert elsewhere.refuses("bundle", "write", stick) == "bundle.nobody"
    first.says("bundle", "write", stick)
    assert first.refuses("bundle", "read", stick) == "bundle.not_for_us"
    assert second.refuses("bundle", "read", stick) == "bundle.stranger"
    other = Served(tmp_path / "other hub")
    try:
        strange = Office(other.folder)
        assert strange.refuses("bundle", "read", stick) == "bundle.other_hub"
        elsewhere.says("enrol", "--hub", other.url, "--code", other.code(17, 3))
        strange.says("bundle", "write", "17", stick)
        assert first.refuses("bundle", "read", stick) == "bundle.other_hub"
    finally:
        other.kill()
    assert office.refuses("bundle", "write", "18", stick) == "bundle.no_seats"
    assert office.refuses("bundle", "read", str(tmp_path / "none")) == "file.cannot_read"
    assert first.refuses("bundle", "write", str(tmp_path / "no" / "x")) == "file.cannot_write"
    assert first.refuses("bundle", "write", "") == "file.cannot_write"
    first.says("bundle", "write", stick)
    (replica,) = [path.stem for path in (first.home / "hubs").iterdir()]
    office.says("revoke", "17", replica)
    assert office.refuses("bundle", "read", stick) == "bundle.stranger"
    Path(stick).write_bytes(b"RCSB\x02" + bytes(100))
    assert office.refuses("bundle", "read", stick) == "bundle.newer"
    Path(stick).write_bytes(b"PK\x03\x04")
    assert office.refuses("bundle", "read", stick) == "bundle.none"


def test_seats_without_any_hub_meet_by_their_cards(tmp_path: Path) -> None:
    first, second = Place(tmp_path, 1), Place(tmp_path, 2)
    stick = str(tmp_path / "stick.rcs")
    cards = {place: place.says("bundle", "card")["card"] for place in (first, second)}
    first.says("bundle", "meet", cards[second])
    slip = cards[first][:-3] + ("A" if cards[first][-3] != "A" else "B") + cards[first][-2:]
    assert second.refuses("bundle", "meet", slip) == "bundle.card"
    assert second.refuses("bundle", "meet", "RCS-SEAT-ÄÖ") == "bundle.card"
    takes_in(first)
    assert first.says("bundle", "write", stick)["to"] == "seats"
    assert Office(tmp_path / "hub").refuses("bundle", "read", stick) == "bundle.not_for_us"
    assert second.refuses("bundle", "read", stick) == "bundle.stranger"
    second.says("bundle", "meet", cards[first])
    assert second.says("bundle", "read", stick)["taken"] == 2
    works(second)
    said = second.says("bundle", "write", stick)
    assert said["entries"] == 2  # it has heard how far the first one holds it
    assert first.says("bundle", "read", stick)["taken"] == 2
    assert len(digests(first, second)) == 1
    assert first.says("verify")["whole"]
    works(first, "乙")
    assert first.says("bundle", "write", stick)["entries"] == 1
    works(first, "丙")
    later = str(tmp_path / "later.rcs")
    assert first.says("bundle", "write", later, "--since-last")["entries"] == 1
    assert second.refuses("bundle", "read", later) == "bundle.gap"
    assert second.says("bundle", "read", stick)["taken"] == 1
    assert second.says("bundle", "read", later)["taken"] == 1
    assert len(digests(first, second)) == 1


def test_a_seat_whose_disk_is_full_says_so_and_reads_the_file_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Place(tmp_path, 1), Place(tmp_path, 2)
    for one, other in ((first, second), (second, first)):
        one.says("bundle", "meet", other.says("bundle", "card")["card"])
    takes_in(first)
    stick = str(tmp_path / "stick.rcs")
    first.says("bundle", "write", stick)
    db = database.open_writer(second.folder / "shop.db")
    db.execute("VACUUM")  # no room left inside the file
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.close()
    with monkeypatch.context() as small:
        full = f"PRAGMA max_page_count={pages}"
        small.setattr(database, "WRITER", (*database.WRITER, full))
        assert second.refuses("bundle", "read", stick) == "disk.full"
    assert second.says("bundle", "read", stick)["taken"] == 2
    assert second.says("verify")["whole"]


def test_conflicts_are_listed_by_their_command(tmp_path: Path) -> None:
    place = Place(tmp_path, 1)
    assert place.says("conflicts", "--as", "1009") == []
    assert place.refuses("do", "settle_conflict", '{"conflict": "1A2B3C4D", "keep": 1}',
                         "--as", "1009") == "conflict.unknown"  # fmt: skip


# whatever happens to the file --------------------------------------------------------------------

SECRET, OTHER, NAME = bytes(range(32)), bytes(range(1, 33)), b"n" * 16
PARTS = [Part(holds=((bytes([n]) * 16, n),)) for n in range(4)]


def public(secret: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def a_bundle(signer: bytes = OTHER, parts: Sequence[Part] = PARTS) -> bytes:
    file = io.BytesIO()
    key = Ed25519PrivateKey.from_private_bytes(signer)
    chance = Random(1).randbytes
    sender = Sender(b"s" * 16, 17, b"h" * 16, key.sign, chance)
    write(file, sender, {NAME: public(SECRET)}, parts, number=1, at=5)
    return file.getvalue()


WHOLE = a_bundle()
RULES = {"bundle.none", "bundle.newer", "bundle.cut", "bundle.damaged"}


def good_parts(content: bytes, secret: bytes = SECRET) -> tuple[list[Part], str]:
    """The pieces that were good, and what was wrong then."""
    found: list[Part] = []
    try:
        opened = Opened(io.BytesIO(content))
        opened.check(public(OTHER))
        for part in opened.parts(NAME, secret, public(OTHER)):
            found.append(part)
    except Broken as broken:
        return found, broken.rule
    return found, ""


def test_a_whole_bundle_is_read_and_by_nobody_else() -> None:
    assert good_parts(WHOLE) == (PARTS, "")
    assert good_parts(WHOLE, OTHER) == ([], "bundle.not_for_us")


def test_a_receiver_cannot_speak_for_the_sender() -> None:
    """He has the content's key and may encrypt with it what he likes."""
    forged = a_bundle(SECRET, [Part(holds=((NAME, 9),))])
    head = 9 + int.from_bytes(WHOLE[5:9], "big") + 64
    assert WHOLE[: head - 64] == forged[: head - 64]
    assert good_parts(forged) == ([], "bundle.damaged")
    assert good_parts(WHOLE[:head] + forged[head:]) == ([], "bundle.damaged")


def test_every_truncation_is_good_up_to_its_last_whole_piece() -> None:
    before = 0
    for length in range(len(WHOLE)):
        parts, why = good_parts(WHOLE[:length])
        assert why == ("bundle.cut" if length else "bundle.none")
        assert parts == PARTS[: len(parts)]
        assert before <= len(parts) < len(PARTS)
        before = len(parts)
    assert before == len(PARTS) - 1


def test_every_flipped_bit_is_found() -> None:
    for bit in range(8 * len(WHOLE)):
        torn = bytearray(WHOLE)
        torn[bit // 8] ^= 1 << bit % 8
        parts, why = good_parts(bytes(torn))
        assert why in RULES
        assert parts == PARTS[: len(parts)] != PARTS


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_cut_doubled_and_swapped_stretches_are_found(data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(WHOLE)), min_size=2, max_size=5)))
    pieces = [WHOLE[a:b] for a, b in zip([0, *cuts], [*cuts, len(WHOLE)], strict=True)]
    order = data.draw(st.lists(st.sampled_from(range(len(pieces))), max_size=7))
    content = b"".join(pieces[n] for n in order)
    parts, why = good_parts(content)
    assert parts == PARTS[: len(parts)]
    assert why in RULES if content != WHOLE else not why


@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_a_seat_keeps_what_came_whole_and_the_rest_later(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "PIECE", 2)
    first, second = Place(tmp_path, 1), Place(tmp_path, 2)
    for place, other in ((first, second), (second, first)):
        place.says("bundle", "meet", other.says("bundle", "card")["card"])
    for n in range(5):
        works(first, f"架{n}")
    stick = tmp_path / "stick.rcs"
    assert first.says("bundle", "write", str(stick))["entries"] == 6
    whole = stick.read_bytes()
    rules, counts = set[str](), list[int]()
    for place in range(len(whole) - 2, 0, -len(whole) // 12):
        torn = whole[:place] if damage == "cut" else _flipped(whole, place)
        stick.write_bytes(torn)
        before = second.says("do", "shop_health", "--as", "1009")["entries"]
        code, said = second.does("bundle", "read", str(stick))
        assert code == 2
        assert said["sentence"].endswith("。")
        taken = said["facts"].get("entries", 0)
        after = second.says("do", "shop_health", "--as", "1009")["entries"]
        assert after == before + taken
        assert second.says("verify")["whole"]
        rules.add(said["rule"])
        counts.append(after)
    assert ("bundle.cut" if damage == "cut" else "bundle.damaged") in rules
    assert counts[0] == 5  # its own, and the first two pieces
    stick.write_bytes(whole)
    assert second.says("bundle", "read", str(stick))["taken"] == 2
    works(second)
    second.says("bundle", "write", str(stick))
    first.says("bundle", "read", str(stick))
    assert len(digests(first, second)) == 1


def _flipped(whole: bytes, place: int) -> bytes:
    return whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :]
