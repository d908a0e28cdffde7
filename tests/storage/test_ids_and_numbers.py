"""Ids that follow one another, and paper numbers as the file keeps them."""

from hypothesis import given
from hypothesis import strategies as st

from counter.domain.records import Id
from counter.storage.ids import make_id, next_id, outlet_of
from counter.storage.issued import LENGTH, as_kept

AT = 1_795_308_420_000
NUMBERS = st.integers(0, 10**LENGTH - 1).map(f"{{:0{LENGTH}}}".format)


def test_ids_at_the_end_of_their_chance_begin_anew_and_nothing_else_moves() -> None:
    last = make_id(AT, 99_999, 127, lambda size: b"\xff" * size)
    following = next_id(last)
    assert int.from_bytes(last, "big") & (1 << 38) - 1 == (1 << 38) - 1
    assert int.from_bytes(following, "big") & (1 << 38) - 1 == 0
    assert int.from_bytes(following, "big") >> 38 == int.from_bytes(last, "big") >> 38
    assert outlet_of(following) == 99_999
    assert following[:6] == AT.to_bytes(6, "big")


@given(st.binary(min_size=7, max_size=7), st.integers(1, 500))
def test_the_ids_of_an_act_are_all_different(chance: bytes, rows: int) -> None:
    ids = [make_id(AT, 17, 0, lambda size: chance[:size])]
    for _ in range(rows):
        ids.append(next_id(Id(ids[-1])))
    assert len(set(ids)) == rows + 1
    assert {outlet_of(one) for one in ids} == {17}


@given(NUMBERS | st.just("0" * LENGTH))
def test_a_kept_number_loses_no_digit(number: str) -> None:
    kept = f"{as_kept(number):0{LENGTH}}"
    assert kept[-1] + kept[:-1] == number


def test_what_is_no_number_is_not_kept() -> None:
    for text in ("", "0" * 15, "0" * 17, "1" * 15 + "a", "-" + "1" * 15, " " + "1" * 15):
        assert as_kept(text) is None
