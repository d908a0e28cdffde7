"""What a library or the system said, in the words of whoever reads it.

Readers of JSON, files and databases speak English. Their texts stand among the facts of a refusal
as they were said (`said`); in another language they are told by the patterns below.
"""

import errno
import os
import re

from counter.language import N_, Words

#: types as the reader of JSON names them
TYPES = {
    "int": N_("a whole number"),
    "float": N_("a number"),
    "str": N_("a text in quotes"),
    "bool": N_("true or false"),
    "array": N_("a list in square brackets"),
    "object": N_("an object in curly brackets"),
    "null": N_("null"),
}
#: what may be wrong with a file or a disk
SYSTEM = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk is full"),
    errno.EFBIG: N_("the file is too large"),
    errno.EACCES: N_("the right to it is missing"),
    errno.EPERM: N_("the right to it is missing"),
    errno.ENOENT: N_("it is not there"),
    errno.ENOTDIR: N_("a part of the path is no folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EEXIST: N_("it is there already"),
    errno.EROFS: N_("the disk can only be read"),
    errno.EIO: N_("the disk does not answer rightly"),
    errno.EBUSY: N_("another program uses it"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EMFILE: N_("too many files are open"),
}
_WHERE = r".*: line (?P<line>\d+) column (?P<column>\d+) \(char \d+\)"
#: the first that fits; named parts stand in {places}, types are named by `TYPES`
PATTERNS: tuple[tuple[str, str], ...] = (
    (
        r"Expected `(?P<wanted>[\w| ]+)`, got `(?P<got>[\w| ]+)`",
        N_("{wanted} is wanted, {got} was given"),
    ),
    (r"Expected `(?P<wanted>[\w| ]+)`.*", N_("{wanted} is wanted")),
    (r"Object missing required field `(?P<field>\w+)`", N_("the field {field} is missing")),
    (r"Object contains unknown field `(?P<field>\w+)`", N_("there is no field {field}")),
    (r"Invalid enum value (?P<value>.+)", N_("{value} is not one of the choices")),
    (r"Integer value out of range", N_("the number is too large")),
    (r"an object of facts is expected", N_("an object of facts is expected")),
    (r"Extra data" + _WHERE[2:], N_("there is more after its end, line {line}, column {column}")),
    (r"Unterminated string" + _WHERE, N_("a text has no end, line {line}, column {column}")),
    (_WHERE, N_("line {line}, column {column} cannot be read")),
    (r"maximum recursion depth exceeded.*", N_("it is nested too deeply")),
    (r"database disk image is malformed.*", N_("the file is damaged")),
    (r"file is not a database.*", N_("the file is no database, or another key closes it")),
    (r"database is locked.*", N_("another program uses it")),
    (r"disk I/O error.*", N_("the disk does not answer rightly")),
    (r"unable to open database file.*", N_("the file cannot be opened")),
    (r"not found", N_("it is not there")),
    (r"UTF-8", N_("it is not written in UTF-8")),
)
_COMPILED = tuple((re.compile(pattern, re.S), text) for pattern, text in PATTERNS)
_SAID_BY_SYSTEM = {os.strerror(number): text for number, text in SYSTEM.items()}
OTHERWISE = N_("the system says “{said}”")


def told(said: str, words: Words) -> str:
    """The text in the language of `words`; in English as it was said, elsewhere at least quoted."""
    if words.language == "en" or not said or not said.isascii():
        return said
    if text := _SAID_BY_SYSTEM.get(said):
        return words.say(text)
    for pattern, text in _COMPILED:
        if fits := pattern.fullmatch(said):
            parts = {name: _named(name, part, words) for name, part in fits.groupdict().items()}
            return words.say(text, **parts)
    return words.say(OTHERWISE, said=said)


def _named(name: str, part: str, words: Words) -> str:
    if name not in ("wanted", "got"):
        return part
    kinds = [TYPES.get(kind.strip(), kind.strip()) for kind in part.split("|")]
    return " / ".join(words.say(kind) for kind in kinds)
