"""Names, phones and free text of people.

Cleaned when they come in, masked where others look (domain.md §9.2).
"""

import re
import unicodedata

from counter.domain.refusals import RuleBroken
from counter.domain.unseen import seen

#: compound surnames still borne today, two characters each
_SURNAMES = (
    "欧阳司马上官诸葛东方独孤南宫夏侯皇甫尉迟公孙慕容令狐宇文长孙司徒司空端木百里呼延闻人"
    "澹台公冶宗政濮阳淳于单于太叔申屠公羊赫连轩辕钟离鲜于闾丘亓官拓跋夹谷第五东郭南门西门"
    "梁丘左丘东门歐陽司馬諸葛東方獨孤南宮尉遲公孫長孫聞人濮陽鍾離"
)
COMPOUND_SURNAMES = frozenset(_SURNAMES[n : n + 2] for n in range(0, len(_SURNAMES), 2))

IMEI_DIGITS = 15
#: how many characters of a phone or an identity paper may be shown
TAIL = 4
#: from here on the first three digits tell nobody apart
LONG_PHONE = 10

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
    "said": 300,
    "conditions": 300,
    "line_name": 80,
    "reference": 60,
    "measured": 60,
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


def masked_name(name: str) -> str:
    """张三丰 → 张**, 欧阳晓岚 → 欧阳**, Emily Carter → E*.

    Never more than two stars, the length tells too much.
    """
    name = name.strip()
    if not name:
        return ""
    if not _is_han(name[0]):
        return name[0] + "*"
    kept = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > len("欧阳") else 1
    return name[:kept] + "*" * min(max(len(name) - kept, 1), 2)


def masked_phone(phone: str) -> str:
    """13800135678 → 138****5678; short numbers keep their last four only."""
    if len(phone) <= TAIL:
        return "*" * len(phone)
    head = phone[:3] if len(phone) >= LONG_PHONE else ""
    return f"{head}****{phone[-TAIL:]}"


def phone_tail(phone: str) -> str:
    """The last four digits, as papers and labels show them."""
    return phone[-TAIL:]


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"
