"""Bodies are kept short and come back byte by byte, whatever stands in them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.storage import shortening

IDS = st.binary(min_size=16, max_size=16).map(bytes.hex)
TEXTS = st.text(max_size=12) | IDS | st.just("1795308420000")
CHANGES = st.lists(st.dictionaries(TEXTS, TEXTS | IDS | st.integers(), max_size=4), max_size=5)
AT = 1_795_308_420_000


@given(IDS, CHANGES, st.lists(IDS, max_size=30), st.sets(IDS, max_size=4))
def test_a_body_comes_back_as_it_was(
    actor: str, changes: list[dict[str, object]], near: list[str], lasting: set[str]
) -> None:
    made_now = f"{AT:012x}" + "8eeb8002202dee07c522"
    told: list[object] = [*changes, near, sorted(lasting), actor, AT, made_now]
    fields = {"k": "check_in", "a": actor, "t": AT, "c": told}
    body = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    numbers = {one.encode(): n for n, one in enumerate([*sorted(lasting), actor, made_now])}
    ids = {n: one for one, n in numbers.items()}
    known = shortening.near_ids(json.dumps(near).encode())
    kept = shortening.shorten(body, known, numbers.get)
    assert shortening.lengthen(kept, known, ids.__getitem__) == body
    assert len(kept) <= len(body)


def test_what_names_an_unknown_id_is_refused() -> None:
    kept = b'{"k":"a","a":"b","t":1,"c":[\x02]}'
    with pytest.raises(IndexError):
        shortening.lengthen(kept, [b"0" * 32], dict[int, bytes]().__getitem__)
    with pytest.raises(ValueError, match="what, who and when"):
        shortening.lengthen(b"{}", [], dict[int, bytes]().__getitem__)


@given(st.lists(st.integers(0, 1 << 62)))
def test_steps_come_back_as_numbers(numbers: list[int]) -> None:
    assert shortening.unpacked(shortening.packed(numbers)) == numbers


@given(st.lists(st.integers(0, 1 << 50), min_size=1), st.integers(0, 1 << 50))
def test_steps_can_be_added_to(numbers: list[int], more: int) -> None:
    longer = shortening.packed(numbers) + shortening.packed([more], numbers[-1])
    assert shortening.unpacked(longer) == [*numbers, more]
