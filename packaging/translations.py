"""Keep the translators' catalogues.

`python packaging/translations.py extract|compile|check [ROOM ...]`.

`extract` brings new texts of the code into the .po files and drops those that are gone, `compile`
writes the .mo files the program reads, `check` says what is missing. Babel is needed here and
nowhere at run time.
"""

import gettext
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parent.parent
CATALOGUES = PROJECT / "resources" / "translations" / "zh_CN" / "LC_MESSAGES"
LOCALE = "zh_CN"
KEYWORDS = {
    "say": None,
    "say_n": (1, 2),
    "say_as": ((1, "c"), 2),
    "each_says": None,
    "each_says_as": ((1, "c"), 2),
    "N_": None,
    "N_AS": ((1, "c"), 2),
}
#: `say` means something else there: the catalogue itself, and answers in JSON
NO_TEXTS = (
    "language.py", "commands.py", "bundle_commands.py", "sync_commands.py", "hub_commands.py",
    "relay_commands.py",
)  # fmt: skip
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def sources(room: str) -> Iterator[Path]:
    """Give the Python files whose texts belong to the room."""
    papers = PROJECT / "counter" / "printing"
    if room == "papers":
        yield from sorted(papers.rglob("*.py"))
    elif room == "ui":
        yield from sorted((PROJECT / "ui").rglob("*.py"))
    else:
        for path in sorted((PROJECT / "counter").rglob("*.py")):
            if papers not in path.parents and path.name not in NO_TEXTS:
                yield path


def texts_in_code(room: str) -> Catalog:
    """Collect every marked text of the room, untranslated."""
    found = Catalog()
    for path in sources(room):
        for _, text, comments, context in extract_from_file("python", path, keywords=KEYWORDS):
            found.add(text, auto_comments=comments, context=context)
    return found


def translations(room: str) -> Catalog:
    """Read the room's .po file; an empty catalogue when there is none yet."""
    path = CATALOGUES / f"{room}.po"
    if not path.is_file():
        return Catalog(locale=LOCALE)
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE)


def extract(room: str) -> None:
    """Bring the room's .po file up to its code."""
    catalogue = translations(room)
    catalogue.update(texts_in_code(room), no_fuzzy_matching=True)
    catalogue.project, catalogue.version = "repair counter", room
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    catalogue.header_comment = f"# Texts of the room {room!r}, English to Simplified Chinese."
    catalogue.fuzzy = False
    with (CATALOGUES / f"{room}.po").open("wb") as file:
        write_po(
            file, catalogue, width=100, no_location=True, sort_output=True, ignore_obsolete=True
        )


def compile_room(room: str) -> None:
    """Write what the program reads."""
    with (CATALOGUES / f"{room}.mo").open("wb") as file:
        write_mo(file, translations(room))


def complaints(room: str) -> Iterator[str]:
    """Say what keeps the room's catalogue from being whole."""
    written, coded = translations(room), texts_in_code(room)
    for message in coded:
        if message.id and written.get(_first(message), message.context) is None:
            yield f"not in {room}.po: {message.id!r}"
    for message in written:
        if message.id:
            if coded.get(_first(message), message.context) is None:
                yield f"no longer in the code: {message.id!r}"
            yield from _faults(message)
    if not _same_as_compiled(room, written):
        yield f"{room}.mo is not what {room}.po says: run compile"


def places(text: str) -> set[str]:
    """Name the {places} of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _faults(message: Message) -> Iterator[str]:
    asked = message.id if isinstance(message.id, str) else message.id[-1]
    given = (message.string,) if isinstance(message.string, str) else message.string
    if not all(given) or message.fuzzy:
        yield f"not translated: {message.id!r}"
    elif any(places(text) != places(asked) for text in given):
        yield f"other places than the English text: {message.id!r} / {message.string!r}"


def _same_as_compiled(room: str, written: Catalog) -> bool:
    path = CATALOGUES / f"{room}.mo"
    if not path.is_file():
        return len(written) == 0
    fresh = BytesIO()
    write_mo(fresh, written)
    fresh.seek(0)
    with path.open("rb") as file:
        return _texts(gettext.GNUTranslations(file)) == _texts(gettext.GNUTranslations(fresh))


def _texts(compiled: gettext.GNUTranslations) -> dict[object, str]:
    """The compiled messages without the header, which names the tool's version."""
    messages: dict[object, str] = dict(vars(compiled)["_catalog"])
    messages.pop("", None)
    return messages


def main(arguments: list[str]) -> int:
    """Run one command over the named rooms, or all of them."""
    command, *rooms = arguments or ["check"]
    told = 0
    for room in rooms or ["domain", "papers", "ui"]:
        if command == "extract":
            extract(room)
        elif command == "compile":
            compile_room(room)
        elif command == "check":
            for complaint in complaints(room):
                told += 1
                print(complaint)
        else:
            print(__doc__)
            return 64
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
