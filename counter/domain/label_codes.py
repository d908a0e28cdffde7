"""What a maker's label says when it is scanned: article number, serial number, IMEI, model.

Nothing here raises: what means nothing comes back as the plain text it is.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from counter.domain import gs1
from counter.domain.personal import is_imei

MOST = 2000  # characters; a longer code is nobody's serial number


class LabelKind(StrEnum):
    """What a code turned out to be."""

    GS1 = "gs1"  # an element string or a link of GS1
    GTIN = "gtin"  # an article number alone
    IMEI = "imei"
    MAKER = "maker"  # "S/N: …" and its kin
    OTHER = "other"  # a number that names no item: MAC, EID, ICCID
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelCode:
    """A scanned label. `gtin` has 14 digits; `other` names what is no serial number: "MAC", "EID";
    `wrong` names the field whose check digit does not fit: "gtin" or "imei".
    """

    kind: LabelKind
    text: str
    symbol: str = ""  # the two characters of the AIM identifier, where the scanner sent it
    gtin: str = ""
    serial: str = ""
    imei: str = ""
    imei_2: str = ""
    model: str = ""
    part: str = ""
    lot: str = ""
    other: str = ""
    wrong: str = ""
    elements: gs1.Elements = ()

    @property
    def identity(self) -> str:
        """What tells this item from all others of its model; empty where nothing does."""
        return self.imei or self.serial

    @property
    def sought(self) -> tuple[str, ...]:
        """What to look for, the surest first."""
        plain = (self.text,) if self.kind is LabelKind.PLAIN else ()
        found = (self.imei, self.imei_2, self.serial, self.part, *plain)
        return tuple(dict.fromkeys(one for one in found if one))


_AIM = re.compile(r"\]([A-Za-z][0-9A-Za-z])")
_GS1_SYMBOLS = frozenset({"C1", "d2", "Q3", "e0", "e1", "e2", "J1", "I1"})
_ARTICLE_SYMBOL = "E"
_IMEI_BETWEEN = re.compile(r"[\s\-/.]+")
_MAC = re.compile(r"(?:[0-9A-F]{2}[:\-]){5}[0-9A-F]{2}", re.IGNORECASE)
_EID = re.compile(r"89[0-9]{30}")
_ICCID = re.compile(r"89[0-9]{17,18}F?", re.IGNORECASE)
_ENVELOPE = re.compile(r"\[\)>\x1e?06\x1d")
_ENVELOPE_FIELDS = {"S": "serial", "1P": "model", "P": "part", "1T": "lot", "25S": "serial"}
_QUOTES = str.maketrans({"{": "\n", "}": "\n", '"': " ", "'": " ", "<": "\n", ">": "\n"})
#: how labels call a field, longer names first; between words a space, a dot, a hyphen or nothing
_NAMES: tuple[tuple[str, str], ...] = (
    ("imei", r"imei(?:\s*/\s*(?:meid|sv|sn))?\s*(?:no\.?)?\s*[12]?|meid"),
    ("serial", r"s\s*/\s*n\s*(?:no\.?)?|serial[\s_-]*(?:number|no\.?|num)?|s\.n\.|sn"),
    ("serial", r"(?:产品|整机|机器|设备)?序列号|机身(?:编?号|条码)|(?:出厂|整机|机器)编[号码]"),
    ("model", r"model[\s_-]*(?:number|name|no\.?)?|m\s*/\s*n|(?:产品|规格|商品)?型号"),
    ("part", r"p\s*/\s*n|part[\s_-]*(?:number|no\.?)|pn|物料(?:编)?[号码]|备件(?:编)?[号码]"),
    ("gtin", r"gtin|ean(?:-?13)?|upc(?:-?a)?|69\s*码|商品条码"),
    ("lot", r"lot(?:[\s_-]*no\.?)?|batch(?:[\s_-]*no\.?)?|批(?:次)?号"),
    ("mac", r"(?:wlan|wi-?fi|eth|lan|bt|ble|bluetooth)?[\s_-]*mac(?:[\s_-]*(?:address|addr|id))?"),
    ("mac", r"(?:wi-?fi|wlan|bt|bluetooth)[\s_-]*(?:address|addr)|(?:蓝牙|无线|网卡)地址"),
    ("eid", r"eid"),
    ("iccid", r"iccid"),
    ("", r"(?:产品|商品)?名称|product|color|colour|颜色|(?:生产|制造|出厂)日期|mfg|date|电压|功率"),
)
_NAMED = re.compile(
    r"(?<![0-9A-Za-z\u4e00-\u9fff])(?:"
    + "|".join(f"(?P<n{at}>{names})" for at, (_, names) in enumerate(_NAMES))
    + r")\s*(?:[:=]|(?<=[/.nN])\s+(?=[0-9A-Z]))\s*",
    re.IGNORECASE,
)
_FIELD_END = re.compile(r"[\n\r\t;,|&\x1d\x1e]|\s{3,}")
_FIRST_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z/\-.+_]*")
_OTHERS = {"mac": "MAC", "eid": "EID", "iccid": "ICCID"}
_FORMS_OF_IMEI = (14, 15, 16, 17)
_BODY_OF_IMEI = 14


def read_label(text: str) -> LabelCode:
    """What a scanned code says; `text` as the scanner gave it."""
    plain = _folded(text)
    symbol = ""
    if aim := _AIM.match(plain):
        symbol, plain = aim[1], plain[aim.end() :].strip()
    if len(plain) > MOST:
        return LabelCode(kind=LabelKind.PLAIN, text=plain[:MOST], symbol=symbol)
    return _structured(plain, symbol) or _bare(plain, symbol)


def part_names(text: str) -> tuple[str, ...]:
    """What a part whose label was scanned may be called in the price list, the likeliest first."""
    label = read_label(text)
    is_whole = label.kind in (LabelKind.GS1, LabelKind.MAKER)
    plain = label.text.upper()
    articles = gs1.gtin_forms(label.gtin) if label.gtin else ()
    names = (label.part.upper(), *articles, label.model.upper()) if is_whole else (plain, *articles)
    return tuple(dict.fromkeys(name for name in names if name)) or (plain,)


def imei_of(text: str) -> str:
    """The 15 digits of an IMEI as labels write it, with hyphens or a software version; else
    nothing.
    """
    digits = _IMEI_BETWEEN.sub("", text)
    if is_imei(digits):
        return digits
    is_versioned = len(digits) in (16, 17) and digits.isascii() and digits.isdigit()
    if not is_versioned:
        return ""
    if len(digits) == _FORMS_OF_IMEI[-1] and is_imei(digits[:15]):
        return digits[:15]
    body = digits[:_BODY_OF_IMEI]
    return next(body + last for last in "0123456789" if is_imei(body + last))


def _folded(text: str) -> str:
    """Full-width signs folded; what separates elements stays."""
    return unicodedata.normalize("NFKC", text).strip(" \t\r\n\0")


def _structured(plain: str, symbol: str) -> LabelCode | None:
    """A label that says itself what its parts are."""
    if symbol in _GS1_SYMBOLS or gs1.SEPARATOR in plain or _begins_with_article(plain):
        elements = gs1.read_elements(plain)
    else:
        elements = None
    elements = elements or gs1.read_written(plain) or gs1.read_link(plain)
    if elements:
        return _of_elements(elements, plain, symbol)
    if _ENVELOPE.match(plain):
        return _of_envelope(plain, symbol)
    return _of_names(plain, symbol)


def _begins_with_article(plain: str) -> bool:
    """Whether a string tells by itself that it is GS1's: 01, a right article number, and more."""
    article, rest = plain[2 : 2 + gs1.GTIN_DIGITS], plain[2 + gs1.GTIN_DIGITS :]
    return plain.startswith("01") and bool(rest) and gs1.is_gtin(article)


def _of_elements(elements: gs1.Elements, plain: str, symbol: str) -> LabelCode:
    by_name = dict(reversed(elements))  # the first of several
    gtin = by_name.get("01") or by_name.get("02", "")
    serial = by_name.get("21") or by_name.get("8004") or by_name.get("250", "")
    return LabelCode(
        kind=LabelKind.GS1,
        text=plain,
        symbol=symbol,
        gtin=gtin if gs1.is_gtin(gtin) else "",
        serial=serial,
        imei=serial if is_imei(serial) else "",
        model=by_name.get("240", ""),
        part=by_name.get("241", ""),
        lot=by_name.get("10", ""),
        wrong="gtin" if gtin and not gs1.is_gtin(gtin) else "",
        elements=elements,
    )


def _of_envelope(plain: str, symbol: str) -> LabelCode | None:
    """An ISO/IEC 15434 envelope with the data identifiers of ANSI MH10.8.2."""
    found: dict[str, str] = {}
    for field in re.split(r"[\x1d\x1e\x04]", plain)[1:]:
        for name in sorted(_ENVELOPE_FIELDS, key=len, reverse=True):
            if field.startswith(name) and len(field) > len(name):
                found.setdefault(_ENVELOPE_FIELDS[name], field[len(name) :])
                break
    return _of_fields(found, plain, symbol)


def _of_names(plain: str, symbol: str) -> LabelCode | None:
    """ "S/N: A12  IMEI1: 35…": each field runs to the next name or to the end of its line."""
    unquoted = re.sub(r'"?\s*:\s*"', ":", plain).translate(_QUOTES) if '"' in plain else plain
    names = [*_NAMED.finditer(unquoted)]
    found: dict[str, str] = {}
    ends = [match.start() for match in names[1:]] + [len(unquoted)] * bool(names)
    for match, end in zip(names, ends, strict=True):
        rest = unquoted[match.end() : end]
        value = _FIELD_END.split(rest, maxsplit=1)[0].strip(" .:=\"'")
        name = next(_NAMES[at][0] for at in range(len(_NAMES)) if match[f"n{at}"] is not None)
        if value and name:
            found["imei_2" if name == "imei" and "imei" in found else name] = (
                found.get(name, value) if name != "imei" else value
            )
    return _of_fields(found, plain, symbol)


def _of_fields(found: dict[str, str], plain: str, symbol: str) -> LabelCode | None:
    if not found:
        return None
    serial, part, lot = (_word(found.get(name, "")) for name in ("serial", "part", "lot"))
    one, two = (imei_of(found.get(name, "")) for name in ("imei", "imei_2"))
    gtin = _IMEI_BETWEEN.sub("", found.get("gtin", ""))
    is_wrong = "imei" in found and not one and _word(found["imei"]).isdigit()
    if is_wrong and not serial:
        serial = _IMEI_BETWEEN.sub("", found["imei"])
    named = bool(serial or part or lot or one or found.get("model"))
    other = next((_OTHERS[name] for name in _OTHERS if name in found), "")
    if not (named or other or gs1.is_gtin(gtin)):
        return None
    return LabelCode(
        kind=LabelKind.MAKER if named or not other else LabelKind.OTHER,
        text=plain,
        symbol=symbol,
        gtin=gs1.long_gtin(gtin) if gs1.is_gtin(gtin) else "",
        imei=one,
        imei_2=two,
        model=found.get("model", ""),
        other=other,
        wrong="imei" if is_wrong else "gtin" if gtin and not gs1.is_gtin(gtin) else "",
        serial=serial,
        part=part,
        lot=lot,
    )


def _word(value: str) -> str:
    """The first word of a value that has no spaces inside."""
    word = _FIRST_WORD.match(value)
    return word[0] if word else ""


def _bare(plain: str, symbol: str) -> LabelCode:
    """A label that holds one thing and does not say which."""
    digits = _IMEI_BETWEEN.sub("", plain)
    if is_imei(digits):
        return LabelCode(kind=LabelKind.IMEI, text=plain, symbol=symbol, imei=digits)
    is_article = symbol.startswith(_ARTICLE_SYMBOL) or len(plain) != gs1.GTIN_LENGTHS[0]
    if is_article and gs1.is_gtin(plain):
        gtin = gs1.long_gtin(plain)
        return LabelCode(kind=LabelKind.GTIN, text=plain, symbol=symbol, gtin=gtin)
    for name, pattern in (("MAC", _MAC), ("EID", _EID), ("ICCID", _ICCID)):
        if pattern.fullmatch(plain):
            return LabelCode(kind=LabelKind.OTHER, text=plain, symbol=symbol, other=name)
    return LabelCode(kind=LabelKind.PLAIN, text=plain, symbol=symbol)
