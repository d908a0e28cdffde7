"""What the labels of shelves, parts and staff are handed, read from the book."""

from counter.domain.numbers import plain
from counter.domain.papers import TagPaper
from counter.domain.refusals import RuleBroken
from counter.domain.states import Role
from counter.language import Words, spoken, words_of
from counter.storage.database import Connection
from counter.storage.questions.paper_parts import paper_language
from counter.storage.questions.reading import Row, at_one_moment, row

_OUTLET = "SELECT o.name, o.name_en FROM sync_gate g JOIN outlet o ON o.number = g.outlet"
_OWN = "JOIN sync_gate g JOIN outlet o ON o.number = g.outlet AND o.id = t.outlet_id"
_SHELF = f"""
SELECT t.number, t.name FROM shelf t {_OWN}
WHERE t.number = ? OR t.name = ? ORDER BY t.active DESC, t.k LIMIT 1
"""
_PART = """
SELECT number, code, name, spec FROM part
WHERE number = ? OR code = ? ORDER BY active DESC, k LIMIT 1
"""
_PERSON = f"""
SELECT t.badge, t.name, t.code, t.role FROM person t {_OWN}
WHERE t.badge = ? OR t.code = ? ORDER BY t.active DESC, t.k LIMIT 1
"""


@at_one_moment
def shelf_label_paper(db: Connection, *, number: str, language: str | None = None) -> TagPaper:
    """The label of a shelf, by its number or name; raises RuleBroken "shelf.unknown"."""
    found = _found(db, _SHELF, number)
    if found is None:
        raise RuleBroken("shelf.unknown", shelf=number[:40])
    words, _ = _speaking(db, language)
    return _tag(db, language, found["number"], found["name"], words.say_as("tag", "Shelf"))


@at_one_moment
def part_label_paper(db: Connection, *, number: str, language: str | None = None) -> TagPaper:
    """The label of a part, by its number or code; raises RuleBroken "part.unknown"."""
    found = _found(db, _PART, number)
    if found is None:
        raise RuleBroken("part.unknown", part=number[:40])
    name = " ".join(part for part in (found["name"], found["spec"]) if part)
    spoken_here = language or paper_language(db)
    return TagPaper(number=found["number"], language=spoken_here, title=found["code"], line=name)


@at_one_moment
def staff_badge_paper(db: Connection, *, number: str, language: str | None = None) -> TagPaper:
    """The badge of a member of staff, by its number or his code.

    Raises RuleBroken "person.unknown", and "person.no_badge" when he has none.
    """
    found = _found(db, _PERSON, number)
    if found is None:
        raise RuleBroken("person.unknown", code=number[:40])
    if not found["badge"]:
        raise RuleBroken("person.no_badge", code=found["code"])
    words, _ = _speaking(db, language)
    line = f"{found['code']} · {_role(words, Role(found['role']))}"
    return _tag(db, language, found["badge"], found["name"], line)


def _found(db: Connection, sql: str, named: str) -> Row | None:
    return row(db, sql, (plain(named), named.strip()))


def _speaking(db: Connection, language: str | None) -> tuple[Words, str]:
    """What speaks the label's language, and what the outlet is called in it."""
    speaks = language or paper_language(db)
    found = row(db, _OUTLET) or {"name": "", "name_en": ""}
    names = {"zh_CN": found["name"], "en": found["name_en"] or found["name"]}
    return words_of(speaks), spoken(names, speaks)


def _tag(db: Connection, language: str | None, number: str, title: str, line: str) -> TagPaper:
    words, outlet = _speaking(db, language)
    return TagPaper(
        number=number, language=words.language, title=title, line=line, outlet_name=outlet
    )


def _role(words: Words, role: Role) -> str:
    return {
        Role.FRONT_DESK: words.say_as("badge", "Front desk"),
        Role.TECHNICIAN: words.say_as("badge", "Technician"),
        Role.SUPERVISOR: words.say_as("badge", "Supervisor"),
        Role.CASHIER: words.say_as("badge", "Cashier"),
        Role.MANAGER: words.say_as("badge", "Manager"),
        Role.AUDITOR: words.say_as("badge", "Auditor"),
    }[role]
