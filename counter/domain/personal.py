"""Names, phones and free text of people.

Cleaned when they come in; where others look they are masked (domain.md §9.2).
"""

import re
import unicodedata

from counter.domain import masking
from counter.domain.refusals import RuleBroken
from counter.domain.unseen import seen

masked_name, masked_phone, phone_tail = (
    masking.masked_name,
    masking.masked_phone,
    masking.phone_tail,
)
IMEI_DIGITS = 15

#: the most characters a field takes
LIMITS = {
    "name": 60,
    "phone": 20,
    "address": 200,
    "email": 100,
    "note": 500,
    "product": 60,
    "brand": 40,
    "model": 80,
    "serial": 40,
    "colour": 40,
    "fault": 500,
    "condition_note": 300,
    "accessory": 60,
    "cover": 80,
    "passcode": 64,
    "diagnosis": 500,
    "cause": 300,
    "fault_code": 20,
    "work": 200,
    "reason": 300,
    "printer": 200,
    "said": 300,
    "receipt_note": 80,
    "paper_note": 80,
    "ready_words": 120,
    "conditions": 300,
    "line_name": 80,
    "reference": 60,
    "measured": 60,
    "checks": 80,
    "value": 20,
    "id_type": 30,
    "code": 20,
    "spec": 100,
    "search": 60,
}

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_PHONE_BETWEEN = re.compile(r"[\s\-()./\u2010-\u2015]+")
_CHINA = re.compile(r"(?:\+86|0086|86)(?=1[3-9][0-9]{9}$)")
_MOBILE_START = re.compile(r"1[3-9]")
_CUT_MOBILE = re.compile(r"1[3-9][0-9]{5,6}")
_PHONE = re.compile(r"\+?[0-9]{5,15}")
_EMAIL = re.compile(r"[^\s@,;<>()\[\]\"]+@[^\s@,;<>()\[\]\".]+(?:\.[^\s@,;<>()\[\]\".]+)+")
_LAST_FOUR = re.compile(r"[0-9A-Z]{4}")


def cleaned(text: str, field: str, *, lines: bool = False) -> str:
    """Free text as it is kept: NFC, no control or direction marks, single spaces, trimmed.

    `lines` keeps line breaks.

    Raises RuleBroken "input.too_long" above the field's entry in `LIMITS`.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = seen(text, lines=lines)
    text = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
    limit = LIMITS[field]
    if len(text) > limit:
        raise RuleBroken("input.too_long", field=field, limit=limit, length=len(text))
    return text


def required(text: str, field: str, *, lines: bool = False) -> str:
    """Like `cleaned`, for a field that may not stay empty.

    Raises RuleBroken "input.missing" as well.
    """
    text = cleaned(text, field, lines=lines)
    if not text:
        raise RuleBroken("input.missing", field=field)
    return text


def phone_digits(text: str) -> str:
    """A phone number as it is kept and found: digits, with + and the country where it is abroad.

    Raises RuleBroken "phone.not_a_phone", "phone.mobile_length" for a mainland mobile without its
    11 digits, or "phone.area_code" for what may be the beginning of one: no local number begins
    like a mobile.
    """
    digits = _PHONE_BETWEEN.sub("", cleaned(text, "phone").translate(_FULL_WIDTH))
    digits = _CHINA.sub("", digits)
    if _CUT_MOBILE.fullmatch(digits):
        raise RuleBroken("phone.area_code", digits=len(digits), expected=11)
    if not _PHONE.fullmatch(digits):
        raise RuleBroken("phone.not_a_phone", length=len(digits))
    if _MOBILE_START.match(digits) and len(digits) in (9, 10, 12, 13):
        raise RuleBroken("phone.mobile_length", digits=len(digits), expected=11)
    return digits


def serial_number(text: str) -> str:
    """A serial number as it is kept and compared.

    Upper case, half-width, no spaces around or inside.
    """
    return "".join(cleaned(text, "serial").translate(_FULL_WIDTH).upper().split())


def is_imei(serial: str) -> bool:
    """Whether 15 digits carry the Luhn digit of an IMEI (3GPP TS 23.003 annex B)."""
    if len(serial) != IMEI_DIGITS or not (serial.isascii() and serial.isdigit()):
        return False
    doubled = (int(d) * (1 + place % 2) for place, d in enumerate(serial))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def email_address(text: str) -> str:
    """An e-mail address as it is kept, or nothing; raises RuleBroken "customer.bad_email"."""
    address = cleaned(text, "email").translate(_FULL_WIDTH).replace("。", ".")
    if address and not _EMAIL.fullmatch(address):
        raise RuleBroken("customer.bad_email", email=address[:60])
    return address


def last_four(text: str) -> str:
    """The last four characters of an identity paper; raises RuleBroken "identity.last_four"."""
    tail = "".join(text.translate(_FULL_WIDTH).upper().split())
    if not _LAST_FOUR.fullmatch(tail):
        raise RuleBroken("identity.last_four", length=len(tail))
    return tail
