"""Money in fen.

Rounding, tax by line, amounts as typed, shown and written in words (domain.md §9.3, decisions 35).
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.refusals import RuleBroken

if TYPE_CHECKING:
    from decimal import Decimal

#: no counter takes more for one repair: 9,999,999.99
MOST_FEN = 999_999_999
PERMILLE = 1000
DECIMALS = 2

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x3002: 0x2E}
_AROUND = re.compile(r"^[¥￥$\s]+|[\s元圆块]+$")
_TYPED = re.compile(r"(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:\.([0-9]*))?")

_CAPITAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_CAPITAL_PLACES = ("", "拾", "佰", "仟")
_CAPITAL_GROUPS = ("", "万", "亿")


@dataclass(frozen=True, slots=True)
class Taxed:
    """A gross amount split: `net_fen + tax_fen = gross_fen`."""

    gross_fen: int
    net_fen: int
    tax_fen: int


def rounded(amount: "Decimal") -> int:
    """Round to whole fen, half away from zero: the one place where money is rounded."""
    from decimal import ROUND_HALF_UP, Decimal  # the board shows no amount

    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def split_tax(gross_fen: int, permille: int) -> Taxed:
    """Take the tax out of an amount that includes it.

    `permille` is the rate in thousandths (13 % = 130).

    Per line net = gross / (1 + rate), tax = gross - net; totals are sums of lines (domain.md §9.3).
    """
    from decimal import Decimal

    net = rounded(Decimal(gross_fen) * PERMILLE / (PERMILLE + permille))
    return Taxed(gross_fen=gross_fen, net_fen=net, tax_fen=gross_fen - net)


def checked(fen: int, field: str) -> int:
    """Let an amount of the given field pass.

    Raises RuleBroken "money.negative" or "money.too_large".
    """
    if fen < 0:
        raise RuleBroken("money.negative", field=field, amount_fen=fen)
    if fen > MOST_FEN:
        raise RuleBroken("money.too_large", field=field, amount_fen=fen, most_fen=MOST_FEN)
    return fen


def typed_fen(text: str, field: str) -> int:
    """Read an amount as a person types it: `680`, `￥1,234.50`, `６８０．５`, `30元`.

    Raises RuleBroken "money.not_a_number", "money.too_fine" (more than two decimals) or as
    `checked` does.
    """
    plain = _AROUND.sub("", text.translate(_FULL_WIDTH).strip())
    typed = _TYPED.fullmatch(plain)
    if not typed or not (typed[2] or typed[3]):
        raise RuleBroken("money.not_a_number", field=field, text=text[:40])
    minus, whole, cents = typed[1], typed[2].replace(",", ""), typed[3] or ""
    if len(cents.rstrip("0")) > DECIMALS:
        raise RuleBroken("money.too_fine", field=field, text=text[:40])
    fen = int(whole or 0) * 100 + int(cents[:2].ljust(2, "0"))
    return checked(-fen if minus else fen, field)


def figures(fen: int) -> str:
    """Show an amount in figures: `1,234.50`, with a minus sign where money goes back."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def in_words(fen: int) -> str:
    """Write an amount as 人民币大写 without the currency's name: 贰佰叁拾陆元伍角整."""
    yuan, jiao, cents = abs(fen) // 100, abs(fen) // 10 % 10, abs(fen) % 10
    words = "负" if fen < 0 else ""
    if yuan or not (jiao or cents):
        words += (_whole_in_words(yuan) or "零") + "元"
    if not jiao and not cents:
        return words + "整"
    if jiao:
        words += _CAPITAL_DIGITS[jiao] + "角"
    elif yuan:
        words += "零"
    return words + (_CAPITAL_DIGITS[cents] + "分" if cents else "整")


def _whole_in_words(number: int) -> str:
    """Whole yuan: groups of four places.

    A gap of zeros inside is said once, at the end not at all.
    """
    words, gap = "", False
    for group in reversed(range(len(_CAPITAL_GROUPS))):
        part = number // 10_000**group % 10_000
        spoken = ""
        for place in reversed(range(4)):
            digit = part // 10**place % 10
            if digit:
                zero = "零" if gap and (words or spoken) else ""
                spoken += zero + _CAPITAL_DIGITS[digit] + _CAPITAL_PLACES[place]
                gap = False
            else:
                gap = True
        if spoken:
            words += spoken + _CAPITAL_GROUPS[group]
    return words
