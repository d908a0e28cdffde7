"""What one search box can find: tokens of names, initials, phones and serial numbers (decisions
12, speed.md §3).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import product
from pathlib import Path

INITIALS = Path(__file__).with_name("initials.txt")
MOST_READINGS = 8
#: a phone is found by any four digits and by its last three
RUN, TAIL = 4, 3
NOT_WORD = re.compile(r"[\W_]+")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def folded(text: str) -> str:
    """One form for what is kept and what is typed: NFKC, lower case, without spaces, dots and
    hyphens.
    """
    return NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


@cache
def _readings() -> dict[str, str]:
    """Han character -> the initials of all its readings; surnames are kept with every reading."""
    table: dict[str, str] = {}
    for line in INITIALS.read_text("utf-8").splitlines():
        letter, _, characters = line.partition(" ")
        for character in characters:
            table[character] = table.get(character, "") + letter
    return table


def initials(name: str) -> set[str]:
    """The pinyin initials of a name in every reading, at most eight: 曾伟 -> {"zw", "cw"}; no Han,
    no initials.
    """
    letters = [_readings().get(character, "") for character in folded(name) if HAN.match(character)]
    ways = product(*(found for found in letters if found))
    return {"".join(way) for way, _ in zip(ways, range(MOST_READINGS), strict=False) if way}


def _grams(text: str, size: int) -> Iterable[str]:
    return (text[at : at + size] for at in range(len(text) - size + 1))


def name_tokens(name: str) -> set[str]:
    """n + single characters and pairs of a name, i + single letters and pairs of its initials."""
    plain = folded(name)
    tokens = {f"n{gram}" for size in (1, 2) for gram in _grams(plain, size)}
    for letters in initials(name):
        tokens |= {f"i{gram}" for size in (1, 2) for gram in _grams(letters, size)}
    return tokens


def phone_tokens(phone: str) -> set[str]:
    """p + every four digits, and t + the last three."""
    digits = "".join(character for character in phone if character.isdigit())
    return {f"p{gram}" for gram in _grams(digits, RUN)} | (
        {f"t{digits[-TAIL:]}"} if len(digits) >= TAIL else set()
    )


def serial_tokens(serial: str) -> set[str]:
    """s + every four characters of a serial number or IMEI; a shorter one whole."""
    plain = folded(serial)
    return {f"s{gram}" for gram in _grams(plain, RUN)} or ({f"s{plain}"} if plain else set())


def customer_tokens(name: str, phones: Iterable[str], serials: Iterable[str]) -> str:
    """All tokens of a customer and his units, as the search row keeps them."""
    tokens = name_tokens(name)
    for phone in phones:
        tokens |= phone_tokens(phone)
    for serial in serials:
        tokens |= serial_tokens(serial)
    return " ".join(sorted(tokens))


def _all_of(tokens: Iterable[str]) -> str:
    return " AND ".join(f'"{token}"' for token in sorted(tokens))


def has_too_few_digits(typed: str) -> bool:
    """Whether somebody typed digits, and so few that no search looks for them."""
    plain = folded(typed)
    return plain.isdigit() and len(plain) < TAIL


def query_of(typed: str) -> str:
    """The FTS5 expression for what somebody typed; empty when there is too little to look for.

    One Chinese character or two letters find names; three digits find the end of a phone or any
    run of four.
    """
    plain = folded(typed)
    if not plain:
        return ""
    if plain.isdigit():
        return _digits(plain)
    ways = [_all_of({f"n{gram}" for gram in _grams(plain, min(2, len(plain)))})]
    if plain.isascii():
        if plain.isalpha():
            ways.append(_all_of({f"i{gram}" for gram in _grams(plain, min(2, len(plain)))}))
        if len(plain) >= RUN:
            ways.append(_all_of({f"s{gram}" for gram in _grams(plain, RUN)}))
    return " OR ".join(f"({way})" for way in ways)


def _digits(plain: str) -> str:
    if len(plain) < TAIL:
        return ""
    if len(plain) == TAIL:
        return f'"t{plain}" OR "p{plain}"*'
    phone = _all_of({f"p{gram}" for gram in _grams(plain, RUN)})
    serial = _all_of({f"s{gram}" for gram in _grams(plain, RUN)})
    return f"({phone}) OR ({serial})"
