"""What `verify` may find wrong, by codes that are worded where they are read."""

from dataclasses import dataclass, field

from counter.language import N_

#: what may be wrong, by its code; `table` is a kind of record, `seen` an entry's place
WHYS = {
    "key_unread": N_("the seat's key cannot be read"),
    "key_other": N_("the chain is signed with another key"),
    "entry_missing": N_("an entry is missing"),
    "entry_unsigned": N_("the entry is not what the seat has signed"),
    "entry_unread": N_("the entry cannot be read"),
    "tail_moved": N_("the tail of the chain is not the head that was kept"),
    "tail_cut": N_("the tail was cut: this machine has seen entry {seen}"),
    "tail_other": N_("the newest entry is not the one this machine wrote"),
    "chain_gone": N_("there are entries of a chain that the file does not know"),
    "parent_other": N_("the chain does not end where the next one began"),
    "personal_gone": N_("a personal value of {table} was taken away"),
    "personal_changed": N_("a personal value of {table} was changed"),
    "row_changed": N_("a row of {table} is not what the log says"),
    "row_added": N_("a row of {table} is in the file but not in the log"),
    "row_gone": N_("a row of {table} is gone"),
    "kept_other": N_("what is kept in {table} does not follow from the log"),
    "file": N_("the file: {said}"),
}


@dataclass(frozen=True, slots=True)
class Alteration:
    """Where the book and the file disagree: chain id in hex, the entry's place, and why: a code of
    `WHYS` with its facts.
    """

    chain: str
    seq: int
    code: str
    facts: dict[str, str | int] = field(default_factory=dict[str, str | int])

    @property
    def why(self) -> str:
        """Why, in English."""
        return WHYS[self.code].format(**self.facts)
