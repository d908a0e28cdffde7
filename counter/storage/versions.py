"""Versions of column groups: which of two writes stands, the same on every replica and in any
order (sync.md §4.2).

A version is 22 bytes compared as bytes: custody term (3), generation (3), hybrid clock (8), entry
id (8). A row keeps one blob: the version of its insert, then a group number and a version for each
group written since.
"""

SIZE = 22
STEP = SIZE + 1


def pack(term: int, generation: int, hlc: int, eid: bytes) -> bytes:
    """The version of a write; `eid` is the 8-byte id of its entry. Raises OverflowError beyond
    three bytes.
    """
    return term.to_bytes(3, "big") + generation.to_bytes(3, "big") + hlc.to_bytes(8, "big") + eid


def term_of(version: bytes) -> int:
    """Custody term of a version."""
    return int.from_bytes(version[:3], "big")


def generation_of(version: bytes) -> int:
    """How many writes led to this one, itself counted; an insert is 1."""
    return int.from_bytes(version[3:6], "big")


def name_of(version: bytes) -> str:
    """How a later write names this one as its base: generation and entry id."""
    return f"{generation_of(version):x}.{version[14:].hex()}"


def read(blob: bytes, group: int) -> bytes:
    """The version of one group in a row's blob."""
    for at in range(SIZE, len(blob), STEP):
        if blob[at] == group:
            return blob[at + 1 : at + STEP]
    return blob[:SIZE]


def write(blob: bytes, group: int, version: bytes) -> bytes:
    """The row's blob with one group's version replaced; groups stay sorted, so equal rows have
    equal blobs.
    """
    kept = {blob[at]: blob[at + 1 : at + STEP] for at in range(SIZE, len(blob), STEP)}
    kept[group] = version
    return blob[:SIZE] + b"".join(bytes([number]) + kept[number] for number in sorted(kept))


def wins(new: bytes, old: bytes | None) -> bool:
    """Whether a write of version `new` replaces what stands at `old`; an equal version is the same
    write come again.
    """
    return old is None or new > old
