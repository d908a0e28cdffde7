"""What the GS1 General Specifications put into one symbol: element strings, their written form, the
web address of a Digital Link, and the check digit of an article number.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

Elements = tuple[tuple[str, str], ...]

#: ends an element of open length: what scanners send for FNC1
SEPARATOR = "\x1d"
GTIN_LENGTHS = (8, 12, 13, 14)
GTIN_DIGITS = 14

#: application identifiers of one length, by their first digits (General Specifications, figure
#: 7.8.5-2 and section 3.2)
_FIXED = {
    "00": 18, "01": 14, "02": 14, "03": 14, "11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6,
    "20": 2, "402": 17, "410": 13, "411": 13, "412": 13, "413": 13, "414": 13, "415": 13,
    "416": 13, "417": 13, "422": 3, "424": 3, "426": 3, "7001": 13, "8001": 14, "8005": 6,
    "8006": 18, "8017": 18, "8018": 18, "8111": 4,
}  # fmt: skip
#: and those that end at a separator, with the most characters they take
_OPEN = {
    "10": 20, "21": 20, "22": 20, "235": 28, "240": 30, "241": 30, "242": 6, "243": 20, "250": 30,
    "251": 30, "253": 30, "254": 20, "255": 25, "30": 8, "37": 8, "400": 30, "401": 30, "403": 30,
    "420": 20, "421": 12, "7003": 10, "8002": 20, "8003": 30, "8004": 30, "8007": 34, "8008": 12,
    "8010": 30, "8011": 12, "8012": 20, "8013": 25, "8019": 10, "8020": 25, "90": 30,
    **{str(n): 90 for n in range(91, 100)},
}  # fmt: skip
_MEASURE = re.compile(r"3[1-6][0-9][0-9]")  # weights and lengths: six digits behind four
_LONGEST = 4
_DIGITS_ONLY = frozenset(_FIXED) - {"8111"}
_DATES = frozenset({"11", "12", "13", "15", "16", "17"})
_WRITTEN = re.compile(r"\(([0-9]{2,4})\)")
_LAST_MONTH, _LAST_DAY = 12, 31


def is_gtin(digits: str) -> bool:
    """Whether these are the digits of an article number (EAN, UPC, GTIN) with its check digit."""
    if len(digits) not in GTIN_LENGTHS or not (digits.isascii() and digits.isdigit()):
        return False
    return int(digits[-1]) == _check_digit(digits[:-1]) and int(digits) > 0


def long_gtin(digits: str) -> str:
    """An article number in its 14 digits, in which all its lengths are compared."""
    return digits.zfill(GTIN_DIGITS)


def gtin_forms(digits: str) -> tuple[str, ...]:
    """An article number in every length it may have been written down in, as printed first."""
    bare = digits.lstrip("0")
    forms = [digits, *(bare.zfill(n) for n in reversed(GTIN_LENGTHS) if len(bare) <= n)]
    return tuple(dict.fromkeys(forms))


def read_elements(text: str) -> Elements | None:
    """The elements of a scanned string, in their order; None when it is none throughout."""
    found: list[tuple[str, str]] = []
    rest = text.lstrip(SEPARATOR)
    while rest:
        identifier = next(_identifiers(rest), "")
        if not identifier:
            return None
        rest = rest[len(identifier) :]
        fixed = _fixed(identifier)
        value = rest[:fixed] if fixed else rest.partition(SEPARATOR)[0]
        if not _may_be(identifier, value):
            return None
        found.append((identifier, value))
        rest = rest[len(value) :].lstrip(SEPARATOR)
    return tuple(found) or None


def read_written(text: str) -> Elements | None:
    """The elements of the form for people: `(01)06901234567892(21)A12`; None when it is another."""
    names = [one for one in _WRITTEN.finditer(text) if _is_known(one[1])]
    if not names or names[0].start():
        return None
    ends = [*(one.start() for one in names[1:]), len(text)]
    found = [(one[1], text[one.end() : end].strip()) for one, end in zip(names, ends, strict=True)]
    return tuple(found) if all(_may_be(*one) for one in found) else None


def read_link(text: str) -> Elements | None:
    """The elements of a GS1 Digital Link: `https://…/01/06901234567892/21/A12?17=271231`."""
    try:
        address = urlsplit(text)
    except ValueError:
        return None
    if address.scheme.lower() not in ("http", "https") or not address.hostname:
        return None
    steps = [unquote(step) for step in address.path.strip("/").split("/")]
    if "01" not in steps:
        return None
    steps = steps[steps.index("01") :]
    pairs = [*zip(steps[::2], steps[1::2], strict=False), *parse_qsl(address.query)]
    found = tuple((name, _long(name, value)) for name, value in pairs if _is_known(name))
    if not found or not all(_may_be(name, value) for name, value in found):
        return None
    return found


def _check_digit(body: str) -> int:
    weighed = (int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(body)))
    return -sum(weighed) % 10


def _identifiers(text: str) -> Iterator[str]:
    """The identifier a string begins with; the table leaves no two to choose from."""
    for length in range(2, _LONGEST + 1):
        if _is_known(text[:length]):
            yield text[:length]


def _is_known(identifier: str) -> bool:
    return identifier in _OPEN or _fixed(identifier) > 0


def _fixed(identifier: str) -> int:
    """The length of an identifier's value; 0 where it is open."""
    return 6 if _MEASURE.fullmatch(identifier) else _FIXED.get(identifier, 0)


def _may_be(identifier: str, value: str) -> bool:
    fixed = _fixed(identifier)
    if not value or SEPARATOR in value or len(value) > (fixed or _OPEN[identifier]):
        return False
    if not fixed:
        return value.isprintable()
    is_number = value.isascii() and value.isdigit() and len(value) == fixed
    return is_number and (identifier not in _DATES or _is_date(value))


def _is_date(value: str) -> bool:
    return 1 <= int(value[2:4]) <= _LAST_MONTH and int(value[4:]) <= _LAST_DAY


def _long(identifier: str, value: str) -> str:
    return long_gtin(value) if identifier == "01" and value.isdigit() else value
