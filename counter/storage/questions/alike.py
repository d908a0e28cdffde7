"""What a unit probably is, told by others of its model that were here."""

from dataclasses import dataclass

from counter.domain import personal
from counter.storage.database import Connection
from counter.storage.questions.reading import at_one_moment, made, row

TAC_DIGITS = 8  # of an IMEI: the same for every phone of one model (3GPP TS 23.003 § 6.2)
AFTER_DIGITS = ":"  # sorts behind every digit
MOST_LOOKED_AT = 50


@dataclass(frozen=True, kw_only=True)
class Alike:
    """The model of phones whose IMEI begins alike."""

    kind_code: str
    brand: str
    model: str


_BY_TAC = """
SELECT kind_code, brand, model FROM (
  SELECT kind_code, brand, model FROM unit WHERE serial >= ? AND serial < ? LIMIT ?
) WHERE model <> '' LIMIT 1
"""


@at_one_moment
def model_by_imei(db: Connection, *, imei: str) -> Alike | None:
    """The model that a phone with this IMEI has, where one of its model was here; else null."""
    serial = personal.serial_number(imei)
    if not personal.is_imei(serial):
        return None
    tac = serial[:TAC_DIGITS]
    found = row(db, _BY_TAC, (tac, tac + AFTER_DIGITS, MOST_LOOKED_AT))
    return made(Alike, found) if found else None
