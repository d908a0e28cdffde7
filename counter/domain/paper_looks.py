"""How an outlet wants each paper: on what, how many, what may be left out, its note and its logo.

What the law or custody needs of a paper (domain.md §9, §11) stands in none of these lists: numbers
and codes, dates, items, fault, condition, accessories, sums, signatures, carriers.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from zlib import compress, decompressobj
from zlib import error as ZlibError

from counter.domain.refusals import RuleBroken

LOGO = "logo"
#: a logo is at most 40 by 12 mm in dots of the finest head, twelve a mm
LOGO_WIDE, LOGO_HIGH, LOGO_DOT = 480, 144, 1 / 12
PREFIX = "paper_"


@dataclass(frozen=True, slots=True)
class Logo:
    """`height` rows of `width` dots, eight a byte from the left, 1 = black, on whole bytes."""

    width: int
    height: int
    rows: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who issues the paper, in the paper's language."""

    outlet_name: str = ""
    outlet_address: str = ""
    service_phone: str = ""
    complaint_phone: str = ""
    logo: Logo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """What the outlet has chosen for a paper: the fields it leaves out, its own words in the
    paper's language, and the medium, "" = the form's own.
    """

    hidden: frozenset[str] = frozenset()
    note: str = ""
    size: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChoices:
    """What an outlet may choose for a paper; its own size stands first.

    `copies` 0 = nobody queues it; `notes` False = its note is a setting of its own.
    """

    sizes: tuple[str, ...]
    optional: tuple[str, ...]
    copies: int = 9
    notes: bool = True


SETS = ("241-full", "241-half", "241-third")  # every copy is a ply, so one print is all of them
FLOWING = ("80mm", "58mm", "a5-portrait", *SETS)
CHOICES: dict[str, PaperChoices] = {
    "item_receipt": PaperChoices(
        sizes=("a5", "a4", *FLOWING),
        # the two sums are left out only where there is none: what is charged is always told
        optional=(
            "status_link",
            "photos",
            "sketches",
            "diagnosis_fee",
            "deposit",
            "cover",
            "shelf",
        ),
        copies=3,
        notes=False,
    ),
    "repair_card": PaperChoices(
        sizes=("a6", "a5-portrait", "60x40"),
        optional=("customer", "phone_tail", "serial", "cover", "diagnosis", "work"),
    ),
    "item_label": PaperChoices(
        sizes=("60x40", "40x30"), optional=("customer", "phone_tail", "promised")
    ),
    "accessory_label": PaperChoices(sizes=("40x30", "60x40"), optional=("customer", "phone_tail")),
    "settlement_statement": PaperChoices(
        sizes=("a5", "a4", *FLOWING),
        optional=("phone", "old_parts", "payment", "fapiao_question"),
        copies=3,
    ),
    "item_register": PaperChoices(
        sizes=("a4-landscape",),
        optional=("phone_tail", "technician", "notified", "paid"),
        copies=0,
    ),
    "estimate": PaperChoices(
        sizes=("a5", "a4", *FLOWING), optional=("phone", "serial", "diagnosis"), copies=2
    ),
    "loss_declaration": PaperChoices(
        sizes=("a5", "a4", *FLOWING), optional=("customer", "phone_tail"), copies=2
    ),
    "transfer": PaperChoices(
        sizes=("a5", "a4", *FLOWING), optional=("customer", "serial"), copies=2
    ),
}
SETTINGS = {f"{PREFIX}{form}": form for form in CHOICES}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLook:
    """How a paper is wanted; `size` "" is its own, `copies` 0 as many as the act says."""

    size: str = ""
    copies: int = 0
    hidden: frozenset[str] = frozenset()
    note: Mapping[str, str]
    logo: bool = True


def look_of(form: str, kept: Any) -> PaperLook:
    """What is kept for a paper; what this program does not know is as if it were not set."""
    facts = cast(dict[str, Any], kept) if isinstance(kept, dict) else {}
    choices = CHOICES[form]
    size, copies, note = facts.get("size", ""), facts.get("copies", 0), facts.get("note", {})
    hidden = facts.get("hidden", ())
    left_out = hidden if isinstance(hidden, list | tuple) else ()
    return PaperLook(
        size=size if size in choices.sizes else "",
        copies=copies if copies in range(1, choices.copies + 1) else 0,
        hidden=frozenset(field for field in choices.optional if field in left_out),
        note=note if isinstance(note, dict) else {},
        logo=facts.get("logo", True) is not False,
    )


def usual_copies(look: PaperLook, copies: int) -> int:
    """How many are printed: what the outlet says, else what the act says, of a set of plies one."""
    return look.copies or (1 if look.size in SETS else copies)


def checked_look(form: str, given: Any) -> dict[str, Any]:
    """What an outlet wants of a paper, as it is kept; the words of its note are checked elsewhere.

    Raises RuleBroken "setting.bad_value", "paper.medium", "paper.copies" or "paper.not_optional".
    """
    choices, name = CHOICES[form], f"{PREFIX}{form}"
    facts = cast(dict[str, Any], given) if isinstance(given, dict) else {}
    keys = {"size", "copies", "hidden", "logo"} | ({"note"} if choices.notes else set[str]())
    if set(facts) != keys:
        raise RuleBroken("setting.bad_value", setting=name)
    size, copies, hidden, logo = (facts[key] for key in ("size", "copies", "hidden", "logo"))
    if not (isinstance(size, str) and type(copies) is int and isinstance(logo, bool)):
        raise RuleBroken("setting.bad_value", setting=name)
    if size and size not in choices.sizes:
        known = ", ".join(choices.sizes)
        raise RuleBroken("paper.medium", form=form, medium=size[:20], known=known)
    if not 0 <= copies <= choices.copies:
        raise RuleBroken("paper.copies", copies=str(copies)[:20], most=choices.copies)
    left_out = _left_out(form, hidden)
    kept: dict[str, Any] = {"size": size, "copies": copies, "hidden": left_out, "logo": logo}
    if choices.notes:
        kept["note"] = facts["note"]
    return kept


def _left_out(form: str, hidden: Any) -> list[str]:
    """The fields that are left out, each once, in the order of the paper."""
    optional = CHOICES[form].optional
    if not isinstance(hidden, list):
        raise RuleBroken("setting.bad_value", setting=f"{PREFIX}{form}")
    for field in cast(list[Any], hidden):
        if field not in optional:
            known = ", ".join(optional)
            raise RuleBroken("paper.not_optional", form=form, field=str(field)[:40], known=known)
    return [field for field in optional if field in hidden]


# the logo ------------------------------------------------------------------------------------


def kept_logo(logo: Logo | None) -> dict[str, Any]:
    """A logo as it travels with the settings; None = there is none."""
    if logo is None:
        return {}
    rows = b64encode(compress(logo.rows, 9)).decode()
    return {"width": logo.width, "height": logo.height, "rows": rows}


def logo_of(kept: Any) -> Logo | None:
    """The logo of a setting; None where there is none, or none that can be read."""
    try:
        return checked_logo(kept)
    except RuleBroken:
        return None


def checked_logo(given: Any) -> Logo | None:
    """The logo that is handed over; raises RuleBroken "logo.not_dots" when it is none."""
    if given == {}:
        return None
    facts = cast(dict[str, Any], given) if isinstance(given, dict) else {}
    wide, high, packed = facts.get("width"), facts.get("height"), facts.get("rows")
    fits = (
        set(facts) == {"width", "height", "rows"}
        and type(wide) is int
        and type(high) is int
        and isinstance(packed, str)
        and 0 < wide <= LOGO_WIDE
        and 0 < high <= LOGO_HIGH
    )
    if not fits:
        raise RuleBroken("logo.not_dots", wide=LOGO_WIDE, high=LOGO_HIGH)
    assert isinstance(wide, int)
    assert isinstance(high, int)
    length = -(-wide // 8) * high
    try:
        rows = decompressobj().decompress(b64decode(str(packed), validate=True), length + 1)
    except (ValueError, ZlibError):
        rows = b""
    if len(rows) != length or not any(rows):
        raise RuleBroken("logo.not_dots", wide=LOGO_WIDE, high=LOGO_HIGH)
    return Logo(wide, high, rows)
