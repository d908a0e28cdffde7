"""The catalogue of models, asked while one is typed."""

from dataclasses import dataclass

from counter.storage.database import Connection
from counter.storage.questions.reading import Page, Row, at_one_moment, made, rows

MOST_SHOWN, MOST_LOOKED_AT = 8, 40
BEHIND_ALL = 0x10FFFF  # no character sorts behind it
#: as its two indexes have it; SQLite's `lower` knows A to Z alone, so both sides are said by it
_NAME, _WHOLE = "lower(name)", "lower(brand||char(32)||name)"
_BEGINS = f"""
SELECT brand, name, kind_code, product FROM model
WHERE {{what}} >= lower(?1) AND {{what}} < lower(?1) || char({BEHIND_ALL}) AND active = 1
ORDER BY {{what}}, publisher LIMIT {MOST_LOOKED_AT}
"""


@dataclass(frozen=True, kw_only=True)
class ModelRow:
    """A model that is offered; `product` is empty where its kind says enough."""

    brand: str
    name: str
    kind_code: str
    product: str


@at_one_moment
def models(db: Connection, *, text: str, brand: str = "", kind: str = "") -> Page[ModelRow]:
    """Models whose name, or brand and name, begin with a text, eight at most.

    Those of the brand and of the kind of item that are given come first; of two with one name head
    office's.
    """
    typed, made_by = " ".join(text.split()), " ".join(brand.split())
    if not typed:
        return Page(rows=[])
    found = _begin(db, _WHOLE, f"{made_by} {typed}") if made_by else []
    found += _begin(db, _NAME, typed) + _begin(db, _WHOLE, typed)
    each = dict[str, Row]()
    for one in found:
        each.setdefault(f"{one['brand']} {one['name']}".casefold(), one)
    wanted = made_by.casefold()
    best = sorted(
        each.values(),
        key=lambda one: (one["brand"].casefold() != wanted, one["kind_code"] != kind),
    )
    return Page(rows=[made(ModelRow, one) for one in best[:MOST_SHOWN]])


def _begin(db: Connection, what: str, text: str) -> list[Row]:
    return rows(db, _BEGINS.format(what=what), (text,))
