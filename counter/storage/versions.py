"""Versions of column groups: which of two writes stands, the same on every replica and in any
order (sync.md §4.2).

A version is 15 bytes compared as bytes: custody term (2), generation (3), the hybrid clock's
milliseconds (6), the first four bytes of the entry's id. A row keeps one blob: a group number and a
version for each group written since its insert, none for the insert itself. Every write of a group
has seen the insert, so it needs no clock to come after it.
"""

SIZE = 15
STEP = SIZE + 1
CLOCK_BYTES, MARK_BYTES = 6, 4


def pack(term: int, generation: int, hlc: int, eid: bytes) -> bytes:
    """The version of a write; `eid` is the id of its entry. Raises OverflowError beyond two bytes
    of terms or three of generations.
    """
    start = term.to_bytes(2, "big") + generation.to_bytes(3, "big")
    return start + (hlc >> 16).to_bytes(CLOCK_BYTES, "big") + eid[:MARK_BYTES]


#: what a group stands at until it is written again
INSERTED = pack(0, 1, 0, bytes(MARK_BYTES))


def term_of(version: bytes) -> int:
    """Custody term of a version."""
    return int.from_bytes(version[:2], "big")


def generation_of(version: bytes) -> int:
    """How many writes led to this one, itself counted; an insert is 1."""
    return int.from_bytes(version[2:5], "big")


def name_of(version: bytes) -> str:
    """How a later write names this one as its base: generation and mark of the entry; an insert,
    of which a row has but one, by its generation alone.
    """
    generation = f"{generation_of(version):x}"
    return generation if version == INSERTED else f"{generation}.{version[-MARK_BYTES:].hex()}"


def bases_in(base: str) -> tuple[str, ...]:
    """The writes a later one has replaced: one, and where it settled a conflict those that had lost
    too, as in "3.ab12cd34+3.cd34ab12".
    """
    return tuple(base.split("+"))


def generation_in(base: str) -> int:
    """The greatest generation a base was named with. Raises ValueError on a name that is none."""
    return max(int(name.partition(".")[0], 16) for name in bases_in(base))


def read(blob: bytes | None, group: int) -> bytes:
    """The version of one group in a row's blob."""
    for at in range(0, len(blob or b""), STEP):
        if blob and blob[at] == group:
            return blob[at + 1 : at + STEP]
    return INSERTED


def write(blob: bytes | None, group: int, version: bytes) -> bytes:
    """The row's blob with one group's version replaced; groups stay sorted, so equal rows have
    equal blobs.
    """
    if not blob or (blob[0] == group and len(blob) == STEP):
        return bytes([group]) + version
    kept = {blob[at]: blob[at + 1 : at + STEP] for at in range(0, len(blob), STEP)}
    kept[group] = version
    return b"".join(bytes([number]) + kept[number] for number in sorted(kept))


def wins(new: bytes, old: bytes | None) -> bool:
    """Whether a write of version `new` replaces what stands at `old`; an equal version is the same
    write come again.
    """
    return old is None or new > old
