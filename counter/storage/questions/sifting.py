"""Reads a growing list by key and keeps what matches: so much at a time that nothing is slow."""

from collections.abc import Mapping
from dataclasses import dataclass

from counter.domain.refusals import RuleBroken
from counter.storage.database import Connection
from counter.storage.questions.reading import cursor_of, place_after

#: rows that one page looks at; where few match it comes back short, with the place to go on from
MOST_READ = 1000
MOST_WORDS, LONGEST_TEXT = 4, 60
END = 1 << 62


@dataclass(frozen=True, slots=True)
class Sifted:
    """The keys that matched, where to go on (None = all was read), and the moment it came to."""

    keys: list[int]
    next: str | None
    came_to_at: int | None


def order_sql(at: str, key: str, *, oldest_first: bool) -> str:
    """The condition and the order of a list that is read from `:place_at`, `:place_key` on."""
    sign, way = (">", "ASC") if oldest_first else ("<", "DESC")
    return (
        f"({at}, {key}) {sign} (:place_at, :place_key) "
        f"ORDER BY {at} {way}, {key} {way} LIMIT {MOST_READ}"
    )


def place_of(after: str | None, *, oldest_first: bool) -> dict[str, int]:
    """The place a page begins behind; raises RuleBroken "page.unknown"."""
    at, key = place_after(after) if after else (-1, 0) if oldest_first else (END, 0)
    return {"place_at": at, "place_key": key}


def sift(db: Connection, sql: str, given: Mapping[str, object], size: int) -> Sifted:
    """The first `size` keys of a SELECT of moment, key and whether the row matches."""
    keys: list[int] = []
    last: tuple[int, int] | None = None
    read = 0
    cursor = db.execute(sql, given)
    try:
        for at, key, matches in cursor:
            if len(keys) == size:
                break
            read, last = read + 1, (at, key)
            if matches:
                keys.append(key)
        else:
            if read < MOST_READ:
                return Sifted(keys, None, last[0] if last else None)
    finally:
        cursor.close()
    return Sifted(keys, cursor_of(*last) if last else None, last[0] if last else None)


def words_of(text: str) -> list[str]:
    """What was typed to look for: its words, or the digits of a number without their gaps.

    Raises RuleBroken "input.too_long".
    """
    plain = " ".join(text.split()).upper()
    if len(plain) > LONGEST_TEXT:
        raise RuleBroken("input.too_long", field="text", length=len(plain), limit=LONGEST_TEXT)
    digits = plain.replace(" ", "")
    return [digits] if digits.isdigit() else plain.split(" ")[:MOST_WORDS] if plain else []


def has_words(text_sql: str, words: list[str]) -> tuple[list[str], dict[str, str]]:
    """The conditions, one for each word, and what they are given."""
    tests = [f"instr(upper({text_sql}), :word_{n}) > 0" for n in range(len(words))]
    return tests, {f"word_{n}": word for n, word in enumerate(words)}
