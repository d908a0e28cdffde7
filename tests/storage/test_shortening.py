"""Bodies are kept short and come back byte by byte, whatever stands in them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.storage import entries, shortening

IDS = st.binary(min_size=16, max_size=16).map(bytes.hex)
#: what a hand at the keyboard, or a colleague's program, might put into a text to fool the reader
ODD = st.sampled_from(
    ["\x01", "\x1b##", "\x1c8eeb8002202dee07c522", "\x1d", "\x1e", "\\", '"', "\\u001d", "\x7f"]
)
TEXTS = st.text(max_size=12) | IDS | st.just("1795308420000") | ODD | st.tuples(ODD, IDS, ODD)
CHANGES = st.lists(
    st.dictionaries(st.text(max_size=12) | IDS | ODD, TEXTS | st.integers(), max_size=4), max_size=5
)
ACTORS = IDS | st.sampled_from(["unknown", "", "1795308420000", "0"])
MOMENTS = st.sampled_from([1_795_308_420_000, 0, 7, -86_400_000, (1 << 48) + 9])


@given(ACTORS, CHANGES, st.lists(IDS, max_size=30), st.sets(IDS, max_size=4), MOMENTS)
def test_a_body_comes_back_as_it_was(
    actor: str, changes: list[dict[str, object]], near: list[str], lasting: set[str], at: int
) -> None:
    made_now = f"{at & (1 << 48) - 1:012x}" + "8eeb8002202dee07c522"
    told: list[object] = [*changes, near, sorted(lasting), actor, at, made_now]
    fields = {"k": "check_in", "a": actor, "t": at, "z": made_now, "c": told}
    body = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    numbers = {one.encode(): n for n, one in enumerate([*sorted(lasting), actor, made_now])}
    ids = {n: one for one, n in numbers.items()}
    known = shortening.near_ids(json.dumps(near).encode())
    kept = shortening.shorten(body, known, numbers.get)
    assert shortening.lengthen(kept, known, ids.__getitem__) == body
    assert len(kept) <= len(body)
    assert shortening.moment_of(body) == at


@pytest.mark.parametrize("byte", [*range(0x20)])
def test_a_body_that_holds_a_byte_with_a_meaning_is_refused(byte: int) -> None:
    """JSON may be broken into lines, and a colleague's program may do it: never silently."""
    body = b'{"k":"a","a":"b","t":1,"c":[%b]}' % bytes([byte])
    with pytest.raises(ValueError, match="no body holds"):
        shortening.shorten(body, [], dict[bytes, int]().get)


def test_what_is_written_holds_no_such_byte() -> None:
    every = "".join(chr(n) for n in range(0x20))
    change = entries.Change("customer", bytes(16), "I", {"fault": every})
    body = entries.Entry(bytes(8), "check_in", "unknown", 1, (change,)).body()
    assert min(body) >= 0x20
    assert entries.read_body(body, bytes(8)).changes == (change,)


def test_what_names_an_unknown_id_is_refused() -> None:
    kept = b'{"k":"a","a":"b","t":1,"c":[\x02]}'
    with pytest.raises(IndexError):
        shortening.lengthen(kept, [b"0" * 32], dict[int, bytes]().__getitem__)
    with pytest.raises(ValueError, match="what, who and when"):
        shortening.lengthen(b"{}", [], dict[int, bytes]().__getitem__)


def test_so_many_ids_are_near_and_no_more() -> None:
    ids = [f"{n:032x}" for n in range(40)]
    body = b'{"k":"a","a":"b","t":1795308420000,"c":%b}' % json.dumps(ids).encode()
    near = shortening.near_ids(body)
    assert near == [one.encode() for one in ids[: shortening.NEAR]]
    kept = shortening.shorten(body, near, dict[bytes, int]().get)
    assert [one.encode() in kept for one in ids] == [n >= shortening.NEAR for n in range(40)]
    assert shortening.lengthen(kept, near, dict[int, bytes]().__getitem__) == body


def test_a_lasting_id_beyond_two_letters_stands_in_full() -> None:
    last, beyond = "a" * 32, "b" * 32
    numbers = {last.encode(): shortening.MOST - 1, beyond.encode(): shortening.MOST}
    ids = {n: one for one, n in numbers.items()}
    body = b'{"k":"a","a":"%b","t":1,"c":["%b"]}' % (last.encode(), beyond.encode())
    kept = shortening.shorten(body, [], numbers.get)
    assert (last.encode() in kept, beyond.encode() in kept) == (False, True)
    assert shortening.lengthen(kept, [], ids.__getitem__) == body


@given(st.lists(st.integers(0, 1 << 62)))
def test_steps_come_back_as_numbers(numbers: list[int]) -> None:
    assert shortening.unpacked(shortening.packed(numbers)) == numbers


@given(st.lists(st.integers(0, 1 << 50), min_size=1), st.integers(0, 1 << 50))
def test_steps_can_be_added_to(numbers: list[int], more: int) -> None:
    longer = shortening.packed(numbers) + shortening.packed([more], numbers[-1])
    assert shortening.unpacked(longer) == [*numbers, more]
